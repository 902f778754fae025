"""The one module that knows httpx: sends a request, gives a Reply, turns every failure into one of ours."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

from app import __version__
from app.api.errors import BrokenReply, Unreachable, UnreachableKind
from app.api.reply import Reply

# httpx loads its own command line, and with it click and rich, when click happens to be installed: 100 ms for
# nothing.
if "httpx" not in sys.modules:
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
import httpx

LARGEST_BODY = 16 * 1024 * 1024
"""Longest reply read, in bytes after decompression."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. `read` is the longest silence, `total` the longest a whole exchange may take."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 60.0


class Transport:
    """A connection pool to the network, or to an ASGI app in this process (the demo store).

    Making one builds a TLS context, which takes long: make it in a thread.
    """

    def __init__(self, app: Any = None, *, on_close: Callable[[], None] | None = None) -> None:
        self._closed = False
        self._on_close = on_close
        self._client = httpx.AsyncClient(
            transport=None if app is None else httpx.ASGITransport(app, raise_app_exceptions=False),
            headers={"User-Agent": f"etalase/{__version__}"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            # Idle connections go before common servers (5 s and more) drop them: an order sent on a
            # connection that is being closed at that moment has an unknown outcome.
            limits=httpx.Limits(max_connections=12, max_keepalive_connections=6, keepalive_expiry=4.0),
        )

    async def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        timeouts: Timeouts = Timeouts(),
        limit: int = LARGEST_BODY,
    ) -> Reply:
        """One exchange, redirects not followed. Raises Unreachable, or BrokenReply for a body over `limit`
        bytes."""
        if self._closed:
            raise Unreachable("connect", sent=False)
        failure: Unreachable | BrokenReply
        try:
            async with asyncio.timeout(timeouts.total):
                return await self._exchange(method, url, headers, content, timeouts, limit)
        except TimeoutError:
            failure = Unreachable("timeout", sent=True)
        except httpx.DecodingError:
            failure = BrokenReply()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = _unreachable(error)
        raise failure  # outside: httpx errors carry the request, and with it headers and URL, into tracebacks

    async def _exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        content: bytes | None,
        timeouts: Timeouts,
        limit: int,
    ) -> Reply:
        patience = httpx.Timeout(timeouts.read, connect=timeouts.connect)
        async with self._client.stream(
            method, url, headers=headers, content=content, timeout=patience
        ) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > limit:
                    raise BrokenReply
            return Reply(response.status_code, dict(response.headers), bytes(body))

    async def close(self) -> None:
        """Drop every connection; `send` raises Unreachable from now on."""
        if self._closed:
            return
        self._closed = True
        await self._client.aclose()
        if self._on_close is not None:
            self._on_close()


def _unreachable(error: Exception) -> Unreachable:
    """Which failure it was, and whether the request may have reached the store."""
    if isinstance(error, (httpx.ConnectTimeout, httpx.PoolTimeout)):
        return Unreachable("timeout", sent=False)
    if isinstance(error, httpx.TimeoutException):
        return Unreachable("timeout", sent=True)
    if isinstance(error, httpx.ConnectError):
        return Unreachable(_connect_kind(error), sent=False)
    if isinstance(error, (httpx.ProxyError, httpx.UnsupportedProtocol, httpx.InvalidURL)):
        return Unreachable("connect", sent=False)
    return Unreachable("reset", sent=True)


def _connect_kind(error: BaseException) -> UnreachableKind:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return "dns"
        if isinstance(cause, ssl.SSLError):
            return "tls"
        cause = cause.__cause__ or cause.__context__
    return "connect"
