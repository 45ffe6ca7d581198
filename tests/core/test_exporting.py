from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.exporting import as_page

WORDS = {"title": "Kept", "talk": "Talk", "cards": "Cards", "rest": "Rest"}


class Seen(HTMLParser):
    """The text that a browser would show, and the elements that it would make."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.elements = "", set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements |= {tag, *(name for name, _ in attrs if name.startswith("on"))}

    def handle_data(self, data: str) -> None:
        self.text += data


def page(text: str) -> Seen:
    said = [{"from": "user", "text": text, "at": "2026-03-01T21:40:00+00:00"}]
    return Seen(as_page({"messages": said, "memories": [{"text": text}]}, WORDS))


def test_both_sides_and_everything_else_stand_on_the_page() -> None:
    assert "he left again" in page("he left again").text
    assert "memories" in page("x").text


def test_nothing_on_the_page_comes_from_elsewhere() -> None:
    assert not page("<script src=//evil></script>").elements & {"script", "img", "link", "iframe"}


@given(st.text(alphabet="<>&\"'ab/ ", max_size=30))
def test_whatever_was_said_is_shown_and_never_run(text: str) -> None:
    assert page(text).elements <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "time", "pre",
    }  # fmt: skip
