"""The files of knowledge/reading made into a Lexicon, every slip named with its file and key."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coachbot.core.model import Foundation, Track
from coachbot.core.reading.lexicon import (
    Family,
    FauxEntry,
    FeelingEntry,
    Kind,
    Lexicon,
    Meaning,
    NeedEntry,
    Situation,
)
from coachbot.core.reading.phrases import Phrases, Words
from coachbot.core.reading.tables import Table
from coachbot.errors import ContentError

LABEL = 20  # characters that a button has room for
NAME = 32  # what a button's id leaves for a name
_WISH_FIELDS = {"they", "them", "their"}
_HEAT = {"scalding": 3.0, "hot": 2.0, "warm": 1.0, "swear": 1.0, "light": -2.0, "burning": 2.0, "cool": -1.0}
_FEELING_KINDS = {"adj": Kind.ADJ, "felt": Kind.FELT, "noun": Kind.NOUN, "says": Kind.SAYS,
                  "idiom": Kind.IDIOM, "body": Kind.SAYS, "emoji": Kind.EMOJI}  # fmt: skip
_FRAMES = ("want", "ask", "order", "final", "thing")
_THOUGHTS = ("self", "me", "us", "them", "it")
_SORTS = ("request", "vague", "stop", "demand", "ultimatum")


def parse_lexicon(raw: Mapping[str, Mapping[str, object]]) -> Lexicon:
    """The lexicon from parsed files, by file stem; those named feelings… are read as one.

    Raises ContentError with the file and the key for whatever is missing, unknown or badly written.
    """
    files = {stem: Table(f"knowledge/reading/{stem}.toml", data) for stem, data in raw.items()}
    for stem in ("words", "families", "faux_feelings", "needs", "situations", "signs", "asking", "heat"):
        if stem not in files:
            raise ContentError(f"knowledge/reading/{stem}.toml is missing.")
    return _Parser(files).lexicon()


@dataclass(frozen=True, slots=True)
class _Parser:
    """The files, read in the order in which they lean on each other."""

    files: Mapping[str, Table]

    def lexicon(self) -> Lexicon:
        words = _words(self.files["words"])
        phrases: Phrases[Meaning] = Phrases(words)
        asked: Phrases[Meaning] = Phrases(words)
        needs = _needs(self.files["needs"], phrases)
        families = _families(self.files["families"], needs)
        feelings = self._feelings(families, phrases)
        _known(self.files["families"], (f for family in families.values() for f in family.first), feelings)
        faux = _faux(self.files["faux_feelings"], feelings, needs, phrases)
        thoughts = _thoughts(self.files["faux_feelings"], feelings, needs)
        situations = _situations(self.files["situations"], feelings, needs, phrases)
        tracks = _signs(self.files["signs"], needs, phrases)
        _heat(self.files["heat"], phrases)
        strategies, mends = _asking(self.files["asking"], needs, phrases, asked)
        return Lexicon(
            feelings=feelings,
            families=families,
            faux=faux,
            thoughts=thoughts,
            needs=needs,
            situations=situations,
            tracks=tracks,
            strategies=strategies,
            mends=mends,
            phrases=phrases,
            asked=asked,
            fillers=words.classes.get("filler", frozenset()),
        )

    def _feelings(
        self, families: Mapping[str, Family], phrases: Phrases[Meaning]
    ) -> Mapping[str, FeelingEntry]:
        found: dict[str, FeelingEntry] = {}
        for stem, file in self.files.items():
            if stem.startswith("feelings"):
                for name, table in file.tables():
                    found[name] = _feeling(name, table, families, phrases)
        if not found:
            raise ContentError("knowledge/reading has no file of feelings.")
        return found


def _words(file: Table) -> Words:
    classes = {key: frozenset(file.table("classes").text(key).split()) for key in file.table("classes").data}
    verbs = file.table("verbs")
    return Words(classes, {verb: verbs.text(verb) for verb in verbs.data})


def _known(table: Table, names: Iterable[str], inventory: Mapping[str, object]) -> tuple[str, ...]:
    listed = tuple(names)
    for name in listed:
        if name not in inventory:
            raise ContentError(f"{table.where} names “{name}”, which is in no list.")
    return listed


def _named(name: str, table: Table) -> str:
    if len(name) > NAME or not name.isascii():
        raise ContentError(f"{table.where}: a name has at most {NAME} plain letters.")
    return name


def _labelled(label: str, table: Table) -> str:
    if len(label) > LABEL:
        raise ContentError(f"{table.where}: “{label}” is too long for a button ({LABEL} characters).")
    return label


def _add(phrases: Phrases[Meaning], table: Table, key: str, meaning: Meaning) -> None:
    for phrase in table.texts(key):
        phrases.add(phrase, meaning, f"{table.where}, {key}")


# ---------------------------------------------------------------- inventories


def _families(file: Table, needs: Mapping[str, NeedEntry]) -> Mapping[str, Family]:
    return {
        name: Family(
            name,
            int(table.number("side", -1)),
            table.texts("first", must=True),
            _known(table, table.texts("needs"), needs),
        )
        for name, table in file.tables()
    }


def _feeling(
    name: str, table: Table, families: Mapping[str, Family], phrases: Phrases[Meaning]
) -> FeelingEntry:
    table.only("family", "means", "near", "phrase", "label", "strength", *_FEELING_KINDS)
    family = _known(table, (table.text("family"),), families)[0]
    for key, kind in _FEELING_KINDS.items():
        _add(phrases, table, key, Meaning(kind, name))
    return FeelingEntry(
        name=_named(name, table),
        family=family,
        definition=table.text("means"),
        near=table.texts("near", must=True),
        phrase=table.text("phrase", name),
        label=_labelled(table.text("label", name), table),
        strength=int(table.number("strength", 2)),
        side=families[family].side,
        adjectives=frozenset((*table.texts("adj"), *table.texts("felt"))),
    )


def _faux(
    file: Table,
    feelings: Mapping[str, FeelingEntry],
    needs: Mapping[str, NeedEntry],
    phrases: Phrases[Meaning],
) -> Mapping[str, FauxEntry]:
    never = set(file.texts("never", must=True))
    found: dict[str, FauxEntry] = {}
    for name, table in file.table("faux").tables():
        table.only("words", "typed", "feelings", "needs", "be")
        words = table.texts("words", must=True)
        if facts := never.intersection(words):
            raise ContentError(
                f"{table.where}: “{facts.pop()}” is a fact to be believed, never a faux feeling."
            )
        for word in words:
            phrases.add(word, Meaning(Kind.FAUX, name, "" if "|" in word else word), table.where)
        _add(phrases, table, "typed", Meaning(Kind.FAUX, name, words[0]))
        found[name] = _opening(name, table, feelings, needs)
    return found


def _thoughts(
    file: Table, feelings: Mapping[str, FeelingEntry], needs: Mapping[str, NeedEntry]
) -> Mapping[str, FauxEntry]:
    thoughts = file.table("thought")
    return {name: _opening(name, thoughts.table(name), feelings, needs) for name in _THOUGHTS}


def _opening(
    name: str, table: Table, feelings: Mapping[str, FeelingEntry], needs: Mapping[str, NeedEntry]
) -> FauxEntry:
    return FauxEntry(
        name,
        _known(table, table.texts("feelings", must=True), feelings),
        _known(table, table.texts("needs", must=True), needs),
        table.flag("be"),
    )


def _needs(file: Table, phrases: Phrases[Meaning]) -> Mapping[str, NeedEntry]:
    found: dict[str, NeedEntry] = {}
    for name, table in file.tables():
        table.only("short", "wish", "means", "near", "family", "words")
        _add(phrases, table, "words", Meaning(Kind.NEED, name))
        found[name] = NeedEntry(
            name=_named(name, table),
            as_wish=_wish(table),
            label=_labelled(table.text("short"), table),
            definition=table.text("means"),
            near=table.texts("near", must=True),
            family=table.text("family"),
        )
    return found


def _wish(table: Table) -> str:
    wish = table.text("wish")
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(wish) if field is not None}
    except ValueError:
        raise ContentError(f"{table.where}: the braces of “wish” don't match.") from None
    if fields - _WISH_FIELDS:
        raise ContentError(f"{table.where}: “wish” may mention {{they}}, {{them}} and {{their}} only.")
    return wish


# ---------------------------------------------------------------- what happens, and signs


def _situations(
    file: Table,
    feelings: Mapping[str, FeelingEntry],
    needs: Mapping[str, NeedEntry],
    phrases: Phrases[Meaning],
) -> Mapping[str, Situation]:
    found: dict[str, Situation] = {}
    for name, table in file.tables():
        table.only("says", "by", "sure", "needs", "feelings", "track", "pull", *Foundation)
        if table.text("by", "partner") not in ("partner", "me", "any"):
            raise ContentError(f"{table.where}: “by” is partner, me or any.")
        sure = table.number("sure", 1)
        for phrase in table.texts("says", must=True):
            phrases.add(phrase, Meaning(Kind.SITUATION, name, weight=sure * _weight(phrase)), table.where)
        found[name] = Situation(
            name=name,
            by=table.text("by", "partner"),
            needs=_known(table, table.texts("needs", must=True), needs),
            feelings=_known(table, table.texts("feelings", must=True), feelings),
            foundations=tuple((f, table.number(f, 0)) for f in Foundation if f in table),
            track=_track(table.text("track"), table) if "track" in table else None,
            pull=table.number("pull", 1),
        )
    return found


def _weight(phrase: str) -> float:
    """How sure a phrase is of what it tells: one word says less than three."""
    words = sum(not element.startswith(".") and not element.endswith("?") for element in phrase.split())
    return (0.45, 0.8, 1.0)[min(words, 3) - 1] if words else 0.45


def _track(name: str, table: Table) -> Track:
    try:
        return Track(name)
    except ValueError:
        raise ContentError(f"{table.where}: “{name}” is no track.") from None


def _signs(
    file: Table, needs: Mapping[str, NeedEntry], phrases: Phrases[Meaning]
) -> Mapping[Track, tuple[str, ...]]:
    """What each track is mostly about; the signs go to the phrases."""
    for kind, table in file.table("worth").tables():
        _add(phrases, table, "says", Meaning(Kind.WORTH, kind))
    _add(phrases, file.table("low_worth"), "says", Meaning(Kind.LOW_WORTH, "low_worth"))
    for name, table in file.table("track").tables():
        table.only("says", "hints", "pull", "needs")
        track = _track(name, table)
        _add(phrases, table, "says", Meaning(Kind.TRACK, track, weight=table.number("pull", 1)))
        _add(phrases, table, "hints", Meaning(Kind.HINT, track))
    for name, table in file.table("pair").tables():
        table.only("one", "other", "pull")
        for part in ("one", "other"):
            pull = table.number("pull", 1)
            _add(phrases, table, part, Meaning(Kind.PART, _track(name, table), part, weight=pull))
    _add(phrases, file.table("off_topic"), "says", Meaning(Kind.OFF_TOPIC, "off_topic"))
    tracks = file.table("track").tables()
    return {_track(name, table): _known(table, table.texts("needs"), needs) for name, table in tracks}


def _heat(file: Table, phrases: Phrases[Meaning]) -> None:
    file.only(*_HEAT)
    for name, points in _HEAT.items():
        _add(phrases, file, name, Meaning(Kind.HEAT, name, weight=points))


# ---------------------------------------------------------------- asking


def _asking(
    file: Table, needs: Mapping[str, NeedEntry], phrases: Phrases[Meaning], asked: Phrases[Meaning]
) -> tuple[tuple[tuple[str, ...], ...], Mapping[str, str | None]]:
    strategies = tuple(_strategy(number, table, needs, asked) for number, table in _listed(file, "strategy"))
    mends: dict[str, str | None] = {}
    for sort in _SORTS:
        table = file.table("kind").table(sort)
        table.only("mend", "words", "says")
        mends[sort] = table.text("mend", "") or None
        _add(asked, table, "words", Meaning(Kind.ASKED, sort))
        _add(phrases, table, "says", Meaning(Kind.ULTIMATUM, sort))
    file.table("frames").only(*_FRAMES)
    for frame in _FRAMES:
        into = asked if frame == "thing" else phrases
        _add(into, file.table("frames"), frame, Meaning(Kind.FRAME, frame))
    return strategies, mends


def _listed(file: Table, key: str) -> list[tuple[int, Table]]:
    rows = file.data.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ContentError(f"{file.where} needs a list of tables [[{key}]].")
    return [(number, Table(f"{file.where}, {key} {number + 1}", row)) for number, row in enumerate(rows)]


def _strategy(
    number: int, table: Table, needs: Mapping[str, NeedEntry], asked: Phrases[Meaning]
) -> tuple[str, ...]:
    table.only("words", "needs")
    _add(asked, table, "words", Meaning(Kind.STRATEGY, str(number)))
    return _known(table, table.texts("needs", must=True), needs)
