"""Parts of a program that live and end together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine


async def together(*parts: Coroutine[object, object, None]) -> None:
    """Do these side by side until all are done; when one fails the others are cancelled."""
    tasks = [asyncio.create_task(each) for each in parts]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            if not task.cancelling():  # who was told to end may take a moment for it
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
