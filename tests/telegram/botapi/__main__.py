"""Runs the server as a process: python -m tests.telegram.botapi [PORT]; prints its address."""

from __future__ import annotations

import asyncio
import sys

from tests.telegram.botapi.server import BotApi


async def main(port: int) -> None:
    """Serve until killed."""
    async with BotApi().serving(port) as api:
        print(api.url, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        import uvloop
    except ImportError:
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
    else:
        uvloop.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
