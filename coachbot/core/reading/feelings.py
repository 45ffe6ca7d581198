"""Feelings and faux feelings of the person's own, with how strong they are and which were denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coachbot.core.model import FauxFeeling, Feeling
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.tokens import COMMA, END, Tokens
from coachbot.core.reading.whose import Hangs, Place, Whose, nearest, place, whole

SHORT = 7  # words of a sentence up to which a bare word is an answer: "anger mostly", "and kind of pathetic"
_STRONG = frozenset(
    "so very really extremely completely totally absolutely fucking fuckin freaking damn goddamn incredibly"
    " insanely beyond utterly super deeply truly such overwhelmingly unbelievably ridiculously terribly awfully"
    " horribly hella too hell af much nothing overwhelming intense huge deep constant pure total".split()
)
_WEAK = frozenset("bit little kind sort slightly somewhat mildly vaguely almost less touch tad some partly".split())
_ATTRIBUTE = re.compile(r"[a-z]")
_NOT_AFTER = frozenset(
    "people person man woman guy girl girls boy boys story movie film song text texts message messages face voice look"
    " tone place thing things news day days birthday anniversary christmas ending husband wife boyfriend girlfriend"
    " partner marriage relationship couple family child kid kids baby home life mother dad mom mum dog cat side way"
    " stuff note part ass eyes smile reaction response outburst words truth memories memory song songs face".split()
)
_AFTER_NOUN = frozenset("issues management problems problem attack attacks disorder meds medication group therapy attack".split())
_NOUN_VERBS = frozenset(
    "feel felt feeling feels have had has having full filled overcome sense feelings got carry carrying hold holding"
    " in with of by from this such much nothing only more pure just some the a all total utter and or".split()
)
_FULL = frozenset("feel felt feeling full filled".split())
_HIS = frozenset("his her their your 's".split())
_BODY_FACTS = frozenset("sex sexual sexually raped rape forced force body assault assaulted touched touch grabbed drugged".split())


@dataclass(slots=True)
class Felt:
    """What a message says of feelings, gathered as its phrases are looked at."""

    feelings: list[Feeling] = field(default_factory=list)
    faux: list[FauxFeeling] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)


_ADJECTIVES = (Kind.ADJ, Kind.FELT, Kind.FAUX)


def find_feelings(tokens: Tokens, hits: Mapping[Kind, list[Hit]], lexicon: Lexicon) -> Felt:
    """The person's own feelings and faux feelings; those they say it is not go to `denied`."""
    felt = Felt()
    taken: list[tuple[int, int]] = []
    wholes = [h for kind in (Kind.SAYS, Kind.IDIOM, Kind.EMOJI) for h in hits.get(kind, ())]
    adjectives = [h for kind in _ADJECTIVES for h in hits.get(kind, ())]
    known: dict[int, Place] = {}
    for hit in _longest([*wholes, *adjectives]):
        kind = hit.meaning.kind
        if kind in _ADJECTIVES:
            where = known[hit.last] = place(tokens, hit.first, known)
            whose = _adjective(tokens, hit, where, lexicon)
            first = where.first
        else:
            whose = _whole(tokens, hit)
            first = hit.first
        taken.append((hit.first, hit.last))
        if whose is not Whose.NOT:
            _note(felt, tokens, hit, whose, first, lexicon)
    for hit in _longest(hits.get(Kind.NOUN, ())):
        if not any(a <= hit.first <= b for a, b in taken):
            whose, first = _noun(tokens, hit, good=lexicon.feelings[hit.meaning.name].side > 0)
            if whose is not Whose.NOT:
                _note(felt, tokens, hit, whose, first, lexicon)
    return _settled(felt)


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of phrases that overlap the longest, the first of equals; in order."""
    best: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first, h.first - h.last)):
        if best and hit.first <= best[-1].last:
            twin = (hit.first, hit.last) == (best[-1].first, best[-1].last)
            if twin and (hit.meaning.kind is Kind.FAUX) != (best[-1].meaning.kind is Kind.FAUX):
                best.append(hit)  # "let down" is a story and a feeling
            elif hit.last - hit.first > best[-1].last - best[-1].first:
                best[-1] = hit
            continue
        best.append(hit)
    return best


def _whole(tokens: Tokens, hit: Hit) -> Whose:
    """Whose a phrase is; "I miss her" isn't one in "I miss her cooking"."""
    if hit.meaning.kind is Kind.EMOJI:
        return Whose.MINE
    after = tokens.words[hit.last + 1] if hit.last + 1 < len(tokens) else END
    if tokens.words[hit.last] == "her" and after.isalpha() and after not in _MAY_FOLLOW:
        return Whose.NOT
    return whole(tokens, hit.first, hit.last, idiom=hit.meaning.kind is Kind.IDIOM)


def _adjective(tokens: Tokens, hit: Hit, where: Place, lexicon: Lexicon) -> Whose:
    """Whose a feeling's adjective is, by what it hangs on."""
    if where.whose is Whose.NOT or _describes(tokens, hit):
        return Whose.NOT
    kind, hangs = hit.meaning.kind, where.hangs
    if hangs in (Hangs.BARE, Hangs.LOOSE) and not _stands_alone(tokens, hit, where, lexicon):
        return Whose.NOT
    if kind is Kind.FELT and (hangs not in (Hangs.FEEL, Hangs.BARE, Hangs.HOW) or _is_nothing_but(tokens, hit)):
        return Whose.NOT
    if kind is Kind.FAUX and not _is_faux(tokens, hit, hangs, lexicon):
        return Whose.NOT
    return where.whose


def _is_nothing_but(tokens: Tokens, hit: Hit) -> bool:
    """"Nothing but guilt" is guilt."""
    return tokens.words[hit.first : hit.last + 2] == ["nothing", "but"]


def _describes(tokens: Tokens, hit: Hit) -> bool:
    """Whether a noun follows that the adjective belongs to: "an angry text", "happy birthday"."""
    after = tokens.words[hit.last + 1] if hit.last + 1 < len(tokens) else END
    return after in _NOT_AFTER


_MAY_FOLLOW = frozenset(
    "and or but about of with by at that because to for when tbh lol mostly mainly right now again as inside maybe"
    " honestly today tonight all i if he she they since after every ngl rn in more really too so yet still like"
    " deep even from is lately though anyway whenever after sometimes on than over how why what while then just"
    " most some also yes no yeah idk both pretty very any mixed out a the my me".split()
)


def _length(tokens: Tokens, at: int) -> int:
    """How many words the sentence around a word has, as far as it matters."""
    here = tokens.sentences[at]
    first, last = at, at
    while first and at - first < SHORT and tokens.sentences[first - 1] == here:
        first -= 1
    while last + 1 < len(tokens) and last - at < SHORT and tokens.sentences[last + 1] == here:
        last += 1
    return last - first + 1 - (tokens.words[last] == END)


_NO_ANSWER = frozenset("nothing dead done off heavy ill not like cold odd low down bad rough right".split())


def _stands_alone(tokens: Tokens, hit: Hit, where: Place, lexicon: Lexicon) -> bool:
    """Whether a feeling without a verb is said of oneself: "embarrassed.", "so tired of this"."""
    words = tokens.words
    after = words[hit.last + 1] if hit.last + 1 < len(words) else END
    if after not in _MAY_FOLLOW and after not in (END, COMMA) and not _ATTRIBUTE.match(after[:1]) is None:
        return False
    if hit.meaning.kind is Kind.FAUX and where.hangs is Hangs.LOOSE:
        return False
    if hit.meaning.kind is Kind.ADJ:
        return True
    if hit.meaning.kind is Kind.FAUX:
        return _length(tokens, hit.first) <= SHORT - 2
    # "awful" is an answer; "ok", "done" and "good" answer many things
    hard = lexicon.feelings[hit.meaning.name].side < 0
    return _length(tokens, hit.first) <= SHORT and hard and words[hit.first] not in _NO_ANSWER


def _is_faux(tokens: Tokens, hit: Hit, hangs: Hangs, lexicon: Lexicon) -> bool:
    words = tokens.words
    after = words[hit.last + 1] if hit.last + 1 < len(words) else END
    word = hit.meaning.word
    if word == "used" and after == "to":
        return False
    if hit.meaning.name == "violated" and any(w in _BODY_FACTS for w in words[max(0, hit.first - 30) : hit.last + 30]):
        return False
    if hangs in (Hangs.BE, Hangs.ME):
        # "I was rejected by the bank" tells what happened
        return lexicon.faux[hit.meaning.name].after_am and after != "by"
    return True


def _noun(tokens: Tokens, hit: Hit, *, good: bool) -> tuple[Whose, int]:
    """Whose "anger", "shame", "so much pain" is; of good ones ("love", "hope") people talk without feeling them."""
    words = tokens.words
    at = hit.first - 1
    after = words[hit.last + 1] if hit.last + 1 < len(words) else END
    if after in _AFTER_NOUN or (tokens.quoted[hit.first]):
        return Whose.NOT, at + 1
    back = words[max(0, hit.first - 5) : hit.first]
    clause = back[max((k + 1 for k, w in enumerate(back) if w == END), default=0) :]
    if any(w in _HIS for w in clause[-2:]):
        return Whose.NOT, at + 1
    near = nearest(tokens, at)
    if good and not any(w in _FULL for w in clause):
        return Whose.NOT, at + 1
    if "my" in clause[-2:] or (near in ("i", "we") and any(w in _NOUN_VERBS for w in clause)):
        no = any(w in ("no", "not", "never", "without") for w in clause)
        return Whose.DENIED if no else Whose.MINE, max(0, hit.first - 2)
    felt_after = words[hit.last + 1 : hit.last + 4]
    if felt_after[:2] in (["in", "me"], ["inside", "me"], ["inside", "of"]):
        return Whose.MINE, max(0, hit.first - 2)
    if "i" in felt_after and any(w in ("feel", "felt", "have", "had", "am") for w in felt_after):
        return Whose.MINE, max(0, hit.first - 2)
    if _length(tokens, hit.first) < SHORT - 2 and near is None and after != "you":
        no = any(w in ("no", "not", "never") for w in clause)
        return Whose.DENIED if no else Whose.MINE, 0
    return Whose.NOT, at + 1


# ---------------------------------------------------------------- taking note


def _note(felt: Felt, tokens: Tokens, hit: Hit, whose: Whose, first: int, lexicon: Lexicon) -> None:
    meaning, span = hit.meaning, tokens.span(hit.first, hit.last)
    if meaning.kind is Kind.FAUX:
        word = meaning.word or " ".join(w for w in tokens.words[hit.first : hit.last + 1] if w not in lexicon.fillers)
        if whose is Whose.DENIED:
            felt.denied.append(word)
        else:
            entry = lexicon.faux[meaning.name]
            felt.faux.append(FauxFeeling(span.text, span.start, span.end, word, entry.feelings, entry.needs))
    elif whose is Whose.DENIED:
        felt.denied.append(meaning.name)
    else:
        strength = _strength(tokens, first, hit, lexicon.feelings[meaning.name].strength)
        felt.feelings.append(Feeling(span.text, span.start, span.end, meaning.name, strength))


def _strength(tokens: Tokens, first: int, hit: Hit, plain: int) -> int:
    """1 slight, 2 plain, 3 strong: the word's own, moved by what stands around it."""
    words = tokens.words
    around = words[max(0, min(first, hit.first - 1)) : hit.first] + words[hit.last + 1 : hit.last + 3]
    raw = tokens.text[tokens.starts[hit.first] : tokens.ends[hit.last] + 3]
    strong = any(w in _STRONG for w in around) or "!!" in raw
    shouted = tokens.span(hit.first, hit.last).text
    strong = strong or (len(shouted) > 2 and shouted.isupper() and not tokens.text[:2000].isupper())
    weak = any(w in _WEAK for w in around)
    return max(1, min(3, plain + (strong and not weak) - (weak and not strong)))


def _settled(felt: Felt) -> Felt:
    """In order; a feeling that is both said and denied is said ("not angry. well, angry too")."""
    felt.feelings.sort(key=lambda f: f.start)
    felt.faux.sort(key=lambda f: f.start)
    felt.feelings = [f for k, f in enumerate(felt.feelings) if not k or not _again(felt.feelings[k - 1], f)]
    said = {f.word for f in felt.feelings} | {f.word for f in felt.faux}
    felt.denied = list(dict.fromkeys(word for word in felt.denied if word not in said))
    return felt


def _again(one: Feeling, other: Feeling) -> bool:
    """A row of the same emoji says it once."""
    return one.word == other.word and other.start - one.end <= 1 and len(other.text) < 4 and not other.text.isalpha()
