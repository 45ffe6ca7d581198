"""What a person said, read without a model: pure, fast, and every finding with the words it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coachbot.core.model import Evidence, Partner, Reading, Track
from coachbot.core.reading.asking import find_asked
from coachbot.core.reading.clauses import clauses_of, split
from coachbot.core.reading.feelings import find_feelings, is_sarcastic
from coachbot.core.reading.guessing import (
    guess_feelings,
    guess_needs,
    picker_feelings,
    picker_needs,
    thinnest,
)
from coachbot.core.reading.heat import heat_of
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.needs import all_needs, guessed_needs, named_needs
from coachbot.core.reading.observing import observe
from coachbot.core.reading.parsing import parse_lexicon
from coachbot.core.reading.partner import cast, find_partner, refined
from coachbot.core.reading.prefaces import without_prefaces
from coachbot.core.reading.retelling import retell, weave
from coachbot.core.reading.signs import Happened, weigh, what_happened, worth_signs
from coachbot.core.reading.spoken import with_spoken
from coachbot.core.reading.thoughts import find_thoughts
from coachbot.core.reading.tokens import CAP, Tokens, tokenise
from coachbot.core.reading.tracks import find_track
from coachbot.core.reading.unsaid import is_rude, past_the_insult
from coachbot.core.reading.view import addressed, view_of
from coachbot.core.reading.written import sentences

__all__ = [
    "Lexicon",
    "find_partner",
    "guess_feelings",
    "guess_needs",
    "is_rude",
    "parse_lexicon",
    "past_the_insult",
    "picker_feelings",
    "picker_needs",
    "read",
    "retell",
    "split",
    "thinnest",
    "weave",
]


def read(text: str, lexicon: Lexicon, before: Partner | None = None) -> Reading:
    """Everything that is read in one message; never raises, and takes time in proportion to its length.

    `before` is what earlier messages told of the partner; of a very long text only the beginning is read.
    """
    text = text[:CAP]
    parts = sentences(text)
    people = cast(parts=parts, text=text)
    partner = people.partner if before is None else refined(before, people.partner)
    plainer = without_prefaces(text)
    if plainer != text:
        parts = sentences(plainer)
    clauses = clauses_of(text, parts, people)
    view = view_of(clauses, partner)
    to_us = addressed(clauses, view)
    observations, evaluations = observe(text, to_us, view)
    own = _own(text, people.name, lexicon, partner)
    asks = bool(own.requests) or own.track is Track.OFF_TOPIC
    if clauses and not asks and not to_us:
        own = _beside(own)  # "you're not listening" to the coach tells nothing of the two
    told = with_spoken(retell(text, to_us, view), text)
    bitter = is_sarcastic(text)
    return replace(
        own,
        observations=observations,
        evaluations=evaluations,
        retellings=tuple(one for one in told if not (bitter and one.kind in ("inner", "background"))),
    )


def _own(text: str, name: str, lexicon: Lexicon, partner: Partner) -> Reading:
    """The words' part of the reading: what the phrases of the lexicon find."""
    tokens = tokenise(text, name)
    hits = _hits(tokens, lexicon)
    told = hits.get(Kind.SITUATION, [])
    felt = find_feelings(tokens, hits, lexicon)
    taken = (*felt.faux, *(one for one in felt.feelings if one.text[:5].lower() == "like "))
    faux = sorted((*felt.faux, *find_thoughts(tokens, taken, told, lexicon)), key=lambda f: f.start)
    happened = what_happened(tokens, told, lexicon)
    requests, strategies = find_asked(tokens, hits, lexicon)
    worth = worth_signs(tokens, hits.get(Kind.WORTH, ()))
    if any(sign.kind == "pleading" for sign in worth):  # "please, please come back" asks nothing one could do
        requests = tuple(one for one in requests if one.text[:6].lower() != "please")
    weighed = weigh(happened, worth)
    felt_so = bool(felt.faux) or any(lexicon.feelings[one.word].side < 0 for one in felt.feelings)
    track, why = find_track(
        tokens, hits, happened, worth, partner=partner.known, asked=bool(requests), felt=felt_so
    )
    if track is Track.OFF_TOPIC:
        requests = strategies = ()  # "can you do my homework" asks nothing of the partner
    named = named_needs(tokens, hits.get(Kind.NEED, ()))
    return Reading(
        heat=heat_of(tokens, hits.get(Kind.HEAT, ())),
        feelings=tuple(felt.feelings),
        faux_feelings=tuple(faux),
        needs=all_needs(
            named,
            guessed_needs(
                happened, faux, felt.feelings, strategies, (track, why[0]) if track else None, lexicon
            ),
        ),
        strategies=strategies,
        requests=requests,
        foundations=weighed.scores,
        worth_signs=tuple(worth),
        track=track,
        partner=partner,
        denied=tuple(felt.denied),
        because=(*weighed.because, *why, *_unfounded(happened)),
    )


def _beside(own: Reading) -> Reading:
    """What is left of a message that speaks to the coach alone: heat, feelings and signs of worth."""
    calm = tuple((foundation, 0.0) for foundation, _ in own.foundations)
    return replace(own, needs=(), strategies=(), foundations=calm, track=None, because=())


def _unfounded(happened: Sequence[Happened]) -> list[Evidence]:
    """What happened that puts no foundation in play (a break-up) and still says what may be needed."""
    rest = (one for one in happened if not one.situation.foundations)
    return [Evidence(r.span.text, r.span.start, r.span.end, f"need.{r.situation.name}") for r in rest]


def _hits(tokens: Tokens, lexicon: Lexicon) -> dict[Kind, list[Hit]]:
    """Every phrase found, by kind."""
    by_kind: dict[Kind, list[Hit]] = {}
    for meaning, first, last in lexicon.phrases.find(tokens.words):
        by_kind.setdefault(meaning.kind, []).append(Hit(meaning, first, last))
    return by_kind
