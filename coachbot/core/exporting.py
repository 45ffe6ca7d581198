"""Everything kept about a person as one page that they can read, print and keep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
p, section { margin: .4em 0; white-space: pre-wrap }
.user { margin-left: 3em; background: #eef4f8; padding: .5em .8em; border-radius: .6em }
.card { border: 1px solid #bbb; padding: .5em 1em; margin: 1em 0 }
time { color: #666; font-size: .8em }
pre { white-space: pre-wrap; word-break: break-word; background: #f6f6f6; padding: .6em }
"""


def as_page(data: Mapping[str, object], words: Mapping[str, str]) -> str:
    """The export as HTML that needs nothing else; `words` are its headings: title, talk, cards, rest."""
    told = (
        f"<h1>{escape(words['title'])}</h1>",
        f"<h2>{escape(words['talk'])}</h2>",
        *_talk(_rows(data.get("messages"))),
        *_cards(_rows(data.get("cards")), words["cards"]),
        f"<h2>{escape(words['rest'])}</h2>",
        *_rest({k: v for k, v in data.items() if k not in _TOLD and v}),
    )
    head = f'<meta charset="utf-8"><title>{escape(words["title"])}</title><style>{_STYLE}</style>'
    view = '<meta name="viewport" content="width=device-width,initial-scale=1">'
    return "\n".join(
        ("<!doctype html>", f'<html lang="en"><head>{head}{view}</head><body>', *told, "</body></html>")
    )


_TOLD = frozenset({"messages", "cards", "turns", "sessions"})


def _rows(value: object) -> Sequence[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _talk(messages: Sequence[Mapping[str, object]]) -> list[str]:
    return [_line(m) for m in messages if m["text"]]


def _line(message: Mapping[str, object]) -> str:
    side = "user" if message["from"] == "user" else "coach"
    time, text = _time(message["at"]), escape(str(message["text"]))
    return f'<p class="{side}"><time>{time}</time> {text}</p>'


def _cards(cards: Sequence[Mapping[str, object]], heading: str) -> list[str]:
    shown = [
        f'<section class="card"><time>{_time(card["at"])}</time>\n{escape(str(card["text"]))}</section>'
        for card in cards
    ]
    return [f"<h2>{escape(heading)}</h2>", *shown] if shown else []


def _rest(tables: Mapping[str, object]) -> list[str]:
    shown = []
    for name, rows in tables.items():
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        shown.append(f"<h3>{escape(name.replace('_', ' '))}</h3><pre>{escape(text)}</pre>")
    return shown


def _time(at: object) -> str:
    return escape(str(at)[:16].replace("T", " "))
