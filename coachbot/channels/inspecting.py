"""`inspect`: what each kind of look shows of a line, in the contract's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coachbot.channels.batch import Look, names_of, text_of, texts_of
from coachbot.core.anonymity import Judge, Lists, Recognise, anonymise
from coachbot.core.checking import check
from coachbot.core.danger import Sense, assess
from coachbot.core.jsonable import Json, danger_json, passage_json, reading_json, spans_json
from coachbot.core.library import Library
from coachbot.core.model import Level
from coachbot.core.reading import read
from coachbot.core.retrieval import Query, search
from coachbot.finding import Finder

DANGER_CONTEXT = 8  # earlier messages that count, as in a talk


def danger(library: Library, near: Callable[[str], Sense]) -> Look:
    """How far a danger goes in the last message, with those before it as context."""

    def look(asked: Json) -> Json:
        *before, last = texts_of(asked)
        lately = [each.kind for text in before[-DANGER_CONTEXT:] for each in near(text).near[:1]]
        return danger_json(assess(last, before, near(last), lately, signs=library.signs))

    return look


def reading(library: Library) -> Look:
    """Everything that is read in a text."""
    return lambda asked: reading_json(read(text_of(asked), library.kit.lexicon))


def message(library: Library) -> Look:
    """What in a draft to a partner would be answered instead of the rest."""

    def look(asked: Json) -> Json:
        problems = check(text_of(asked), library.kit.rules)
        return {"problems": [{"kind": each.kind, "because": spans_json(each.because)} for each in problems]}

    return look


def gems(library: Library, finder: Finder) -> Look:
    """The passages that fit a text, best first; none where somebody may be in danger."""
    finder.prepare()

    def look(asked: Json) -> Json:
        text = text_of(asked)
        if assess(text, signs=library.signs).level is not Level.NONE:
            return {"results": []}
        found = search(library.kit.index, Query(text), finder.near(text))
        return {"results": [passage_json(passage, score=True) for passage in found]}

    return look


def privacy(lists: Lists, recognise: Recognise, judge: Judge) -> Look:
    """A text without what could lead to somebody, and what was found in it."""

    def look(asked: Json) -> Json:
        clean = anonymise([text_of(asked)], lists, names_of(asked), recognise, judge)
        entities = [
            {
                "start": e.start,
                "end": e.end,
                "kind": e.kind.value,
                "text": e.text,
                "replacement": e.replacement,
            }
            for e in clean.entities[0]
        ]
        rare = [{"text": r.text, "start": r.start, "end": r.end} for r in clean.rare]
        return {"text": clean.texts[0], "entities": entities, "rare": rare}

    return look


LOOKS: Mapping[str, Callable[[Library], Look]] = {
    "reading": reading,
    "message": message,
}
