"""The type of a column whose text is somebody's: it is sealed before it reaches the database."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator


class Secret(TypeDecorator[str]):
    """Text that is sealed when there are keys; `of` names table and column, to which a sealed text is bound.

    `post` says that it comes and goes: it is sealed under the key of the post, not of a person, because post
    comes and goes for people of whom nothing is kept.
    """

    impl = Text
    cache_ok = True

    def __init__(self, of: str, *, post: bool = False) -> None:
        super().__init__()
        self.of = of
        self.post = post
