"""What the product needs from the world, as Protocols, and the values that cross there."""

from __future__ import annotations

from coachbot.ports.fleet import Alone, Fleet, Look
from coachbot.ports.keeping import (
    Account,
    Bond,
    Card,
    Change,
    Deed,
    Delivery,
    Due,
    House,
    Invitation,
    Kept,
    Posted,
    Store,
    Versions,
)
from coachbot.ports.knowing import Artist, Clock, Embedder, Embedders, Reader, Recogniser
from coachbot.ports.operating import Orders, Standing
from coachbot.ports.voicing import Cue, Door, Ledger, Transcriber, Use, Uses, Voice, Worded

__all__ = [
    "Account",
    "Alone",
    "Artist",
    "Bond",
    "Card",
    "Change",
    "Clock",
    "Cue",
    "Deed",
    "Delivery",
    "Door",
    "Due",
    "Embedder",
    "Embedders",
    "Fleet",
    "House",
    "Invitation",
    "Kept",
    "Ledger",
    "Look",
    "Orders",
    "Posted",
    "Reader",
    "Recogniser",
    "Standing",
    "Store",
    "Transcriber",
    "Use",
    "Uses",
    "Versions",
    "Voice",
    "Worded",
]
