"""A store on a real socket that misbehaves when told to: what every fault test runs against.

    async with FaultServer(create_app(None)) as server:
        server.arm("POST", r"/checkout$", "reset", processed=True)
        ...                                   # point a store at server.base_url
        assert server.count("POST", r"/checkout$") == 1

An ASGI transport knows no timeouts, resets or cut bodies, therefore the socket.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self, get_args

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AsgiApp = Callable[[Any, Callable[[], Awaitable[Any]], Send], Awaitable[None]]

Fault = Literal[
    "timeout",
    "reset",
    "cut",
    "s401",
    "s403",
    "s404",
    "s409",
    "s422",
    "s429_text",
    "s500_html",
    "s502",
    "cut_json",
    "wrong_types",
    "wrong_top",
    "html",
    "nulls",
    "empty",
    "hold",
]
"""timeout: never answered. reset: RST once the request has been read. cut: content-length longer than the
body, then the connection ends. s…: that status. cut_json, wrong_types (each leaf of another type), wrong_top
(a bare array), html, nulls (each leaf null), empty: a 200 with such a body. hold: the real reply, but only
after `release()`."""

FAULTS: tuple[Fault, ...] = get_args(Fault)
_NEED_REPLY = ("cut", "cut_json", "wrong_types", "nulls", "hold")

SERVER_WORDS = "Angka ini tidak bisa dipakai"
"""What `s422` says of the field `customer_name`."""


@dataclass(frozen=True)
class Received:
    """A request as it came over the socket."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """A reply to write."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class _Armed:
    method: str
    path: re.Pattern[str]
    fault: Fault
    times: int | None
    processed: bool


@dataclass
class FaultServer:
    """Forwards to an ASGI app, but for requests an armed fault matches. Use as an async context manager."""

    app: AsgiApp
    reset_after: float = 30.0
    """Seconds from now that `s429_text` names as the end of the pause."""
    requests: list[Received] = field(default_factory=list)
    """Everything received, faulty or not, in order."""

    def __post_init__(self) -> None:
        self._armed: list[_Armed] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Condition()
        self._released = asyncio.Event()
        self._server: asyncio.Server | None = None
        self.port = 0

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def arm(
        self, method: str, path: str, fault: Fault, times: int | None = 1, *, processed: bool = False
    ) -> None:
        """Let the next `times` requests (None: all) whose path `path` is found in (a regex) meet `fault`.

        `method` may be `*`. `processed`: the app sees the request all the same, only its answer is lost.
        Faults armed later win.
        """
        assert fault in FAULTS, fault
        self._armed.insert(0, _Armed(method, re.compile(path), fault, times, processed))

    def disarm(self) -> None:
        """Behave from now on."""
        self._armed.clear()

    def release(self) -> None:
        """Let every held request go on, and later ones too."""
        self._released.set()

    def seen(self, method: str, path: str) -> list[Received]:
        """The requests received whose path `path` (a regex) is found in."""
        return [r for r in self.requests if method in ("*", r.method) and re.search(path, r.path)]

    def count(self, method: str, path: str) -> int:
        return len(self.seen(method, path))

    async def received(self, method: str, path: str, count: int = 1, within: float = 10.0) -> None:
        """Wait until that many such requests have come. Raises TimeoutError."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: self.count(method, path) >= count), within)

    async def __aenter__(self) -> Self:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.bind(("127.0.0.1", 0))
        self.port = sock.getsockname()[1]
        self._server = await asyncio.start_server(self._connected, sock=sock)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while (request := await _read_request(reader)) is not None:
                self.requests.append(request)
                async with self._changed:
                    self._changed.notify_all()
                if not await self._serve(request, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _serve(
        self, request: Received, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer, well or badly; False when the connection is over."""
        armed = self._take(request)
        if armed is None:
            return await _write(writer, await _run(self.app, request), request)
        fault = armed.fault
        if fault == "hold":
            await self._released.wait()
        real = Answer(200, [("content-type", "application/json")], b"{}")
        if armed.processed or fault in _NEED_REPLY:
            real = await _run(self.app, request)
        if fault == "hold":
            return await _write(writer, real, request)
        if fault == "timeout":
            await reader.read()  # until the client gives up
            return False
        if fault == "reset":
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False
        if fault == "cut":
            head = _head(real, len(real.body))
            writer.write(head + real.body[: len(real.body) // 2])
            await writer.drain()
            return False
        return await _write(writer, self._faulty(fault, real), request)

    def _take(self, request: Received) -> _Armed | None:
        for armed in self._armed:
            if armed.method in ("*", request.method) and armed.path.search(request.path):
                if armed.times is not None:
                    armed.times -= 1
                    if armed.times <= 0:
                        self._armed.remove(armed)
                return armed
        return None

    def _faulty(self, fault: Fault, real: Answer) -> Answer:
        if fault == "s429_text":
            ends = str(int(time.time() + self.reset_after))
            headers = [
                ("content-type", "text/plain"),
                ("x-ratelimit-limit", "10"),
                ("x-ratelimit-remaining", "0"),
            ]
            return Answer(429, [*headers, ("x-ratelimit-reset", ends)], b"Too many requests")
        if fault in ("s500_html", "html"):
            page = b"<!doctype html><html><title>Oops</title><body>\x1b[2J<h1>nginx</h1></body></html>"
            return Answer(500 if fault == "s500_html" else 200, [("content-type", "text/html")], page)
        if fault == "s502":
            return Answer(502, [("content-type", "text/html")], b"<h1>502 Bad Gateway</h1>")
        if fault == "empty":
            return Answer(200, real.headers, b"")
        if fault == "cut_json":
            return Answer(real.status, real.headers, real.body[: max(1, len(real.body) // 2)])
        if fault == "wrong_top":
            return _json(200, [1, "two", None])
        if fault in ("wrong_types", "nulls") and not real.body:
            return real
        if fault == "wrong_types":
            return Answer(real.status, real.headers, json.dumps(_wrong(json.loads(real.body))).encode())
        if fault == "nulls":
            return Answer(real.status, real.headers, json.dumps(_nulled(json.loads(real.body))).encode())
        bodies: dict[str, tuple[int, Any]] = {
            "s401": (401, {"error": "Unauthorized", "error_code": "unauthorized"}),
            "s403": (403, {"error": "Forbidden", "error_code": "forbidden"}),
            "s404": (404, {"error": "Not found", "error_code": "not_found"}),
            "s409": (409, {"error": "Conflict", "error_code": "conflict"}),
            "s422": (422, {"message": "Invalid", "errors": {"customer_name": [SERVER_WORDS]}}),
        }
        return _json(*bodies[fault])


def _json(status: int, value: Any) -> Answer:
    return Answer(status, [("content-type", "application/json")], json.dumps(value).encode())


def _nulled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nulled(item) for key, item in value.items()}
    return [_nulled(item) for item in value] if isinstance(value, list) else None


def _wrong(value: Any) -> Any:
    """The same shape with no leaf of its own type."""
    if isinstance(value, dict):
        return {key: _wrong(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_wrong(item) for item in value]
    if isinstance(value, str):
        return [1]
    return "maybe" if isinstance(value, bool) or value is None else {"a": 1}


async def _read_request(reader: asyncio.StreamReader) -> Received | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, _version = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    length = int(headers.get("content-length", "0"))
    body = await reader.readexactly(length) if length else b""
    path, _, query = target.partition("?")
    return Received(method, path, query, headers, body)


async def _run(app: AsgiApp, request: Received) -> Answer:
    """What the app answers."""
    from urllib.parse import unquote

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(request.path),
        "raw_path": request.path.encode(),
        "query_string": request.query.encode(),
        "root_path": "",
        "headers": [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    answer = Answer(500, [], b"")
    waiting = [{"type": "http.request", "body": request.body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = [
                (k.decode("latin-1"), v.decode("latin-1")) for k, v in message.get("headers", [])
            ]
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")

    await app(scope, receive, send)
    return answer


def _head(answer: Answer, length: int) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} X", f"content-length: {length}"]
    lines += [
        f"{k}: {v}" for k, v in answer.headers if k.lower() not in ("content-length", "transfer-encoding")
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _write(writer: asyncio.StreamWriter, answer: Answer, request: Received) -> bool:
    if answer.status == 204:
        writer.write(b"HTTP/1.1 204 X\r\n\r\n")
    else:
        writer.write(_head(answer, len(answer.body)) + (b"" if request.method == "HEAD" else answer.body))
    await writer.drain()
    return request.headers.get("connection", "").lower() != "close"
