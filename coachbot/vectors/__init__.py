"""Texts as vectors: a small model that comes with its package; nothing is fetched."""

from coachbot.vectors.models import Models

__all__ = ["Models"]
