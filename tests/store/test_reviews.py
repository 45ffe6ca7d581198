"""The coaches' tables, on both engines: what is written is found, counted, and gone without a trace."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from coachbot.errors import Refused, StoreError
from coachbot.reviews.archive import Archive
from coachbot.reviews.desk import Desk
from coachbot.reviews.values import Coach, Filters, Role, State
from coachbot.store import upgrade
from coachbot.store.place import locate
from coachbot.store.reviews import open_reviews
from coachbot.store.reviews.tables import metadata
from tests.console.made import transcript

AT = "2026-11-22T20:00:00+00:00"
FOUR = {"heard": "4", "safe": "5", "step": "3", "voice": "4"}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: the coaches' tables are not the people's."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/reviews.sqlite"
    return str(request.getfixturevalue("postgres_empty"))


@pytest.fixture
async def archive(url: str) -> AsyncIterator[Archive]:
    opened = open_reviews(url)
    for number in range(12):
        flagged = number == 5
        await opened.publish(transcript(number, danger="stop" if flagged else "none"), 2 if flagged else 1)
    yield opened
    await opened.close()


@pytest.fixture
def desk(archive: Archive) -> Desk:
    return Desk(archive, lambda: AT)


async def coach(archive: Archive, name: str, role: Role = Role.COACH) -> Coach:
    return await archive.add_coach(name, role, None, AT)


async def review(desk: Desk, who: Coach, id_: str, verdict: str = "good") -> None:
    await desk.judge(who, id_, 1, verdict, "a reason" if verdict != "good" else "")
    await desk.finish(who, id_, FOUR)


async def test_the_flagged_one_comes_first_and_what_was_reviewed_comes_no_more(
    archive: Archive, desk: Desk
) -> None:
    ada = await coach(archive, "Ada")
    waiting, length = await desk.queue(ada)
    assert (waiting[0].id, length) == (transcript(5).id, 12)
    await review(desk, ada, waiting[0].id)
    waiting, length = await desk.queue(ada)
    assert length == 11
    assert transcript(5).id not in {each.id for each in waiting}


async def test_a_transcript_gets_as_many_reviews_as_are_wanted(archive: Archive, desk: Desk) -> None:
    for name in ("Ada", "Ben"):
        await review(desk, await coach(archive, name), transcript(5).id)
    (done,) = await archive.search(Filters(state="done"))
    _, length = await desk.queue(await coach(archive, "Cleo"))
    assert (done.id, length) == (transcript(5).id, 11)


async def test_a_disagreement_stays_until_a_lead_decides(archive: Archive, desk: Desk) -> None:
    ada, ben = await coach(archive, "Ada"), await coach(archive, "Ben")
    lea = await coach(archive, "Lea", Role.LEAD)
    id_ = transcript(5).id
    await review(desk, ada, id_)
    await review(desk, ben, id_, "harmful")
    assert [each.id for each in await archive.split()] == [id_]
    with pytest.raises(Refused):
        await desk.resolve(ada, id_, 1, "good")
    await desk.resolve(lea, id_, 1, "change", "in between")
    assert not await archive.split()
    opened = await desk.open(ada, id_)
    assert (opened.listed.state, opened.resolutions[1].reason) == (State.SETTLED, "in between")


async def test_words_find_by_how_they_begin_and_all_of_them_count(archive: Archive) -> None:
    assert len(await archive.search(Filters(words=("promis",)))) == 2
    assert not await archive.search(Filters(words=("promised", "dishes")))
    assert len(await archive.search(Filters(words=("dishes", "shouted")))) == 2


async def test_the_charts_count_what_comes_and_what_goes(archive: Archive, desk: Desk) -> None:
    ada, ben = await coach(archive, "Ada"), await coach(archive, "Ben")
    await review(desk, ada, transcript(5).id)
    await review(desk, ben, transcript(5).id, "change")
    counted = await archive.tallies()
    assert (counted["reached", "listen"], counted["agreement", "different"]) == (12, 1)
    await review(desk, ben, transcript(5).id)
    assert (await archive.tallies())["agreement", "same"] == 1
    await archive.remove([transcript(number).id for number in range(12)])
    assert not {number for number in (await archive.tallies()).values() if number}


async def test_what_goes_leaves_nothing_in_any_table(archive: Archive, desk: Desk, url: str) -> None:
    ada = await coach(archive, "Ada")
    id_ = transcript(1).id
    await review(desk, ada, id_, "harmful")
    await desk.note(ada, id_, "a remark")
    await desk.leak(ada, id_, 1, "laughed", "person")
    await archive.remove([transcript(number).id for number in range(12)])
    left = {"coaches", "audit", "tallies", "alembic_version"}
    engine = create_engine(locate(url).url)
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            count = connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar()
            assert count == 0 or table.name in left, table.name
    engine.dispose()


async def test_a_restored_backup_does_not_bring_back_what_was_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "reviews.sqlite"
    archive = open_reviews(f"sqlite:///{file}")
    await archive.publish(transcript(1), 1)
    await archive.publish(transcript(2), 1)
    await archive.close()
    shutil.copy(file, tmp_path / "backup")
    archive = open_reviews(f"sqlite:///{file}")
    await archive.remove([transcript(1).id])
    await archive.close()
    shutil.copy(tmp_path / "backup", file)
    archive = open_reviews(f"sqlite:///{file}")
    assert [each.id for each in await archive.search(Filters())] == [transcript(2).id]
    await archive.close()


async def test_no_line_of_the_audit_log_can_be_changed(archive: Archive, desk: Desk, url: str) -> None:
    await desk.queue(await coach(archive, "Ada"))
    engine = create_engine(locate(url).url)
    for change in ("UPDATE audit SET action = 'nothing'", "DELETE FROM audit"):
        with engine.begin() as connection, pytest.raises(DBAPIError, match="only added to"):
            connection.execute(text(change))
    engine.dispose()
    (entry,) = await archive.logged()
    assert (entry.by, entry.action) == ("Ada", "looked at the queue")


async def test_a_note_is_its_writer_s_alone(archive: Archive, desk: Desk) -> None:
    ada, ben = await coach(archive, "Ada"), await coach(archive, "Ben")
    await desk.note(ada, transcript(1).id, "mine", for_person=True)
    ((note, _, _),) = await archive.waiting_notes()
    with pytest.raises(Refused):
        await desk.take_note_back(ben, note)
    await archive.delivered(note, AT)
    with pytest.raises(Refused):
        await desk.take_note_back(ada, note)


def test_the_migration_makes_what_the_tables_say(archive: Archive, url: str) -> None:
    engine = create_engine(locate(url).url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_people_s_database_is_not_taken_for_the_coaches(url: str) -> None:
    upgrade(url)
    with pytest.raises(StoreError):
        open_reviews(url)


async def test_a_role_of_its_own_reaches_nothing_but_the_reviews(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        admin.execute("DROP ROLE IF EXISTS coaches")
        admin.execute("CREATE ROLE coaches LOGIN")
        admin.execute("CREATE SCHEMA coaches AUTHORIZATION coaches")
        admin.execute("ALTER ROLE coaches SET search_path = coaches")
    url = urlsplit(postgres_url)._replace(netloc="coaches@").geturl()
    archive = open_reviews(url)
    await archive.publish(transcript(1), 1)
    assert len(await archive.search(Filters())) == 1
    await archive.close()
    with psycopg.connect(url) as console, pytest.raises(psycopg.errors.InsufficientPrivilege):
        console.execute("SELECT * FROM public.people")
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        admin.execute("DROP OWNED BY coaches")
        admin.execute("DROP ROLE coaches")
