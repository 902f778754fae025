"""The proof of a transfer: a place asked for, the picture put there, the order told."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.sandbox import control, proofs
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import place
from tests.sandbox_fixtures import Clock

PICTURE = b"\xff\xd8\xff" + bytes(997)
ASKED = {"filename": "bukti transfer.jpg", "content_type": "image/jpeg", "content_length": len(PICTURE)}
JPEG = {"Content-Type": "image/jpeg"}


@pytest.fixture
async def slug(sandbox_http: httpx.AsyncClient) -> str:
    """An order paid by transfer."""
    return str((await place(sandbox_http, "bank_transfer"))["secret_slug"])


async def ask(http: httpx.AsyncClient, slug: str, **change: Any) -> httpx.Response:
    return await http.post(f"/orders/{slug}/transfer-proof-upload", json=ASKED | change)


async def put(url: str, app: CheckedApp, content: Any = PICTURE, **headers: str) -> httpx.Response:
    """Without any header of the API, as a storage host wants it."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as storage:
        return await storage.put(url, content=content, headers=JPEG | headers)


async def test_a_picture_becomes_the_proof_of_an_order(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, slug: str
) -> None:
    told = (await ask(sandbox_http, slug)).json()
    assert (told["filename"], told["content_type"], told["size_in_bytes"]) == (
        "bukti transfer.jpg", "image/jpeg", 1000,
    )  # fmt: skip
    assert told["upload_url"].startswith("http://demo.localhost/uploads/") and told["key"] in told["file_url"]
    assert (await sandbox_http.get(told["file_url"])).status_code == 404
    assert (await put(told["upload_url"], sandbox)).status_code == 200
    reply = await sandbox_http.patch(f"/orders/{slug}", json={"transferproof_url": told["file_url"]})
    assert reply.status_code == 200, reply.text
    order = (await sandbox_http.get(f"/orders/{slug}")).json()
    assert (order["transferproof_url"], order["transfer_time"], order["payment_status"]) == (
        told["file_url"], "2026-11-21T03:00:00Z", "unpaid",
    )  # fmt: skip
    picture = await sandbox_http.get(order["transferproof_url"])
    assert (picture.content, picture.headers["content-type"]) == (PICTURE, "image/jpeg")
    assert proofs.received(sandbox_store, slug) == 1


@pytest.mark.parametrize("size", [1, 10_485_760])
async def test_the_smallest_and_the_biggest(sandbox_http: httpx.AsyncClient, slug: str, size: int) -> None:
    assert (await ask(sandbox_http, slug, content_length=size)).status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"content_length": 0}, "content_length"),
        ({"content_length": 10_485_761}, "content_length"),
        ({"content_length": "5"}, "content_length"),
        ({"content_length": 5.5}, "content_length"),
        ({"content_length": None}, "content_length"),
        ({"content_type": "application/pdf"}, "content_type"),
        ({"content_type": None}, "content_type"),
        ({"filename": ""}, "filename"),
        ({"filename": 5}, "filename"),
        ({"key": "mine"}, "key"),
    ],
)
async def test_what_is_not_taken(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, slug: str, change: dict[str, Any], field: str
) -> None:
    sandbox.strict_requests = False
    reply = await ask(sandbox_http, slug, **change)
    assert reply.status_code == 400
    assert list(reply.json()["errors"]) == [field]


async def test_only_for_a_transfer_that_is_still_to_come(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, slug: str
) -> None:
    assert (await ask(sandbox_http, "nope")).status_code == 404
    qris = (await place(sandbox_http, "qris"))["secret_slug"]
    assert (await ask(sandbox_http, qris)).status_code == 400
    assert control.mark_paid(sandbox_store, slug)
    assert (await ask(sandbox_http, slug)).status_code == 400


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (PICTURE, {"X-Scalev-Storefront-Api-Key": "sfpk_x"}, 400),
        (PICTURE, {"X-Scalev-Guest-Token": "x"}, 400),
        (PICTURE, {"Authorization": "Bearer x"}, 400),
        (PICTURE, {"Content-Type": "image/png"}, 403),
        (PICTURE[:-1], {}, 403),
        (PICTURE + b"x", {}, 403),
    ],
)
async def test_the_place_takes_exactly_what_was_announced_and_no_secrets(
    sandbox: CheckedApp,
    sandbox_http: httpx.AsyncClient,
    sandbox_store: Sandbox,
    slug: str,
    content: bytes,
    headers: dict[str, str],
    status: int,
) -> None:
    told = (await ask(sandbox_http, slug)).json()
    assert (await put(told["upload_url"], sandbox, content, **headers)).status_code == status
    assert proofs.received(sandbox_store, slug) == 0
    assert (
        await sandbox_http.patch(f"/orders/{slug}", json={"transferproof_url": told["file_url"]})
    ).status_code == 400


async def test_the_place_wants_to_know_the_length(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, slug: str
) -> None:
    async def piecemeal() -> Any:
        yield PICTURE[:500]
        yield PICTURE[500:]

    told = (await ask(sandbox_http, slug)).json()
    assert (await put(told["upload_url"], sandbox, piecemeal())).status_code == 411
    length = {"Content-Length": str(len(PICTURE))}
    assert (await put(told["upload_url"], sandbox, piecemeal(), **length)).status_code == 200


async def test_the_place_closes_and_nobody_guesses_it(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, sandbox_clock: Clock, slug: str
) -> None:
    told = (await ask(sandbox_http, slug)).json()
    assert (await put("http://demo.localhost/uploads/transfer-proofs/x.jpg", sandbox)).status_code == 403
    sandbox_clock.pass_seconds(15 * 60)
    assert (await put(told["upload_url"], sandbox)).status_code == 403


async def test_the_proof_of_another_order_or_another_host_is_none(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, slug: str
) -> None:
    url = (await ask(sandbox_http, slug)).json()
    await put(url["upload_url"], sandbox)
    other = (await place(sandbox_http, "bank_transfer"))["secret_slug"]
    reply = await sandbox_http.patch(f"/orders/{other}", json={"transferproof_url": url["file_url"]})
    assert reply.status_code == 400
    elsewhere = url["file_url"].replace("demo.localhost", "files.example")
    reply = await sandbox_http.patch(f"/orders/{slug}", json={"transferproof_url": elsewhere})
    assert reply.status_code == 400
    qris = (await place(sandbox_http, "qris"))["secret_slug"]
    reply = await sandbox_http.patch(f"/orders/{qris}", json={"transferproof_url": url["file_url"]})
    assert reply.status_code == 400
