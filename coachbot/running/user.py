"""`coachbot user`: what is kept about one person, and who is let in; `coachbot pause`: whether anybody is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from coachbot.app import artist_of, store_of, taking_back
from coachbot.settings import read_settings

if TYPE_CHECKING:
    from coachbot.store import SqlStore

_Result = TypeVar("_Result")


def export(name: str) -> str:
    """`user export`: everything kept about a user, as JSON."""
    return json.dumps(_with_store(lambda store: store.export(name)), ensure_ascii=False, indent=2)


def delete(name: str) -> bool:
    """`user delete`; False if there was nothing."""

    async def gone(store: SqlStore) -> bool:
        deleted = await store.delete(name)
        artist_of().forget(name)
        if await store.orphans():
            sharing = taking_back(read_settings(), store)
            await sharing.settle()
            await sharing.close()
        return deleted

    return _with_store(gone)


def ban(name: str) -> bool:
    """`user ban`; False if they were banned already."""
    return _with_store(lambda store: store.ban(name))


def unban(name: str) -> bool:
    """`user unban`; False if they were not banned."""
    return _with_store(lambda store: store.unban(name))


def pause(*, on: bool) -> bool:
    """`pause` and `resume`; False if it stood so already."""
    return _with_store(lambda store: store.pause(on=on))


def _with_store(use: Callable[[SqlStore], Awaitable[_Result]]) -> _Result:
    async def run() -> _Result:
        store = store_of(read_settings())
        try:
            return await use(store)
        finally:
            await store.close()

    return asyncio.run(run())
