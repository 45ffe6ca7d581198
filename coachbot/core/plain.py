"""Text as it is typed on phones, made plain enough to read, with the way back to the original.

`straighten` keeps every offset and the capitals: it is for the reading. `flatten` goes further, for
danger: who hides a word behind dots, digits or stretched letters is to be understood all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# ---------------------------------------------------------------- one character for one character

_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4`\u2039\u203a\uff07", "'")
_QUOTES |= dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_SPACES = dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t\v\f\0", " ")
_SPACES |= dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " ")
_BREAKS = dict.fromkeys("\r\u2028\u2029\u0085", "\n") | {"\u2026": "."}


def _look_like_ascii() -> dict[str, str]:
    """Fullwidth and mathematical letters and digits, each with its plain twin."""
    ranges = (range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800), range(0x24B6, 0x24EA))
    pairs = ((chr(c), unicodedata.normalize("NFKC", chr(c))) for span in ranges for c in span)
    return {c: plain for c, plain in pairs if len(plain) == 1 and plain.isascii()}


_TABLE = str.maketrans(_look_like_ascii() | _QUOTES | _DASHES | _SPACES | _BREAKS)

# Letters of other alphabets that look like Latin ones; read as such inside Latin words only.
_TWINS = dict(zip("асеорхуіјѕһԁԛԝкмтвнгАВСЕНКМОРТХУІЈЅ", "aceopxyijshdqwkmtbhrABCEHKMOPTXYIJS", strict=True))
_TWINS |= dict(zip("αεικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeikvoptuxwABEZHIKMNOPTYX", strict=True))
_TWIN_TABLE = str.maketrans(_TWINS)
_TWIN_WORD = re.compile(r"[^\W\d_]*[\u0370-\u03ff\u0400-\u052f][^\W\d_]*")
_LATIN = re.compile(r"[A-Za-z]")


def straighten(text: str) -> str:
    """The same text with plain quotes, dashes, spaces and letters; length, offsets and capitals stay."""
    if text.isascii() and not ("\t" in text or "\r" in text or "`" in text or "\0" in text):
        return text
    plain = text.translate(_TABLE)
    return _without_twins(plain) if _TWIN_WORD.search(plain) else plain


def _without_twins(text: str) -> str:
    """A word that mixes alphabets is a disguise, and so is a word of twins in a text that is mostly Latin."""
    mostly_latin = len(_LATIN.findall(text)) * 2 > sum(map(len, _TWIN_WORD.findall(text))) * 3

    def latin(found: re.Match[str]) -> str:
        plain = found[0].translate(_TWIN_TABLE)
        return plain if (plain.isascii() if mostly_latin else _LATIN.search(found[0])) else found[0]

    return _TWIN_WORD.sub(latin, text)


# ---------------------------------------------------------------- the flat text for danger


@dataclass(frozen=True, slots=True)
class Plain:
    """A flattened text; `origin[i]` is the place in the original of its i-th character."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the flattened text stands in the original, end-exclusive."""
        if end <= start:
            return (self.origin[start], self.origin[start]) if start < len(self.origin) else (0, 0)
        return self.origin[start], self.origin[end - 1] + 1


# Only what has one reading: "ill", "well", "were", "shell", "id" are words of their own.
_SHORT = {
    "im": "i am", "ive": "i have", "iam": "i am", "hes": "he 's", "shes": "she 's", "theyre": "they are",
    "youre": "you are", "theyve": "they have", "weve": "we have", "youve": "you have", "thats": "that 's",
    "whats": "what 's", "theres": "there 's", "hed": "he 'd",
    "theyd": "they 'd", "youd": "you 'd", "itd": "it 'd", "whod": "who 'd", "whos": "who 's",
    "youll": "you will", "theyll": "they will", "itll": "it will",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not", "cannot": "can not",
    "wont": "will not", "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not",
    "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not", "hasnt": "has not",
    "havent": "have not", "hadnt": "had not", "aint": "is not", "mustnt": "must not", "dnt": "do not",
    "wanna": "want to", "wana": "want to", "gonna": "going to", "gunna": "going to", "gona": "going to",
    "gotta": "got to", "tryna": "trying to", "imma": "i am going to", "ima": "i am going to",
    "finna": "going to", "hafta": "have to", "lemme": "let me", "gimme": "give me", "kinda": "kind of",
    "u": "you", "ur": "your", "r": "are", "n": "and", "ppl": "people", "pls": "please", "plz": "please",
    "cuz": "because", "coz": "because", "cos": "because", "bcuz": "because", "bc": "because",
    "cause": "because", "rn": "right now", "b4": "before", "2day": "today", "2nite": "tonight",
    "tonite": "tonight", "tmrw": "tomorrow", "tmr": "tomorrow", "thru": "through", "thx": "thanks",
    "bf": "boyfriend", "gf": "girlfriend", "hubby": "husband", "hubs": "husband", "dh": "husband",
    "dw": "wife", "kms": "kill myself", "kys": "kill yourself", "ctb": "kill myself",
    "killmyself": "kill myself", "killmyselves": "kill myself", "wantto": "want to",
    "wantodie": "want to die", "wanttodie": "want to die", "od": "overdose",
    "od'd": "overdosed", "odd'd": "overdosed",
    "dv": "domestic violence", "unalive": "kill", "unaliving": "killing", "unalived": "killed",
    "sewerslide": "suicide", "sewercide": "suicide", "sui": "suicide", "su1": "suicide",
    "everytime": "every time", "alot": "a lot", "eachother": "each other",
}  # fmt: skip
_TAILS = {"n't": " not", "'m": " am", "'re": " are", "'ve": " have", "'ll": " will", "'s": " 's", "'d": " 'd"}
_WHOLE = {"can't": "can not", "won't": "will not", "ain't": "is not", "shan't": "shall not",
          "y'all": "you all", "let's": "let us"}  # fmt: skip
_LEET = str.maketrans("013457@$!|", "oieastasil")
# Words with a double letter that people stretch; every other stretched letter is a single one.
_DOUBLED = frozenset({
    "all", "been", "beer", "better", "bleed", "bleeding", "boss", "bottle", "butter", "call", "called",
    "calls", "class", "dinner", "door", "dress", "fall", "feel", "feeling", "feels", "fell", "food",
    "free", "funny", "good", "grabbed", "grabbing", "hanging", "happy", "hell", "hitting", "keep",
    "keeps", "kidding", "kill", "killed", "killing", "kills", "kiss", "knee", "less", "little", "look",
    "mess", "miss", "need", "off", "pass", "pill", "pills", "really", "room", "running", "school",
    "see", "seen", "shoot", "slapped", "slapping", "sleep", "small", "soon", "sorry", "stabbed",
    "stabbing", "still", "stress", "tell", "tells", "three", "too", "took", "wall", "week", "well",
    "will", "worry", "yell", "yelled", "yelling", "yells",
})  # fmt: skip
_CENSORED = (
    (re.compile(r"k[*]+l+(\w*)"), "kill"), (re.compile(r"r[*]p(e\w*)"), "rap"),
    (re.compile(r"s[*u]+[*i]*c[*i]+de?(\w*)"), "suicide"), (re.compile(r"ab[*]s(\w+)"), "abus"),
    (re.compile(r"d[*]e()"), "die"), (re.compile(r"b[*]at(\w*)"), "beat"), (re.compile(r"h[*]t(\w*)"), "hit"),
)  # fmt: skip
_HIDDEN = re.compile(
    r"[\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+"
)
_SPACED = re.compile(r"(?<![\w'])[a-z]([ ._*/-])[a-z](?:\1[a-z])+(?![\w'])")
_RUN = re.compile(r"([a-z])\1+")
_LONG_RUN = re.compile(r"([a-z])\1\1+")
_WITHOUT = re.compile(r"\bw/o?(?= )")
_TOKEN = re.compile(r"[^\W_]+(?:['@$*!|]+[^\W_]+)*")

_LONGEST_CENSORED = 20
_Edit = tuple[int, int, str]


def flatten(text: str) -> Plain:
    """Lower-cased plain text for danger: nothing hidden, spaced out, stretched, disguised or abbreviated."""
    low = _lower(straighten(text))
    plain = Plain(low, range(len(low)))
    if not low.isascii() and _HIDDEN.search(low):
        plain = _edited(plain, ((m.start(), m.end(), "") for m in _HIDDEN.finditer(low)))
    if _SPACED.search(plain.text):
        plain = _edited(plain, [(m.start(), m.end(), _joined(m[0])) for m in _SPACED.finditer(plain.text)])
    if "w/" in plain.text:
        short = [
            (m.start(), m.end(), "without" if m[0] == "w/o" else "with")
            for m in _WITHOUT.finditer(plain.text)
        ]
        plain = _edited(plain, short)
    return _edited(plain, _word_edits(plain.text))


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower()[0] for c in text)


def _joined(spaced: str) -> str:
    """Join "k i l l" in one piece; an "i" before it stays a word of its own ("i k i l l")."""
    letters = spaced[0::2]
    return "i " + letters[1:] if spaced.startswith("i ") else letters


def _word_edits(text: str) -> list[_Edit]:
    """What to put in the place of which word."""
    edits = []
    stretched = _LONG_RUN.search(text) is not None
    for found in _TOKEN.finditer(text):
        word = found[0]
        if word in _SHORT:
            new = _SHORT[word] if not _is_kilometres(word, text, found.start()) else word
        elif stretched or not word.isalpha():
            new = _plain_word(word)
        else:
            continue
        if new != word:
            edits.append((found.start(), found.end(), new))
    return edits


def _is_kilometres(word: str, text: str, start: int) -> bool:
    return word == "kms" and text[max(0, start - 3) : start].rstrip()[-1:].isdigit()


def _plain_word(word: str) -> str:
    if "*" in word:
        return _uncensored(word)
    if "'" in word:
        return _uncontracted(word)
    if not word.isalpha() and word[0].isalpha() and word[-1].isalpha():
        plain = word.translate(_LEET)
        word = plain if plain.isalpha() else word
    if _LONG_RUN.search(word):
        word = _unstretched(word)
    return _SHORT.get(word, word)


def _uncontracted(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    for tail, plain in _TAILS.items():
        if word.endswith(tail):
            return _plain_word(word[: -len(tail)]) + plain
    return word


def _unstretched(word: str) -> str:
    """Read "sooooo" as "so" and "killlll" as "kill": double letters stay where a known word has them."""
    single = _LONG_RUN.sub(r"\1", word)
    double = _LONG_RUN.sub(r"\1\1", word)
    for candidate in (double, single, _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)):
        if candidate in _DOUBLED:
            return candidate
    return single


def _uncensored(word: str) -> str:
    if len(word) > _LONGEST_CENSORED:
        return word
    for pattern, plain in _CENSORED:
        if found := pattern.fullmatch(word):
            return plain + found[1]
    return word


def _edited(plain: Plain, edits: Iterable[_Edit]) -> Plain:
    """The text with stretches replaced; each new character points at the one it came from."""
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for start, end, new in edits:
        pieces += (plain.text[at:start], new)
        origin += plain.origin[at:start]
        last = end - start - 1
        origin += [plain.origin[start + min(i, last)] for i in range(len(new) - 1)]
        origin += plain.origin[end - 1 : end] if new else ()
        at = end
    if not pieces:
        return plain
    origin += plain.origin[at:]
    return Plain("".join((*pieces, plain.text[at:])), origin)
