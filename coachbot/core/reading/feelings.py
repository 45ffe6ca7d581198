"""Feelings and faux feelings of the person's own, with how strong they are and which were denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coachbot.core.model import FauxFeeling, Feeling
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.lists import listed
from coachbot.core.reading.owner import Whose
from coachbot.core.reading.standing import of_adjective, of_noun, of_whole
from coachbot.core.reading.tokens import Tokens
from coachbot.core.reading.whose import Place, place

_STRONG = listed("""
so very really extremely completely totally absolutely fucking fuckin freaking damn goddamn incredibly
insanely beyond utterly super deeply truly such overwhelmingly unbelievably ridiculously terribly awfully
horribly hella too hell af much nothing overwhelming intense huge deep constant pure total
""")
_WEAK = listed("bit little kind sort slightly somewhat mildly vaguely almost less touch tad some partly")
_ADJECTIVES = (Kind.ADJ, Kind.FELT, Kind.FAUX)
_WHOLES = (Kind.SAYS, Kind.IDIOM, Kind.EMOJI)


@dataclass(slots=True)
class Felt:
    """What a message says of feelings, gathered as its phrases are looked at."""

    feelings: list[Feeling] = field(default_factory=list)
    faux: list[FauxFeeling] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)


def find_feelings(tokens: Tokens, hits: Mapping[Kind, list[Hit]], lexicon: Lexicon) -> Felt:
    """The person's own feelings and faux feelings; those they say it is not go to `denied`."""
    felt = Felt()
    looked_at: set[int] = set()
    known: dict[int, Place] = {}
    for hit in _longest(hit for kind in (*_WHOLES, *_ADJECTIVES) for hit in hits.get(kind, ())):
        first = hit.first
        if hit.meaning.kind in _ADJECTIVES:
            where = known[hit.last] = place(tokens, hit.first, known)
            whose, first = of_adjective(tokens, hit, where, lexicon), where.first
        else:
            whose = of_whole(tokens, hit)
        looked_at.update(range(hit.first, hit.last + 1))
        _note(felt, tokens, hit, whose, first, lexicon)
    for hit in _longest(hits.get(Kind.NOUN, ())):
        if hit.first not in looked_at:
            whose = of_noun(tokens, hit, good=lexicon.feelings[hit.meaning.name].side > 0)
            _note(felt, tokens, hit, whose, max(0, hit.first - 2), lexicon)
    if any(_is_good(f, lexicon) for f in felt.feelings) and is_sarcastic(tokens.text):
        felt.feelings = [f for f in felt.feelings if not _is_good(f, lexicon)]
    return _settled(felt)


# What shows that "I feel fantastic" is not meant: plain marks only.
_SARCASM = re.compile(
    r"(?:can(?:'?t| ?not)? you tell|/s\b|as you can (?:imagine|see)|what do you think\b|yeah,? right"
    r"|sarcas|just (?:great|fantastic|wonderful|perfect|lovely|peachy|brilliant)|(?:\A|[.!?\n] ?)not[.!]*\Z"
    r"|(?:thrilled|delighted|overjoyed|ecstatic|great|wonderful),? (?:obviously|clearly|of course|naturally)"
    r"|how do you think|\A\W*oh,? (?:great|fantastic|wonderful|perfect|lovely|brilliant|sure|yeah)\b)",
    re.IGNORECASE,
)
_MARKED = 600  # characters in which a mark of sarcasm is looked for


def _is_good(feeling: Feeling, lexicon: Lexicon) -> bool:
    """Whether it is a pleasant one."""
    return lexicon.feelings[feeling.word].side > 0


def is_sarcastic(text: str) -> bool:
    """Whether what is good in it is not meant: "oh I feel fantastic. Can't you tell"."""
    return _SARCASM.search(text[:_MARKED].replace("’", "'")) is not None


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of phrases that overlap the longest, the first of equals; in order."""
    best: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if not best or hit.first > best[-1].last:
            best.append(hit)
            continue
        before = best[-1]
        if (hit.first, hit.last) == (before.first, before.last):
            if (hit.meaning.kind is Kind.FAUX) != (before.meaning.kind is Kind.FAUX):
                best.append(hit)  # "let down" is a story and a feeling
        elif hit.last - hit.first > before.last - before.first:
            best[-1] = hit
    return best


# ---------------------------------------------------------------- taking note


def _note(felt: Felt, tokens: Tokens, hit: Hit, whose: Whose, first: int, lexicon: Lexicon) -> None:
    """Keep what is the person's own; `first` is the first of the words that modify it."""
    if whose is Whose.NOT:
        return
    meaning, span = hit.meaning, tokens.span(hit.first, hit.last)
    name = meaning.name if meaning.kind is not Kind.FAUX else _word(tokens, hit, lexicon)
    if whose is Whose.DENIED:
        felt.denied.append(name)
    elif meaning.kind is Kind.FAUX:
        entry = lexicon.faux[meaning.name]
        felt.faux.append(FauxFeeling(span.text, span.start, span.end, name, entry.feelings, entry.needs))
    else:
        strength = _strength(tokens, first, hit, lexicon.feelings[name].strength)
        felt.feelings.append(Feeling(span.text, span.start, span.end, name, strength))


def _word(tokens: Tokens, hit: Hit, lexicon: Lexicon) -> str:
    """A faux feeling as it is called: as the file has it, else as it was said."""
    said = (word for word in tokens.words[hit.first : hit.last + 1] if word not in lexicon.fillers)
    return hit.meaning.word or " ".join(said)


def _strength(tokens: Tokens, first: int, hit: Hit, plain: int) -> int:
    """1 slight, 2 plain, 3 strong: the word's own, moved by what stands around it."""
    words, said = tokens.words, tokens.span(hit.first, hit.last)
    around = (*words[max(0, min(first, hit.first - 1)) : hit.first], *words[hit.last + 1 : hit.last + 3])
    shouted = len(said.text) > 2 and said.text.isupper() and not tokens.text[:2000].isupper()
    strong = shouted or tokens.text[said.end : said.end + 2] == "!!" or any(w in _STRONG for w in around)
    weak = any(word in _WEAK for word in around)
    return max(1, min(3, plain + (strong and not weak) - (weak and not strong)))


def _settled(felt: Felt) -> Felt:
    """In order, a row of one emoji once; what is both said and denied is said ("not angry. well, angry")."""
    felt.faux.sort(key=lambda f: f.start)
    felt.feelings.sort(key=lambda f: f.start)
    felt.feelings = [f for k, f in enumerate(felt.feelings) if not k or not _again(felt.feelings[k - 1], f)]
    said = {f.word for f in felt.feelings} | {f.word for f in felt.faux}
    felt.denied = list(dict.fromkeys(word for word in felt.denied if word not in said))
    return felt


def _again(one: Feeling, other: Feeling) -> bool:
    touching = one.word == other.word and other.start - one.end <= 1
    return touching and not other.text.isalpha() and len(other.text) < 4
