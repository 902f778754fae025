"""The draft and what depends on it."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.api.errors import ServerFault
from app.api.models.catalog import PaymentMethod
from app.i18n import set_language
from app.records import DirectItem, Place
from app.services.banks import rows_to_choose
from app.services.shop import Shop
from app.session import Session
from tests.services.till import PLACE, FakeClient, courier, fill_in, open_till, settle, thing


def asked(till: FakeClient) -> list[str]:
    cart = ("add_to_cart", "cart", "pricing")
    return [call[0] for call in till.calls if call[0] not in cart]


async def ready(**extra: Any) -> tuple[Shop, FakeClient]:
    shop, till = open_till()
    await fill_in(shop, thing(1), **extra)
    return shop, till


async def test_what_is_missing_in_the_order_the_buyer_meets_it() -> None:
    shop, _till = open_till()
    checkout = shop.checkout
    assert checkout.missing()[0] == "items"
    await shop.cart.add(thing(1))
    checkout.begin_cart()
    await checkout.load()
    everything = ["name", "email", "phone", "address", "place", "courier", "payment_method", "totals"]
    assert checkout.missing() == everything
    checkout.set_contact(name="Budi", email="budi@contoh.id", phone="0812-3456-7890")
    checkout.set_address("Jl. Mawar 1")
    checkout.set_place(Place(12, "Senen", "Jakarta", "DKI"))
    await checkout.load()
    assert checkout.missing() == ["postal_code", "courier", "payment_method", "totals"]
    checkout.set_place(PLACE)
    await checkout.load()
    checkout.set_courier(checkout.options[0])
    checkout.set_method("qris")
    await checkout.load()
    assert checkout.missing() == []
    assert checkout.total == Decimal(21500)


async def test_nothing_is_asked_before_it_can_be_answered_nor_twice() -> None:
    shop, till = await ready()
    assert asked(till) == ["payment_methods", "shipping_options", "summary"]
    await shop.checkout.load()
    shop.checkout.set_contact(name="Ani")
    shop.checkout.set_notes("pagi saja")
    await shop.checkout.load()
    assert asked(till) == ["payment_methods", "shipping_options", "summary"]


async def test_a_burst_of_choices_asks_for_the_last_one() -> None:
    shop, till = await ready()
    till.calls.clear()
    for code in ("bank_transfer", "qris", "bank_transfer"):
        shop.checkout.set_method(code)
    assert shop.checkout.summary_stale
    await shop.checkout.load()
    [(_name, body, guest)] = till.calls
    assert (body["payment_method"], guest) == ("bank_transfer", True)
    assert not shop.checkout.summary_stale


async def test_an_answer_to_an_earlier_draft_is_not_taken() -> None:
    shop, till = await ready()
    gate = till.holds["summary"] = asyncio.Event()
    shop.checkout.set_method("bank_transfer")
    while till.count("summary") < 2:
        await asyncio.sleep(0)
    del till.holds["summary"]
    shop.checkout.set_method("cod")
    gate.set()
    await settle(shop)
    assert till.bodies("summary")[-1]["payment_method"] == "cod"
    assert not shop.checkout.summary_stale
    assert shop.checkout.busy == set()


async def test_the_bodies_are_those_of_the_contract() -> None:
    shop, till = await ready()
    destination = {"location_id": 12, "postal_code": "10410"}
    chosen = {"courier_service_id": 1, "warehouse_unique_id": "gudang"}
    assert till.bodies("shipping_options") == [{"destination": destination}]
    assert till.bodies("summary") == [{"payment_method": "qris", "destination": destination, **chosen}]
    await shop.checkout.set_code(" hemat ")
    await shop.checkout.load()
    context = {"payment_method": "qris", "destination": destination, **chosen}
    assert till.bodies("check_discount") == [{"code": "HEMAT", **context}]
    assert till.bodies("summary")[-1] == {**context, "discount_code_code": "HEMAT"}
    assert shop.checkout.order_body() == {
        "customer_name": "Budi",
        "customer_email": "budi@contoh.id",
        "customer_phone": "6281234567890",
        "payment_method": "qris",
        "discount_code_code": "HEMAT",
        "shipping_address": "Jl. Mawar 1",
        "shipping_province": "DKI Jakarta",
        "shipping_city": "Jakarta Pusat",
        "shipping_subdistrict": "Senen",
        "shipping_postal_code": "10410",
        "shipping_location_id": 12,
        **chosen,
    }


async def test_a_bank_code_goes_along_only_with_the_old_bare_va() -> None:
    shop, till = open_till()
    till.methods = ["qris", "va", "va_bni"]
    await fill_in(shop, thing(1), method="va_bca")
    assert {"payment_method": "va", "sub_payment_method": "bca"}.items() <= shop.checkout.order_body().items()
    assert till.bodies("summary")[-1]["payment_method"] == "va"
    assert all("sub_payment_method" not in body for body in till.bodies("summary"))
    assert shop.checkout.method_code == "va_bca"
    assert shop.checkout.missing() == []
    shop.checkout.set_method("va_bni")
    assert shop.checkout.order_body()["payment_method"] == "va_bni"
    assert "sub_payment_method" not in shop.checkout.order_body()


async def test_a_bare_va_is_a_row_for_every_bank_in_its_place() -> None:
    shop, till = open_till()
    till.methods = ["qris", "va", "cod"]
    await shop.checkout.load()
    codes = [method.code for method in shop.checkout.methods]
    assert (codes[0], codes[-1], len(codes)) == ("qris", "cod", 19)
    assert len(set(codes)) == 19
    assert all(code.startswith("va_") for code in codes[1:-1])
    labels = {method.code: method.label for method in shop.checkout.methods}
    assert labels["va_cimb"] == "Virtual Account CIMB Niaga"


def test_the_banks_are_those_the_store_names_and_are_sent_as_it_names_them() -> None:
    said: dict[str, Any] = {
        "MANDIRI": "Bank Mandiri",
        "BCA": {"name": "B\x1bCA"},
        "\x07": "x",
        "bank_baru": 5,
    }
    row = PaymentMethod.model_validate({"code": "va", "metadata": {"xendit_va_bank_codes": said}})
    rows, sent = rows_to_choose([row])
    assert [(one.code, one.label) for one in rows] == [
        ("va_bca", "Virtual Account BCA"),
        ("va_mandiri", "Virtual Account Bank Mandiri"),
        ("va_bank_baru", "Virtual Account Bank Baru"),
    ]
    assert sent == {"va_bca": "BCA", "va_mandiri": "MANDIRI", "va_bank_baru": "bank_baru"}


@pytest.mark.parametrize(
    ("kept", "listed", "now"),
    [
        (("va", "bca"), ["va"], ("va", "bca")),
        (("va", "bca"), ["va_bca"], ("va_bca", None)),
        (("va_bca", None), ["va"], ("va", "bca")),
        (("va", None), ["va"], ("", None)),
        (("va", "bank_lain"), ["va"], ("", None)),
    ],
)
async def test_a_bank_chosen_in_an_earlier_run_is_sent_as_the_store_wants_it_now(
    kept: tuple[str, str | None], listed: list[str], now: tuple[str, str | None]
) -> None:
    shop, till = open_till()
    till.methods = listed
    shop.session.draft.payment_method, shop.session.draft.sub_payment_method = kept
    await shop.checkout.load()
    assert (shop.checkout.draft.payment_method, shop.checkout.draft.sub_payment_method) == now


async def test_buying_now_sends_the_items_and_no_token() -> None:
    shop, till = open_till()
    await shop.cart.add(thing(7))
    await fill_in(shop, thing(3, kind="bundle"), direct=True)
    await shop.checkout.set_code("HEMAT")
    item = {"type": "bundle_price_option", "bundle_price_option_id": 3, "quantity": 1}
    for name in ("shipping_options", "summary", "check_discount"):
        [(_n, body, guest)] = [call for call in till.calls if call[0] == name]
        assert (body["items"], guest) == ([item], False)
    assert shop.checkout.order_body()["items"] == [item]
    assert [line.name for line in shop.checkout.lines] == ["Barang 3"]
    shop.checkout.begin_cart()
    assert [line.name for line in shop.checkout.lines] == ["Barang 7"]
    assert shop.checkout.draft.courier is None
    assert shop.checkout.draft.name == "Budi"


async def test_digital_things_ask_for_no_delivery() -> None:
    shop, till = open_till()
    await fill_in(shop, thing(1, item_type="digital"))
    assert asked(till) == ["payment_methods", "summary"]
    assert till.bodies("summary") == [{"payment_method": "qris"}]
    assert shop.checkout.missing() == []
    shop.checkout.set_contact(phone="")
    assert shop.checkout.missing() == []
    assert not any(
        key.startswith(("shipping", "courier", "customer_phone")) for key in shop.checkout.order_body()
    )


async def test_another_place_keeps_the_courier_only_while_it_is_offered() -> None:
    shop, till = await ready()
    till.couriers = [courier(1, cost="15000")]
    shop.checkout.set_place(Place(13, "Gambir", "Jakarta", "DKI", "10110"))
    await shop.checkout.load()
    kept = shop.checkout.draft.courier
    assert kept is not None
    assert kept.cost == 15_000
    till.couriers = [courier(5)]
    shop.checkout.set_place(Place(14, "Menteng", "Jakarta", "DKI", "10310"))
    await shop.checkout.load()
    assert shop.checkout.missing() == ["courier", "totals"]
    assert shop.checkout.total is None


async def test_cash_at_the_door_needs_a_courier_that_takes_it() -> None:
    set_language("en")
    shop, _till = await ready()
    checkout = shop.checkout
    assert [method.code for method in checkout.methods] == ["bank_transfer", "qris", "cod"]
    checkout.set_method("cod")
    await checkout.load()
    assert checkout.cod_problem
    assert checkout.missing() == ["courier"]
    checkout.set_courier(checkout.options[1])
    await checkout.load()
    assert [checkout.cod_problem, *checkout.missing()] == [None]
    digital, _ = open_till()
    await fill_in(digital, thing(1, item_type="digital"), method="cod")
    assert digital.checkout.cod_problem
    assert digital.checkout.missing() == ["payment_method"]


async def test_a_method_no_longer_offered_is_not_kept() -> None:
    shop, till = open_till()
    shop.session.draft.payment_method = "gopay"
    await shop.cart.add(thing(1))
    await shop.checkout.load()
    assert shop.checkout.draft.payment_method == ""
    assert till.count("payment_methods") == 1


async def test_a_store_without_methods_is_paid_later() -> None:
    shop, till = open_till()
    till.methods = []
    await fill_in(shop, thing(1), method="")
    assert shop.checkout.missing() == []
    assert "payment_method" not in shop.checkout.order_body()


async def test_a_bundle_of_digital_things_needs_no_courier_when_none_is_offered() -> None:
    shop, till = open_till()
    till.couriers = []
    await shop.cart.add(thing(3, kind="bundle"))
    shop.checkout.set_place(PLACE)
    await shop.checkout.load()
    assert "courier" not in shop.checkout.missing()
    assert "totals" not in shop.checkout.missing()
    await shop.cart.add(thing(1))
    await shop.checkout.load()
    assert "courier" in shop.checkout.missing()


@pytest.mark.parametrize(
    ("part", "name"),
    [("shipping", "shipping_options"), ("summary", "summary"), ("methods", "payment_methods")],
)
async def test_a_failed_question_stops_the_order_and_load_asks_again(part: Any, name: str) -> None:
    shop, till = open_till()
    till.fail[name] = [ServerFault(500)]
    await shop.cart.add(thing(1))
    checkout = shop.checkout
    seen: set[object] = set()
    checkout.changed.subscribe(lambda: seen.update(checkout.errors))
    checkout.set_contact(name="Budi", email="budi@contoh.id", phone="081234567890")
    checkout.set_address("Jl. Mawar 1")
    checkout.set_place(PLACE)
    await checkout.load()
    if checkout.options:
        checkout.set_courier(checkout.options[0])
        await checkout.load()
    assert seen == {part}
    assert checkout.missing()
    await checkout.load()
    assert till.count(name) == 2
    assert part not in checkout.errors
    assert checkout.busy == set()


async def test_an_ineligible_code_is_not_sent_along() -> None:
    shop, till = await ready()
    till.discount = {"is_eligible": False, "discount_code": None, "eligibility_details": {}}
    await shop.checkout.set_code("SALAH")
    await shop.checkout.load()
    assert shop.checkout.discount is not None
    assert shop.checkout.discount.why == "unknown"
    assert "discount_code_code" not in till.bodies("summary")[-1]
    assert "discount_code_code" not in shop.checkout.order_body()
    await shop.checkout.set_code("")
    assert shop.checkout.discount is None


async def test_a_code_is_checked_again_when_what_it_depends_on_changes() -> None:
    shop, till = await ready()
    await shop.checkout.set_code("HEMAT")
    await shop.checkout.load()
    shop.checkout.set_method("bank_transfer")
    await shop.checkout.load()
    assert [body["payment_method"] for body in till.bodies("check_discount")] == ["qris", "bank_transfer"]


async def test_a_cart_that_changes_makes_the_totals_old_and_new_ones_come() -> None:
    shop, till = await ready()
    shop.cart.set_quantity(1, 5)
    assert shop.checkout.summary_stale
    assert "totals" in shop.checkout.missing()
    await settle(shop)
    assert till.count("summary") == 2
    assert shop.checkout.missing() == []


async def test_words_on_the_field() -> None:
    set_language("en")
    shop, _till = open_till()
    checkout = shop.checkout
    checkout.set_contact(name="x" * 201, email="budi@", phone="08x")
    assert all(checkout.field_error(name) for name in ("name", "email", "phone"))
    assert checkout.missing()[1:4] == ["name", "email", "phone"]
    checkout.set_contact(name="Budi", email="", phone="")
    assert not any(checkout.field_error(name) for name in ("name", "email", "phone"))
    checkout.rejected({"customer_name": "terlalu pendek", "shipping_postal_code": "salah"})
    assert checkout.field_error("name") == "terlalu pendek"
    checkout.set_contact(name="Budi Santoso")
    assert checkout.field_error("name") is None
    assert checkout.field_error("postal_code") == "salah"
    checkout.set_place(PLACE)
    assert checkout.field_error("postal_code") is None


async def test_the_draft_is_on_disk_after_each_change(tmp_path: Path) -> None:
    shop, _till = open_till(tmp_path)
    await fill_in(shop, thing(1))
    shop.checkout.set_notes("jangan diketuk")
    shop.checkout.begin_direct(thing(2), 3)
    again = Session(tmp_path, None)
    again.load()
    assert again.draft == shop.session.draft
    assert (again.draft.name, again.draft.notes) == ("Budi", "jangan diketuk")
    assert again.draft.direct == [DirectItem("variant", 2, 3)]
    assert again.draft.place == PLACE
    await settle(shop)
