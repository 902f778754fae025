"""A store on a socket for the program in a terminal: the demo store behind a `FaultServer`, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from app.sandbox import DEMO_API_KEY, DEMO_STORE_ID
from app.sandbox.server import create_app
from tests.faults import AsgiApp, FaultServer


class FarStore:
    """The server, and what to export to reach it. `server.requests` and `server.count` may be read from any thread."""

    def __init__(self, server: FaultServer, loop: asyncio.AbstractEventLoop) -> None:
        self.server = server
        self._loop = loop

    @property
    def variables(self) -> dict[str, str]:
        """What etalase needs to know of this store."""
        return {
            "SCALEV_API_BASE": self.server.base_url,
            "SCALEV_STORE_UNIQUE_ID": DEMO_STORE_ID,
            "SCALEV_STOREFRONT_API_KEY": DEMO_API_KEY,
        }

    def received(self, method: str, path: str) -> None:
        """Wait until such a request has come. Raises TimeoutError."""
        asyncio.run_coroutine_threadsafe(self.server.received(method, path, within=30), self._loop).result()


@contextmanager
def far_store(app: AsgiApp | None = None) -> Iterator[FarStore]:
    """A store in memory, empty of orders; `app` stands in for the demo store."""
    loop = asyncio.new_event_loop()
    server = FaultServer(app or create_app(None, clock=lambda: datetime.now(UTC), autopay_seconds=None))
    started, stop = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with server:
            started.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), name="far store")
    thread.start()
    try:
        assert started.wait(30)
        yield FarStore(server, loop)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.close()
