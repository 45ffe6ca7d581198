"""Builds every object once from the settings; the only file that knows all concrete classes."""

from __future__ import annotations

import gc
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from coachbot.logs import set_up_logs
from coachbot.settings import Settings, read_settings

if TYPE_CHECKING:  # each command imports what it builds, so that none waits for another's
    from coachbot.coach import Coach
    from coachbot.core.anonymity import Anonymised, Judge, Lists
    from coachbot.core.library import Library
    from coachbot.finding import Finder
    from coachbot.first_aid import FirstAid
    from coachbot.picturing.artist import PngArtist
    from coachbot.pointing import Pointer
    from coachbot.ports import Embedders, House, Ledger, Recogniser, Store, Transcriber, Voice
    from coachbot.sensing import Senses
    from coachbot.sharing import Sharing
    from coachbot.store import SqlStore
    from coachbot.timing import Stages


class SystemClock:
    """The machine's own clock, or one that was set to another time when the program began."""

    def __init__(self, start: str | None = None) -> None:
        self._shift = datetime.fromisoformat(start) - datetime.now(UTC) if start else timedelta()

    def now(self) -> str:
        """The time in UTC, to the second."""
        return (datetime.now(UTC) + self._shift).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class App:
    """Everything that a channel needs."""

    settings: Settings
    library: Library
    store: SqlStore
    coach: Coach
    clock: SystemClock
    finder: Finder
    stages: Stages

    async def close(self) -> None:
        """Finish what is queued and let go of everything that is open."""
        await self.coach.close()
        await self.store.close()


def library_of(settings: Settings) -> Library:
    """The library with the operator's folders over it."""
    from coachbot.library import read_library

    return read_library(settings.prompts_dir, settings.knowledge_dir, settings.gem_sources)


def rescued_library(settings: Settings) -> Library:
    """The same for who talks with people: a slip in an operator's file must not keep help from anyone."""
    from coachbot.library import read_rescue

    return read_rescue(settings.prompts_dir, settings.knowledge_dir, settings.gem_sources)


def first_aid_of(settings: Settings) -> FirstAid:
    """Help in danger alone, for the day when the rest cannot be built."""
    from coachbot.errors import ContentError
    from coachbot.first_aid import FirstAid

    try:
        return FirstAid(rescued_library(settings))
    except ContentError:
        return FirstAid(None)


def started() -> None:
    """Switch garbage collection on, and spare it what was made so far: all of that stays to the end."""
    gc.freeze()
    gc.enable()


def store_of(settings: Settings, *, patient: bool = False) -> SqlStore:
    """The store as the settings want it: where, sealed with which keys, kept how long.

    Who is `patient` gets one even while its server is away.
    """
    from coachbot.store import open_store

    return open_store(
        settings.database_url.get_secret_value(),
        keys=[key.get_secret_value() for key in settings.encryption_keys],
        retention_days=settings.retention_days,
        patient=patient,
    )


def build(settings: Settings, at: str | None = None, *, rescue: bool = False, patient: bool = False) -> App:
    """Every object, once; to `rescue` is to go on with our own files where an operator's are broken.

    Who is `patient` waits for the database's server while it is away.
    """
    from coachbot.aids import Aids
    from coachbot.coach import Coach
    from coachbot.timing import Stages
    from coachbot.voices.timed import TimedVoice

    library = rescued_library(settings) if rescue else library_of(settings)
    clock = SystemClock(at)
    for fault in library.faults:
        logging.getLogger(__name__).error("%s", fault)
    store = store_of(settings, patient=patient)
    models = models_of()
    finder = finder_of(library, models)
    stages = Stages()
    store.stages = stages
    voice = TimedVoice(_voice(settings, library, store, models), stages)
    sharing = sharing_of(settings, store, library)
    senses, pointer = senses_of(settings, models), pointer_of(settings, models)
    aids = Aids(finder, _transcriber(settings), sharing, artist_of(), senses, pointer)
    coach = Coach(library, store, voice, _house(settings), aids)
    started()
    return App(settings, library, store, coach, clock, finder, stages)


def artist_of() -> PngArtist:
    """Who draws cards and pictures, in the folder where they lie."""
    from coachbot.picturing.artist import PngArtist
    from coachbot.settings import pictures_folder

    return PngArtist(pictures_folder())


def taking_back(settings: Settings, store: Store) -> Sharing:
    """What takes talks back from the coaches; it shares none."""
    from coachbot.reviewing import open_archive
    from coachbot.sharing import Sharing

    return Sharing(store, {}, lambda: open_archive(settings), None)


def _house(settings: Settings) -> House:
    """What `/privacy` tells of this installation."""
    from urllib.parse import urlsplit

    from coachbot.ports import House

    model = settings.llm_base_url if settings.llm_model else None
    host = (urlsplit(model).hostname or "") if model else ""
    return House(settings.operator_name, settings.retention_days, bool(settings.encryption_keys), host)


def models_of() -> Embedders:
    """The models that make vectors, loaded when they are first asked."""
    from coachbot.settings import cache_folder
    from coachbot.vectors import Models

    return Models(cache_folder())


def finder_of(library: Library, models: Embedders) -> Finder:
    """Who finds gems by what they mean."""
    from coachbot.finding import Finder

    return Finder(library.kit.index, models)


def senses_of(settings: Settings, models: Embedders) -> Senses:
    """Who finds danger by what a message means."""
    from coachbot.library import read_nearness
    from coachbot.sensing import Senses

    return Senses(models, partial(read_nearness, settings.knowledge_dir))


def pointer_of(settings: Settings, models: Embedders) -> Pointer:
    """Who knows what matters most in what a person told."""
    from coachbot.library import read_points
    from coachbot.pointing import Pointer

    return Pointer(models, partial(read_points, settings.knowledge_dir))


def _transcriber(settings: Settings) -> Transcriber | None:
    """What turns voice notes into text, where a server for it is set."""
    if settings.transcribe_base_url is None or settings.transcribe_model is None:
        return None
    from coachbot.voices.model.transcribing import ServerTranscriber

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    return ServerTranscriber(
        settings.transcribe_base_url, key, settings.transcribe_model, settings.llm_deadline
    )


def sharing_of(settings: Settings, store: Store, library: Library) -> Sharing:
    """How talks come to the coaches; what it needs is loaded when somebody first shares one."""
    from coachbot.recognising import is_available, open_recogniser
    from coachbot.reviewing import LOCAL, open_archive
    from coachbot.settings import reviews_url
    from coachbot.sharing import Sharing

    @cache
    def parts() -> tuple[Lists, Recogniser, Judge]:
        from coachbot.library import read_lists
        from coachbot.vectors.judging import WordJudge

        lists = read_lists(settings.knowledge_dir)
        return lists, open_recogniser(), WordJudge(lists).judge

    def without_names(texts: Sequence[str], names: Sequence[str], at: Sequence[str | None]) -> Anonymised:
        from coachbot.core.anonymity import anonymise

        lists, recogniser, judge = parts()
        return anonymise(texts, lists, names, recogniser.find, judge, at=at)

    return Sharing(
        store,
        library.kit.gems,
        (lambda: open_archive(settings)) if reviews_url(settings) else None,
        without_names if is_available() else None,
        settings.console_url or LOCAL,
    )


def _voice(settings: Settings, library: Library, ledger: Ledger, embedders: Embedders) -> Voice:
    """The model's voice over the scripted one where a model is set, else the scripted one."""
    if settings.llm_base_url is None or settings.llm_model is None:
        from coachbot.voices.script import ScriptedVoice

        return ScriptedVoice(library.kit)
    from coachbot.core.voicing.limits import Limits
    from coachbot.core.voicing.prices import parse_prices
    from coachbot.core.voicing.screening import screen_of
    from coachbot.library import read_lists, read_tact
    from coachbot.tact import SenseOfTact
    from coachbot.voices.fallback import FallbackVoice
    from coachbot.voices.model.server import Server
    from coachbot.voices.model.voice import Models

    key = settings.llm_api_key
    models = Models(
        Server(settings.llm_base_url, key.get_secret_value() if key else None),
        tuple(dict.fromkeys((settings.llm_model, *settings.llm_fallbacks))),
        screen_of(library),
        deadline=settings.llm_deadline,
        prices=parse_prices(settings.llm_price or ""),
        tact=SenseOfTact(embedders, partial(read_tact, settings.knowledge_dir)),
    )
    return FallbackVoice(
        library,
        models,
        ledger,
        partial(read_lists, settings.knowledge_dir),
        Limits(
            settings.llm_daily_tokens_per_user,
            settings.llm_daily_budget_per_user,
            settings.llm_daily_tokens,
            settings.llm_daily_budget,
        ),
    )


def quiet_settings() -> Settings:
    """The settings, for a command whose output is read: only warnings are logged."""
    settings = read_settings()
    set_up_logs(settings.log_format, logging.WARNING)
    return settings
