"""What a model is told for one turn: the same first page for everybody, then this moment as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.kit import Kit
from coachbot.core.model import Manner, Mode, Said, Step
from coachbot.core.moves import Say
from coachbot.core.phrasebook import Phrasebook, tapped
from coachbot.core.session import Session

TOLD = 1500  # characters of the latest message, from its beginning and its end
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Briefs:
    """The first page, and for each act that a model may word what it is there to do."""

    page: str
    acts: Phrasebook

    def of(self, act: str, values: Mapping[str, object]) -> str | None:
        """What an act is there to do: its own brief, or that of its family; None where the words are ours."""
        while act:
            if self.acts.has(act):
                fitting = [v for v in self.acts.acts[act] if all(values.get(n) for n in v.names)]
                return fitting[0].render(values) if fitting else None
            act = act.rpartition(".")[0]
        return None


def wordable(says: Sequence[Say], briefs: Briefs) -> int | None:
    """Which of the messages a model may word: the first composed one whose acts all have a brief."""
    for place, say in enumerate(says):
        if say.manner is Manner.COMPOSED and say.acts:
            fine = all(briefs.of(act, say.values) is not None for act in say.acts)
            return place if fine else None
    return None


def first_page(briefs: Briefs, kit: Kit) -> str:
    """The system prompt: one text for all turns and all people, so that a server need read it only once."""
    return briefs.page.replace("{needs}", ", ".join(kit.lexicon.needs)).replace(
        "{feelings}", ", ".join(kit.lexicon.feelings)
    )


def moment(
    say: Say | None, plain: str, session: Session, said: Said, briefs: Briefs, kit: Kit
) -> Mapping[str, object]:
    """This turn as data, not yet hidden; what the person wrote stands in it as strings."""
    told: dict[str, object] = {
        "do": [briefs.of(act, say.values) for act in say.acts] if say else [_LOOK],
        "plain_version": plain,
        "buttons_under_it": [button.label for button in say.buttons] if say else [],
        "known": _known(session),
        "talk_so_far": list(session.exchange[:-1] if said.text else session.exchange),
        "latest": shortened(said.text) if said.text else tapped(said.tap or "", kit.phrases),
    }
    if say and "rehearse.note" in say.acts:
        level = session.rehearsal.level
        told["as_the_partner"] = {
            "how": briefs.of("rehearse.reply", say.values),
            "evening": level,
            "plain_reply": say.values.get("reply"),
        }
    if say and session.gem and say.values.get("gem_text"):
        told["passage"] = {"title": session.gem.title, "text": session.gem.text}
    return told


_LOOK = "Only look: fill in danger and reading. Leave words empty."


def shortened(text: str) -> str:
    """A long message's beginning and end, between which the middle is left out."""
    return text if len(text) <= TOLD else text[: TOLD * 2 // 3] + _GAP + text[-TOLD // 3 :]


def _known(session: Session) -> Mapping[str, object]:
    notes, partner = session.notes, session.partner
    known: dict[str, object] = {
        "about": f"{partner.noun} ({partner.subject}/{partner.object})",
        "step": session.step.value,
        "only_listening": session.mode is Mode.LISTEN and session.step is Step.LISTEN,
        "feels_heard": session.heard,
        "heat_0_to_10": session.heat,
        "what_happened": list(notes.facts),
        "feelings": list(notes.feelings),
        "not_these_feelings": list(notes.not_feelings),
        "guesses_at_feelings": list(notes.likely_feelings[:3]),
        "needs": list(notes.needs),
        "guesses_at_needs": list(notes.likely_needs[:3]),
        "foundation": notes.foundation.value if notes.foundation else None,
        "their_answer_there": notes.insight,
        "request": notes.request,
        "kind_of_trouble": notes.track.value if notes.track else None,
    }
    return {name: value for name, value in known.items() if value not in (None, [], False)}
