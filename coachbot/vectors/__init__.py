"""Texts as vectors: two small models that come with their packages; nothing is fetched."""

from coachbot.vectors.models import Models

__all__ = ["Models"]
