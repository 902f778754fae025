"""Both editions and both provider shapes. What is only in the other edition is found by the checked app itself."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from typing import Any

import httpx
import pytest
import zxingcpp
from PIL import Image

from app.sandbox import EDITIONS, PROVIDERS, control
from app.sandbox.manner import Manner
from app.sandbox.methods import BANKS, METHODS
from app.sandbox.server import create_app
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp
from tests.contract.checker import ContractViolation
from tests.contract.editions import check_fields
from tests.sandbox.buying import HOME, courier_for, item, order_body, place, variant_of
from tests.sandbox.test_order_routes import order_of, pay
from tests.sandbox_fixtures import Clock

OLDER = Manner("older", autopay_seconds=None)
NEWER = Manner("newer", autopay_seconds=None)
EVERY = [
    Manner(edition, provider, autopay_seconds=None) for edition, provider in product(EDITIONS, PROVIDERS)
]
older = pytest.mark.parametrize("sandbox_manner", [OLDER], indirect=True, ids=["older"])
every = pytest.mark.parametrize(
    "sandbox_manner", EVERY, indirect=True, ids=[f"{manner.edition}-{manner.provider}" for manner in EVERY]
)
singapay = pytest.mark.parametrize(
    "sandbox_manner", [Manner("newer", "singapay", autopay_seconds=None)], indirect=True, ids=["singapay"]
)


async def offers(http: httpx.AsyncClient) -> list[tuple[str, dict[str, Any]]]:
    """Every way to pay that the list route has, as a method and what more a checkout has to say for it."""
    ways: list[tuple[str, dict[str, Any]]] = []
    for row in (await http.get("/payment-methods")).json()["data"]:
        banks = (row["metadata"] or {}).get("xendit_va_bank_codes")
        ways += (
            [(row["code"], {"sub_payment_method": bank}) for bank in banks] if banks else [(row["code"], {})]
        )
    return ways


@every
async def test_every_method_is_ordered_paid_and_read_in_its_edition(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, sandbox_manner: Manner
) -> None:
    items = [item(await variant_of(sandbox_http, at_least=40))]
    ways = await offers(sandbox_http)
    assert len(ways) == len(METHODS) - (1 if sandbox_manner.older else 0)
    for method, more in ways:
        courier = await courier_for(sandbox_http, items, method)
        summary = await sandbox_http.post(
            "/checkout/summary",
            json={"items": items, "destination": HOME, "payment_method": method}
            | {"courier_service_id": courier["courier_service_id"]},
        )
        placed = await sandbox_http.post("/checkout", json=order_body(method, courier, items, **more))
        assert placed.status_code == 201, placed.text
        order = placed.json()
        assert order["gross_revenue"] == summary.json()["gross_revenue"]
        assert order["payment_method"] == method
        assert order["pg_payment_info"] == {}
        order = await pay(sandbox_http, order["secret_slug"])
        assert bool(order["pg_payment_info"]) == (method not in ("bank_transfer", "cod", "payment_link"))
        assert await pay(sandbox_http, order["secret_slug"]) == order
        assert control.mark_paid(sandbox_store, order["secret_slug"])
        paid = await order_of(sandbox_http, order["secret_slug"])
        assert paid["payment_status"] == "paid"


@older
async def test_the_older_edition_names_a_bank_apart(sandbox_http: httpx.AsyncClient) -> None:
    rows = {row["code"]: row for row in (await sandbox_http.get("/payment-methods")).json()["data"]}
    assert not [code for code in rows if code.startswith("va_")] and "payment_link" not in rows
    assert list(rows["va"]["metadata"]["xendit_va_bank_codes"]) == list(BANKS)
    order = await place(sandbox_http, "va", sub_payment_method="bca")
    assert (order["payment_method"], order["sub_payment_method"]) == ("va", "bca")
    order = await pay(sandbox_http, order["secret_slug"])
    channel = order["pg_payment_info"]["payment_method"]["virtual_account"]
    assert channel["channel_code"] == "BCA"
    plain = await place(sandbox_http, "qris", sub_payment_method=None)
    assert (plain["payment_method"], plain["sub_payment_method"]) == ("qris", None)


@older
@pytest.mark.parametrize(
    ("method", "more", "field"),
    [
        ("va", {}, "sub_payment_method"),
        ("va", {"sub_payment_method": None}, "sub_payment_method"),
        ("va", {"sub_payment_method": "va_bca"}, "sub_payment_method"),
        ("va_bca", {}, "payment_method"),
        ("payment_link", {}, "payment_method"),
        ("qris", {"checkout_intent_token": "cit_x"}, "checkout_intent_token"),
    ],
)
async def test_what_the_older_edition_refuses(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, method: str, more: dict[str, Any], field: str
) -> None:
    items = [item(await variant_of(sandbox_http))]
    courier = await courier_for(sandbox_http, items)
    sandbox.strict_requests = False
    reply = await sandbox_http.post("/checkout", json=order_body(method, courier, items, **more))
    assert reply.status_code == 400
    assert list(reply.json()["errors"]) == [field]


@older
async def test_the_older_edition_has_one_link_one_fee_and_a_number(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    order = await place(sandbox_http, "va", sub_payment_method="bni")
    assert isinstance(order["id"], int)
    assert order["payment_url"] == f"http://demo.localhost/pay/{order['secret_slug']}"
    assert "redirect_url" not in order and "service_fee" not in order
    assert (order["other_income"], order["other_income_name"]) == ("4000", "Biaya layanan")
    rows = ("product_price", "shipping_cost", "other_income")
    assert int(order["gross_revenue"]) == sum(int(order[row]) for row in rows)
    assert control.mark_paid(sandbox_store, order["secret_slug"])
    assert "post_payment_redirect_url" not in await order_of(sandbox_http, order["secret_slug"])


@older
async def test_the_older_preview_knows_no_code(sandbox: CheckedApp, sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http), 3)]
    courier = (await courier_for(sandbox_http, items))["courier_service_id"]
    asked = {"items": items, "destination": HOME, "payment_method": "qris", "courier_service_id": courier}
    plain = (await sandbox_http.post("/checkout/summary", json=asked)).json()
    sandbox.strict_requests = False
    coded = await sandbox_http.post("/checkout/summary", json=asked | {"discount_code_code": "QRISAJA"})
    assert coded.json() == plain
    sandbox.strict_requests = True
    order = await place(sandbox_http, "qris", quantity=3, discount_code_code="QRISAJA")
    assert int(order["discount_code_discount"]) > 0
    assert int(order["gross_revenue"]) < int(plain["gross_revenue"])


async def test_the_newer_edition_says_where_to_go(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    order = await place(sandbox_http, "card")
    assert order["redirect_url"].startswith("http://demo.localhost/orders/")
    assert order["payment_url"] is None and "sub_payment_method" not in order
    assert "post_payment_redirect_url" not in order
    assert control.mark_paid(sandbox_store, order["secret_slug"])
    paid = await order_of(sandbox_http, order["secret_slug"])
    assert (await sandbox_http.get(paid["post_payment_redirect_url"])).status_code == 200


async def test_a_payment_link_becomes_what_is_chosen_on_its_page(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    order = await place(sandbox_http, "payment_link")
    assert (order["other_income"], order["service_fee"], order["payment_link_income"]) == ("0", "0", "0")
    assert (order["epayment_provider"], order["redirect_url"]) == (
        None, f"http://demo.localhost/pay/{order['secret_slug']}",
    )  # fmt: skip
    assert order["payment_expiration_at"] == "2026-11-22T03:00:00Z"
    page = await sandbox_http.get(order["redirect_url"])
    assert "va_bca" in page.text
    assert (await sandbox_http.post(f"{order['redirect_url']}/cod")).status_code == 404
    assert (await sandbox_http.post(f"{order['redirect_url']}/va_bca")).status_code == 303
    chosen = await order_of(sandbox_http, order["secret_slug"])
    assert (chosen["payment_method"], chosen["epayment_provider"]) == ("va_bca", "xendit")
    assert chosen["pg_payment_info"]["payment_method"]["virtual_account"]
    assert int(chosen["gross_revenue"]) == int(order["gross_revenue"]) + 4_000
    assert (await sandbox_http.post(f"{order['redirect_url']}/qris")).status_code == 404


async def test_a_payment_link_that_is_paid_was_paid_somehow(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    order = await place(sandbox_http, "payment_link")
    assert control.mark_paid(sandbox_store, order["secret_slug"])
    paid = await order_of(sandbox_http, order["secret_slug"])
    assert (paid["payment_method"], paid["payment_status"]) == ("qris", "paid")
    assert int(paid["gross_revenue"]) == int(order["gross_revenue"]) + int(paid["payment_link_income"])


@singapay
@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("va_bri", {"va_number", "va_name"}),
        ("qris", {"qr_string", "qr_image_url"}),
        ("dana", {"payment_url", "deeplink_url"}),
        ("ovo", set()),
        ("card", {"payment_url"}),
        ("invoice", {"payment_url"}),
        ("alfamart", {"payment_url"}),
    ],
)
async def test_singapay_is_flat(sandbox_http: httpx.AsyncClient, method: str, given: set[str]) -> None:
    order = await pay(sandbox_http, (await place(sandbox_http, method))["secret_slug"])
    info = order["pg_payment_info"]
    assert set(info) == {"payment_url", "deeplink_url", "qr_string", "qr_image_url", "va_number", "va_name"}
    assert {name for name, value in info.items() if value} == given
    assert order["epayment_provider"] == "singapay"


@singapay
async def test_the_picture_holds_the_same_code(sandbox_http: httpx.AsyncClient) -> None:
    info = (await pay(sandbox_http, (await place(sandbox_http, "qris"))["secret_slug"]))["pg_payment_info"]
    picture = Image.open(BytesIO((await sandbox_http.get(info["qr_image_url"])).content))
    assert [read.text for read in zxingcpp.read_barcodes(picture.convert("L"))] == [info["qr_string"]]
    assert (await sandbox_http.get("http://demo.localhost/qr/nope.png")).status_code == 404


@pytest.mark.parametrize("sandbox_manner", [Manner(payment_delay=2)], indirect=True, ids=["2 s"])
async def test_there_is_nothing_to_show_for_a_while(
    sandbox_http: httpx.AsyncClient, sandbox_clock: Clock
) -> None:
    slug = (await place(sandbox_http, "va_bca"))["secret_slug"]
    assert (await pay(sandbox_http, slug))["pg_payment_info"] == {}
    sandbox_clock.pass_seconds(1.9)
    assert (await order_of(sandbox_http, slug))["pg_payment_info"] == {}
    sandbox_clock.pass_seconds(0.1)
    assert (await order_of(sandbox_http, slug))["pg_payment_info"]


@pytest.mark.parametrize("sandbox_manner", [NEWER], indirect=True, ids=["newer"])
async def test_the_payment_of_an_order_whose_time_is_over_says_so(
    sandbox_http: httpx.AsyncClient, sandbox_clock: Clock
) -> None:
    slug = (await place(sandbox_http, "qris"))["secret_slug"]
    assert (await pay(sandbox_http, slug))["pg_payment_info"]["status"] == "PENDING"
    sandbox_clock.pass_seconds(30 * 60)
    assert (await order_of(sandbox_http, slug))["pg_payment_info"]["status"] == "EXPIRED"


def test_there_is_no_third_edition() -> None:
    with pytest.raises(ValueError, match="oldest"):
        create_app(None, edition="oldest")
    with pytest.raises(ValueError, match="duitku"):
        create_app(None, provider="duitku")


@pytest.mark.parametrize(
    ("edition", "part", "body"),
    [
        ("newer", "request", {"sub_payment_method": "bca"}),
        ("older", "request", {"checkout_intent_token": "cit_x"}),
        ("older", "request", {"customer_name": "without a payment method"}),
        ("older", "201", {"redirect_url": "https://toko.example"}),
    ],
)
def test_the_checker_finds_fields_of_the_other_edition(edition: str, part: str, body: dict[str, Any]) -> None:
    with pytest.raises(ContractViolation, match="edition"):
        check_fields(edition, "POST", "/v3/stores/s/public/checkout", part, body)
