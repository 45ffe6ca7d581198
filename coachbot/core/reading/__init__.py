"""What a person said, read without a model: pure, fast, and every finding with the words it stands on."""

from __future__ import annotations

from coachbot.core.model import Evidence, Partner, Reading
from coachbot.core.reading.asking import find_asked
from coachbot.core.reading.clauses import split
from coachbot.core.reading.feelings import find_feelings
from coachbot.core.reading.guessing import guess_feelings, guess_needs, picker_feelings, picker_needs, thinnest
from coachbot.core.reading.heat import heat_of
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.needs import all_needs, guessed_needs, named_needs
from coachbot.core.reading.parsing import parse_lexicon
from coachbot.core.reading.partner import find_partner
from coachbot.core.reading.retelling import retell, weave
from coachbot.core.reading.signs import find_track, weigh, what_happened, worth_signs
from coachbot.core.reading.thoughts import find_thoughts
from coachbot.core.reading.tokens import Tokens, tokenise

__all__ = [
    "Lexicon",
    "find_partner",
    "guess_feelings",
    "guess_needs",
    "parse_lexicon",
    "picker_feelings",
    "picker_needs",
    "read",
    "retell",
    "split",
    "thinnest",
    "weave",
]


def read(text: str, lexicon: Lexicon) -> Reading:
    """Everything that is read in one message; never raises, and takes time in proportion to its length."""
    partner = find_partner(text)
    clauses = split(text)
    tokens = tokenise(text)
    hits = _hits(tokens, partner, lexicon)
    felt = find_feelings(tokens, hits, lexicon)
    told = hits.get(Kind.SITUATION, [])
    taken = [(f.start, f.end) for f in felt.faux]
    faux = sorted((*felt.faux, *find_thoughts(tokens, taken, told, lexicon)), key=lambda f: f.start)
    happened = what_happened(tokens, told, lexicon)
    requests, strategies = find_asked(tokens, hits, lexicon)
    worth = worth_signs(tokens, hits.get(Kind.WORTH, ()))
    weighed = weigh(happened, worth)
    track, why = find_track(tokens, hits, happened, worth, partner=partner.known)
    named = named_needs(tokens, hits.get(Kind.NEED, ()))
    other = tuple(
        Evidence(one.span.text, one.span.start, one.span.end, f"need.{one.situation.name}")
        for one in happened
        if not one.situation.foundations
    )
    return Reading(
        heat=heat_of(tokens, hits.get(Kind.HEAT, ())),
        feelings=tuple(felt.feelings),
        faux_feelings=tuple(faux),
        needs=all_needs(named, guessed_needs(happened, faux, felt.feelings, strategies, lexicon)),
        strategies=strategies,
        requests=requests,
        foundations=weighed.scores,
        worth_signs=tuple(worth),
        track=track,
        partner=partner,
        retellings=retell(text, clauses, partner),
        denied=tuple(felt.denied),
        because=(*weighed.because, *why, *other),
    )


def _hits(tokens: Tokens, partner: Partner, lexicon: Lexicon) -> dict[Kind, list[Hit]]:
    """Every phrase found, by kind; the partner's given name is read as "he"."""
    name = partner.noun.lower()
    aliases = {name: "he"} if partner.known and " " not in name and name.isalpha() else {}
    by_kind: dict[Kind, list[Hit]] = {}
    for meaning, first, last in lexicon.phrases.find(tokens.words, aliases):
        by_kind.setdefault(meaning.kind, []).append(Hit(meaning, first, last))
    return by_kind
