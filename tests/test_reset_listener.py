"""The door on this machine for one link: whom it lets in, what it says, when it closes."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.reset_listener import OPEN_SECONDS, ResetListener

TOKEN = "rs_GeHeIm-1234"


@asynccontextmanager
async def door(seconds: float = OPEN_SECONDS) -> AsyncIterator[tuple[ResetListener, int, list[str]]]:
    """Open, with its port and what came through it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    found: list[str] = []
    listener = ResetListener(f"http://localhost:{port}", found.append, seconds=seconds)
    await listener.start()
    try:
        yield listener, port, found
    finally:
        listener.close()


async def say(port: int, raw: str) -> str:
    """What comes back; empty when the connection ends without a word."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(raw.encode("latin-1"))
        await writer.drain()
        return (await reader.read()).decode()
    except ConnectionError:
        return ""
    finally:
        writer.close()


def get(port: int, target: str, *headers: str, method: str = "GET", host: str = "") -> str:
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host or f'localhost:{port}'}", *headers, "", ""]
    return "\r\n".join(lines)


async def test_the_link_is_taken_once_and_the_door_closes() -> None:
    async with door() as (listener, port, found):
        asked = get(
            port, f"/reset-password?token={TOKEN}", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"
        )
        reply = await say(port, asked)
        head, _, body = reply.partition("\r\n\r\n")
        assert head.startswith("HTTP/1.1 200 ")
        assert "no-store" in head
        assert "no-referrer" in head
        assert "default-src 'none'" in head
        assert "Go back to the terminal" in body
        assert "Kembalilah ke terminal" in body
        assert TOKEN not in reply
        assert found == [TOKEN]
        assert not listener.open
        with pytest.raises(OSError):
            await asyncio.open_connection("127.0.0.1", port)


async def test_a_token_is_unescaped_once() -> None:
    async with door() as (_listener, port, found):
        await say(port, get(port, "/reset-password?lang=id&token=a%2Bb%3D%3D"))
        assert found == ["a+b=="]


@pytest.mark.parametrize(
    ("target", "method", "host", "headers", "status"),
    [
        ("/", "GET", "", (), 404),
        ("/favicon.ico", "GET", "", (), 404),
        (f"/reset-password/?token={TOKEN}", "GET", "", (), 404),
        (f"/x/reset-password?token={TOKEN}", "GET", "", (), 404),
        ("/reset-password", "GET", "", (), 404),
        ("/reset-password?token=", "GET", "", (), 404),
        ("/reset-password?token=a&token=b", "GET", "", (), 404),
        ("/reset-password?token=a%0d%0ab", "GET", "", (), 404),
        ("/reset-password?token=a%E2%80%AEb", "GET", "", (), 404),
        ("/reset-password?token=" + "a" * 3000, "GET", "", (), 404),
        ("/reset-password?" + "a=1&" * 60 + f"token={TOKEN}", "GET", "", (), 404),
        (f"/reset-password?token={TOKEN}", "POST", "", (), 405),
        (f"/reset-password?token={TOKEN}", "HEAD", "", (), 405),
        (f"/reset-password?token={TOKEN}", "OPTIONS", "", (), 405),
        (f"/reset-password?token={TOKEN}", "GET", "evil.example", (), 421),
        (f"/reset-password?token={TOKEN}", "GET", "localhost", (), 421),
        (f"/reset-password?token={TOKEN}", "GET", "", ("Host: evil.example",), 421),
        (f"http://evil.example/reset-password?token={TOKEN}", "GET", "", (), 400),
        (f"/reset-password?token={TOKEN}", "GET", "", ("Sec-Fetch-Mode: no-cors",), 403),
        (f"/reset-password?token={TOKEN}", "GET", "", ("Sec-Fetch-Dest: iframe",), 403),
    ],
)
async def test_nobody_else_is_let_in_and_nothing_is_repeated(
    target: str, method: str, host: str, headers: tuple[str, ...], status: int
) -> None:
    async with door() as (listener, port, found):
        reply = await say(port, get(port, target, *headers, method=method, host=host))
        assert reply.startswith(f"HTTP/1.1 {status} ")
        body = reply.partition("\r\n\r\n")[2]
        assert TOKEN not in reply
        assert "evil" not in reply
        assert body.startswith(str(status))
        assert found == []
        assert listener.open


@pytest.mark.parametrize(
    "raw", ["\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\r\n\r\n", "GET / FTP/1.1\r\nHost: x\r\n\r\n"]
)
async def test_what_is_no_request(raw: str) -> None:
    async with door() as (listener, port, found):
        assert (await say(port, raw)).startswith("HTTP/1.1 4")
        assert found == []
        assert listener.open


async def test_a_head_without_an_end_is_not_kept() -> None:
    async with door() as (listener, port, found):
        assert await say(port, "GET /reset-password?token=" + "a" * 40_000) == ""
        assert found == []
        assert listener.open


async def test_it_is_on_the_loopback_only() -> None:
    async with door() as (listener, _port, _found):
        assert listener._server is not None
        assert [one.getsockname()[0] for one in listener._server.sockets] == ["127.0.0.1"]


async def test_it_closes_by_itself() -> None:
    async with door(seconds=0.01) as (listener, port, _found):
        while listener.open:
            await asyncio.sleep(0.005)
        with pytest.raises(OSError):
            await asyncio.open_connection("127.0.0.1", port)


async def test_closing_ends_whoever_is_still_talking() -> None:
    async with door() as (listener, port, found):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /reset-password?token=")
        await writer.drain()
        while not listener._talking:
            await asyncio.sleep(0)
        listener.close()
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
        writer.close()
        assert found == []


async def test_a_port_that_is_taken_is_said() -> None:
    async with door() as (_listener, port, _found):
        with pytest.raises(OSError):
            await ResetListener(f"http://localhost:{port}", print).start()
