"""Who is let in, over real HTTP: links, cookies, tokens, limits, headers."""

from __future__ import annotations

import http.client
import sqlite3
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from tests.console.made import transcript
from tests.console.running import Running, filled, running, tokens

ONE = transcript(1)


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("door")
    filled(folder, [(ONE, 1), (transcript(2, note_welcome=False), 1)])
    with running(folder) as it:
        yield it


@dataclass
class Visitor:
    """A plain HTTP client with a cookie."""

    console: Running
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    page: str = ""
    address: str = field(default_factory=lambda: str(uuid.uuid4()))  # as a proxy in front would tell it

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> int:
        address = urllib.parse.urlsplit(self.console.url)
        connection = http.client.HTTPConnection(address.netloc, timeout=10)
        sent = {
            "x-forwarded-for": self.address,
            "cookie": f"coach={self.cookie}",
            "content-type": "application/x-www-form-urlencoded",
            **headers,
        }
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        self.status, self.page = answer.status, answer.read().decode()
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return self.status

    def get(self, path: str) -> int:
        return self.ask("GET", path)

    def post(self, path: str, **fields: str) -> int:
        return self.ask("POST", path, urllib.parse.urlencode(fields))

    def enter(self, link: str) -> int:
        self.post(urllib.parse.urlsplit(link).path)
        found = self.headers.get("set-cookie", "")
        self.cookie = found.partition("coach=")[2].partition(";")[0]
        return self.status

    @property
    def token(self) -> str:
        self.get("/")
        return tokens(self.page)


@pytest.fixture
def ada(console: Running) -> Visitor:
    visitor = Visitor(console)
    assert visitor.enter(console.link("Ada")) == 303
    return visitor


@pytest.fixture
def lead(console: Running) -> Visitor:
    visitor = Visitor(console)
    assert visitor.enter(console.link("Lea", "lead")) == 303
    return visitor


def test_the_operator_s_command_prints_a_link_that_signs_in(console: Running) -> None:
    ended = console.program.run("coach", "add", "Olga", "--role", "lead")
    visitor = Visitor(console)
    assert (ended.code, visitor.enter(ended.out.strip())) == (0, 303)
    assert visitor.get("/coaches") == 200
    assert "Olga" in visitor.page


def test_a_link_works_once(console: Running) -> None:
    link = console.link("Ada")
    assert Visitor(console).enter(link) == 303
    assert Visitor(console).enter(link) == 401


def test_a_preview_of_a_link_does_not_use_it_up(console: Running) -> None:
    link = console.link("Ada")
    assert Visitor(console).get(urllib.parse.urlsplit(link).path) == 200
    assert Visitor(console).enter(link) == 303


def test_an_old_link_lets_nobody_in(console: Running) -> None:
    link = console.link("Ada")
    with closing(sqlite3.connect(console.database.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE links SET until = '2020-01-01T00:00:00+00:00'")
    assert Visitor(console).enter(link) == 401


def test_an_old_session_lets_nobody_in(console: Running, ada: Visitor) -> None:
    with closing(sqlite3.connect(console.database.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE sign_ins SET until = '2020-01-01T00:00:00+00:00'")
    assert ada.get("/") == 401


@pytest.mark.parametrize("path", ["/", "/next", "/search", "/charts", "/changes", "/coaches", f"/t/{ONE.id}"])
def test_no_page_is_shown_to_a_stranger(console: Running, path: str) -> None:
    assert Visitor(console).get(path) == 401


def test_a_forged_cookie_lets_nobody_in(console: Running, ada: Visitor) -> None:
    for forged in (ada.cookie[:-2] + "xx", "x", ada.cookie.split(".")[0], "eyJhIjoxfQ.aa.bb"):
        assert Visitor(console, forged).get("/") == 401


def test_after_signing_out_the_cookie_is_worth_nothing(console: Running, ada: Visitor) -> None:
    cookie = ada.cookie
    assert ada.post("/sign-out", csrf=ada.token) == 303
    assert Visitor(console, cookie).get("/") == 401


def test_signing_out_everywhere_ends_every_session(console: Running, ada: Visitor) -> None:
    other = Visitor(console)
    other.enter(console.link("Ada"))
    waiting = console.link("Ada")
    ada.get("/coaches")
    path = ada.page.partition('action="/coaches/')[2].partition('"')[0]
    assert ada.post(f"/coaches/{path}", csrf=tokens(ada.page)) == 303
    assert (ada.get("/"), other.get("/"), Visitor(console).enter(waiting)) == (401, 401, 401)


def test_a_coach_who_left_is_out(console: Running) -> None:
    gone = Visitor(console)
    gone.enter(console.link("Gus"))
    assert console.program.run("coach", "remove", "Gus").code == 0
    assert gone.get("/") == 401


def test_a_form_without_its_token_is_refused(ada: Visitor) -> None:
    for token in ({}, {"csrf": ""}, {"csrf": "0" * 64}):
        assert ada.post(f"/t/{ONE.id}/verdict", n="1", verdict="good", **token) == 403


def test_another_session_s_token_is_refused(ada: Visitor, lead: Visitor) -> None:
    assert ada.post(f"/t/{ONE.id}/verdict", n="1", verdict="good", csrf=lead.token) == 403


def test_a_form_from_another_site_is_refused(ada: Visitor) -> None:
    body = urllib.parse.urlencode({"csrf": ada.token})
    assert ada.ask("POST", "/sign-out", body, origin="https://elsewhere.example") == 403
    assert ada.ask("POST", "/sign-out", body, origin="null") == 403


def test_another_s_note_cannot_be_taken_back(ada: Visitor, lead: Visitor) -> None:
    lead.post(f"/t/{ONE.id}/note", csrf=lead.token, text="mine")
    lead.get(f"/t/{ONE.id}")
    note = lead.page.partition('action="/notes/')[2].partition("/")[0]
    assert ada.post(f"/notes/{note}/take-back", csrf=ada.token, transcript=ONE.id) == 403
    assert lead.post(f"/notes/{note}/take-back", csrf=lead.token, transcript=ONE.id) == 303


def test_a_coach_signs_nobody_else_out(ada: Visitor, lead: Visitor) -> None:
    lead.get("/coaches")
    others = {each.partition("/")[0] for each in lead.page.split('action="/coaches/')[1:]}
    ada.get("/coaches")
    own = ada.page.partition('action="/coaches/')[2].partition("/")[0]
    for other in others - {own}:
        assert ada.post(f"/coaches/{other}/sign-out", csrf=ada.token) == 403


def test_a_verdict_is_the_signed_in_coach_s_whatever_the_form_says(ada: Visitor, lead: Visitor) -> None:
    ada.post(
        f"/t/{ONE.id}/verdict", csrf=ada.token, n="1", verdict="harmful", reason="no", coach="1", by="Lea"
    )
    lead.get(f"/t/{ONE.id}")
    assert "judged" not in lead.page.partition('id="r1"')[0].rpartition("<article")[2]


def test_a_transcript_that_is_not_there_is_said_so(ada: Visitor) -> None:
    assert ada.get("/t/0123456789abcdef") == 404
    assert ada.post("/t/0123456789abcdef/verdict", csrf=ada.token, n="1", verdict="good") == 404
    assert ada.get("/nowhere") == 404


def test_only_a_lead_resolves_and_reads_the_log(ada: Visitor, lead: Visitor) -> None:
    assert ada.post(f"/t/{ONE.id}/resolve", csrf=ada.token, n="1", verdict="good") == 403
    ada.get("/coaches")
    assert "Log" not in ada.page
    lead.get("/coaches")
    assert "looked at the queue" in lead.page


def test_somebody_who_did_not_ask_for_notes_gets_none(ada: Visitor) -> None:
    path = f"/t/{transcript(2).id}/note"
    assert ada.post(path, csrf=ada.token, text="hello", for_person="1") == 403
    assert ada.post(path, csrf=ada.token, text="hello") == 303


def test_a_verdict_without_a_reason_is_asked_for_one(ada: Visitor) -> None:
    assert ada.post(f"/t/{ONE.id}/verdict", csrf=ada.token, n="1", verdict="harmful") == 422
    assert "why" in ada.page


@pytest.mark.parametrize("mangled", ["n=x&verdict=good", "n=1&verdict=fine", "n=99&verdict=good", "n=1"])
def test_a_mangled_form_is_answered_in_a_sentence(ada: Visitor, mangled: str) -> None:
    body = f"csrf={ada.token}&{mangled}"
    assert ada.ask("POST", f"/t/{ONE.id}/verdict", body) in {404, 422}
    assert 'role="alert"' in ada.page


def test_a_form_that_is_too_big_is_not_read(ada: Visitor) -> None:
    assert ada.ask("POST", f"/t/{ONE.id}/note", "text=" + "x" * 70_000) == 413


def test_what_a_person_wrote_is_never_read_as_a_page(console: Running, ada: Visitor) -> None:
    ada.post(f"/t/{ONE.id}/note", csrf=ada.token, text="<script>alert(1)</script>")
    ada.get(f"/t/{ONE.id}")
    assert "<script>alert" not in ada.page
    ada.get("/search?q=%3Cscript%3E%22onload")
    assert "<script>%22" not in ada.page.replace('"', "%22")


def test_every_answer_is_for_nobody_s_index_cache_or_frame(console: Running, ada: Visitor) -> None:
    for path in ("/", "/nowhere", "/static/console.css", "/robots.txt"):
        ada.get(path)
        assert "noindex" in ada.headers["x-robots-tag"]
        assert "default-src 'none'" in ada.headers["content-security-policy"]
        assert ada.headers["cache-control"] == "no-store"


def test_who_knocks_too_often_waits_and_nobody_else_does(console: Running) -> None:
    pushy = Visitor(console)
    assert {pushy.post("/sign-in/guess") for _ in range(30)} == {401}
    assert pushy.post("/sign-in/guess") == 429
    assert Visitor(console).post("/sign-in/guess") == 401


def test_another_host_s_name_is_not_answered(console: Running) -> None:
    assert Visitor(console).ask("GET", "/", host="evil.example") == 400


def test_a_short_secret_is_refused(console: Running) -> None:
    settings = {**console.program.settings, "CONSOLE_SECRET": "short"}
    ended = type(console.program)(console.program.folder, settings).run("console")
    assert ended.code == 1
    assert "CONSOLE_SECRET must have 32 letters" in ended.sentence


def test_no_link_and_no_word_of_a_transcript_is_logged(console: Running, ada: Visitor) -> None:
    ada.get(f"/t/{ONE.id}")
    log = (console.program.folder / "console.err").read_text()
    assert "sign-in" not in log
    assert ONE.exchanges[0].said[:20] not in log
