"""The one module that knows httpx: sends a request, gives a Reply, turns every failure into one of ours."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
from collections.abc import AsyncIterator, Callable, Mapping
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
_PIECE = 32 * 1024
"""Bytes of an upload handed over at a time: small, so that its progress moves on a slow line."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. `read` is the longest silence, `total` the longest a whole exchange may take.

    `write` is the longest that nothing of what is sent gets through; None: as `read`.
    """

    connect: float = 5.0
    read: float = 15.0
    total: float = 60.0
    write: float | None = None


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
        on_sent: Callable[[int], None] | None = None,
    ) -> Reply:
        """One exchange, redirects not followed. Raises Unreachable, or BrokenReply for a body over `limit`
        bytes.

        With `on_sent` the content leaves in pieces, and it is told how many bytes have left so far.
        """
        if self._closed:
            raise Unreachable("connect", sent=False)
        if not _is_address(url):
            raise Unreachable("connect", sent=False)
        failure: Unreachable | BrokenReply
        try:
            async with asyncio.timeout(timeouts.total):
                return await self._exchange(method, url, headers, content, timeouts, limit, on_sent)
        except TimeoutError:
            failure = Unreachable("timeout", sent=True)
        except httpx.DecodingError:
            failure = BrokenReply()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = _unreachable(error)
        except UnicodeError:  # an address in the answer whose host is no name
            failure = Unreachable("reset", sent=True)
        raise failure  # outside: httpx errors carry the request, and with it headers and URL, into tracebacks

    async def _exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        content: bytes | None,
        timeouts: Timeouts,
        limit: int,
        on_sent: Callable[[int], None] | None,
    ) -> Reply:
        write = timeouts.read if timeouts.write is None else timeouts.write
        patience = httpx.Timeout(timeouts.read, connect=timeouts.connect, write=write)
        sent: bytes | AsyncIterator[bytes] | None = content
        if content is not None and on_sent is not None:
            sent = _pieces(content, on_sent)
            # A body that comes in pieces would go out chunked, which storage hosts refuse.
            headers = {**(headers or {}), "Content-Length": str(len(content))}
        async with self._client.stream(
            method, url, headers=headers, content=sent, timeout=patience
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


async def _pieces(content: bytes, on_sent: Callable[[int], None]) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]
        on_sent(min(start + _PIECE, len(content)))


def _is_address(url: str) -> bool:
    """httpx lets through names of hosts that it stumbles over later, with errors that are none of its own."""
    try:
        return bool(httpx.URL(url).host)
    except (httpx.InvalidURL, UnicodeError):
        return False


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
