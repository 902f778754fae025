"""The demo store on a local port, for trying the app against a real socket."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.sandbox import (
    ACCESS_TTL,
    AUTOPAY_SECONDS,
    DEMO_API_KEY,
    DEMO_BUSINESS_KEY,
    DEMO_STORE_ID,
    EDITION,
    PROVIDER,
)

if TYPE_CHECKING:
    from starlette.applications import Starlette


def serve(
    port: int,
    *,
    fresh: bool,
    items: int | None,
    data_file: Path | None,
    edition: str = EDITION,
    provider: str = PROVIDER,
    payment_delay: float = 0.0,
    autopay_seconds: float | None = AUTOPAY_SECONDS,
    access_ttl: float = ACCESS_TTL,
    origins: Sequence[str] = (),
) -> None:
    """Serve on 127.0.0.1 until SIGTERM or SIGINT; port 0 takes a free one. What to export is written to stdout.

    The rest is as for `create_app`.

    Raises OSError when the port cannot be had.
    """
    listener = listen(port)

    def make() -> Starlette:
        from app.sandbox.server import create_app

        return create_app(
            data_file,
            items=items,
            fresh=fresh,
            edition=edition,
            provider=provider,
            payment_delay=payment_delay,
            autopay_seconds=autopay_seconds,
            access_ttl=access_ttl,
            origins=origins,
        )

    try:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        asyncio.run(_serve(listener, address, make))
    finally:
        listener.close()


def listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1 that already takes connections; they wait until the server runs. Raises OSError."""
    # asyncio switches Nagle off only on sockets that name their protocol: without it every request takes 44 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


async def _serve(listener: socket.socket, address: str, make: Callable[[], Starlette]) -> None:
    from hypercorn.asyncio import serve as run
    from hypercorn.config import Config

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    app = make()
    config = Config()
    config.bind = [f"fd://{listener.dup().detach()}"]
    config.errorlog = None
    config.include_server_header = False
    config.graceful_timeout = 0.5
    sys.stdout.write(_announcement(address))
    sys.stdout.flush()
    # An ASGI app is typed differently by each of the two.
    await run(app, config, shutdown_trigger=stop.wait)  # type: ignore[arg-type]


def _announcement(address: str) -> str:
    return (
        f"The demo store is open at {address}\n"
        "In another terminal:\n"
        f"  export SCALEV_API_BASE={address}\n"
        f"  export SCALEV_STORE_UNIQUE_ID={DEMO_STORE_ID}\n"
        f"  export SCALEV_STOREFRONT_API_KEY={DEMO_API_KEY}\n"
        "  etalase\n"
        f"E-mails it sends are at {address}/mailbox, conversion events at {address}/conversion-events\n"
        f"For etalase setup, its merchant's key is {DEMO_BUSINESS_KEY}\n"
        "Ctrl+C closes it.\n"
    )
