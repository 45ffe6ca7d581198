"""The dialogue: one table that says where a session goes and what is answered.

Why a table. A person after a fight writes anything at any point: an answer, a new upset, "just
listen", "am I wrong?", a good-night. Each of these is read as one signal, and for every step and
every signal there is exactly one row. Nothing else moves a session: not the words, not the model,
not the order in which code happens to run. To see what the coach does, read down the table.

A row says where to go and what to answer first. `NEXT` is the next step of the person's course that
is still wanted: what they have already said is never asked again, so most steps are passed over.
`STAY` remains, `BACK` returns to the step before. After the answer the step arrived in asks its own
question, unless the row says that the answer is enough (`asks=False`).

`EVERYWHERE` holds what works the same from every step; a step's own rows come before it, and the
overlay `LISTENING` before both while a person only wants to be heard. A missing entry is an error
when the table is built, not at two in the morning.

Danger stands outside: it is judged before this table is looked at, and while it stands (`HOLD`) no
row applies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from coachbot.core.model import Foundation, Mode, Step
from coachbot.core.signals import Signal as S

DIALOGUE_VERSION = 1


class Go(Enum):
    """Where a row leads when it names no step."""

    STAY = "stay"
    NEXT = "next"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Row:
    """Where a signal leads, what is answered, and whether the step's question follows."""

    go: Step | Go
    say: str = ""
    asks: bool = True
    mode: Mode | None = None
    heard: bool = False  # the person felt heard, or asked for more: the way beyond listening opens


STAY, NEXT, BACK = Go.STAY, Go.NEXT, Go.BACK

# The order of a course; a step is passed over when nothing is left to ask in it.
COURSES: Mapping[Mode, tuple[Step, ...]] = {
    Mode.AFTERWARDS: (
        Step.LISTEN,
        Step.OBSERVATION,
        Step.FEELING,
        Step.NEED,
        Step.GEM,
        Step.EMPATHY,  # stands for whichever foundation looks thinnest
        Step.REQUEST,
        Step.MESSAGE,
        Step.CLOSE,
    ),
    Mode.IN_IT: (Step.LISTEN, Step.FEELING, Step.NEED, Step.MESSAGE, Step.CLOSE),
    Mode.LISTEN: (Step.LISTEN,),
    Mode.OUTSIDER: (Step.OUTSIDER, Step.CLOSE),
}

FOUNDATION_STEPS: Mapping[Foundation, Step] = {f: Step(f.value) for f in Foundation}

EVERYWHERE: Mapping[S, Row] = {
    # what they tell
    S.TOLD: Row(STAY, "mirror"),
    S.ANSWERED: Row(NEXT, "mirror"),
    S.ASIDE: Row(STAY, "mirror"),
    S.PASSED: Row(NEXT, "mirror"),
    S.HOT: Row(Step.LISTEN, "mirror", asks=True),
    S.UPSET: Row(STAY, "upset", asks=False),
    S.YES: Row(NEXT, ""),
    S.YES_MORE: Row(NEXT, "mirror.more", heard=True),
    S.REQUESTED: Row(NEXT, "request.ok"),
    S.SAID_ALREADY: Row(NEXT, "again"),
    S.UNSURE: Row(STAY, "unsure"),
    S.EMPTY: Row(STAY, "empty"),
    S.GREETING: Row(STAY, "greeting"),
    S.THANKS: Row(STAY, "thanks", asks=False),
    S.CALMER: Row(STAY, "calmer"),
    S.STILL_HOT: Row(Step.SETTLE, "settle.still", asks=False),
    # the ways out, the same from every step
    S.LISTEN: Row(Step.LISTEN, "listen.just", asks=False, mode=Mode.LISTEN),
    S.MORE: Row(NEXT, "more", heard=True),
    S.SKIP: Row(NEXT, "skip"),
    S.BACK: Row(BACK, "back"),
    S.PAUSE: Row(Step.SETTLE, "pause", asks=False),
    S.RESTART: Row(Step.ARRIVE, "restart", asks=False),
    S.BYE: Row(Step.CLOSE, "bye.card"),
    S.SHORTER: Row(NEXT, "shorter", mode=Mode.IN_IT),
    S.LONGER: Row(NEXT, "longer", mode=Mode.AFTERWARDS),
    S.OUTSIDER: Row(Step.OUTSIDER, "outsider.begin", mode=Mode.OUTSIDER),
    S.WRITE: Row(Step.MESSAGE, "write", heard=True),
    S.LOOK_AT_MESSAGE: Row(Step.MESSAGE, "message.paste", asks=False),
    S.REHEARSE: Row(Step.REHEARSE, "rehearse.begin", asks=False),
    S.LEVEL: Row(STAY, "rehearse.level", asks=False),
    S.SETTLE: Row(Step.SETTLE, "settle.how", asks=False),
    # asked for what a coach does not give
    S.VERDICT: Row(STAY, "verdict"),
    S.DIAGNOSE: Row(STAY, "diagnose"),
    S.PREDICT: Row(STAY, "predict"),
    S.STAY_OR_GO: Row(STAY, "stay_or_go"),
    S.FLATTER: Row(STAY, "flatter"),
    S.HARMFUL_PLAN: Row(STAY, "harmful_plan", asks=False),
    S.HUMAN: Row(STAY, "human"),
    S.INJECT: Row(STAY, "inject"),
    S.THE_OTHER: Row(STAY, "the_other"),
    S.OFF_TOPIC: Row(STAY, "off_topic", asks=False),
    S.FOREIGN: Row(STAY, "foreign", asks=False),
    # buttons
    S.TOGGLE: Row(STAY, "", asks=False),
    S.PAGE: Row(STAY, "", asks=False),
    S.PICKED: Row(NEXT, "ack", heard=True),
    S.SOMETHING_ELSE: Row(STAY, "", asks=False),
    S.READ_GEM: Row(STAY, "", asks=False),
    S.NEIGHBOUR: Row(STAY, "", asks=False),
    S.NOT_FOR_ME: Row(NEXT, "gem.not_for_me"),
    S.KEEP_GEM: Row(STAY, "gem.kept", asks=False),
    S.FOUNDATION: Row(STAY, ""),
    S.OTHER_FOUNDATION: Row(STAY, "foundation.choose", asks=False),
    S.EDIT_LINE: Row(STAY, "draft.edit", asks=False),
    S.DROP_LINE: Row(STAY, "draft.dropped"),
    S.KEEP_DRAFT: Row(NEXT, "draft.kept"),
    S.UNDO: Row(STAY, "draft.undone"),
    S.SAY_IT_MYSELF: Row(Step.CLOSE, "message.myself"),
    S.WHEN: Row(STAY, "close.agreed", asks=False),
    S.WENT_WELL: Row(STAY, "follow.well", asks=False),
    S.WENT_BADLY: Row(Step.LISTEN, "follow.badly", asks=False),
    S.NOT_SAID: Row(Step.LISTEN, "follow.not_said", asks=False),
    S.STALE: Row(STAY, "stale", asks=False),
    # times
    S.CHECK_DUE: Row(STAY, "settle.check", asks=False),
    S.FOLLOW_UP_DUE: Row(Step.FOLLOW_UP, "follow.ask", asks=False),
}

# Only to be heard: questions stay away until the person asks for more.
LISTENING: Mapping[S, Row] = {
    S.TOLD: Row(Step.LISTEN, "mirror.listening", asks=False),
    S.ANSWERED: Row(Step.LISTEN, "mirror.listening", asks=False),
    S.HOT: Row(Step.LISTEN, "mirror.listening", asks=False),
    S.UPSET: Row(Step.LISTEN, "mirror.listening", asks=False),
    S.YES: Row(Step.LISTEN, "listen.here", asks=False),
    S.YES_MORE: Row(Step.LISTEN, "mirror.listening", asks=False),
    S.REQUESTED: Row(Step.LISTEN, "mirror.listening", asks=False),
    S.SAID_ALREADY: Row(Step.LISTEN, "again", asks=False),
    S.NO: Row(Step.LISTEN, "listen.here", asks=False),
    S.UNSURE: Row(Step.LISTEN, "listen.here", asks=False),
    S.EMPTY: Row(Step.LISTEN, "listen.here", asks=False),
    S.GREETING: Row(Step.LISTEN, "listen.here", asks=False),
    S.CALMER: Row(Step.LISTEN, "listen.here", asks=False),
    S.SKIP: Row(Step.LISTEN, "listen.here", asks=False),
    S.VERDICT: Row(Step.LISTEN, "verdict", asks=False),
    S.DIAGNOSE: Row(Step.LISTEN, "diagnose", asks=False),
    S.PREDICT: Row(Step.LISTEN, "predict", asks=False),
    S.STAY_OR_GO: Row(Step.LISTEN, "stay_or_go", asks=False),
    S.FLATTER: Row(Step.LISTEN, "flatter", asks=False),
    S.HUMAN: Row(Step.LISTEN, "human", asks=False),
    S.INJECT: Row(Step.LISTEN, "inject", asks=False),
    S.THE_OTHER: Row(Step.LISTEN, "the_other", asks=False),
    S.MORE: Row(NEXT, "more", mode=Mode.AFTERWARDS, heard=True),
}

# After violence that is said to be over: every way into couples' work leads back to listening.
CLOSED: Mapping[S, Row] = dict.fromkeys(
    (S.MORE, S.WRITE, S.SHORTER, S.LONGER, S.OUTSIDER, S.REHEARSE, S.LOOK_AT_MESSAGE, S.FOLLOW_UP_DUE, S.BYE),
    Row(Step.LISTEN, "closed", asks=False, mode=Mode.LISTEN),
)

_FOUNDATION: Mapping[S, Row] = {
    S.TOLD: Row(NEXT, "insight"),
    S.ANSWERED: Row(NEXT, "insight"),
    S.YES: Row(NEXT, "insight.yes"),
    S.NO: Row(NEXT, "insight.no"),
    S.UNSURE: Row(STAY, "foundation.unsure", asks=False),
}

STEPS: Mapping[Step, Mapping[S, Row]] = {
    Step.ARRIVE: {
        S.TOLD: Row(Step.LISTEN, "mirror"),
        S.ANSWERED: Row(Step.LISTEN, "mirror"),
        S.UPSET: Row(Step.LISTEN, "mirror"),
        S.MORE: Row(Step.LISTEN, "more.first"),
        S.WRITE: Row(Step.LISTEN, "write.first"),
        S.SAID_ALREADY: Row(Step.LISTEN, "mirror"),
        S.VERDICT: Row(Step.LISTEN, "verdict"),
        S.DIAGNOSE: Row(Step.LISTEN, "diagnose"),
        S.PREDICT: Row(Step.LISTEN, "predict"),
        S.STAY_OR_GO: Row(Step.LISTEN, "stay_or_go"),
        S.YES: Row(STAY, "arrive.yes", asks=False),
        S.NO: Row(STAY, "arrive.no", asks=False),
        S.UNSURE: Row(STAY, "arrive.unsure", asks=False),
        S.GREETING: Row(STAY, "arrive.greeting", asks=False),
        S.EMPTY: Row(STAY, "arrive.empty", asks=False),
        S.SKIP: Row(STAY, "arrive.yes", asks=False),
        S.BACK: Row(STAY, "arrive.yes", asks=False),
        S.CALMER: Row(STAY, "arrive.yes", asks=False),
        S.BYE: Row(STAY, "bye", asks=False),
        S.SHORTER: Row(STAY, "shorter.first", asks=False, mode=Mode.IN_IT),
        S.LONGER: Row(STAY, "longer.first", asks=False, mode=Mode.AFTERWARDS),
        S.FOREIGN: Row(STAY, "foreign", asks=False),
    },
    Step.SETTLE: {
        S.TOLD: Row(Step.LISTEN, "mirror"),
        S.ANSWERED: Row(Step.LISTEN, "mirror"),
        S.HOT: Row(STAY, "settle.heard", asks=False),
        S.UPSET: Row(STAY, "settle.heard", asks=False),
        S.YES: Row(NEXT, "settle.calmer"),
        S.CALMER: Row(NEXT, "settle.calmer"),
        S.MORE: Row(NEXT, "settle.calmer"),
        S.SKIP: Row(NEXT, "settle.skip"),
        S.NO: Row(STAY, "settle.still", asks=False),
        S.UNSURE: Row(STAY, "settle.still", asks=False),
        S.STILL_HOT: Row(STAY, "settle.still", asks=False),
        S.SETTLE: Row(STAY, "settle.how", asks=False),
        S.EMPTY: Row(STAY, "settle.here", asks=False),
        S.GREETING: Row(STAY, "settle.back", asks=False),
        S.WRITE: Row(STAY, "settle.pause_line", asks=False),
    },
    Step.LISTEN: {
        S.TOLD: Row(STAY, "mirror"),
        S.ANSWERED: Row(NEXT, "ack"),
        S.YES: Row(NEXT, "heard", heard=True),
        S.NO: Row(STAY, "missed", asks=False),
        S.UNSURE: Row(NEXT, "unsure"),
        S.UPSET: Row(STAY, "mirror"),
        S.BACK: Row(STAY, "back.start", asks=False),
        S.WRITE: Row(NEXT, "write", heard=True),
    },
    Step.OBSERVATION: {
        S.TOLD: Row(NEXT, "mirror"),
        S.UPSET: Row(NEXT, "mirror"),
        S.UNSURE: Row(NEXT, "observation.unsure"),
        S.NO: Row(NEXT, "observation.unsure"),
    },
    Step.FEELING: {
        S.TOLD: Row(NEXT, "mirror"),
        S.ANSWERED: Row(NEXT, "ack"),
        S.YES: Row(STAY, "feeling.which", asks=False),
        S.NO: Row(STAY, "feeling.wrong", asks=False),
        S.UNSURE: Row(STAY, "feeling.picker", asks=False),
        S.SOMETHING_ELSE: Row(STAY, "feeling.picker", asks=False),
    },
    Step.NEED: {
        S.TOLD: Row(NEXT, "ack"),
        S.ASIDE: Row(STAY, "ack"),  # a feeling or a fact: kept, and the need is asked for once more
        S.ANSWERED: Row(NEXT, "ack", heard=True),  # a need that was offered and taken is being heard
        S.YES: Row(STAY, "need.which", asks=False),
        S.NO: Row(STAY, "need.wrong", asks=False),
        S.UNSURE: Row(STAY, "need.picker", asks=False),
        S.SOMETHING_ELSE: Row(STAY, "need.picker", asks=False),
    },
    Step.GEM: {
        S.TOLD: Row(NEXT, "mirror"),
        S.YES: Row(NEXT, "gem.yes"),
        S.MORE: Row(NEXT, "gem.yes"),
        S.NO: Row(NEXT, "gem.no"),
        S.UNSURE: Row(NEXT, "gem.no"),
        S.THANKS: Row(NEXT, "gem.yes"),
    },
    Step.EMPATHY: _FOUNDATION,
    Step.SAFETY: _FOUNDATION,
    Step.TRUST: _FOUNDATION,
    Step.RESPECT: _FOUNDATION,
    Step.REQUEST: {
        S.TOLD: Row(STAY, "request.reshape", asks=False),
        S.ANSWERED: Row(NEXT, "request.ok"),
        S.YES: Row(STAY, "request.which", asks=False),
        S.NO: Row(NEXT, "request.none"),
        S.UNSURE: Row(STAY, "request.ideas", asks=False),
        S.UPSET: Row(STAY, "upset", asks=False),
        S.WRITE: Row(Step.MESSAGE, "write"),
    },
    Step.MESSAGE: {
        S.TOLD: Row(STAY, "draft.changed"),
        S.ANSWERED: Row(STAY, "draft.request"),
        S.ASIDE: Row(STAY, "draft.aside", asks=False),
        S.SHORTER: Row(STAY, "draft.shorter"),
        S.YES: Row(Step.CLOSE, "draft.kept"),
        S.WRITE: Row(STAY, "write"),
        S.NO: Row(Step.CLOSE, "message.myself"),
        S.UNSURE: Row(STAY, "draft.unsure", asks=False),
        S.MORE: Row(Step.CLOSE, "draft.kept"),
        S.SKIP: Row(Step.CLOSE, "message.myself"),
        # Words that are kept, or meant to be said, are the end of it: nothing before them is asked any more.
        S.KEEP_DRAFT: Row(Step.CLOSE, "draft.kept"),
        S.SAY_IT_MYSELF: Row(Step.CLOSE, "message.myself"),
    },
    Step.REHEARSE: {
        S.TOLD: Row(STAY, "rehearse.round", asks=False),
        S.ANSWERED: Row(STAY, "rehearse.round", asks=False),
        S.HOT: Row(STAY, "rehearse.round", asks=False),
        S.UPSET: Row(STAY, "rehearse.round", asks=False),
        S.YES: Row(STAY, "rehearse.again", asks=False),
        S.REHEARSE: Row(STAY, "rehearse.again", asks=False),
        S.UNSURE: Row(STAY, "rehearse.again", asks=False),
        S.NO: Row(Step.CLOSE, "rehearse.end"),
        S.MORE: Row(Step.CLOSE, "rehearse.end"),
        S.SKIP: Row(Step.CLOSE, "rehearse.end"),
        S.WRITE: Row(Step.MESSAGE, "rehearse.to_message"),
        S.THANKS: Row(Step.CLOSE, "rehearse.end"),
    },
    Step.OUTSIDER: {
        S.TOLD: Row(STAY, "outsider.noted"),
        S.ANSWERED: Row(Step.CLOSE, "outsider.end"),
        S.UPSET: Row(STAY, "outsider.noted"),
        S.HOT: Row(STAY, "outsider.noted"),
        S.YES: Row(STAY, "outsider.go"),
        S.NO: Row(Step.LISTEN, "outsider.no", asks=False, mode=Mode.AFTERWARDS),
        S.SKIP: Row(Step.CLOSE, "outsider.end"),
        S.MORE: Row(STAY, "outsider.go"),
    },
    Step.CLOSE: {
        S.TOLD: Row(Step.LISTEN, "mirror"),
        S.ANSWERED: Row(Step.LISTEN, "mirror"),
        S.UPSET: Row(Step.LISTEN, "mirror"),
        S.ASIDE: Row(STAY, "close.noted", asks=False),
        S.YES: Row(STAY, "close.agreed", asks=False),
        S.NO: Row(STAY, "close.no_follow_up", asks=False),
        S.UNSURE: Row(STAY, "close.no_follow_up", asks=False),
        S.SKIP: Row(STAY, "close.no_follow_up", asks=False),
        S.THANKS: Row(STAY, "close.thanks", asks=False),
        S.BYE: Row(STAY, "bye", asks=False),
        S.MORE: Row(STAY, "close.more", asks=False),
        S.GREETING: Row(Step.ARRIVE, "arrive.again", asks=False),
        S.EMPTY: Row(STAY, "arrive.empty", asks=False),
        S.CALMER: Row(STAY, "close.thanks", asks=False),
        S.OUTSIDER: Row(Step.OUTSIDER, "outsider.begin", mode=Mode.OUTSIDER),
        S.WRITE: Row(Step.MESSAGE, "write"),
    },
    Step.FOLLOW_UP: {
        S.TOLD: Row(Step.LISTEN, "mirror"),
        S.ANSWERED: Row(Step.LISTEN, "mirror"),
        S.UPSET: Row(Step.LISTEN, "mirror"),
        S.HOT: Row(Step.LISTEN, "mirror"),
        S.YES: Row(STAY, "follow.said", asks=False),
        S.CALMER: Row(STAY, "follow.well", asks=False),
        S.ASIDE: Row(Step.CLOSE, "follow.helped", asks=False),
        S.NO: Row(Step.LISTEN, "follow.not_said", asks=False),
        S.UNSURE: Row(STAY, "follow.unsure", asks=False),
        S.THANKS: Row(Step.CLOSE, "bye", asks=False),
        S.BYE: Row(Step.CLOSE, "bye", asks=False),
        S.SKIP: Row(Step.CLOSE, "follow.later", asks=False),
        S.MORE: Row(Step.LISTEN, "follow.more", asks=False),
    },
}


def _build() -> Mapping[tuple[Step, S], Row]:
    table: dict[tuple[Step, S], Row] = {}
    for step in Step:
        if step is Step.HOLD:
            continue
        for signal in S:
            own = STEPS[step]
            table[step, signal] = own[signal] if signal in own else EVERYWHERE[signal]
    return table


TABLE: Mapping[tuple[Step, S], Row] = _build()


def row(step: Step, mode: Mode | None, signal: S, *, closed: bool = False) -> Row:
    """The row for a signal at a step; a hold has none (KeyError). `closed`: no couples' work."""
    if closed and signal in CLOSED:
        return CLOSED[signal]
    if mode is Mode.LISTEN and step is Step.LISTEN and signal in LISTENING:
        return LISTENING[signal]
    return TABLE[step, signal]


def acts() -> frozenset[str]:
    """Every answer that the table can give; each must have its words."""
    rows = (*TABLE.values(), *LISTENING.values(), *CLOSED.values())
    return frozenset(r.say for r in rows if r.say)
