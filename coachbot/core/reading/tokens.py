"""The words of a message as phones write them, each with its place in the text.

Short forms become the words they stand for ("im" is "i am"), so that a phrase is written once. Several
words may share one place. Punctuation stays as words of its own: phrases stop at it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coachbot.core.model import Span
from coachbot.core.plain import straighten
from coachbot.core.reading.lists import listed

CAP = 20_000  # characters that are looked at; a person who writes more has said it by then

END = "."  # stands for every mark that ends a sentence
COMMA = ","  # stands for every mark inside one

_EMOTICON = r"</3|>:\(|[:;=]['-]?[()/\\|\[\]DPpo3]{1,3}|D:|T[_.]T|;[-_];|-_-|<3|\)+:|:'\(|xD"
_TOKEN = re.compile(
    rf"(?:(?<!\w)(?:{_EMOTICON})(?!\w))|\d+[.:]\d+|[^\W_]+(?:['*@]+[^\W_]+)*|[.!?\n]+|[,;:()\[\]/\"]"
    r"|-{2,}|(?<=\s)-(?=\s)"
    r"|[\U0001F300-\U0001FAFF☀-➿❣❤]",
)
_LONG_RUN = re.compile(r"(.)\1\1+")

# What phones make of words. Only what has one reading: "ill", "well", "were" stay words of their own.
_SHORT = {
    "im": "i am", "iam": "i am", "its": "it is", "ive": "i have", "id": "i would", "ima": "i am going to",
    "imma": "i am going to", "youre": "you are", "ur": "your", "u": "you", "r": "are", "hes": "he is",
    "shes": "she is", "theyre": "they are", "weve": "we have", "theyve": "they have", "thats": "that is",
    "whats": "what is", "theres": "there is", "wheres": "where is", "hows": "how is", "dont": "do not",
    "dnt": "do not", "doesnt": "does not", "dosent": "does not", "didnt": "did not", "cant": "can not",
    "cannot": "can not", "wont": "will not", "wouldnt": "would not", "couldnt": "could not",
    "shouldnt": "should not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
    "werent": "were not", "hasnt": "has not", "havent": "have not", "hadnt": "had not", "aint": "is not",
    "gonna": "going to", "gunna": "going to", "wanna": "want to", "gotta": "have to", "hafta": "have to",
    "tryna": "trying to", "lemme": "let me", "gimme": "give me", "kinda": "kind of", "kindof": "kind of",
    "sorta": "sort of", "dunno": "do not know", "outta": "out of", "lotta": "lot of",
    "shoulda": "should have", "woulda": "would have", "coulda": "could have", "tho": "though",
    "thru": "through", "cuz": "because", "coz": "because", "cos": "because", "bc": "because",
    "cause": "because", "becuz": "because", "becoz": "because", "rn": "right now", "atm": "right now",
    "b4": "before", "pls": "please", "plz": "please", "plss": "please", "ppl": "people",
    "smth": "something", "sth": "something", "sumthing": "something", "abt": "about", "wit": "with",
    "w": "with", "n": "and", "nd": "and", "v": "very", "alot": "a lot", "everytime": "every time",
    "eachother": "each other", "anymore": "any more", "atleast": "at least", "bday": "birthday",
    "anni": "anniversary", "def": "definitely", "prob": "probably", "probs": "probably", "tmrw": "tomorrow",
    "tmr": "tomorrow", "2nite": "tonight", "tonite": "tonight", "2day": "today", "yday": "yesterday",
    "convo": "conversation", "txt": "text", "txts": "texts", "txted": "texted", "msg": "message",
    "msgs": "messages", "srsly": "seriously", "obvs": "obviously", "bf": "boyfriend", "bfs": "boyfriend 's",
    "gf": "girlfriend", "gfs": "girlfriend 's", "hubby": "husband", "hubs": "husband", "dh": "husband",
    "dw": "wife", "wifey": "wife", "bestie": "best friend", "bff": "best friend", "mil": "mother in law",
    "fil": "father in law", "gimmie": "give me", "wat": "what", "wut": "what", "da": "the", "dat": "that",
    "dis": "this", "luv": "love", "ily": "i love you", "sry": "sorry", "soz": "sorry", "fkn": "fucking",
    "fking": "fucking", "fckn": "fucking", "effing": "fucking", "freakin": "freaking",
    "friggin": "freaking", "nvm": "never mind", "shoudl": "should", "teh": "the", "hte": "the",
    "becuase": "because", "beacuse": "because", "feal": "feel", "feelin": "feeling", "feelng": "feeling",
    "fel": "feel",
}  # fmt: skip
_TAILS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
_WHOLE = {"can't": "can not", "won't": "will not", "ain't": "is not", "let's": "let us", "y'all": "you all",
          "o'clock": "o'clock"}  # fmt: skip
_IS = listed("""
he she it that there what who where how here everyone everything nobody someone something nothing this
one everybody somebody
""")
_DOUBLE = listed("""
so too feel feels feeling mad sad hell off need really all still see been seen tell happy angry annoyed
pissed messed miss loss mess stress sorry good
""")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A message's words: `words[i]` stands at `starts[i]:ends[i]` of `text`, in sentence `sentences[i]`.

    `quoted[i]` says that the word stands between quotation marks.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    quoted: list[bool]

    def span(self, first: int, last: int) -> Span:
        """The stretch from one word to another, both included, as the person wrote it."""
        start, end = self.starts[first], self.ends[last]
        return Span(self.text[start:end], start, end)

    def raw(self, index: int) -> str:
        """One word as written."""
        return self.text[self.starts[index] : self.ends[index]]

    def __len__(self) -> int:
        return len(self.words)


def tokenise(text: str, name: str = "") -> Tokens:
    """The words of a text, in order; of a very long one only the first CAP characters.

    `name` is the partner's given name in lower case; it is read as "he", whoever it is.
    """
    plain = straighten(text[:CAP])
    tokens = Tokens(text, [], [], [], [], [])
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    sentences, quotes = tokens.sentences, tokens.quoted
    sentence, quoted, closes = 0, False, plain.count('"') > 1
    stretched = _LONG_RUN.search(plain) is not None
    for found in _TOKEN.finditer(plain):
        low = found[0].lower()
        if low == name:
            low = "he"
        elif low == "so" and found[0] == "SO" and words[-1:] == ["my"]:
            low = "partner"
        several = _EXPANDED.get(low)
        if several is None and (stretched or not low.isalpha()):
            several = _expand(low)
        start, end = found.span()
        if several is None:  # a plain word: nearly all are
            words.append(low)
            starts.append(start)
            ends.append(end)
            sentences.append(sentence)
            quotes.append(quoted)
            continue
        if low == '"':
            quoted = closes and not quoted
        count = len(several)
        words += several
        starts += [start] * count
        ends += [end] * count
        sentences += [sentence] * count
        quotes += [quoted] * count
        if several[-1] == END:
            sentence += 1
    return tokens


def _expand(low: str) -> tuple[str, ...]:
    """The plain words behind one word as typed, in lower case."""
    first = low[0]
    if first in ".!?\n":
        return (END,)
    if not first.isalnum():
        return (COMMA,) if low in _COMMAS or low.startswith("--") else (low,)
    if "'" in low:
        return _contracted(low)
    if (several := _EXPANDED.get(low)) is not None:
        return several
    return _unstretched(low) if _LONG_RUN.search(low) else (low,)


def _contracted(word: str) -> tuple[str, ...]:
    if word in _WHOLE:
        return tuple(_WHOLE[word].split())
    head, _, tail = word.rpartition("'")
    if tail == "t" and head.endswith("n"):
        return (_SHORT.get(head[:-1], head[:-1]), "not")
    if (plain := _TAILS.get("'" + tail)) is not None:
        return (*_expand(head), plain)
    if tail == "s":
        return (head, "is") if head in _IS else (head, "'s")
    return (word,)


def _unstretched(word: str) -> tuple[str, ...]:
    """Read "soooo" as "so" and "feeeel" as "feel": doubles stay where a common word has them."""
    double = _LONG_RUN.sub(r"\1\1", word)
    single = _LONG_RUN.sub(r"\1", word)
    plain = double if double in _DOUBLE else single
    return tuple(_SHORT.get(plain, plain).split())


_COMMAS = frozenset(',;:()[]/"-')
_EXPANDED = {short: tuple(plain.split()) for short, plain in _SHORT.items()} | {".": (END,), ",": (COMMA,)}
