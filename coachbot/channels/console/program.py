"""The console as a web application, and the server that runs it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from coachbot.channels.console.guard import Guard, Pace, Seals
from coachbot.channels.console.views import Views
from coachbot.reviews.changes import Changes
from coachbot.reviews.desk import Desk
from coachbot.reviews.entrance import Entrance

STATIC = Path(__file__).parent / "static"


def make(
    desk: Desk,
    entrance: Entrance,
    changes: Changes,
    *,
    secret: str,
    url: str,
    most: int = 600,
    entering: int = 30,
) -> Starlette:
    """The application. `url` is where coaches reach it; `most` and `entering` are requests a minute."""
    address = urlsplit(url)
    views = Views(desk, entrance, changes, Seals(secret), secure=address.scheme == "https")
    origin = f"{address.scheme}://{address.netloc}"
    return Starlette(
        routes=_routes(views),
        middleware=[
            Middleware(Guard, origin=origin, every=Pace(most, 60), entering=Pace(entering, 60)),
            Middleware(TrustedHostMiddleware, allowed_hosts=[address.hostname or "localhost"]),
        ],
        exception_handlers={404: _missing(views), 405: _missing(views)},
    )


def _routes(views: Views) -> list[Route | Mount]:
    looks = {
        "/": views.queue, "/next": views.next, "/disagreements": views.split, "/search": views.search,
        "/charts": views.charts, "/changes": views.changes, "/coaches": views.coaches,
        "/t/{transcript}": views.transcript,
    }  # fmt: skip
    writes = {
        "/t/{transcript}/verdict": views.judge, "/t/{transcript}/resolve": views.resolve,
        "/t/{transcript}/finish": views.finish, "/t/{transcript}/note": views.note,
        "/t/{transcript}/leak": views.leak, "/notes/{note:int}/take-back": views.take_note_back,
        "/coaches/{coach:int}/sign-out": views.sign_out_everywhere, "/sign-out": views.sign_out,
    }  # fmt: skip
    return [
        Route("/sign-in/{token}", views.enter, methods=["GET", "POST"]),
        *(Route(path, views.signed(page), methods=["GET"]) for path, page in looks.items()),
        *(Route(path, views.signed(page), methods=["POST"]) for path, page in writes.items()),
        Route("/robots.txt", _robots),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


async def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _missing(views: Views):  # type: ignore[no-untyped-def]  # noqa: ANN202
    async def answer(request: Request, _error: Exception) -> Response:
        return views.missing(request)

    return answer


async def serve(app: Starlette, host: str, port: int) -> None:
    """Answer until told to stop. Addresses are not logged: a sign-in link is one."""
    config = uvicorn.Config(app, host=host, port=port, access_log=False, log_config=None, server_header=False)
    await uvicorn.Server(config).serve()
