"""Orders after checkout: payment instructions, time passing, what the buyer adds, what a demo makes happen."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.sandbox import control
from app.sandbox.manner import Manner
from app.sandbox.methods import METHODS
from app.sandbox.qris import crc16
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import item, order_body, place, variant_of
from tests.sandbox_fixtures import Clock


async def paying(http: httpx.AsyncClient, method: str) -> dict[str, Any]:
    """An order of something digital with its payment made."""
    items = [item(await variant_of(http, "digital"))]
    order = (await http.post("/checkout", json=order_body(method, None, items))).json()
    return await pay(http, order["secret_slug"])


async def pay(http: httpx.AsyncClient, slug: str) -> dict[str, Any]:
    reply = await http.post(f"/orders/{slug}/payment")
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


async def order_of(http: httpx.AsyncClient, slug: str) -> dict[str, Any]:
    return dict((await http.get(f"/orders/{slug}")).json())


async def test_instructions_come_with_the_payment_and_stay_the_same(sandbox_http: httpx.AsyncClient) -> None:
    order = await place(sandbox_http, "va_bca")
    assert (order["pg_payment_info"], order["payment_expiration_at"]) == ({}, None)
    first = await pay(sandbox_http, order["secret_slug"])
    assert first["pg_payment_info"]
    assert await pay(sandbox_http, order["secret_slug"]) == first
    assert await order_of(sandbox_http, order["secret_slug"]) == first


@pytest.mark.parametrize("method", [code for code in METHODS if code.startswith("va_")])
async def test_virtual_accounts(sandbox_http: httpx.AsyncClient, method: str) -> None:
    order = await paying(sandbox_http, method)
    account = order["pg_payment_info"]["payment_method"]["virtual_account"]["channel_properties"]
    assert account["virtual_account_number"].isdigit() and len(account["virtual_account_number"]) == 16
    assert account["customer_name"]
    assert order["payment_expiration_at"] == "2026-11-22T03:00:00Z"


async def test_qris(sandbox_http: httpx.AsyncClient) -> None:
    order = await paying(sandbox_http, "qris")
    text = order["pg_payment_info"]["payment_method"]["qr_code"]["channel_properties"]["qr_string"]
    assert text[-4:] == crc16(text[:-4])
    assert f"54{len(order['gross_revenue']):02d}{order['gross_revenue']}" in text
    assert order["payment_expiration_at"] == "2026-11-21T03:30:00Z"


@pytest.mark.parametrize(
    ("method", "types"),
    [
        ("gopay", {"MOBILE", "DEEPLINK"}),
        ("shopeepay", {"MOBILE", "DEEPLINK"}),
        ("dana", {"WEB", "MOBILE"}),
        ("linkaja", {"WEB", "MOBILE"}),
    ],
)
async def test_wallets_give_links(sandbox_http: httpx.AsyncClient, method: str, types: set[str]) -> None:
    actions = (await paying(sandbox_http, method))["pg_payment_info"]["actions"]
    assert {action["url_type"] for action in actions} == types
    assert all(action["url"].startswith("http://demo.localhost/pay/") for action in actions)


async def test_the_other_methods(sandbox_http: httpx.AsyncClient) -> None:
    ovo = (await paying(sandbox_http, "ovo"))["pg_payment_info"]
    assert ovo and "actions" not in ovo
    for method in ("card", "invoice"):
        info = (await paying(sandbox_http, method))["pg_payment_info"]
        assert info["invoice_url"].startswith("http://demo.localhost/pay/")
    alfamart = (await paying(sandbox_http, "alfamart"))["pg_payment_info"]
    counter = alfamart["payment_method"]["over_the_counter"]["channel_properties"]
    assert (len(counter["payment_code"]), counter["customer_name"]) == (12, "Budi Santoso")


async def test_manual_transfer_names_the_accounts(sandbox_http: httpx.AsyncClient) -> None:
    order = await paying(sandbox_http, "bank_transfer")
    accounts = order["store"]["payment_accounts"]
    assert {account["financial_entity"]["code"] for account in accounts} == {"bca", "mandiri"}
    assert {account["method"] for account in accounts} == {"bank_transfer"}
    assert (order["pg_payment_info"], order["payment_expiration_at"]) == ({}, "2026-11-22T03:00:00Z")


async def test_cash_on_delivery_is_confirmed(sandbox_http: httpx.AsyncClient) -> None:
    order = await place(sandbox_http, "cod")
    paid = await pay(sandbox_http, order["secret_slug"])
    assert (paid["status"], paid["payment_status"], paid["pg_payment_info"]) == ("confirmed", "unpaid", {})
    assert paid["payment_expiration_at"] is None


@pytest.mark.parametrize("method", ["qris", "va_mandiri"])
async def test_the_demo_pays_by_itself_after_a_while(
    sandbox_http: httpx.AsyncClient, sandbox_clock: Clock, method: str
) -> None:
    order = await paying(sandbox_http, method)
    sandbox_clock.pass_seconds(19)
    assert (await order_of(sandbox_http, order["secret_slug"]))["payment_status"] == "unpaid"
    sandbox_clock.pass_seconds(100)
    paid = await order_of(sandbox_http, order["secret_slug"])
    assert (paid["payment_status"], paid["status"]) == ("paid", "completed")
    assert paid["paid_time"] == "2026-11-21T03:00:20Z"
    assert await pay(sandbox_http, order["secret_slug"]) == paid


async def test_nothing_is_paid_before_its_payment_is_made(
    sandbox_http: httpx.AsyncClient, sandbox_clock: Clock
) -> None:
    order = await place(sandbox_http, "qris")
    sandbox_clock.pass_seconds(3600)
    assert (await order_of(sandbox_http, order["secret_slug"]))["payment_status"] == "unpaid"


@pytest.mark.parametrize("sandbox_manner", [Manner(autopay_seconds=None)], indirect=True)
async def test_without_autopay_the_time_runs_out_and_the_stock_returns(
    sandbox_http: httpx.AsyncClient, sandbox_clock: Clock, sandbox_store: Sandbox
) -> None:
    order = await place(sandbox_http, "qris", quantity=2)
    assert any(sandbox_store.taken().values())
    await pay(sandbox_http, order["secret_slug"])
    sandbox_clock.pass_seconds(30 * 60)
    lapsed = await order_of(sandbox_http, order["secret_slug"])
    assert (lapsed["status"], lapsed["payment_status"]) == ("canceled", "unpaid")
    assert sandbox_store.taken() == {}
    again = await pay(sandbox_http, order["secret_slug"])
    assert again["status"] == "canceled"


async def test_a_canceled_order_gets_no_payment(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    order = await place(sandbox_http, "qris")
    assert control.cancel(sandbox_store, order["secret_slug"])
    reply = await sandbox_http.post(f"/orders/{order['secret_slug']}/payment")
    assert reply.status_code == 400
    assert reply.json()["message"]


async def test_the_way_of_a_parcel(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, sandbox_clock: Clock
) -> None:
    slug = (await place(sandbox_http, "bank_transfer"))["secret_slug"]
    assert not control.ship(sandbox_store, slug)
    assert control.mark_paid(sandbox_store, slug)
    assert not control.mark_paid(sandbox_store, slug)
    assert (await order_of(sandbox_http, slug))["status"] == "confirmed"
    sandbox_clock.pass_seconds(3600)
    assert control.ship(sandbox_store, slug)
    shipped = await order_of(sandbox_http, slug)
    assert shipped["status"] == "shipped" and shipped["shipment_receipt"].startswith("WN")
    assert not control.cancel(sandbox_store, slug)
    assert control.deliver(sandbox_store, slug)
    done = await order_of(sandbox_http, slug)
    assert done["status"] == "completed"
    assert [entry["status"] for entry in done["shipment_status_history"]] == ["shipped", "delivered"]
    assert [entry["status"] for entry in done["status_history"]] == [
        "draft", "pending", "paid", "confirmed", "in_process", "ready", "shipped", "completed",
    ]  # fmt: skip


async def test_cash_arrives_with_the_parcel(sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox) -> None:
    slug = (await place(sandbox_http, "cod"))["secret_slug"]
    assert control.ship(sandbox_store, slug) and control.deliver(sandbox_store, slug)
    assert (await order_of(sandbox_http, slug))["payment_status"] == "paid"


async def test_a_demo_can_let_the_time_run_out(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    slug = (await paying(sandbox_http, "gopay"))["secret_slug"]
    assert control.expire(sandbox_store, slug)
    assert (await order_of(sandbox_http, slug))["status"] == "canceled"
    assert not control.expire(sandbox_store, slug)
    assert not control.mark_paid(sandbox_store, slug)
    assert not control.mark_paid(sandbox_store, "nope")


async def test_the_buyer_adds_to_the_order(sandbox_http: httpx.AsyncClient) -> None:
    slug = (await place(sandbox_http, "bank_transfer"))["secret_slug"]
    said = {
        "transfer_time": "2026-11-21T10:00:00+07:00",
        "financial_entity_id": 14,
        "payment_account_holder": "Budi",
        "payment_account_number": "123",
        "something_new": True,
    }
    reply = await sandbox_http.patch(f"/orders/{slug}", json=said)
    assert reply.status_code == 200
    assert (reply.json()["transferproof_url"], reply.json()["transfer_time"]) == (None, said["transfer_time"])
    assert (await order_of(sandbox_http, slug))["payment_account_holder"] == "Budi"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"transferproof_url": "javascript:alert(1)"}, "transferproof_url"),
        ({"transferproof_url": 5}, "transferproof_url"),
        ({"transfer_time": "yesterday"}, "transfer_time"),
        ({"transferproof_url": "https://files.example/proof.jpg"}, "transferproof_url"),
        ({"transferproof_url": "http://demo.localhost/files/transfer-proofs/none.jpg"}, "transferproof_url"),
        ({"financial_entity_id": "x"}, "financial_entity_id"),
        ({"financial_entity_id": 99}, "financial_entity_id"),
        ({"notes": 5}, "notes"),
    ],
)
async def test_what_the_buyer_cannot_add(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, body: dict[str, Any], field: str
) -> None:
    slug = (await place(sandbox_http, "bank_transfer"))["secret_slug"]
    sandbox.strict_requests = False
    reply = await sandbox_http.patch(f"/orders/{slug}", json=body)
    assert reply.status_code == 400
    assert list(reply.json()["errors"]) == [field]


async def test_proof_is_only_for_manual_transfer(sandbox_http: httpx.AsyncClient) -> None:
    slug = (await place(sandbox_http, "qris"))["secret_slug"]
    proof = {"transferproof_url": "https://files.example/proof.jpg"}
    assert (await sandbox_http.patch(f"/orders/{slug}", json=proof)).status_code == 400
    assert (await sandbox_http.patch(f"/orders/{slug}", json={"notes": "Pagar hijau"})).status_code == 200
    assert (await sandbox_http.patch("/orders/nope", json={})).status_code == 404


async def test_the_page_a_link_leads_to_can_pay(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    order = await paying(sandbox_http, "dana")
    url = order["pg_payment_info"]["actions"][0]["url"]
    page = await sandbox_http.get(url)
    assert order["order_id"] in page.text and "<button>" in page.text
    assert (await sandbox_http.post(url)).status_code == 303
    assert (await order_of(sandbox_http, order["secret_slug"]))["payment_status"] == "paid"
    assert "<button>" not in (await sandbox_http.get(order["redirect_url"])).text
    assert (await sandbox_http.get("http://demo.localhost/orders/nope")).status_code == 404
