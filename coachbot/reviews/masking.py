"""What happens to a leak: its words go everywhere, and a made-up case of the same form stays to test with."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

from coachbot.reviews.values import Exchange, Leak, Transcript

GONE = "[removed]"
KINDS = ("person", "place", "workplace", "school", "date", "contact", "other")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?]?")
# Invented for this purpose; none was taken from a talk.
_MADE_UP = {
    "person": ("Odalys", "Brecht", "Tindra", "Yorick", "Maelis", "Corwin"),
    "place": ("Harrowmere", "Velbrück", "Saint-Orin", "Pellworth"),
    "workplace": ("Lindqvist Freight", "Aldermoor Clinic", "Quillfen Bakery"),
    "school": ("Pellworth Primary", "Saint Orin College"),
    "date": ("March 3rd 2019", "12 October 2020"),
    "contact": ("odalys.b@example.org", "555-0142"),
    "other": ("Odalys", "Harrowmere"),
}


def masked(text: str, leaked: str) -> str:
    """The text without the leaked words, in whatever case they are written."""
    return re.sub(rf"(?<!\w){re.escape(leaked)}(?!\w)", GONE, text, flags=re.IGNORECASE) if leaked else text


def hidden(transcript: Transcript, leaked: str, n: int) -> Transcript:
    """The transcript with that exchange hidden whole, and the leaked words gone from all others."""
    exchanges = tuple(_hidden(each, leaked, whole=each.n == n) for each in transcript.exchanges)
    return replace(
        transcript, exchanges=exchanges, rare=tuple(masked(each, leaked) for each in transcript.rare)
    )


def _hidden(exchange: Exchange, leaked: str, *, whole: bool) -> Exchange:
    if whole:
        return replace(exchange, said="", replies=(), found=(), gem=None, hidden=True)
    found = tuple((kind, masked(words, leaked)) for kind, words in exchange.found)
    replies = tuple(masked(each, leaked) for each in exchange.replies)
    return replace(exchange, said=masked(exchange.said, leaked), replies=replies, found=found)


def synthetic(transcript: str, text: str, leaked: str, kind: str) -> Leak | None:
    """The sentence with the leak in it, made-up words in its place; None if the text does not hold it."""
    at = text.casefold().find(leaked.casefold())
    if at < 0 or not leaked:
        return None
    found = next(m for m in _SENTENCE.finditer(text) if m.end() > at)
    choices = _MADE_UP[kind]
    made = choices[zlib.crc32(f"{transcript} {at}".encode()) % len(choices)]
    made = made.lower() if leaked == leaked.lower() else made
    before = masked(text[found.start() : at].lstrip(), leaked)
    after = masked(text[at + len(leaked) : max(found.end(), at + len(leaked))], leaked)
    return Leak(0, transcript, f"{before}{made}{after}", kind, len(before), len(before) + len(made))
