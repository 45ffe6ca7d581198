"""Reads prompts/ and knowledge/ once, checks everything, and returns a frozen Library.

In a clone both folders stand beside the package, in a wheel inside it. The operator's own folders
lie over them file by file: a file there is read instead of ours, and one of another name joins them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

import tomli  # the standard library's, compiled: four times as fast, a tenth of a second at every start

from coachbot.core.acts import check_acts
from coachbot.core.anonymity.lists import WORD_LISTS, Lists, parse_lists
from coachbot.core.checking import parse_message_rules
from coachbot.core.composing import parse_wording
from coachbot.core.conduct import parse_conduct_rules
from coachbot.core.countries import parse_countries
from coachbot.core.couple.questions import parse_questions
from coachbot.core.danger import Signs, parse_signs
from coachbot.core.danger.lines import Helplines, parse_helplines
from coachbot.core.gems import check_gems, parse_gem
from coachbot.core.importing import Furniture, parse_furniture
from coachbot.core.kit import Kit
from coachbot.core.languages import parse_languages
from coachbot.core.library import Library
from coachbot.core.model import Gem
from coachbot.core.nudging.choosing import Stock
from coachbot.core.nudging.cities import parse_cities
from coachbot.core.nudging.texts import Nudges, parse_nudges
from coachbot.core.phrasebook import Phrasebook, parse_phrases
from coachbot.core.reading import parse_lexicon
from coachbot.core.rehearsal import parse_replies
from coachbot.core.retrieval import Background, build_index, parse_elsewhere, parse_heard, parse_thesaurus
from coachbot.core.signals import parse_intents
from coachbot.core.topics import parse_topics
from coachbot.core.values import VOCABULARY
from coachbot.core.voicing.briefing import Briefs
from coachbot.core.voicing.rules import parse_voicing
from coachbot.errors import ContentError, SettingsError

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    import numpy as np
    from numpy.typing import NDArray

    from coachbot.core.danger.nearness import Nearness
    from coachbot.core.reading.points import Points
    from coachbot.core.voicing.tact import Tact

_Parsed = TypeVar("_Parsed")
_TOML_LINE = re.compile(r"\(at line (\d+)")
NEARNESS = "danger/nearness.npz"
TACT = "tact/tact.npz"
POINTS = "points/points.npz"
_PACKAGE = Path(__file__).resolve().parent


def content_folder(name: str) -> Path:
    """Where the packaged prompts/ or knowledge/ is. Raises ContentError if the installation lost it."""
    for parent in (_PACKAGE / "content", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise ContentError(f"The folder {name}/ is missing from this installation of coachbot.")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one folder with another one laid over it; keys are paths inside it, with slashes."""

    name: str
    files: Mapping[str, Path]

    def under(self, folder: str, suffix: str) -> tuple[str, ...]:
        """The files right inside a folder, in the order of their names."""
        inside = (key for key in self.files if key.rpartition("/")[0] == folder and key.endswith(suffix))
        return tuple(sorted(inside))

    def source(self, key: str) -> str:
        """The file as errors name it: short where it is ours, in full where it is the operator's."""
        path = self.files.get(key)
        ours = (
            path is None or path.is_relative_to(_PACKAGE) or path.is_relative_to(_PACKAGE.parent / self.name)
        )
        return f"{self.name}/{key}" if ours else str(path)

    def text(self, key: str) -> str:
        """A file's text. Raises ContentError if it is missing, unreadable or not UTF-8."""
        source = self.source(key)
        if key not in self.files:
            raise ContentError(f"{source} is missing.")
        try:
            return self.files[key].read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ContentError(f"{source} is not UTF-8 text (byte {error.start}).") from None
        except OSError as error:
            raise ContentError(f"{source} cannot be read ({error.strerror}).") from None

    def toml(self, key: str) -> Mapping[str, object]:
        """A TOML file's tables. Raises ContentError naming the line that cannot be read."""
        try:
            return tomli.loads(self.text(key))
        except tomli.TOMLDecodeError as error:
            at = _TOML_LINE.search(str(error))
            line = f", line {at[1]}" if at else ""
            raise ContentError(f"{self.source(key)}{line}: this is not TOML ({error}).") from None

    def parsed(self, key: str, parse: Callable[[Mapping[str, object], str], _Parsed]) -> _Parsed:
        """A TOML file as its own module in core understands it."""
        return parse(self.toml(key), self.source(key))

    def tomls(self, folder: str) -> dict[str, Mapping[str, object]]:
        """All TOML files right inside a folder, by their names without ending."""
        return {PurePosixPath(key).stem: self.toml(key) for key in self.under(folder, ".toml")}

    def version(self, *keys: str) -> str:
        """A hash of what these files say, 12 hex digits."""
        digest = hashlib.sha256()
        for key in keys:
            digest.update(key.encode() + b"\0" + self.text(key).encode() + b"\0")
        return digest.hexdigest()[:12]


def shelf(name: str, over: Path | None = None) -> Shelf:
    """The packaged folder of that name with the operator's over it."""
    files = dict(_files(content_folder(name)))
    if over is not None:
        files.update(_files(over))
    return Shelf(name, files)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
                yield path.relative_to(folder).as_posix(), path
    except OSError as error:
        raise ContentError(f"The folder {folder} cannot be read ({error.strerror}).") from None


def read_library(
    prompts_dir: Path | None = None, knowledge_dir: Path | None = None, gem_sources: tuple[str, ...] = ()
) -> Library:
    """Everything, checked. `gem_sources` says whose gems are used; all if empty. Raises ContentError."""
    prompts, knowledge = shelf("prompts", prompts_dir), shelf("knowledge", knowledge_dir)
    faults: list[str] = []
    kit = _kit(prompts, knowledge, gem_sources)
    return Library(
        kit=kit,
        signs=_signs(knowledge, faults),
        helplines=_helplines(knowledge, faults),
        countries=knowledge.parsed("countries.toml", parse_countries),
        prompts_version=prompts.version(*prompts.under("en", ".txt"), *prompts.under("en", ".md")),
        gems_version=knowledge.version(*knowledge.under("gems", ".md")),
        briefs=_briefs(prompts),
        voicing=knowledge.parsed(
            "voicing.toml", partial(parse_voicing, weighing=knowledge.text("weighing.txt"))
        ),
        nudges=Stock(_nudges(knowledge, kit), kit.gems),
        cities=knowledge.parsed("nudges/cities.toml", parse_cities),
        questions=knowledge.parsed("questions.toml", parse_questions),
        faults=tuple(faults),
    )


def read_rescue(
    prompts_dir: Path | None = None, knowledge_dir: Path | None = None, gem_sources: tuple[str, ...] = ()
) -> Library:
    """Everything, with ours in the place of an operator's folder that is broken; `faults` say what is wrong.

    The operator's danger signs and help lines stay in use as far as they can be read. Raises ContentError
    where ours are broken too.
    """
    slips: list[str] = []
    for prompts, knowledge in _less_and_less(prompts_dir, knowledge_dir):
        sources = gem_sources if knowledge == knowledge_dir else ()  # theirs may be named, and be gone
        try:
            library = read_library(prompts, knowledge, sources)
        except ContentError as error:
            slips.append(str(error))
        else:
            break
    else:
        raise ContentError(slips[-1])
    if not slips:
        return library
    faults: list[str] = []
    theirs = shelf("knowledge", knowledge_dir)
    signs, helplines = _signs(theirs, faults), _helplines(theirs, faults)
    return replace(library, signs=signs, helplines=helplines, faults=(slips[0], *faults))


def _less_and_less(prompts: Path | None, knowledge: Path | None) -> Iterator[tuple[Path | None, Path | None]]:
    yield prompts, knowledge
    if knowledge is not None:
        yield prompts, None
    if prompts is not None:
        yield None, knowledge
        if knowledge is not None:
            yield None, None


def _briefs(prompts: Shelf) -> Briefs:
    """What a model is told: the first page, and a brief for each act that it may word."""
    page = "en/briefs.md"
    acts = parse_phrases({prompts.source(page): prompts.text(page)}, VOCABULARY)
    return Briefs(prompts.text("en/system.md"), acts)


def read_nearness(knowledge_dir: Path | None = None) -> Nearness:
    """What danger's nearness is measured with; two megabytes and numpy, so only when it is wanted.

    Raises ContentError, also when the examples are not those that it was fitted to.
    """
    from coachbot.core.danger.nearness import nearness_of

    knowledge = shelf("knowledge", knowledge_dir)
    nearness = nearness_of(_arrays(knowledge, NEARNESS), knowledge.source(NEARNESS))
    _same(knowledge.source(NEARNESS), nearness.examples, danger_examples(knowledge)[1])
    return nearness


def read_tact(knowledge_dir: Path | None = None) -> Tact:
    """What a model's sentences are felt with, read when it is wanted. Raises ContentError as above."""
    from coachbot.core.voicing.tact import tact_of

    knowledge = shelf("knowledge", knowledge_dir)
    tact = tact_of(_arrays(knowledge, TACT), knowledge.source(TACT))
    _same(knowledge.source(TACT), tact.examples, tact_examples(knowledge)[1])
    return tact


def read_points(knowledge_dir: Path | None = None) -> Points:
    """What the point of a story is told by, read when it is wanted. Raises ContentError as above."""
    from coachbot.core.reading.points import points_of

    knowledge = shelf("knowledge", knowledge_dir)
    points = points_of(_arrays(knowledge, POINTS), knowledge.source(POINTS))
    _same(knowledge.source(POINTS), points.stories, knowledge.version(*knowledge.under("points", ".toml")))
    return points


def _arrays(knowledge: Shelf, key: str) -> Mapping[str, NDArray[np.generic]]:
    """The arrays of a fitted file."""
    import numpy as np

    try:
        with np.load(knowledge.files[key], allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (KeyError, OSError, ValueError) as error:
        raise ContentError(f"{knowledge.source(key)} cannot be read ({type(error).__name__}).") from None


def _same(source: str, fitted: str, examples: str) -> None:
    if fitted != examples:
        raise ContentError(f"{source} was fitted to other examples; `make fit` fits it anew.")


def tact_examples(knowledge: Shelf) -> tuple[Mapping[str, Mapping[str, object]], str]:
    """The files of examples that tact is fitted to, by name, and their hash."""
    return knowledge.tomls("tact"), knowledge.version(*knowledge.under("tact", ".toml"))


def danger_examples(knowledge: Shelf) -> tuple[Mapping[str, Mapping[str, object]], str]:
    """The files of examples that danger's nearness is fitted to, by name, and their hash."""
    files = knowledge.tomls("danger/examples")
    return files, knowledge.version(*knowledge.under("danger/examples", ".toml"))


def read_lists(knowledge_dir: Path | None = None) -> Lists:
    """What the finding of names rests on; a megabyte that only anonymising needs. Raises ContentError."""
    knowledge = shelf("knowledge", knowledge_dir)
    texts = {name: knowledge.text(f"anonymity/{name}.txt") for name in WORD_LISTS}
    return knowledge.parsed("anonymity/rules.toml", lambda rules, source: parse_lists(texts, rules, source))


def _nudges(knowledge: Shelf, kit: Kit) -> Nudges:
    files = knowledge.tomls("nudges")
    return parse_nudges({name: raw for name, raw in files.items() if name != "cities"}, frozenset(kit.gems))


def prompt_pages(prompts_dir: Path | None = None) -> tuple[Mapping[str, str], str]:
    """The English words as they stand in the files (path in prompts/ → text), and their version."""
    prompts = shelf("prompts", prompts_dir)
    keys = prompts.under("en", ".txt")
    return {key: prompts.text(key) for key in keys}, prompts.version(*keys)


def _signs(knowledge: Shelf, faults: list[str]) -> Signs:
    """The danger signs. What is broken is left out and told in `faults`; help goes out all the same."""
    slips: list[str] = []
    files: dict[str, Mapping[str, object]] = {}
    for key in knowledge.under("danger", ".toml"):
        try:
            files[PurePosixPath(key).stem] = knowledge.toml(key)
        except ContentError as error:
            slips.append(str(error))
    signs = Signs.none()
    # The operator's own words.toml may take every sign with it: ours then.
    for ours in (False, True):
        try:
            signs = parse_signs(shelf("knowledge").tomls("danger") if ours else files, forgiving=True)
            break
        except ContentError as error:
            slips.append(str(error))
    slips += signs.faults
    faults += slips
    # Signs that know of their faults are helped out by the frozen text's plain words.
    return replace(signs, faults=tuple(slips))


def _helplines(knowledge: Shelf, faults: list[str]) -> Helplines:
    """The help lines; where they are broken, ours, and with none the wording for an unknown country."""
    for here in (knowledge, shelf("knowledge")):
        try:
            raw, source = here.toml("helplines.toml"), here.source("helplines.toml")
            lines = parse_helplines(raw, source, forgiving=True)
        except ContentError as error:
            faults.append(str(error))
        else:
            faults += lines.faults
            return lines
    return Helplines()


def _kit(prompts: Shelf, knowledge: Shelf, gem_sources: tuple[str, ...]) -> Kit:
    every = read_gems(knowledge)
    gems = _chosen(every, gem_sources)
    pages = {prompts.source(page): prompts.text(page) for page in prompts.under("en", ".txt")}
    phrases = parse_phrases(pages, VOCABULARY)
    check_acts(phrases, "prompts/en")
    return Kit(
        phrases=phrases,
        intents=knowledge.parsed("dialogue/intents.toml", parse_intents),
        topics=knowledge.parsed("dialogue/holding.toml", parse_topics),
        languages=knowledge.parsed("dialogue/languages.toml", parse_languages),
        lexicon=parse_lexicon(knowledge.tomls("reading")),
        rules=knowledge.parsed("messages/checking.toml", parse_message_rules),
        wording=knowledge.parsed("messages/composing.toml", parse_wording),
        replies=knowledge.parsed("rehearsal.toml", parse_replies),
        conduct=knowledge.parsed("conduct.toml", parse_conduct_rules),
        gems={gem.slug: gem for gem in gems if gem.published},
        foreign_help=_foreign_help(prompts),
        index=build_index(
            gems, knowledge.parsed("gems/thesaurus.toml", parse_thesaurus), _background(knowledge, every)
        ),
    )


def _background(knowledge: Shelf, gems: tuple[Gem, ...]) -> Background:
    """Our own gems teach how complaints and essays sound, whoever's gems are used."""
    ours = [gem for gem in gems if gem.source == "own"]
    return Background(
        said=tuple(line for gem in ours for line in gem.sounds_like),
        told=tuple(quote for gem in ours for quote in gem.quotable),
        elsewhere=knowledge.parsed("gems/elsewhere.toml", parse_elsewhere),
        ours=tuple(ours),
        heard=knowledge.parsed("gems/heard.toml", partial(parse_heard, slugs={gem.slug for gem in gems})),
    )


def _foreign_help(prompts: Shelf) -> dict[str, Phrasebook]:
    """The stop texts in other languages; one that is broken is named at start like any other words."""
    books: dict[str, Phrasebook] = {}
    for key in sorted(prompts.files):
        language, _, page = key.partition("/")
        if page == "danger.txt" and language != "en":
            books[language] = parse_phrases({prompts.source(key): prompts.text(key)}, VOCABULARY)
    return books


def read_gems(knowledge: Shelf, sources: tuple[str, ...] = ()) -> tuple[Gem, ...]:
    """The gems of these sources, of all if none is named.

    Raises ContentError for a broken or doubled one, SettingsError for a source that has none.
    """
    gems: dict[str, Gem] = {}
    for key in knowledge.under("gems", ".md"):
        gem = _gem(knowledge, key)
        if gem.slug in gems:
            raise ContentError(f"{knowledge.source(key)}: another gem has the slug “{gem.slug}” already.")
        gems[gem.slug] = gem
    return _chosen(tuple(gems.values()), sources)


def _chosen(gems: tuple[Gem, ...], sources: tuple[str, ...]) -> tuple[Gem, ...]:
    """The gems of these sources, of all if none is named. Raises SettingsError for one that has no gem."""
    known = sorted({gem.source for gem in gems})
    for source in sources:
        if source not in known:
            raise SettingsError(
                f"COACHBOT_GEM_SOURCES names “{source}”, and no gem is from there; there are gems from: "
                f"{', '.join(known)}."
            )
    return tuple(gem for gem in gems if not sources or gem.source in sources)


def gems_of(knowledge_dir: Path | None, sources: tuple[str, ...] = ()) -> tuple[Gem, ...]:
    """All gems, the unpublished ones too. Raises ContentError."""
    return read_gems(shelf("knowledge", knowledge_dir), sources)


def furniture_of(knowledge_dir: Path | None) -> Furniture:
    """What belongs to sites and not to essays. Raises ContentError."""
    return shelf("knowledge", knowledge_dir).parsed("importing.toml", parse_furniture)


def put_gem(knowledge_dir: Path, slug: str, text: str) -> None:
    """Write a gem into the operator's own folder, checked first. Raises ContentError."""
    file = knowledge_dir / "gems" / f"{slug}.md"
    parse_gem(text, str(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ContentError(f"{file} cannot be written ({error.strerror}).") from None


def gem_faults(knowledge_dir: Path | None) -> list[str]:
    """What is wrong with the gems, one sentence each: first with single files, then with the whole."""
    knowledge = shelf("knowledge", knowledge_dir)
    gems: list[Gem] = []
    faults: list[str] = []
    for key in knowledge.under("gems", ".md"):
        try:
            gems.append(_gem(knowledge, key))
        except ContentError as error:
            faults.append(str(error))
    return faults + check_gems(gems)


def _gem(knowledge: Shelf, key: str) -> Gem:
    return parse_gem(knowledge.text(key), knowledge.source(key))
