"""The demo store on a local port, for trying the app against a real socket."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from pathlib import Path

from app.sandbox import DEMO_API_KEY, DEMO_STORE_ID


def serve(port: int, *, fresh: bool, items: int | None, data_file: Path | None) -> None:
    """Serve on 127.0.0.1 until SIGTERM or SIGINT; port 0 takes a free one. What to export is written to stdout.

    Raises OSError when the port cannot be had.
    """
    listener = listen(port)
    try:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        asyncio.run(_serve(listener, address, fresh=fresh, items=items, data_file=data_file))
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


async def _serve(
    listener: socket.socket, address: str, *, fresh: bool, items: int | None, data_file: Path | None
) -> None:
    from hypercorn.asyncio import serve as run
    from hypercorn.config import Config

    from app.sandbox.server import create_app

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    app = create_app(data_file, items=items, fresh=fresh)
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
        "Ctrl+C closes it.\n"
    )
