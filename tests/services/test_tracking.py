"""What advertisers are told, of what, and of what not (NOTES section 10)."""

from __future__ import annotations

import asyncio
import re
import uuid
from pathlib import Path

import pytest

from app.api.errors import Conflict, Rejected, ShopError, Unreachable
from app.services.cart import CartLine
from tests.services.telling import (
    PAGE,
    all_told,
    buy,
    came_from_everywhere,
    fill_in,
    open_telling,
    tracking_of,
)
from tests.services.till import order, settle, thing

KOPI = thing(1, unique_id="var_kopi", price="15000.50")
SENDAL = thing(2, unique_id="var_sendal")
NAMELESS = thing(3)
PAKET = thing(7, kind="bundle", unique_id="bpo_paket")


async def test_a_visit_told_to_each_in_its_own_way() -> None:
    shop, _till, relays = open_telling()
    came_from_everywhere(shop)
    tracking_of(shop).viewed(KOPI)
    await all_told(shop)
    [(_, meta), (_, tiktok), (_, snack)] = relays.told
    [event] = meta["events"]
    assert str(uuid.UUID(event["event_id"])) == event["event_id"]
    items = {"variants": [{"variant_unique_id": "var_kopi", "quantity": 1}]}
    fbc, fbp = meta["user_data"]["fbc"], meta["user_data"]["fbp"]
    assert re.fullmatch(r"fb\.1\.\d{13}\.IwAR0abc", fbc)
    assert re.fullmatch(r"fb\.1\.\d{13}\.\d{10}", fbp)
    amounts = {"currency": "IDR", "value": 15000.5}
    assert meta == {
        "event_source_url": PAGE,
        "user_data": {"fbc": fbc, "fbp": fbp},
        "events": [{"event_id": event["event_id"], "event_name": "ViewContent", "parameters": amounts}],
        **items,
    }
    assert tiktok == {
        "event_source_url": PAGE,
        "user": {"ttclid": "E.C.P.tik", "ttp": "tp1"},
        "events": [{"event_id": event["event_id"], "event": "ViewContent", "parameters": amounts}],
        **items,
    }
    assert snack == {
        "event_source_url": PAGE,
        "click_id": "kwai-1",
        "events": [{"event_name": "LIHAT", "properties": {"currency": "IDR", "value": 15001, "quantity": 1}}],
        **items,
    }


async def test_a_whole_purchase_tells_each_event_once_with_ids_of_the_order() -> None:
    shop, till, relays = open_telling(checkout_page=f"{PAGE}/checkout")
    came_from_everywhere(shop)
    await fill_in(shop, KOPI, SENDAL, NAMELESS)
    await shop.cart.add(SENDAL, 2)
    shop.cart.set_quantity(shop.cart.lines[0].id, 4)
    await shop.cart.settle()
    await shop.checkout.load()
    await buy(shop, till)
    assert relays.events("meta") == [
        *["meta AddToCart"] * 3,
        "meta InitiateCheckout",
        "meta AddToCart",
        "meta Purchase",
    ]
    assert relays.events("snackvideo") == [
        *["snackvideo KERANJANG"] * 3,
        "snackvideo KASIR",
        "snackvideo KERANJANG",
        "snackvideo BELI",
    ]
    meta, tiktok, snack = (relays.of(name)[-1] for name in ("meta", "tiktok", "snackvideo"))
    assert meta["events"] == [
        {
            "event_id": "261120A-Purchase-FORM",
            "event_name": "Purchase",
            "parameters": {"currency": "IDR", "value": 21500},
        }
    ]
    assert tiktok["events"][0]["event_id"] == "261120A-CompletePayment-FORM"
    assert tiktok["events"][0]["event"] == "CompletePayment"
    assert snack["events"][0] == {
        "event_name": "BELI",
        "properties": {"currency": "IDR", "value": 21500, "quantity": 7},
    }
    for body in (meta, tiktok, snack):
        assert body["event_source_url"] == f"{PAGE}/checkout"
        assert body["variants"] == [
            {"variant_unique_id": "var_kopi", "quantity": 4},
            {"variant_unique_id": "var_sendal", "quantity": 3},
        ]
    added = relays.of("meta")[4]
    assert (added["event_source_url"], added["events"][0]["parameters"]["value"]) == (PAGE, 20_000)
    assert "variants" not in relays.of("meta")[2]  # nobody knows its id
    ids = [body["events"][0]["event_id"] for body in relays.of("meta")]
    assert len(set(ids)) == len(ids)
    everything = str(relays.told).lower()
    for personal in ("budi", "contoh.id", "8123456", "mawar", "rahasia1"):
        assert personal not in everything


async def test_a_bundle_is_known_by_the_id_of_its_cart_line() -> None:
    shop, till, relays = open_telling()
    paket = thing(7, kind="bundle", variant_ids=[1, 2])
    real = till._cart

    def with_unique_id():  # type: ignore[no-untyped-def]
        cart = real()
        lines = [line.model_copy(update={"bundle_price_option_unique_id": "bpo_7"}) for line in cart.items]
        return cart.model_copy(update={"items": lines})

    till._cart = with_unique_id  # type: ignore[method-assign]
    await shop.cart.add(paket, 2)
    await all_told(shop)
    body = relays.of("meta")[0]
    assert body["bundle_price_options"] == [{"bundle_price_option_unique_id": "bpo_7", "quantity": 2}]
    assert "variants" not in body


async def test_bought_directly_it_is_just_that(tmp_path: Path) -> None:
    shop, till, relays = open_telling(tmp_path / "s")
    await shop.cart.add(SENDAL)
    await fill_in(shop, PAKET, direct=True)
    await buy(shop, till)
    assert relays.events("tiktok") == [
        "tiktok AddToCart",
        "tiktok InitiateCheckout",
        "tiktok CompletePayment",
    ]
    assert all(
        body["bundle_price_options"] == [{"bundle_price_option_unique_id": "bpo_paket", "quantity": 1}]
        for body in relays.of("tiktok")[1:]
    )


async def test_an_empty_checkout_is_none() -> None:
    shop, _till, relays = open_telling()
    tracking_of(shop).checkout_opened()
    await all_told(shop)
    assert relays.sent == []


async def test_without_a_click_there_is_no_word_to_snackvideo() -> None:
    shop, till, relays = open_telling()
    await fill_in(shop, KOPI)
    await buy(shop, till)
    assert {name for name, _ in relays.sent} == {"meta", "tiktok"}
    assert relays.of("tiktok")[0]["user"] == {}


async def test_a_moment_the_store_has_no_name_for_is_not_told_to_snackvideo() -> None:
    shop, till, relays = open_telling(meta=False, tiktok=False, snackvideo={"Purchase": "BELI"})
    came_from_everywhere(shop)
    await fill_in(shop, KOPI)
    await buy(shop, till)
    assert relays.events() == ["snackvideo BELI"]


@pytest.mark.parametrize(
    "error", [Rejected("no"), Unreachable("timeout", sent=True), Unreachable("dns", sent=False)]
)
async def test_what_did_not_come_into_the_cart_is_not_told(error: ShopError) -> None:
    shop, till, relays = open_telling()
    till.fail["add_to_cart"] = [error]
    with pytest.raises(ShopError):
        await shop.cart.add(KOPI)
    await all_told(shop)
    assert relays.sent == []


async def test_the_reply_was_lost_but_it_came_into_the_cart() -> None:
    shop, till, relays = open_telling(tiktok=False)
    till.lose["add_to_cart"] = [Unreachable("reset", sent=True)]
    await shop.cart.add(KOPI)
    await all_told(shop)
    assert relays.events() == ["meta AddToCart"]


async def test_what_a_buyer_who_has_left_put_into_the_cart_is_not_told() -> None:
    shop, till, relays = open_telling(tiktok=False)
    till.holds["add_to_cart"] = asyncio.Event()
    adding = asyncio.create_task(shop.cart.add(KOPI))
    while not till.count("add_to_cart"):
        await asyncio.sleep(0)
    tracking_of(shop).begin_again()
    shop.cart.begin_again()
    till.holds.pop("add_to_cart").set()
    await adding
    await all_told(shop)
    assert relays.sent == []


async def test_putting_back_what_was_taken_out_is_no_news() -> None:
    shop, _till, relays = open_telling(tiktok=False)
    await shop.cart.add(KOPI)
    shop.cart.remove(shop.cart.lines[0].id)
    await settle(shop)
    shop.cart.undo()
    await all_told(shop)
    assert [type(line) for line in shop.cart.lines] == [CartLine]
    assert relays.events() == ["meta AddToCart"]


@pytest.mark.parametrize("error", [Rejected("no"), Conflict("no"), Unreachable("timeout", sent=True)])
async def test_an_order_that_is_none_or_that_nobody_knows_of_is_not_told(error: ShopError) -> None:
    shop, till, relays = open_telling(tiktok=False)
    await fill_in(shop, KOPI)
    till.fail["checkout"] = [error]
    await buy(shop, till)
    assert relays.events() == ["meta AddToCart", "meta InitiateCheckout"]


@pytest.mark.parametrize("extra", [{"is_probably_spam": True}, {"order_id": ""}], ids=["spam", "no number"])
@pytest.mark.parametrize("point", ["created", "paid"])
async def test_spam_and_orders_without_a_number_are_never_told(
    extra: dict[str, object], point: str, tmp_path: Path
) -> None:
    shop, till, relays = open_telling(tmp_path / "s", tiktok=False, purchase=point)
    await fill_in(shop, KOPI)
    await buy(shop, till, **extra)
    shop.orders.learned("rahasia1", order(payment_status="paid"))
    await all_told(shop)
    assert relays.events() == ["meta AddToCart", "meta InitiateCheckout"]


async def test_an_order_found_later_is_told_once_though_two_windows_find_it(tmp_path: Path) -> None:
    shop, till, relays = open_telling(tmp_path / "s", tiktok=False)
    await fill_in(shop, KOPI)
    till.fail["checkout"] = [Unreachable("timeout", sent=True)]
    await buy(shop, till)
    other, _till, _relays = open_telling(tmp_path / "s", relays, tiktok=False)
    for window in (shop, other):
        attempt = window.orders.attempt
        assert attempt is not None
        window.orders._placed(attempt, order())
        await all_told(window)
    assert relays.events().count("meta Purchase") == 1
    assert relays.of("meta")[-1]["variants"] == [{"variant_unique_id": "var_kopi", "quantity": 1}]


# Once it is paid


async def test_paid_is_told_when_it_is_seen_to_be_paid_and_never_again(tmp_path: Path) -> None:
    shop, till, relays = open_telling(tmp_path / "s", purchase="paid")
    came_from_everywhere(shop)
    await fill_in(shop, KOPI)
    await buy(shop, till)
    assert not any("Purchase" in one or "BELI" in one for one in relays.events())
    till.orders = [order(), order(payment_status="paid", gross_revenue="22000"), order(payment_status="paid")]
    for _poll in range(4):
        await shop.orders.fetch("rahasia1")
    await all_told(shop)
    assert [one for one in relays.events() if one.split()[1] in ("Purchase", "CompletePayment", "BELI")] == [
        "meta Purchase",
        "tiktok CompletePayment",
        "snackvideo BELI",
    ]
    last = relays.of("meta")[-1]
    assert last["events"][0]["event_id"] == "261120A-Purchase-FORM"
    assert last["events"][0]["parameters"]["value"] == 22_000
    assert last["variants"] == [{"variant_unique_id": "var_kopi", "quantity": 1}]


async def test_paid_while_nobody_looked_is_told_by_the_next_run_and_by_one_window_only(
    tmp_path: Path,
) -> None:
    shop, till, relays = open_telling(tmp_path / "s", tiktok=False, purchase="paid")
    await fill_in(shop, KOPI)
    await buy(shop, till)
    await shop.close()
    windows = [open_telling(tmp_path / "s", relays, tiktok=False, purchase="paid") for _ in range(2)]
    for window, its_till, _relays in windows:
        its_till.orders = [order(payment_status="paid")]
        await window.orders.fetch("rahasia1")
        await all_told(window)
    assert relays.events().count("meta Purchase") == 1
    assert relays.of("meta")[-1]["variants"] == [{"variant_unique_id": "var_kopi", "quantity": 1}]


async def test_an_order_made_elsewhere_is_not_ours_to_tell() -> None:
    shop, till, relays = open_telling(purchase="paid")
    till.orders = [order("lain", order_id="X9", payment_status="paid")]
    await shop.orders.fetch("lain")
    shop.orders.keep("lain")
    await shop.orders.fetch("lain")
    await all_told(shop)
    assert relays.sent == []


async def test_paid_from_the_first_counts_at_once_and_spam_seen_later_never() -> None:
    shop, till, relays = open_telling(tiktok=False, purchase="paid")
    await fill_in(shop, KOPI)
    await buy(shop, till, payment_status="paid")
    assert relays.events()[-1] == "meta Purchase"
    await fill_in(shop, KOPI)
    await buy(shop, till, secret_slug="dua", order_id="261120B")
    shop.orders.learned("dua", order("dua", order_id="261120B", payment_status="paid", is_probably_spam=True))
    await all_told(shop)
    assert relays.events().count("meta Purchase") == 1
