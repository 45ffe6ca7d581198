"""Shared sessions, made up for these tests: short, anonymised as they would be, each a little different."""

from __future__ import annotations

import random

from coachbot.reviews.values import Exchange, Transcript

OPENINGS = (
    "[partner] forgot our anniversary again and said nothing",
    "she laughed at me in front of [person 1] last night",
    "he promised to fix the tap three months ago and now i'm the nag",
    "we fought about money again, he spent [sum 1] and never told me",
    "he was on his phone the whole dinner in [city]",
    "i shouted at her about the dishes and now she won't talk",
)
MIRRORS = (
    "He forgot your anniversary again. What did it leave you with: disappointed, hurt, something else?",
    "Last night, in front of everyone, she laughed. That's the part that burns. Did I get that right?",
    "Three months of dripping, and now it's you who's the nag. When he said yes, was a day ever named?",
    "He spent it and didn't tell you. What happened in you when you found out?",
    "The whole dinner, on his phone. And inside you, when he kept scrolling?",
    "You shouted, and now it's quiet between you. What do you wish she knew?",
)
HURT = "Hurt, then. What were you missing in that moment?"
ASK = "Then let's go on. What would you like to ask, small enough for the next few days?"
OFFER = "That's something that can get a yes or a no. As a message, or will you say it yourself?"
CARD = "What you have now is enough to begin. Shall I ask you how it went?"
NEEDS = ("to know I matter", "to count on what we agree", "some company", "to be heard", "peace at home")
GEMS = ("The Yes That Had No Day In It", "A Clock On The Wall", "Two Kinds of Quiet")
FOUNDATIONS = ("empathy", "safety", "trust", "respect")


def transcript(number: int, *, danger: str = "none", note_welcome: bool = True) -> Transcript:
    """One shared session; the same number is always the same talk."""
    chance = random.Random(number)
    i = number % len(OPENINGS)
    heat = chance.randint(2, 9)
    need = chance.choice(NEEDS)
    gem = GEMS[number % len(GEMS)]
    last = ("close", "close", "close", "message", "gem", "need")[number % 6]
    kinds = ("partner_violence",) if danger != "none" else ()
    read = (("observation", OPENINGS[i][:30]),)
    piece = f"There's a short piece, “{gem}”. Read it whole, or go on?"
    said = [
        Exchange(1, OPENINGS[i], (MIRRORS[i],), "listen", "script", heat, read, danger, kinds),
        Exchange(2, "hurt i guess", (HURT,), "need", "script", 4, (("feeling", "hurt"),)),
        Exchange(3, f"i need {need}", (f"That's it, then: {need}.", piece), "gem", "model", 3, gem=gem),
        Exchange(4, "Go on", (ASK,), "request", "script", tap="gem.go"),
        Exchange(5, "can we talk tonight for 20 minutes", (OFFER,), "message", "script", 2),
        Exchange(6, "i'll say it", (CARD,), "close", "script", 2),
    ]
    until = {"close": 6, "message": 5, "gem": 3, "need": 2}[last]
    token = random.Random(f"id {number}").getrandbits(64)
    return Transcript(
        f"{token:016x}", f"2026-{1 + number % 11:02d}-{1 + number % 28:02d}", tuple(said[:until]),
        FOUNDATIONS[number % 4], "afterwards", "0a1b2c3d4e5f", "f5e4d3c2b1a0", 1, note_welcome,
    )  # fmt: skip
