"""The words of a message as they can be said back: surface kept, phone spellings mended, places known."""

from __future__ import annotations

import re
from typing import NamedTuple

from coachbot.core.plain import straighten
from coachbot.core.reading import english as en
from coachbot.core.reading.lists import listed
from coachbot.core.reading.people import NOUNS, PEOPLE
from coachbot.core.reading.spellings import PHONE
from coachbot.core.reading.verbs import DOUBTFUL

CAP = 20_000  # characters that are looked at


class Word(NamedTuple):
    """One word: as it would be said back, lower-cased, its place in the text, what it may be."""

    text: str
    low: str
    start: int
    end: int
    tag: int


class Sentence(NamedTuple):
    """The words between two stops; an aside stood in brackets."""

    words: list[Word]
    question: bool = False
    aside: bool = False


_TOKEN = re.compile(
    # the likeliest first: a word that does not begin a link or a "tl;dr"
    r"(?P<item>(?<![^\s])\d{1,2}\)(?=\s))|(?P<word>(?!https?://|www\.|[ru]/\w|[Tt][Ll] ?[;:,/]? ?[Dd][Rr]\b"
    r"|[ap]\.m\b|i\.e\b|e\.g\b|[bBwW]/|[sS]/[oO]\b|[gG]/[fF]\b)"
    r"[^\W\d_][^\W_]*(?:(?:['@$-]|\*+)[^\W_]+)*(?:(?<=s)'(?=\s\w))?"
    r"|\d+ ?/ ?[mfMF]\b|\d+-\d+[a-z]{0,3}|\d[\d.,:/]*\d(?:st|nd|rd|th|[a-zA-Z%]{0,4})"
    r"|#?\d[^\W_]*(?:['*@$-]+[^\W_]+)*[$%]?|[ap]\.m\b\.?|i\.e\b\.?|e\.g\b\.?|\b(?:[bBwW]/[cCoOfF]?|[sS]/[oO]|[gG]/[fF])\b|\$\d+(?:[.,]\d+)*k?)"
    r"|(?P<mark>&amp;|[,()\]{}&])"
    r"|(?P<stop>[.!?]*[!?][.!?]*|\.(?!\.)|\n+)"
    r"|(?P<link>https?://\S{1,300}|www\.\S{1,300}|\[(?:URL|link)\]|(?<!\w)/?[ru]/\w{1,40})"
    r'|(?P<quote>"[^"\n]{1,400}"|(?<![\w\'])\'(?=[A-Za-z])(?:[^\'\n]|\'(?=\w)){2,200}\'(?!\w))'
    r"|(?P<dots>[Tt][Ll] ?[;:,/]? ?[Dd][Rr]\b[:-]*)"
    r"|(?P<face></3|<3|(?<!\w)[:;=]['-]?[()/\\|DPpo3](?!\w)|-_-|[\u2600-\u27bf\U0001F300-\U0001FAFF]+)"
    r"|(?P<gap>\.{2,}|--+|(?<=\s)-+(?=[\sA-Za-z])|[;:|=]|~+(?!\d))|(?P<open>[\[/])"
)

# Sounds and asides between the words: they end a clause and are not said back.
_NOISE = listed("""
lol lmao lmfao rofl haha hahaha hahahaha hehe lolol omg omfg wtf wth smh ffs fml ugh argh meh hmm hm um
uh umm er erm tbh ngl imo imho btw fyi smdh jk xd xx xxx sigh sighs welp yikes oof gah grr edit update
tl dr tldr tl;dr fwiw afaik
""")
_NOUNS_TOO = frozenset(("sigh", "sighs", "hum", "update", "edit"))
_ACRONYMS = listed("""
TV STD STDS OCD ADHD PTSD UK USA EU IVF PMS BPD IQ HR CEO PS4 PS5 NYC DNA DUI GPA ICU MRI ID DM DMS BC
NFL NHL LGBT BDSM HIV HSV UTI PHD MBA NYE CPS
""")
_ABBREVIATED = listed("dr mr mrs ms vs approx st jr ie eg etc")
# Every word with one reading: what it may be.
_KNOWN = {w: tag | (en.WEAK if w in DOUBTFUL else 0) for w, tag in en.TAGS.items() if w not in PHONE}
_KNOWN |= dict.fromkeys(_NOISE, en.BREAK)
_AGE_TAG = re.compile(r"\d\d ?/? ?[mf]|[mf]\d\d")
_VOWEL = re.compile(r"[aeiouy]")
_RUN = re.compile(r"([a-z])\1\1+")
_CONTENT = en.VERBAL | en.PUNCT


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, asides taken out of their middle; of a long text the first CAP characters."""
    found: list[Sentence] = []
    open_: list[Word] = []
    bracket = -1  # where a bracket was opened
    for word in _words(straighten(text[:CAP])):
        if word.low in _BRACKETS:
            bracket = len(open_) if word.low in "([{" else -1
        if word.tag & en.STOP and 0 <= bracket > len(open_) - _LONG_ASIDE and word.text[0] != "\n":
            open_.append(word._replace(tag=en.BREAK))
            continue
        if word.tag & en.STOP:
            bracket = -1
            _close(found, open_, question="?" in word.text)
            open_ = []
            continue
        if open_ and open_[-1].tag & en.QUOTE and word.text[:1].isupper() and open_[-1].text[-2] in ".!?":
            _close(found, open_, question=False)
            open_ = []
        open_.append(word)
    _close(found, open_, question=False)
    return found


_BRACKETS = frozenset("()[]{}")
_LONG_ASIDE = 50  # words; a bracket that stays open longer was never closed


def _close(found: list[Sentence], words: list[Word], *, question: bool) -> None:
    if not words:
        return
    if found and not question and _is_afterthought(words) and not found[-1].question:
        first = words[0]
        words[0] = first._replace(text=first.text.lower()) if first.tag and not first.tag & en.TIME else first
        found[-1].words.extend(words)  # "he forgot. again."
        return
    if not any(word.low in _BRACKETS for word in words):
        found.append(Sentence(words, question))
        return
    main, asides = _without_asides(words)
    if main:
        found.append(Sentence(main, question))
    found.extend(Sentence(aside, question, aside=bool(main)) for aside in asides)


_AFTER = listed("again ever without at in for by over twice daily")
_NO_AFTERTHOUGHT = en.NOM | en.FUSED | en.AUX | en.MODAL | en.QUOTE | en.LINK | en.BREAK | en.COORD


def _is_afterthought(words: list[Word]) -> bool:
    """As in "again.", "without telling me.", "at my own party.": what belongs to the sentence before."""
    first = words[0]
    begins = first.low in _AFTER or (first.low in ("last", "every", "this") and words[-1].tag & en.TIME)
    begins = begins or (first.tag & en.TIME and len(words) == 1 and first.low not in ("time", "now"))
    return (
        bool(begins)
        and len(words) < 8
        and not any(
            word.tag & _NO_AFTERTHOUGHT or (word.tag & en.SUBORD and not word.tag & en.PREP) for word in words
        )
    )


def _without_asides(words: list[Word]) -> tuple[list[Word], list[list[Word]]]:
    """What stands outside the brackets, and what stands in each."""
    main: list[Word] = []
    asides: list[list[Word]] = []
    inside: list[Word] | None = None
    for word in words:
        if word.low in ("(", "[", "{"):
            inside = inside if inside is not None else []
        elif word.low in (")", "]", "}"):
            if inside and any(w.tag & _CONTENT for w in inside) and len(inside) > 3:
                asides.append(inside)
            inside = None
        else:
            (main if inside is None else inside).append(word)
    if inside and len(inside) > 3:  # never closed
        asides.append(inside)
    return main, asides


def _words(text: str) -> list[Word]:
    words: list[Word] = []
    shouting = _shouts(text)
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind == "word":
            low = found[0]
            if low in _PLAIN and (not words or words[-1].low not in _CARE):
                start, end = found.span()
                words.append(Word(low, low, start, end, _PLAIN[low]))  # most words, and nothing to mend
                continue
            _add(words, found, shouting=shouting)
            if words and words[-1].low in _ENDS:
                _merge(words)
            continue
        raw = found[0]
        start, end = found.span()
        if kind in ("mark", "open"):
            words.append(Word(raw[0], raw[0], start, end, _MARKS.get(raw[0], 0)))
        elif kind == "stop":
            if words and raw == "." and _is_short(text, words[-1], end):
                continue
            tag = en.BREAK if words and raw == "." and words[-1].low in _ABBREVIATED else en.STOP
            words.append(Word(raw, ".", start, end, tag))
        else:
            tag = en.QUOTE if kind == "quote" else en.LINK if kind == "link" else en.BREAK
            words.append(Word(raw, raw, start, end, tag))
    return words


def _is_short(text: str, word: Word, end: int) -> bool:
    """Whether the dot only shortens a word of time."""
    if not word.tag & en.TIME or word.end - word.start >= len(word.text):
        return False
    return text[end : end + 2].strip().islower()


_MARKS = {",": en.COMMA, "&": en.COORD}


def _shouts(text: str) -> bool:
    sample = text[:300]
    upper, lower = sum(map(str.isupper, sample)), sum(map(str.islower, sample))
    return upper > 5 and upper > 2 * lower


def _add(words: list[Word], found: re.Match[str], *, shouting: bool) -> None:
    raw = found[0]
    low = raw.lower()
    if low is not raw and raw.isupper() and len(raw) > 1:
        low, raw = _lowered(words, raw, low, shouting=shouting)
    tag = _KNOWN.get(low)
    if words and (low == "am" and words[-1].text[:1].isdigit()):
        low, tag = "a.m.", en.TIME  # "at 1 am"
    elif low in _NOUNS_TOO and words and words[-1].tag & (en.DET | en.POSS):
        tag = None  # "gets a sigh"
    if tag is not None:
        if words and words[-1].low in _BEFORE:
            _mend(words, low, tag)
        if words and words[-1].low == "like" and _is_filler_before(tag, words):
            words.pop()
        start, end = found.span()
        words.append(Word(raw, low, start, end, tag))
    elif (plain := PHONE.get(low)) is not None:
        start, end = found.span()
        for single in plain.split():
            small = single.lower()
            words.append(Word(single, small, start, end, en.TAGS.get(small, 0)))
    else:
        _add_unknown(words, raw, low, found)


# "my boyfriends mom", "at his mums"
_OWNERS = listed("""
boyfriends girlfriends husbands wifes partners moms mums mothers dads fathers sisters brothers cousins sons
daughters aunts uncles grandmas grandpas nans exes bosses
""")
_ENDS = frozenset(("law", "you", "sorry", *_OWNERS))
_BEFORE = frozenset(("its", "were", *_OWNERS))
# Small-letter words that need no second look, unless one of those that do stands before them.
_PLAIN = {w: tag for w, tag in _KNOWN.items() if w not in _ENDS and w not in _NOUNS_TOO and w != "am"}
_CARE = _BEFORE | {"like"}
_BEFORE_WE_ARE = listed("now because since cause but that if when")
_AFTER_WE_ARE = listed("not both still back fine so going just always never")
_OUTLAWS = listed("mother father sister brother son daughter parents")
_SAID = listed("say said says saying hear heard")


def _mend(words: list[Word], low: str, tag: int) -> None:
    """What only the next word tells: "its" that is "it's", "my boyfriends mom"."""
    last = words[-1]
    if last.low in _OWNERS:
        named = not tag or low in PEOPLE or low in NOUNS or low in _OWNED
        if named and len(words) > 1 and words[-2].tag & en.POSS:
            words[-1] = _possessive(last)
    elif last.low == "were":
        opens = len(words) < 2 or bool(words[-2].tag & en.STOP) or words[-2].low in _BEFORE_WE_ARE
        if opens and (low in _AFTER_WE_ARE or tag & en.NUM or (tag & en.ING_FORM and not tag & en.WEAK)):
            words[-1] = last._replace(text="we're", low="we're", tag=en.TAGS["we're"])
    elif last.low == "its" and (
        low in _AFTER_IT_IS or tag & en.NUM or (tag & en.ING_FORM and not tag & en.WEAK)
    ):
        words[-1] = words[-1]._replace(text="it's", low="it's", tag=en.TAGS["it's"])


_OWNED = listed("""
wedding birthday house place flat room car phone name family back voice death funeral party side friends
""")


def _possessive(word: Word) -> Word:
    text = word.text[:-1] + "'s"
    return word._replace(text=text, low=text.lower())


def _merge(words: list[Word]) -> None:
    """Several words that are one: "mother in law", and "said i love you" that is a quotation."""
    lows = [word.low for word in words[-4:]]
    if lows[-1] == "law" and lows[-2:-1] == ["in"] and len(lows) > 2 and lows[-3] in _OUTLAWS:
        name = f"{lows[-3]}-in-law"
        words[-3:] = [words[-3]._replace(text=name, low=name, end=words[-1].end, tag=en.TAGS.get(name, 0))]
    elif lows[-1] in _OWNERS:
        if lows[-3:-2] == ["at"] and words[-2].tag & en.POSS:
            words[-1] = _possessive(words[-1])  # "at his mums"
    elif lows[-1] in ("you", "sorry") and len(lows) > 2:
        size = 3 if lows[-3:-1] == ["i", "love"] else 2 if lows[-2] == "i'm" else 0
        if size and words[-size - 1 : -size] and words[-size - 1].low in _SAID:
            quote = '"I love you"' if size == 3 else '"I\'m sorry"'
            words[-size:] = [Word(quote, quote, words[-size].start, words[-1].end, en.QUOTE)]


def _is_filler_before(tag: int, words: list[Word]) -> bool:
    """As in "she like got mad"."""
    past = tag & en.PAST_FORM and not tag & (en.BASE_FORM | en.WEAK)
    return bool(past) and len(words) > 1 and not words[-2].tag & (en.AUX | en.MODAL | en.FUSED | en.PUNCT)


def _lowered(words: list[Word], raw: str, low: str, *, shouting: bool) -> tuple[str, str]:
    """A word in capitals: shouted, an acronym, or "my SO"."""
    if not shouting and (raw in _ACRONYMS or not (low in PHONE or _VOWEL.search(low))):
        return (raw if low in PHONE else low), raw
    if raw == "SO" and not shouting and words and words[-1].low in _BEFORE_SO:
        low = "partner"
    return low, low


_BEFORE_SO = listed("my a an the your his her with our their")


_AFTER_IT_IS = listed("""
a the been not just like so really because my his all always never hard too very better getting going
that killing over weird fine ok okay gotten me us
""")


def _add_unknown(words: list[Word], raw: str, low: str, found: re.Match[str]) -> None:
    """A word that no list holds: an adverb, a number, a stretched or misspelt word, a name."""
    if _RUN.search(low):
        low = raw = _RUN.sub(r"\1", low)
    tag = en.TAGS.get(low, 0) | _guessed(low)
    if tag & en.LINK and words and _AGE_TAG.fullmatch(low) and not words[-1].tag & _BEFORE_AGE:
        return  # "my wife 30f and I"
    if raw[0].isupper() and words and not words[-1].tag & (en.STOP | en.BREAK):
        tag |= en.LETTER
    if words and words[-1].low in _BEFORE:
        _mend(words, low, tag)
    words.append(Word(raw, low, found.start(), found.end(), tag))


_BEFORE_AGE = en.AUX | en.FUSED | en.DET


def _guessed(low: str) -> int:
    """What a word's form says that it may be; an age tag and an address are nothing to say back."""
    if "@" in low or _AGE_TAG.fullmatch(low):
        return en.LINK
    if not low[0].isalpha():
        return en.NUM
    if low.endswith("ly"):
        return en.ADV
    if low.endswith("ing") and len(low) > 5:
        return en.ING_FORM | en.WEAK
    return en.PAST_FORM | en.PARTICIPLE_FORM | en.WEAK if low.endswith("ed") and len(low) > 4 else 0
