"""The gems: short essays, one Markdown file each, with their facts in TOML between two lines of `+++`.

A gem of our own is held to the measures below; one that was brought in from elsewhere (`source` is
not "own") only has to be readable, because its author did not write it for us.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

import tomli

from coachbot.core.model import DangerKind, Foundation, Gem, Side, Track
from coachbot.errors import ContentError

BODY_WORDS = (350, 600)
QUOTE_WORDS = (20, 60)
PRACTICE_CHARACTERS = 200
WHY_WORDS = 25

_FENCE = "+++"
_TOML_LINE = re.compile(r"\(at line (\d+)")
_SENTENCE_END = re.compile(r"[.?!…][”\"’')]*(?=\s|$)")
_KNOWN = {each.name for each in fields(Gem)} - {"body"}
_Kind = TypeVar("_Kind", bound=StrEnum)


def slug_of(title: str) -> str:
    """The title in kebab-case, ASCII, apostrophes dropped."""
    straight = title.replace("’", "").replace("‘", "").replace("'", "")
    plain = unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def word_count(text: str) -> int:
    """How many words a reader would count."""
    return len(text.split())


# ---------------------------------------------------------------- reading one file


@dataclass(frozen=True, slots=True)
class _Front:
    """The facts at the top of a gem, able to say where in the file each of them stands."""

    facts: Mapping[str, object]
    lines: tuple[str, ...]
    source: str

    def wrong(self, key: str, what: str, item: str = "") -> ContentError:
        """An error that names the line of the item, of its key, or of the opening fence."""
        at = self.line(key)
        if item:
            at = next((n for n, line in enumerate(self.lines, 1) if n >= at and item[:60] in line), at)
        return ContentError(f"{self.source}, line {at}: {what}")

    def line(self, key: str) -> int:
        start = re.compile(rf"\s*{re.escape(key)}\s*=")
        return next((n for n, line in enumerate(self.lines, 1) if start.match(line)), 1)

    def text(self, key: str, *, required: bool = True) -> str:
        value = self.facts.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.wrong(key, f"{key} has to be a text in quotation marks")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.facts.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"{key} has to be a list of texts")
        found = [item.strip() for item in value if isinstance(item, str) and item.strip()]
        if len(found) != len(value):
            raise self.wrong(key, f"{key} has to be a list of texts, and none may be empty")
        twice = [item for item, n in Counter(found).items() if n > 1]
        if twice:
            raise self.wrong(key, f"{key} has “{twice[0][:60]}” twice", twice[0])
        return tuple(found)

    def names(self, key: str, kind: type[_Kind]) -> tuple[_Kind, ...]:
        return self._known(key, self.texts(key), kind)

    def sides(self, key: str) -> tuple[Side, ...]:
        """Whom each quotable passage speaks to; here a name may come twice."""
        value = self.facts.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, f"{key} has to be a list of texts")
        if value and len(value) != len(self.texts("quotable")):
            raise self.wrong(key, f"{key} has to have an entry for each of quotable")
        return self._known(key, value, Side)

    def _known(self, key: str, found: Sequence[str], kind: type[_Kind]) -> tuple[_Kind, ...]:
        known = {str(each.value): each for each in kind}
        for name in found:
            if name not in known:
                raise self.wrong(key, f"{key} knows no “{name}”; it knows {', '.join(known)}", name)
        return tuple(known[name] for name in found)


def parse_gem(text: str, source: str) -> Gem:
    """One gem from its file; `source` is the file's name, for errors.

    Raises ContentError with the file, the line and what is wrong there.
    """
    front, body, body_line = _split(text, source)
    gem = _gem(front, body)
    for check in (_check_slug, _check_house) if gem.source == "own" else (_check_slug,):
        check(gem, front, body_line)
    return gem


def _split(text: str, source: str) -> tuple[_Front, str, int]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE:
        raise ContentError(f"{source}, line 1: a gem begins with a line of +++")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), 0)
    if not end:
        raise ContentError(f"{source}, line 1: the second line of +++ is missing")
    try:
        facts: Mapping[str, object] = tomli.loads("\n".join(lines[1:end]))
    except tomli.TOMLDecodeError as error:
        at = _TOML_LINE.search(str(error))
        line = int(at[1]) + 1 if at else end
        raise ContentError(f"{source}, line {line}: this is not TOML ({error})") from error
    front = _Front(facts, tuple(lines[: end + 1]), source)
    for key in facts:
        if key not in _KNOWN:
            raise front.wrong(key, f"a gem has no {key}")
    return front, _unwrapped("\n".join(lines[end + 1 :])), end + 2


def _unwrapped(body: str) -> str:
    """Paragraphs on one line each, so that a quotation has no line break in it; lists stay lists."""
    paragraphs = re.split(r"\n[ \t]*\n", body.strip("\n"))
    joined = (re.sub(r"[ \t]*\n(?![-*>#]|\d+\.)[ \t]*", " ", each.strip()) for each in paragraphs)
    return "\n\n".join(each for each in joined if each)


def _gem(front: _Front, body: str) -> Gem:
    published = front.facts.get("published", True)
    return Gem(
        slug=front.text("slug"),
        title=front.text("title"),
        body=body,
        foundations=front.names("foundations", Foundation),
        tracks=front.names("tracks", Track),
        themes=front.texts("themes"),
        practice=front.text("practice", required=False),
        sounds_like=front.texts("sounds_like"),
        not_for=front.names("not_for", DangerKind),
        next=front.text("next", required=False) or None,
        previous=front.text("previous", required=False) or None,
        licence=front.text("licence", required=False),
        date=front.text("date", required=False),
        source=front.text("source", required=False) or "own",
        published=published is True,
        permission=front.text("permission", required=False),
        why=front.text("why", required=False),
        quotable=front.texts("quotable"),
        spoken_to=front.sides("spoken_to"),
    )


# ---------------------------------------------------------------- what one gem is held to


def _check_slug(gem: Gem, front: _Front, body_line: int) -> None:
    if gem.slug != slug_of(gem.title):
        raise front.wrong("slug", f"slug has to be the title in kebab-case, “{slug_of(gem.title)}”")
    if not gem.body:
        raise ContentError(f"{front.source}, line {body_line}: the text is missing")
    for key, other in (("next", gem.next), ("previous", gem.previous)):
        if other == gem.slug:
            raise front.wrong(key, f"{key} names the gem itself")
    for quote in gem.quotable:
        _check_quote(gem, front, quote)


def _check_quote(gem: Gem, front: _Front, quote: str) -> None:
    at = gem.body.find(quote)
    if at < 0:
        raise front.wrong("quotable", f"“{quote[:40]}…” does not stand in the text letter by letter", quote)
    before = gem.body[:at].rstrip(' “‘"')
    whole = _SENTENCE_END.search(quote[-4:]) and (before[-1:] in "\n.?!…”’:" or not before)
    if not whole:
        raise front.wrong("quotable", f"“{quote[:40]}…” has to be whole sentences", quote)
    low, high = QUOTE_WORDS
    if not (word_count(quote) <= high and (word_count(quote) >= low or gem.source != "own")):
        raise front.wrong(
            "quotable", f"“{quote[:40]}…” has {word_count(quote)} words, not {low}-{high}", quote
        )


def _check_house(gem: Gem, front: _Front, body_line: int) -> None:
    for key in ("practice", "why", "licence", "date"):
        front.text(key)
    for key in ("foundations", "tracks", "themes", "not_for", "sounds_like", "quotable"):
        if key not in front.facts:
            raise front.wrong(key, f"{key} is missing")
    _check_counts(gem, front)
    _check_sentences(gem, front)
    if not BODY_WORDS[0] <= word_count(gem.body) <= BODY_WORDS[1]:
        what = f"the text has {word_count(gem.body)} words, not {BODY_WORDS[0]}-{BODY_WORDS[1]}"
        raise ContentError(f"{front.source}, line {body_line}: {what}")


def _check_counts(gem: Gem, front: _Front) -> None:
    measures: tuple[tuple[str, Sequence[object], int, int], ...] = (
        ("foundations", gem.foundations, 1, 2),
        ("tracks", gem.tracks, 1, 4),
        ("themes", gem.themes, 1, 6),
        ("sounds_like", gem.sounds_like, 8, 15),
        ("quotable", gem.quotable, 3, 5),
    )
    for key, found, low, high in measures:
        if not low <= len(found) <= high:
            raise front.wrong(key, f"{key} has {len(found)} entries, not {low}-{high}")
    if Track.OFF_TOPIC in gem.tracks:
        raise front.wrong("tracks", "no gem is about something off the topic", "off_topic")
    for theme in gem.themes:
        if theme != slug_of(theme):
            raise front.wrong("themes", f"“{theme}” has to be in kebab-case", theme)


def _check_sentences(gem: Gem, front: _Front) -> None:
    if len(gem.practice) > PRACTICE_CHARACTERS or not 1 <= _sentences(gem.practice) <= 2:
        raise front.wrong(
            "practice", f"practice has to be one or two sentences in {PRACTICE_CHARACTERS} characters"
        )
    if word_count(gem.why) > WHY_WORDS or _sentences(gem.why) != 1:
        raise front.wrong("why", f"why has to be one sentence of at most {WHY_WORDS} words")
    for key, text in (("practice", gem.practice), ("why", gem.why), ("quotable", gem.body)):
        if "!" in text:
            raise front.wrong(key, "a gem has no exclamation mark")
    try:
        date.fromisoformat(gem.date)
    except ValueError as error:
        raise front.wrong("date", "date has to be written like 2026-11-22") from error


def _sentences(text: str) -> int:
    return len(_SENTENCE_END.findall(text))


# ---------------------------------------------------------------- what the whole set is held to


def check_gems(gems: Sequence[Gem]) -> list[str]:
    """What is wrong with the set as a whole, one sentence each; empty when nothing is."""
    return [*_duplicates(gems), *_dangling(gems), *_alike(gems), *_lopsided(gems)]


def _duplicates(gems: Sequence[Gem]) -> list[str]:
    slugs = Counter(gem.slug for gem in gems)
    said = Counter(line.lower() for gem in gems for line in gem.sounds_like)
    return [f"there are {n} gems with the slug {slug}" for slug, n in slugs.items() if n > 1] + [
        f"“{line}” sounds like {n} gems" for line, n in said.items() if n > 1
    ]


def _dangling(gems: Sequence[Gem]) -> list[str]:
    known = {gem.slug: gem for gem in gems}
    wrong: list[str] = []
    # A saved page names neighbours that may never be brought in; its links show once they are.
    for gem in (each for each in gems if each.source == "own"):
        for key, other, back in (("next", gem.next, "previous"), ("previous", gem.previous, "next")):
            if other is None:
                continue
            if other not in known:
                wrong.append(f"{gem.slug}: its {key}, {other}, does not exist")
            elif (known[other].next if back == "next" else known[other].previous) != gem.slug:
                wrong.append(f"{gem.slug}: its {key}, {other}, does not name it as {back}")
    return wrong


def _alike(gems: Sequence[Gem]) -> list[str]:
    """Pairs that share more than a few runs of six words: one was copied from the other."""
    runs = {gem.slug: _runs(gem.body) for gem in gems}
    return [
        f"{one} and {other} are nearly the same text"
        for one, other in combinations(runs, 2)
        if len(runs[one] & runs[other]) > 0.05 * min(len(runs[one]), len(runs[other]))
    ]


def _runs(body: str, size: int = 6) -> frozenset[str]:
    words = re.findall(r"[\w’']+", body.lower())
    return frozenset(" ".join(words[n : n + size]) for n in range(max(1, len(words) - size + 1)))


def _lopsided(gems: Sequence[Gem]) -> list[str]:
    """A library of our own serves every foundation and every track; a small one cannot yet."""
    own = [gem for gem in gems if gem.source == "own"]
    if len(own) < 24:
        return []
    found = Counter(f for gem in own for f in gem.foundations)
    tracks = Counter(t for gem in own for t in gem.tracks)
    thin = [
        f"only {found[f]} of {len(own)} gems are about {f}" for f in Foundation if found[f] < len(own) / 6
    ]
    served = [t for t in Track if t is not Track.OFF_TOPIC]
    return thin + [
        f"only {tracks[t]} of {len(own)} gems serve {t}" for t in served if tracks[t] < len(own) / 18
    ]


# ---------------------------------------------------------------- reading them


def by_title(gems: Sequence[Gem], title: str) -> Gem | None:
    """The gem with this title or slug, however it is written; None when there is none."""
    wanted = slug_of(title)
    return next((gem for gem in gems if gem.slug == wanted), None)


def pages(gem: Gem, size: int = 900) -> tuple[str, ...]:
    """The body in pages of at most `size` characters, cut between paragraphs, else between sentences."""
    done: list[str] = []
    page = ""
    for piece, glue in _pieces(gem.body, size):
        if page and len(page) + len(glue) + len(piece) > size:
            done.append(page)
            page = piece
        else:
            page = f"{page}{glue}{piece}" if page else piece
    return (*done, page) if page else tuple(done)


def _pieces(body: str, size: int) -> list[tuple[str, str]]:
    """(text, what joins it to the text before it): paragraphs, or the sentences of one that is too long."""
    pieces: list[tuple[str, str]] = []
    for paragraph in body.split("\n\n"):
        if len(paragraph) <= size:
            pieces.append((paragraph, "\n\n"))
            continue
        for n, sentence in enumerate(_cut(paragraph, size)):
            pieces.append((sentence, " " if n else "\n\n"))
    return pieces


def _cut(paragraph: str, size: int) -> list[str]:
    ends = [match.end() for match in _SENTENCE_END.finditer(paragraph)]
    starts = [0, *ends]
    sentences = [paragraph[a:b].strip() for a, b in zip(starts, [*ends, len(paragraph)], strict=True)]
    return [s[n : n + size].strip() for s in sentences if s for n in range(0, len(s), size)]
