"""Every way a connection fails, over real sockets, becomes the right Unreachable."""

from __future__ import annotations

import asyncio
import gzip
import socket
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from app import __version__
from app.api.errors import BrokenReply, Unreachable
from app.api.transport import Timeouts, Transport
from tests.api.wires import QUICK

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def talking(raw: bytes, then: Callable[[], Awaitable[object]] | None = None) -> AsyncIterator[str]:
    """A server that answers every request with these bytes and hangs up; gives its address."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.write(raw)
        await writer.drain()
        if then is not None:
            await then()
        writer.close()

    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.bind(("127.0.0.1", 0))
    server = await asyncio.start_server(handle, sock=sock)
    async with server:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/"


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    made = Transport()
    yield made
    await made.close()


async def failure(transport: Transport, url: str) -> Unreachable:
    with pytest.raises(Unreachable) as caught:
        await transport.send("GET", url, timeouts=QUICK)
    shown = "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None and "/httpx/" not in shown
    return caught.value


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nshort\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-le",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x00\xff\x00\xff\r\n\r\n",
    ],
    ids=["nothing", "short", "chunk missing", "cut head", "not http", "noise"],
)
async def test_an_answer_that_breaks_off_was_sent(transport: Transport, raw: bytes) -> None:
    async with talking(raw) as url:
        error = await failure(transport, url)
    assert (error.kind, error.sent) == ("reset", True)


async def test_no_answer_is_a_timeout_and_was_sent(transport: Transport) -> None:
    gone = asyncio.Event()
    async with talking(b"", gone.wait) as url:
        error = await failure(transport, url)
        gone.set()
    assert (error.kind, error.sent) == ("timeout", True)


async def test_an_answer_that_drips_for_ever_is_a_timeout(transport: Transport) -> None:
    gone = asyncio.Event()
    async with talking(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nabc", gone.wait) as url:
        with pytest.raises(Unreachable) as caught:
            await transport.send("GET", url, timeouts=Timeouts(connect=2, read=60, total=0.2))
        gone.set()
    assert (caught.value.kind, caught.value.sent) == ("timeout", True)


async def test_a_closed_port_was_not_sent(transport: Transport) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    error = await failure(transport, f"http://127.0.0.1:{port}/")
    assert (error.kind, error.sent) == ("connect", False)


async def test_a_name_nobody_knows_was_not_sent(
    transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    error = await failure(transport, "http://shop.invalid/")
    assert (error.kind, error.sent) == ("dns", False)


async def test_a_server_without_a_good_certificate_was_not_sent(transport: Transport) -> None:
    async with talking(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n") as url:
        error = await failure(transport, url.replace("http://", "https://"))
    assert (error.kind, error.sent) == ("tls", False)


@pytest.mark.parametrize("url", ["ftp://x/", "nonsense", "http://x:port/", "https://xn--a/"])
async def test_what_is_no_address_was_not_sent(transport: Transport, url: str) -> None:
    error = await failure(transport, url)
    assert (error.kind, error.sent) == ("connect", False)


async def test_after_closing_nothing_is_sent(transport: Transport) -> None:
    await transport.close()
    await transport.close()
    error = await failure(transport, "http://127.0.0.1:1/")
    assert (error.kind, error.sent) == ("connect", False)


def answer(body: bytes, *headers: bytes) -> bytes:
    length = b"content-length: %d" % len(body)
    return b"\r\n".join([b"HTTP/1.1 200 OK", length, *headers, b"", body])


async def test_a_body_over_the_limit_is_not_read(transport: Transport) -> None:
    async with talking(answer(b"x" * 101)) as url:
        with pytest.raises(BrokenReply):
            await transport.send("GET", url, timeouts=QUICK, limit=100)
    async with talking(answer(b"x" * 100)) as url:
        assert len((await transport.send("GET", url, timeouts=QUICK, limit=100)).body) == 100


async def test_a_body_is_measured_unpacked(transport: Transport) -> None:
    packed = gzip.compress(b"x" * 100_000)
    async with talking(answer(packed, b"content-encoding: gzip")) as url:
        with pytest.raises(BrokenReply):
            await transport.send("GET", url, timeouts=QUICK, limit=10_000)
        assert len((await transport.send("GET", url, timeouts=QUICK)).body) == 100_000


async def test_a_body_that_cannot_be_unpacked_is_broken(transport: Transport) -> None:
    async with talking(answer(b"no gzip at all", b"content-encoding: gzip")) as url:
        with pytest.raises(BrokenReply):
            await transport.send("GET", url, timeouts=QUICK)


class Echo:
    """An ASGI app that gives a cookie, a redirect, and remembers the headers it was asked with."""

    def __init__(self) -> None:
        self.headers: list[dict[bytes, bytes]] = []

    async def __call__(
        self, scope: dict[str, object], receive: object, send: Callable[..., Awaitable[None]]
    ) -> None:
        headers = scope["headers"]
        assert isinstance(headers, list)
        self.headers.append(dict(headers))
        start = {"type": "http.response.start", "status": 302}
        await send(start | {"headers": [(b"set-cookie", b"a=b; Path=/"), (b"location", b"/elsewhere")]})
        await send({"type": "http.response.body", "body": b""})


async def test_no_cookie_is_kept_no_redirect_followed_and_our_name_told() -> None:
    echo = Echo()
    transport = Transport(echo)
    for _ in range(2):
        assert (await transport.send("GET", "http://demo.localhost/")).status == 302
    await transport.close()
    assert len(echo.headers) == 2 and all(b"cookie" not in headers for headers in echo.headers)
    assert echo.headers[0][b"user-agent"] == f"etalase/{__version__}".encode()


async def test_an_app_that_crashes_is_a_server_fault_and_not_ours() -> None:
    async def crashes(*_: object) -> None:
        raise RuntimeError("the demo store has a bug")

    closed: list[bool] = []
    transport = Transport(crashes, on_close=lambda: closed.append(True))
    assert (await transport.send("GET", "http://demo.localhost/")).status == 500
    await transport.close()
    assert closed == [True]


async def test_a_connection_is_used_again(transport: Transport) -> None:
    connections = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        for _ in range(3):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer(b"ok"))
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        for _ in range(3):
            await transport.send("GET", f"http://127.0.0.1:{port}/", timeouts=QUICK)
    assert connections == 1


def test_importing_it_does_not_load_the_command_line_of_httpx() -> None:
    code = "import sys, app.api.transport; print(*[m for m in ('click', 'rich', 'pygments') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_error_of_httpx_is_one_of_ours() -> None:
    from app.api.transport import _unreachable

    request = httpx.Request("GET", "http://x/")
    before: list[type[httpx.TransportError]] = [
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ConnectError,
        httpx.ProxyError,
    ]
    after: list[type[httpx.TransportError]] = [
        httpx.ReadError,
        httpx.WriteError,
        httpx.CloseError,
        httpx.RemoteProtocolError,
        httpx.ReadTimeout,
    ]
    assert not any(_unreachable(kind("", request=request)).sent for kind in before)
    assert all(_unreachable(kind("", request=request)).sent for kind in after)


async def test_a_redirect_to_what_is_no_name_of_a_host_is_an_answer_all_the_same(
    transport: Transport,
) -> None:
    raw = b"HTTP/1.1 302 Found\r\nLocation: https://xn--a/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    async with talking(raw) as url:
        try:
            reply = await transport.send("POST", url, content=b"{}", timeouts=QUICK)
        except Unreachable as error:
            assert error.sent  # the store has had it: nobody may take it for not sent
        else:
            assert reply.status == 302
