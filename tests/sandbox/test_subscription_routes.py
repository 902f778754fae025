"""Subscriptions: begun by a paid order, cancelled and resumed, changed to a dearer or cheaper variant at period end."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.sandbox import control
from app.sandbox.manner import Manner
from app.sandbox.state import Sandbox
from tests.sandbox.buying import details, item
from tests.sandbox_fixtures import Clock

Json = dict[str, Any]
DAY = 24 * 3600
ITEMS = "/me/subscription-items"
LONG = pytest.mark.parametrize("sandbox_manner", [Manner(access_ttl=400 * DAY)], indirect=True)


async def named(http: httpx.AsyncClient, kind: str) -> Json:
    """Sari's subscription that runs, is about to end, was stopped or is old."""
    for entry in (await http.get("/me/subscriptions")).json()["data"]:
        found = (
            ("ending" if entry["is_cancel_at_period_end"] else "running")
            if entry["status"] == "active"
            else {"canceled": "stopped", "expired": "old"}[entry["status"]]
        )
        if found == kind:
            return dict((await http.get(f"/me/subscriptions/{entry['id']}")).json())
    raise LookupError(kind)


@pytest.mark.parametrize(
    "sandbox_manner", [Manner(), Manner("older", "singapay")], indirect=True, ids=["newer", "older"]
)
async def test_the_demos_customer_has_some_of_everything(
    sari: httpx.AsyncClient, bayu: httpx.AsyncClient
) -> None:
    every = (await sari.get("/me/subscriptions")).json()
    assert every["page_size"] == 25 and every["is_paginated"] is True
    ids = [entry["id"] for entry in every["data"]]
    assert ids == sorted(ids, reverse=True) and len(ids) == 4
    assert [entry["status"] for entry in every["data"]] == ["active", "active", "canceled", "expired"]
    running, ending, old = [await named(sari, kind) for kind in ("running", "ending", "old")]
    assert running["latest_renewal_invoice"]["amount"] == "125000"
    assert running["current_period_start"] < "2026-11-21" < running["current_period_end"]
    order = (await sari.get(f"/me/orders/{running['order_id']}")).json()
    assert running["subscription_items"][0]["orderline_id"] == order["orderlines"][0]["id"]
    assert ending["is_active"] is True and ending["canceled_at"] is None
    dates = ("activated_at", "current_period_start", "current_period_end", "canceled_at", "expired_at")
    assert {old[name] for name in dates} == {None}
    assert (await bayu.get("/me/subscriptions")).json()["data"] == []
    for path in (f"/me/subscriptions/{running['id']}", "/me/subscriptions/nothing"):
        assert (await bayu.get(path)).status_code == 404
    theirs = running["subscription_items"][0]["id"]
    assert (await bayu.get(f"{ITEMS}/{theirs}/upgrade")).status_code == 404


async def test_the_list_is_filtered_and_paged(sari: httpx.AsyncClient) -> None:
    async def ids(**params: Any) -> list[str]:
        page = (await sari.get("/me/subscriptions", params=params)).json()
        return [entry["id"] for entry in page["data"]]

    every = await ids()
    assert await ids(status="active") == every[:2]
    assert await ids(status="canceled") == every[2:3]
    assert await ids(status="failed") == []
    first = (await sari.get("/me/subscriptions", params={"page_size": 3})).json()
    assert first["has_next"] and not first["has_previous"] and len(first["data"]) == 3
    assert await ids(page_size=3, next_cursor=first["next_cursor"]) == every[3:]


@LONG
async def test_cancelling_ends_with_the_period_and_can_be_taken_back(
    sari: httpx.AsyncClient, sandbox_clock: Clock
) -> None:
    path = f"/me/subscriptions/{(await named(sari, 'running'))['id']}"
    assert (await sari.post(f"{path}/resume")).status_code == 404
    canceled = (await sari.post(f"{path}/cancel")).json()
    assert (canceled["status"], canceled["is_cancel_at_period_end"]) == ("active", True)
    refusal = await sari.post(f"{path}/cancel")
    assert refusal.status_code == 404 and "active" in refusal.json()["error"]
    assert (await sari.post(f"{path}/resume")).json()["is_cancel_at_period_end"] is False
    ends = (await sari.post(f"{path}/cancel")).json()["current_period_end"]
    sandbox_clock.pass_seconds(31 * DAY)
    over = (await sari.get(path)).json()
    assert (over["status"], over["is_active"], over["canceled_at"]) == ("canceled", False, ends)
    for act in ("cancel", "resume"):
        assert (await sari.post(f"{path}/{act}")).status_code == 404


@LONG
@pytest.mark.parametrize(("direction", "prices"), [("upgrade", [165_000] * 3), ("downgrade", [79_000] * 3)])
async def test_a_change_waits_for_the_end_of_the_period(
    sari: httpx.AsyncClient, sandbox_clock: Clock, direction: str, prices: list[int]
) -> None:
    subscription = await named(sari, "running")
    path = f"{ITEMS}/{subscription['subscription_items'][0]['id']}/{direction}"
    options = (await sari.get(path)).json()["data"]
    assert [option["price"] for option in options] == prices
    other = {"upgrade": "downgrade", "downgrade": "upgrade"}[direction]
    wrong = await sari.post(path.replace(direction, other), json={"variant_id": options[0]["id"]})
    assert wrong.status_code == 400 and "variant_id" in wrong.json()["errors"]
    changed = (await sari.post(path, json={"variant_id": options[0]["id"]})).json()
    line = changed["subscription_items"][0]
    assert (line["status"], line["price"]) == (f"pending_{direction}", 125_000)
    action = line["pending_action"]
    assert (action["action_type"], action["status"], action["execution_type"]) == (
        direction, "scheduled", "at_period_end",
    )  # fmt: skip
    assert action["next_variant_config"] == {"variant_id": options[0]["id"]}
    assert (await sari.get(path)).status_code == 404
    sandbox_clock.pass_seconds(31 * DAY)
    renewed = (await sari.get(f"/me/subscriptions/{subscription['id']}")).json()
    line = renewed["subscription_items"][0]
    assert (line["status"], line["price"], line["pending_action"]) == ("active", prices[0], None)
    assert renewed["latest_renewal_invoice"]["amount"] == str(prices[0])
    assert renewed["current_period_start"] == subscription["current_period_end"]


async def test_what_ends_offers_no_change(sari: httpx.AsyncClient) -> None:
    for kind in ("ending", "stopped", "old"):
        line = (await named(sari, kind))["subscription_items"][0]["id"]
        assert (await sari.get(f"{ITEMS}/{line}/upgrade")).status_code == 404
        assert (await sari.post(f"{ITEMS}/{line}/downgrade", json={"variant_id": 100800})).status_code == 404


@LONG
async def test_a_paid_order_begins_a_subscription(
    sandbox_http: httpx.AsyncClient, bayu: httpx.AsyncClient, sandbox_store: Sandbox, sandbox_clock: Clock
) -> None:
    variant = (await details(sandbox_http, "subscription"))[0]["variants"][0]
    orders = [
        (await bayu.post("/me/checkout", json={"items": [item(variant)], "payment_method": "qris"})).json()
        for _ in range(2)
    ]
    listed = (await bayu.get("/me/subscriptions")).json()["data"]
    assert [(one["status"], one["activated_at"]) for one in listed] == [("unactivated", None)] * 2
    sandbox_clock.pass_seconds(60)
    control.mark_paid(sandbox_store, orders[0]["secret_slug"])
    control.expire(sandbox_store, orders[1]["secret_slug"])
    listed = (await bayu.get("/me/subscriptions")).json()["data"]
    assert {one["status"] for one in listed} == {"active", "failed"}
    active = next(one for one in listed if one["is_active"])
    assert active["current_period_start"] == "2026-11-21T03:01:00Z"
    assert active["current_period_end"] == "2026-12-21T03:01:00Z"
    one = (await bayu.get(f"/me/subscriptions/{active['id']}")).json()
    assert (one["order_id"], one["latest_renewal_invoice"]) == (orders[0]["id"], None)
