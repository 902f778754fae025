"""The picture on its way to the storage host: every fault, what goes along, where it may go, what is logged."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.api.client import GUEST_HEADER, KEY_HEADER
from app.api.errors import (
    BrokenReply,
    Conflict,
    NotFound,
    RateLimited,
    Refused,
    Rejected,
    ServerFault,
    ShopError,
    Unreachable,
)
from app.api.models.proof import ProofUpload
from app.api.request_log import RequestLog
from app.api.transport import Timeouts, Transport
from app.api.wire import Wire
from app.sandbox.server import create_app, sandbox_of
from tests.api.wires import SocketClient, reply, scripted
from tests.faults import FAULTS, Fault, FaultServer
from tests.proofs import breaking_line

PATIENT = Timeouts(connect=10, read=10, total=20)
IMPATIENT = Timeouts(connect=10, read=0.2, total=20)
PICTURE = bytes(range(256)) * 400
REFUSED: dict[Fault, type[ShopError]] = {
    "s401": Refused,
    "s403": Refused,
    "s404": NotFound,
    "s409": Conflict,
    "s422": Rejected,
    "s429_text": RateLimited,
    "s500_html": ServerFault,
    "s502": ServerFault,
    "timeout": Unreachable,
    "reset": Unreachable,
}
STATUS_IS_ALL: tuple[Fault, ...] = (
    "cut_json",
    "wrong_types",
    "wrong_top",
    "html",
    "nulls",
    "empty",
    "hold",
    "cut",
)
"""What a storage host says with a 200 does not matter."""


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    app = create_app(None, seed=1)
    async with FaultServer(app) as made:
        yield made
    sandbox_of(app).close()


def place(url: str) -> ProofUpload:
    return ProofUpload(file_url="https://cdn.test/a.png", upload_url=url)


async def put(client: SocketClient, url: str) -> list[int]:
    told: list[int] = []
    await client.upload_proof(place(url), PICTURE, "image/png", on_sent=told.append)
    return told


def test_every_fault_is_here() -> None:
    assert {*REFUSED, *STATUS_IS_ALL} == set(FAULTS)


@pytest.mark.parametrize("fault", REFUSED)
async def test_every_fault_is_one_of_our_errors_and_never_tried_again(
    fault: Fault, server: FaultServer
) -> None:
    client = SocketClient(server.base_url, timeouts=IMPATIENT if fault == "timeout" else PATIENT)
    server.arm("PUT", "/bucket", fault, times=None)
    url = f"{server.base_url}/bucket/a.png?signature=GEHEIM"
    with pytest.raises(ShopError) as caught:
        await put(client, url)
    assert type(caught.value) is REFUSED[fault]
    assert server.count("PUT", "/bucket") == 1
    assert client.clock.slept == [] and client.waits == [], "a storage host does not close the shop"
    said = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert "GEHEIM" not in said
    await client.close()


@pytest.mark.parametrize("fault", ["html", "empty", "wrong_top"])
async def test_only_the_status_counts(fault: Fault, server: FaultServer) -> None:
    client = SocketClient(server.base_url, timeouts=PATIENT)
    server.arm("PUT", "/bucket", fault)
    told = await put(client, f"{server.base_url}/bucket/a.png")
    assert told == sorted(told)
    assert told[-1] == len(PICTURE)
    assert len(told) > 2
    await client.close()


async def test_neither_key_nor_token_goes_along_and_the_length_is_known(server: FaultServer) -> None:
    client = SocketClient(server.base_url)
    await client.cart()
    assert client.token
    server.requests.clear()
    server.arm("PUT", "/bucket", "empty")
    await put(client, f"{server.base_url}/bucket/a.png?x=1&y=%2F")
    (request,) = server.requests
    assert request.body == PICTURE
    assert request.query == "x=1&y=%2F"
    assert request.headers["content-type"] == "image/png"
    assert request.headers["content-length"] == str(len(PICTURE))
    assert "transfer-encoding" not in request.headers
    for name in (KEY_HEADER, GUEST_HEADER, "Authorization", "Cookie", "Referer"):
        assert name.lower() not in request.headers
    assert client.token not in str(request.headers)
    await client.close()


async def test_a_redirect_is_not_followed(server: FaultServer) -> None:
    wire, script, _ = scripted(reply(307, None, Location="https://elsewhere.test/"))
    with pytest.raises(ServerFault):
        await wire.upload("https://cdn.test/a", PICTURE, "image/png", on_sent=lambda _count: None)
    assert [sent.url for sent in script.sent] == ["https://cdn.test/a"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://cdn.test/a", "file:///etc/passwd", "javascript:alert(1)", "//cdn.test/a", "cdn.test/a", "",
        "http://cdn.test/a", "http://127.0.0.1/a", "https://user:pass@cdn.test/a", "https://cdn.test/a b",
        "https://cdn.test/\r\nX-Evil: 1", "https:///a", "https://cdn.test:99999/a",
    ],
)  # fmt: skip
async def test_an_address_that_must_not_be_used_is_refused_before_anything_is_sent(url: str) -> None:
    wire, script, _ = scripted(reply())
    with pytest.raises(BrokenReply):
        await wire.upload(url, PICTURE, "image/png", on_sent=lambda _count: None)
    assert script.sent == []


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("http://127.0.0.1:9/a", True),
        ("http://localhost/a", True),
        ("http://demo.localhost/a", True),
        ("https://cdn.test/a", True),
        ("http://cdn.test/a", False),
        ("http://127.0.0.1.evil.test/a", False),
        ("http://localhost.evil.test/a", False),
    ],
)
def test_plain_http_stays_on_this_machine(url: str, fine: bool) -> None:
    wire = Wire(scripted(reply())[1], "http://127.0.0.1:8000")
    assert wire._may_upload_to(url) is fine


async def test_a_line_that_breaks_in_the_middle(server: FaultServer) -> None:
    async with breaking_line(server.base_url) as line:
        client = SocketClient(line.url, timeouts=PATIENT)
        line.break_at(b"PUT ", 40_000)
        with pytest.raises(Unreachable) as caught:
            await put(client, f"{line.url}/bucket/a.png")
        assert (caught.value.kind, caught.value.sent) == ("reset", True)
        assert server.count("PUT", "/bucket") == 0
        await client.close()


async def test_a_line_on_which_nothing_moves_any_more_is_given_up() -> None:
    stuck = asyncio.Event()

    async def never_reads(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await stuck.wait()
        writer.close()

    host = await asyncio.start_server(never_reads, "127.0.0.1", 0, limit=1024)
    port = host.sockets[0].getsockname()[1]
    patience = Timeouts(connect=10, read=60, write=0.2, total=120)
    wire = Wire(Transport(), f"http://127.0.0.1:{port}", upload_timeouts=patience)
    told: list[int] = []
    try:
        with pytest.raises(Unreachable) as caught:
            await wire.upload(
                f"http://127.0.0.1:{port}/a", bytes(30_000_000), "image/png", on_sent=told.append
            )
        assert caught.value.kind == "timeout"
        assert told[-1] < 30_000_000
    finally:
        await wire.close()
        stuck.set()
        host.close()


async def test_leaving_ends_the_upload(server: FaultServer) -> None:
    client = SocketClient(server.base_url, timeouts=PATIENT)
    server.arm("PUT", "/bucket", "hold")
    sending = asyncio.create_task(put(client, f"{server.base_url}/bucket/a.png"))
    await server.received("PUT", "/bucket")
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    server.release()
    assert await client.item_count(), "the connection pool is none the worse for it"
    await client.close()


async def test_the_log_names_only_the_host(server: FaultServer, tmp_path: Path) -> None:
    file = tmp_path / "etalase.log"
    wire = Wire(Transport(), server.base_url, timeouts=PATIENT, log=RequestLog(file))
    for fault in ("empty", "s403", "reset"):
        server.arm("PUT", "/bucket", fault)
        try:
            url = f"{server.base_url}/bucket/rahasia.png?X-Amz-Signature=GEHEIM"
            await wire.upload(url, PICTURE, "image/png", on_sent=lambda _count: None)
        except ShopError:
            pass
    await wire.close()
    lines = file.read_text().splitlines()
    assert [line.split(" ", 1)[1].rsplit(" ", 3)[0] for line in lines] == [
        "PUT file to 127.0.0.1 200",
        "PUT file to 127.0.0.1 403",
        "PUT file to 127.0.0.1 reset",
    ]
    assert "GEHEIM" not in file.read_text()
    assert "rahasia" not in file.read_text()


@pytest.mark.parametrize("missing", ["file_url", "upload_url"])
async def test_a_place_without_an_address_is_no_place(missing: str) -> None:
    body = {
        "key": "k",
        "file_url": "https://cdn.test/a",
        "upload_url": "https://cdn.test/b",
        missing: "javascript:1",
    }
    wire, _, _ = scripted(reply(200, body))
    client = SocketClient("http://127.0.0.1:1")
    client.wire = wire
    with pytest.raises(BrokenReply):
        await client.transfer_proof_upload("slug", "a.png", "image/png", 1)
