"""A door on this machine for one link: the one from the e-mail that leads to a new password (NOTES section 4).

Open from the moment a link is asked for until it has been used once, half an hour has passed or the shop is left.
It listens on the loopback only, knows one path, and says nothing that came in.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from app.links import token_of

OPEN_SECONDS = 1800.0
PATH = "/reset-password"
_HEAD_LIMIT = 8192
_HEAD_SECONDS = 5.0
_AT_ONCE = 8
"""Connections; a browser opens a few ahead."""

_PAGE = """<!doctype html>
<html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>etalase</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}</style>
<p><b>Kembalilah ke terminal.</b> Pilih kata sandi baru di sana; halaman ini boleh ditutup.</p>
<p lang="en"><b>Go back to the terminal.</b> Choose your new password there; this page can be closed.</p>
</html>"""
_HEADERS = (
    "Content-Type: text/html; charset=utf-8",
    "Cache-Control: no-store",
    "Referrer-Policy: no-referrer",
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
)
_NO = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    421: "Misdirected Request",
}


class ResetListener:
    """Waits on 127.0.0.1 for `GET /reset-password?token=…`, then calls `found` with the token and closes."""

    def __init__(self, origin: str, found: Callable[[str], None], *, seconds: float = OPEN_SECONDS) -> None:
        """`origin` is `http://localhost:PORT` or `http://127.0.0.1:PORT`, as the store has registered it."""
        parts = urlsplit(origin)
        self._host = parts.netloc.lower()
        self._port = parts.port or 80
        self._found = found
        self._seconds = seconds
        self._server: asyncio.Server | None = None
        self._end: asyncio.TimerHandle | None = None
        self._talking: set[asyncio.Task[None]] = set()

    @property
    def open(self) -> bool:
        return self._server is not None

    async def start(self) -> None:
        """Raises OSError when the port is taken."""
        self._server = await asyncio.start_server(
            self._connected, "127.0.0.1", self._port, limit=_HEAD_LIMIT, backlog=_AT_ONCE
        )
        self._end = asyncio.get_running_loop().call_later(self._seconds, self.close)

    def close(self) -> None:
        """Nobody is let in any more. May be called again."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        if self._end is not None:
            self._end.cancel()
            self._end = None
        own = _current_task()
        for task in self._talking:
            if task is not own:
                task.cancel()

    def _use(self) -> bool:
        """Close, for it has been used; False for a second one at the same time."""
        was_open = self.open
        self.close()
        return was_open

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._talking) >= _AT_ONCE or not self.open:
            writer.close()
            return
        self._talking.add(task)
        token = ""
        try:
            async with asyncio.timeout(_HEAD_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
            token, status = self._read(head)
            if token and not self._use():
                token, status = "", 404
            writer.write(_answer(status))
            await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # whoever it was is gone, or no browser
        except asyncio.CancelledError:
            pass  # closed meanwhile
        finally:
            self._talking.discard(task)
            with contextlib.suppress(OSError):
                writer.close()
            if token:
                self._found(token)

    def _read(self, head: bytes) -> tuple[str, int]:
        """The token and 200, or nothing and what is wrong."""
        first, *lines = head.decode("latin-1").split("\r\n")
        method, _, rest = first.partition(" ")
        target, _, version = rest.partition(" ")
        fields = [
            (name.strip().lower(), value.strip())
            for name, _, value in (line.partition(":") for line in lines)
        ]
        hosts = [value.lower() for name, value in fields if name == "host"]
        headers = dict(fields)
        if not version.startswith("HTTP/1.") or not target.startswith("/"):
            return "", 400
        # Another name that leads to this machine would be somebody's page reaching in.
        if hosts != [self._host]:
            return "", 421
        path, _, query = target.partition("?")
        if path != PATH:
            return "", 404
        if method != "GET":
            return "", 405
        # A page may only lead here, as the e-mail does; not fetch, frame or show it as a picture.
        if headers.get("sec-fetch-mode", "navigate") != "navigate":
            return "", 403
        if headers.get("sec-fetch-dest", "document") != "document":
            return "", 403
        try:
            token = token_of(parse_qs(query, max_num_fields=50))
        except ValueError:
            token = ""
        return (token, 200) if token else ("", 404)


def _answer(status: int) -> bytes:
    body = (_PAGE if status == 200 else f"{status} {_NO[status]}").encode()
    lines = [f"HTTP/1.1 {status} {_NO.get(status, 'OK')}", *_HEADERS, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def _current_task() -> asyncio.Task[None] | None:
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None
