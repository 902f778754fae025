"""The relays: what the contract takes is kept, what it does not take is refused with the place of the mistake."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.sandbox import DEMO_BASE_URL, relayed
from app.sandbox.manner import Manner
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import variant_of

Json = dict[str, Any]
URL = "https://toko.example.com/item/kopi"
BODIES: dict[str, Json] = {
    "meta": {
        "event_source_url": URL,
        "referrer_url": None,
        "user_data": {"em": "a@example.com", "fbc": "fb.1.1.abc", "location_id": 317401},
        "events": [{"event_id": "1", "event_name": "ViewContent", "parameters": {"currency": "IDR"}}],
    },
    "tiktok": {
        "event_source_url": URL,
        "user": {"ttclid": "abc"},
        "events": [{"event_id": "1", "event": "ViewContent"}],
    },
    "snackvideo": {
        "click_id": "abc",
        "events": [{"event_name": "EVENT_CONTENT_VIEW", "properties": {"value": 85000, "currency": "IDR"}}],
    },
}


@pytest.mark.parametrize(
    ("sandbox_manner", "status"),
    [(Manner(), 202), (Manner("older"), 204)],
    indirect=["sandbox_manner"],
    ids=["newer", "older"],
)
async def test_what_the_contract_has_is_taken_and_kept(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, sandbox: CheckedApp, status: int
) -> None:
    variant = await variant_of(sandbox_http)
    items = {"variants": [{"variant_unique_id": variant["unique_id"], "quantity": 2}]}
    for relay, body in BODIES.items():
        reply = await sandbox_http.post(f"/analytics/{relay}/events", json=body | items)
        assert (reply.status_code, reply.content) == (status, b"")
        assert [one.body for one in relayed.received(sandbox_store, relay)] == [body | items]
    assert [one.relay for one in relayed.received(sandbox_store)] == ["meta", "tiktok", "snackvideo"]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox), base_url=DEMO_BASE_URL) as browser:
        page = await browser.get("/conversion-events")
    assert "EVENT_CONTENT_VIEW" in page.text and variant["unique_id"] in page.text


async def test_only_the_newest_are_kept(sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox) -> None:
    for _ in range(relayed.MOST_KEPT + 3):
        relayed.take(sandbox_store, "tiktok", BODIES["tiktok"])
    await sandbox_http.post("/analytics/meta/events", json=BODIES["meta"])
    kept = relayed.received(sandbox_store)
    assert len(kept) == relayed.MOST_KEPT and kept[-1].relay == "meta"


EVENT: Json = {"event_id": "1", "event_name": "X"}


@pytest.mark.parametrize(
    ("relay", "change", "where"),
    [
        ("meta", {"user_data": None}, "user_data"),
        ("meta", {"events": []}, "events"),
        ("meta", {"events": [{"event_name": "X"}]}, "events[0].event_id"),
        ("meta", {"events": [EVENT, EVENT | {"value": 1}]}, "events[1].value"),
        ("meta", {"events": [EVENT | {"parameters": []}]}, "events[0].parameters"),
        ("meta", {"user_data": {"client_ip_address": "1.2.3.4"}}, "user_data.client_ip_address"),
        ("meta", {"user_data": {"location_id": "317401"}}, "user_data.location_id"),
        ("meta", {"event_source_url": "toko.example.com"}, "event_source_url"),
        ("tiktok", {"event_source_url": None}, "event_source_url"),
        ("tiktok", {"user": None}, "user"),
        ("tiktok", {"events": [EVENT]}, "events[0].event_name"),
        ("snackvideo", {"click_id": ""}, "click_id"),
        ("snackvideo", {"events": [EVENT]}, "events[0].event_id"),
        (
            "snackvideo",
            {"events": [{"event_name": "X", "properties": {"value": 85000.5}}]},
            "events[0].properties.value",
        ),
        ("meta", {"variants": [{"variant_unique_id": "variant_none", "quantity": 1}]}, "variants[0].variant_unique_id"),
        ("meta", {"variants": [{"variant_unique_id": 100100, "quantity": 1}]}, "variants[0].variant_unique_id"),
        ("meta", {"bundle_price_options": [{"quantity": 0}]}, "bundle_price_options[0].quantity"),
    ],
)  # fmt: skip
async def test_anything_else_is_refused(
    sandbox_http: httpx.AsyncClient,
    sandbox_store: Sandbox,
    sandbox: CheckedApp,
    relay: str,
    change: Json,
    where: str,
) -> None:
    sandbox.strict_requests = False
    reply = await sandbox_http.post(f"/analytics/{relay}/events", json=BODIES[relay] | change)
    assert reply.status_code == 400 and where in reply.json()["errors"], reply.text
    assert relayed.received(sandbox_store) == []


async def test_a_wrong_key_meets_no_relay(sandbox_http: httpx.AsyncClient) -> None:
    wrong = {"X-Scalev-Storefront-Api-Key": "sfpk_wrong"}
    reply = await sandbox_http.post("/analytics/meta/events", json=BODIES["meta"], headers=wrong)
    assert reply.status_code == 404
