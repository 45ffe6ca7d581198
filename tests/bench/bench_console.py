"""The console's pages with 100,000 shared transcripts, over HTTP, one coach clicking."""

from __future__ import annotations

import http.client
import statistics
import tempfile
import time
import urllib.parse
from pathlib import Path

from coachbot.reviews.values import Judged, Rating, Role, Verdict
from coachbot.store.place import locate
from coachbot.store.reviews import CHAIN, publishing, signing
from coachbot.store.reviews import judging as judge
from coachbot.store.schema import bring_up, connect
from tests.console.made import transcript
from tests.console.running import Running, database_of, running

MANY = 100_000
REVIEWED = 5_000
TIMES = 15
AT = "2026-11-22T20:00:00+00:00"


PAGES = {
    "queue": "/",
    "next": "/next",
    "disagreements": "/disagreements",
    "search, newest": "/search",
    "search, a common word": "/search?q=hurt",
    "search, words together": "/search?q=promised+months",
    "search, words never together": "/search?q=promised+money+dinner",
    "search, a word and a step": "/search?q=dishes&step=gem",
    "search, two filters": "/search?danger=stop&voice=model",
    "search, three filters": "/search?state=split&danger=stop&step=need",
    "search, no such word": "/search?q=xylophone",
    "charts": "/charts",
    "what changed": "/changes",
    "coaches and log": "/coaches",
}


def fill(folder: Path, many: int) -> None:
    """As many transcripts, some of them reviewed by two coaches, in one transaction."""
    database = connect(locate(database_of(folder)))
    bring_up(database, CHAIN)
    database.begin(writing=True)
    coaches = [signing.add(database, name, Role.COACH, None, AT) for name in ("Ada", "Ben", "Cleo")]
    for number in range(many):
        danger = "stop" if number % 23 == 3 else "none"
        one = transcript(number, danger=danger)
        publishing.publish(database, one, 2 if danger != "none" else int(number % 5 == 0))
        if number < REVIEWED:
            for coach in coaches[:2]:
                word = Verdict.CHANGE if number % 11 == coach.id else Verdict.GOOD
                judged = Judged(
                    1, coach.id, coach.name, word, "too long" if word is Verdict.CHANGE else "", "", AT
                )
                judge.judge(database, one.id, judged, 2)
                judge.rate(database, one.id, Rating(coach.id, coach.name, (4, 4, 4, 4)), AT, 2)
    database.say("COMMIT")
    database.close()


def main(many: int = MANY) -> None:
    """Fill, start, click, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        fill(folder, many)
        size = sum(path.stat().st_size for path in (folder / "data/coachbot").iterdir()) / 1e6
        print(f"console: {many} transcripts written in {time.perf_counter() - started:.0f} s, {size:.0f} MB")
        with running(folder) as console:
            measure(console)


def measure(console: Running) -> None:
    """Each page as often, the median and the slowest."""
    address = urllib.parse.urlsplit(console.link("Cleo", "lead"))
    client = http.client.HTTPConnection(address.netloc)
    client.request("POST", address.path, headers={"content-length": "0"})
    answer = client.getresponse()
    answer.read()
    cookie = {"cookie": str(answer.getheader("set-cookie")).partition(";")[0]}
    pages = {**PAGES, "transcript": f"/t/{transcript(70_001 % MANY).id}"}
    print(f"{'page':<28}{'median ms':>10}{'slowest':>9}")
    for name, path in pages.items():
        taken = []
        for _ in range(TIMES):
            began = time.perf_counter()
            client.request("GET", path, headers=cookie)
            got = client.getresponse()
            got.read()
            taken.append((time.perf_counter() - began) * 1000)
            assert got.status in {200, 303}, (path, got.status)
        print(f"{name:<28}{statistics.median(taken):>10.1f}{max(taken):>9.1f}")


if __name__ == "__main__":
    main()
