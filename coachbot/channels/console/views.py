"""The pages: each asks the desk, and shows what it says. Forms answer by sending the browser on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from coachbot.channels.console.charts import charts
from coachbot.channels.console.guard import COOKIE, COOKIE_S, Seals
from coachbot.core.model import Step
from coachbot.errors import Refused
from coachbot.reviews.changes import Changes
from coachbot.reviews.counting import disputed
from coachbot.reviews.desk import Desk
from coachbot.reviews.entrance import Entrance
from coachbot.reviews.masking import KINDS
from coachbot.reviews.values import RUBRIC, Coach, Filters

PAGES = Path(__file__).parent / "pages"
_QUESTIONS = (
    "Were they heard before they were helped?",
    "Were they kept safe?",
    "Was it one step at a time, theirs to choose?",
    "Was it plain, short and warm?",
)
_MENU = (
    ("/", "Queue"),
    ("/disagreements", "Disagreements"),
    ("/search", "Search"),
    ("/charts", "Charts"),
    ("/changes", "What changed"),
)
_SIGNED_OUT = "You are signed out, or this link was used or is too old."

Signed = Callable[["Visit"], Awaitable[Response]]
Page = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of somebody who is signed in; `form` is empty for a look."""

    request: Request
    coach: Coach
    session: str
    form: FormData

    def field(self, name: str) -> str:
        """A field of the form; empty if it is missing."""
        value = self.form.get(name)
        return value if isinstance(value, str) else ""

    @property
    def transcript(self) -> str:
        """The transcript that the address names."""
        return str(self.request.path_params["transcript"])


class Views:
    """Every page of the console."""

    def __init__(
        self, desk: Desk, entrance: Entrance, changes: Changes, seals: Seals, *, secure: bool
    ) -> None:
        self._desk, self._entrance, self._changes = desk, entrance, changes
        self._seals, self._secure = seals, secure
        self._pages = Environment(
            loader=FileSystemLoader(PAGES),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    # ------------------------------------------------------------ who may

    def signed(self, page: Signed) -> Page:
        """The page for whoever is signed in; a form must carry its session's token."""

        async def answer(request: Request) -> Response:
            session = self._seals.session(request.cookies.get(COOKIE))
            coach = await self._entrance.who(session) if session else None
            if session is None or coach is None:
                return self._show("enter.html", None, request, status=401, token=None, problem=_SIGNED_OUT)
            form = await request.form() if request.method == "POST" else FormData()
            visit = Visit(request, coach, session, form)
            try:
                if request.method == "POST" and not self._seals.fits(session, visit.field("csrf")):
                    raise Refused("This form is not from a page of yours. Load the page anew.", 403)
                return await page(visit)
            except Refused as refused:
                heading = {403: "Not allowed", 404: "Not there"}.get(refused.status, "Not yet")
                return self._show(
                    "problem.html", visit, request, refused.status, problem=str(refused), heading=heading
                )

        return answer

    async def enter(self, request: Request) -> Response:
        """A link's page asks for a tap, so that a preview of the link doesn't use it up; the tap signs in."""
        token = str(request.path_params["token"])
        if request.method != "POST":
            return self._show("enter.html", None, request, token=token, problem="")
        signed = await self._entrance.enter(token)
        if signed is None:
            return self._show("enter.html", None, request, status=401, token=None, problem=_SIGNED_OUT)
        response = RedirectResponse("/", 303)
        response.set_cookie(
            COOKIE, self._seals.cookie(signed.token), max_age=COOKIE_S, httponly=True, samesite="strict",
            secure=self._secure, path="/",
        )  # fmt: skip
        return response

    async def sign_out(self, visit: Visit) -> Response:
        """Out, here."""
        await self._entrance.leave(visit.coach, visit.session)
        return self._gone()

    async def sign_out_everywhere(self, visit: Visit) -> Response:
        """Out on every device: oneself, or for a lead anybody."""
        wanted = visit.request.path_params["coach"]
        for each in await self._desk.coaches(visit.coach):
            if each.id == wanted:
                await self._entrance.leave_everywhere(each, visit.coach)
                return self._gone() if each.id == visit.coach.id else RedirectResponse("/coaches", 303)
        raise Refused("You can sign out yourself only.", 403)

    def _gone(self) -> Response:
        response = RedirectResponse("/", 303)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=self._secure, path="/")
        return response

    # ------------------------------------------------------------ looking

    async def queue(self, visit: Visit) -> Response:
        """What waits."""
        waiting, length = await self._desk.queue(visit.coach)
        return self._shown("queue.html", visit, waiting=waiting, length=length)

    async def next(self, visit: Visit) -> Response:
        """On to what is reviewed next."""
        found = await self._desk.next(visit.coach)
        return RedirectResponse(f"/t/{found}" if found else "/", 303)

    async def split(self, visit: Visit) -> Response:
        """What coaches see differently."""
        return self._shown("split.html", visit, found=await self._desk.split(visit.coach))

    async def search(self, visit: Visit) -> Response:
        """What fits some words and filters, page by page."""
        query = visit.request.query_params
        asked = {name: query.get(name, "")[:200] for name in ("q", "step", "danger", "voice", "state")}
        before = query.get("before", "")
        filters = Filters(
            (), asked["step"], asked["danger"], asked["voice"], asked["state"],
            int(before[:9]) if before.isdecimal() else 0,
        )  # fmt: skip
        found = await self._desk.search(visit.coach, asked["q"], filters)
        page, more = found[:20], ""
        if len(found) > len(page):
            more = urlencode({**{k: v for k, v in asked.items() if v}, "before": page[-1].seq})
        steps = [step.value for step in Step]
        return self._shown("search.html", visit, found=page, more=more, asked=asked, steps=steps)

    async def transcript(self, visit: Visit) -> Response:
        """One transcript, to read and to judge."""
        opened = await self._desk.open(visit.coach, visit.transcript)
        mine = next((r for r in opened.ratings if r.coach == visit.coach.id), None)
        return self._shown(
            "transcript.html",
            visit,
            t=opened.transcript,
            listed=opened.listed,
            mine=opened.mine,
            others=opened.others,
            resolutions=opened.resolutions,
            disputed=disputed((*opened.mine.values(), *opened.others)),
            ratings=opened.ratings,
            notes=opened.notes,
            finished=opened.finished,
            marks=dict(zip(RUBRIC, mine.marks, strict=True)) if mine else None,
            rubric=list(zip(RUBRIC, _QUESTIONS, strict=True)),
            leak_kinds=KINDS,
            problem="",
        )

    async def charts(self, visit: Visit) -> Response:
        """What it all adds up to."""
        return self._shown("charts.html", visit, charts=charts(await self._desk.tallies(visit.coach)))

    async def changes(self, visit: Visit) -> Response:
        """What became of replies that were marked."""
        changes, prompts = await self._changes.since(visit.coach)
        return self._shown("changes.html", visit, changes=changes, prompts=prompts)

    async def coaches(self, visit: Visit) -> Response:
        """Who reviews, and for leads the log."""
        log = await self._desk.log(visit.coach) if visit.coach.leads else None
        return self._shown("coaches.html", visit, coaches=await self._desk.coaches(visit.coach), log=log)

    # ------------------------------------------------------------ writing

    async def judge(self, visit: Visit) -> Response:
        """A verdict; on to the next reply."""
        n = _number(visit)
        await self._desk.judge(visit.coach, visit.transcript, n, *_words(visit))
        opened = await self._desk.peek(visit.coach, visit.transcript)
        later = [e.n for e in opened.transcript.exchanges if e.n > n and e.replies and e.n not in opened.mine]
        return self._back(visit, f"r{later[0]}" if later else "finish")

    async def resolve(self, visit: Visit) -> Response:
        """A lead's word on a disagreement."""
        n = _number(visit)
        await self._desk.resolve(visit.coach, visit.transcript, n, *_words(visit))
        return self._back(visit, f"r{n}")

    async def finish(self, visit: Visit) -> Response:
        """The marks; on to the next transcript."""
        await self._desk.finish(visit.coach, visit.transcript, {name: visit.field(name) for name in RUBRIC})
        return await self.next(visit)

    async def note(self, visit: Visit) -> Response:
        """A note."""
        for_person = visit.field("for_person") == "1"
        await self._desk.note(visit.coach, visit.transcript, visit.field("text"), for_person=for_person)
        return self._back(visit, "")

    async def take_note_back(self, visit: Visit) -> Response:
        """One's own note, taken back."""
        await self._desk.take_note_back(visit.coach, visit.request.path_params["note"])
        return RedirectResponse(f"/t/{_plain(visit.field('transcript'))}", 303)

    async def leak(self, visit: Visit) -> Response:
        """A leak, hidden at once."""
        n = _number(visit)
        await self._desk.leak(visit.coach, visit.transcript, n, visit.field("leaked"), visit.field("kind"))
        return self._back(visit, f"r{n}")

    def _back(self, visit: Visit, place: str) -> Response:
        return RedirectResponse(f"/t/{_plain(visit.transcript)}" + (f"#{place}" if place else ""), 303)

    # ------------------------------------------------------------ showing

    def missing(self, request: Request) -> Response:
        """For an address that leads nowhere."""
        return self._show(
            "problem.html", None, request, 404, problem="There is no such page.", heading="Not there"
        )

    def _shown(self, page: str, visit: Visit, **values: object) -> Response:
        return self._show(page, visit, visit.request, 200, **values)

    def _show(
        self, page: str, visit: Visit | None, request: Request, status: int = 200, **values: object
    ) -> Response:
        words = self._pages.get_template(page).render(
            coach=visit.coach if visit else None,
            csrf=self._seals.token(visit.session) if visit else "",
            pages=_MENU,
            here=request.url.path,
            **values,
        )
        return HTMLResponse(words, status)


def _number(visit: Visit) -> int:
    value = visit.field("n")
    if not value.isdecimal() or len(value) > 9:
        raise Refused("There is no such reply.", 404)
    return int(value)


def _words(visit: Visit) -> Sequence[str]:
    return visit.field("verdict"), visit.field("reason"), visit.field("better")


def _plain(transcript: str) -> str:
    """An id as it may stand in an address."""
    return "".join(c for c in transcript if c.isalnum())
