"""The checkout on screen: the whole way by keyboard at every size, words for what is missing, exactly one order."""

from __future__ import annotations

import pytest

from app.api.errors import Rejected, Unreachable
from screens.checkout import CheckoutScreen
from tests.pilot import Buyer, start_shop
from tests.screens.buying import fill_cart, open_checkout, ready_to_order, says, till
from widgets.choice_list import ChoiceList
from widgets.field import Field
from widgets.labelled_field import LabelledField
from widgets.primary_button import PrimaryButton
from widgets.section import Section
from widgets.totals import Totals

SIZES = [(120, 40), (40, 12)]


def opened(buyer: Buyer) -> str:
    """The section that is open."""
    return next((section.key for section in buyer.screen.query(Section) if section.opened), "")


async def focus(buyer: Buyer, name: str) -> None:
    await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == name, f"focus on {name}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_guest_buys_by_keyboard_alone(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        await fill_cart(buyer)
        await open_checkout(buyer)
        await focus(buyer, "name")
        await buyer.type("Budi")
        await buyer.press("enter", *"b@contoh.id", "enter", *"0812345678", "enter")
        await focus(buyer, "address")
        await buyer.press(*"Kenanga", "enter", "enter")
        await buyer.on_screen("PlaceScreen")
        await buyer.press(*"cempaka", "space", *"pu")
        await buyer.reads("Cempaka Putih, Kota Jakar")
        await buyer.press("enter")
        await buyer.reads("10510")
        await buyer.press("enter")
        await buyer.on_screen("CheckoutScreen")
        await focus(buyer, "couriers")
        await buyer.press("down", "enter")
        await focus(buyer, "methods")
        await buyer.press("enter")
        await focus(buyer, "order")
        await buyer.reads("Place order")
        assert buyer.shop.checkout.draft.courier is not None
        assert buyer.shop.checkout.draft.payment_method == "qris"
        await buyer.press("enter")
        await buyer.on_screen("PaymentScreen")
        assert len(buyer.shop.orders.placed) == 1


async def test_digital_things_ask_no_delivery() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await fill_cart(buyer, "ebook-resep-nusantara")
        await open_checkout(buyer)
        await buyer.reads("2 Pay")
        shown = [section.key for section in buyer.screen.query(Section) if section.display]
        assert shown == ["contact", "pay", "check"]
        await buyer.press(*"Budi", "enter", *"b@contoh.id", "enter", "enter")
        await focus(buyer, "methods")
        await buyer.press("enter")
        await focus(buyer, "order")
        await buyer.reads("Place order")
        await buyer.press("enter")
        await buyer.on_screen("PaymentScreen")


async def test_the_button_names_what_is_missing_and_leads_there() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await fill_cart(buyer)
        await open_checkout(buyer)
        button = buyer.screen.query_one("#order", PrimaryButton)
        assert (button.label, button.blocked) == ("Fill in your name", True)
        await buyer.press(*"Budi", "f8", "ctrl+s")
        await focus(buyer, "email")
        assert opened(buyer) == "contact"
        assert buyer.screen.query_one("#row-email", LabelledField).error == "Fill in your e-mail"
        assert not buyer.shop.orders.placed


async def test_an_error_stands_on_the_field_once_it_is_left() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await fill_cart(buyer)
        await open_checkout(buyer)
        await buyer.press("down", *"budi@")
        row = buyer.screen.query_one("#row-email", LabelledField)
        assert row.error == ""
        await buyer.press("down")
        await buyer.until(lambda: row.error, "the error")
        await buyer.press("up", *"contoh.id")
        await buyer.until(lambda: not row.error, "no error")


async def test_a_section_folds_to_what_was_chosen_and_opens_again() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await ready_to_order(buyer)
        await buyer.until(lambda: opened(buyer) == "check", "the last section")
        assert "Budi Santoso · budi@contoh.id" in buyer.text()
        await buyer.click("#section-contact SectionHead")
        await focus(buyer, "name")
        assert opened(buyer) == "contact"
        await buyer.press("f8")
        await focus(buyer, "address")
        x = buyer.text().splitlines()[3].index("4 Pay")
        await buyer.click(offset=(x, 3))
        await focus(buyer, "methods")


async def test_tab_out_of_a_complete_section_opens_the_next() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await fill_cart(buyer)
        await open_checkout(buyer)
        await buyer.press(*"Budi", "tab", *"b@contoh.id", "tab", *"0812345678", "tab")
        await focus(buyer, "address")


async def test_virtual_accounts_are_one_row_that_unfolds() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await ready_to_order(buyer)
        await buyer.press("f7")
        await focus(buyer, "methods")
        methods = buyer.screen.query_one("#methods", ChoiceList)
        assert "va_bca" not in [row.id for row in methods.rows]
        assert methods.rows[-1].id == "cod"
        methods.move_to("group:va")
        await buyer.press("enter")
        assert "va_bca" in [row.id for row in methods.rows]
        methods.move_to("va_bca")
        await buyer.press("enter")
        await focus(buyer, "order")
        assert buyer.shop.checkout.draft.payment_method == "va_bca"


async def test_old_totals_stay_dimmed_until_the_new_ones_come() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await ready_to_order(buyer)
        totals = buyer.screen.query_one("#review-totals", Totals)
        await buyer.until(lambda: not totals.stale, "totals")
        before = totals.rows
        buyer.shop.checkout.set_courier(buyer.shop.checkout.options[-1])
        await buyer.pilot.pause()
        assert totals.stale
        assert [row.amount for row in totals.rows] == [row.amount for row in before]
        await buyer.reads("calculating…")
        await buyer.until(lambda: not totals.stale and totals.rows != before, "new totals")


async def test_a_discount_code_says_what_it_saves_or_why_not() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await ready_to_order(buyer)
        await buyer.press("up", "up", *"tidak-ada", "enter")
        await buyer.reads("the shop does not know this code")
        await buyer.press("up", *["backspace"] * 12, *"hemat10", "enter")
        await buyer.reads("saves Rp")
        await buyer.reads("Discount HEMAT10")


async def test_a_code_just_typed_counts_before_anything_is_ordered() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await ready_to_order(buyer)
        await buyer.press("up", "up", *"hemat10", "ctrl+s")
        await buyer.reads("Discount HEMAT10")
        assert not buyer.shop.orders.placed
        await buyer.until(lambda: not buyer.shop.checkout.missing(), "the new total")
        await buyer.press("ctrl+s")
        await buyer.on_screen("PaymentScreen")
        order = buyer.shop.orders.known[buyer.shop.orders.placed[0].secret_slug]
        assert order.discount_code_code == "HEMAT10"


async def test_payment_methods_that_do_not_come_are_asked_again() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await fill_cart(buyer)
        client = await buyer.shop.client()
        real = client.payment_methods

        async def broken() -> object:
            raise Unreachable("timeout", sent=True)

        client.payment_methods = broken  # type: ignore[assignment, method-assign]
        await open_checkout(buyer)
        await buyer.until(lambda: "methods" in buyer.shop.checkout.errors, "the failure")
        await buyer.press("f8", "f8", "f8")
        await buyer.reads("try again")
        client.payment_methods = real  # type: ignore[method-assign]
        await buyer.press("r")
        await buyer.reads("QRIS")


async def test_the_language_switches_and_nothing_typed_is_lost() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await fill_cart(buyer)
        await open_checkout(buyer)
        await buyer.press(*"Budi", "down", *"bud")
        await buyer.press("f2")
        await focus(buyer, "email")
        assert buyer.screen.query_one("#row-name", LabelledField).field.value == "Budi"
        assert buyer.screen.query_one("#row-email", LabelledField).field.value == "bud"


async def test_however_often_it_is_asked_for_there_is_one_order() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await ready_to_order(buyer)
        stand_in = await till(buyer)
        await focus(buyer, "order")
        await buyer.press(*["enter"] * 10)
        await buyer.reads("Sending your order")
        await buyer.press("ctrl+s", "f10", "escape", "enter")
        await buyer.pilot.resize_terminal(40, 12)
        await buyer.press("enter")
        assert isinstance(buyer.screen, CheckoutScreen)
        buyer.app.action_go_home()
        await buyer.on_screen("CatalogScreen")
        buyer.app.open_checkout()
        await buyer.on_screen("OutcomeScreen")
        await buyer.press("enter", "ctrl+s")
        stand_in.go.set()
        await buyer.on_screen("PaymentScreen")
        assert stand_in.sent == 1
        assert len(buyer.shop.orders.placed) == 1


async def test_who_leaves_meanwhile_is_told_how_it_ended() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await ready_to_order(buyer)
        stand_in = await till(buyer)
        await buyer.press("ctrl+s")
        await buyer.reads("Sending your order")
        await buyer.press("ctrl+o")
        await buyer.on_screen("CatalogScreen")
        stand_in.go.set()
        await says(buyer, "Your order is placed.")
        assert stand_in.sent == 1


async def test_a_double_click_orders_once() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await ready_to_order(buyer)
        stand_in = await till(buyer)
        await buyer.pilot.double_click("#order")
        stand_in.go.set()
        await buyer.on_screen("PaymentScreen")
        assert stand_in.sent == 1


async def test_what_the_store_refuses_is_said_at_the_top_and_on_the_field() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await ready_to_order(buyer)
        stand_in = await till(buyer, Rejected("bad data", {"customer_phone": "is not [reachable]"}))
        stand_in.go.set()
        await buyer.press("ctrl+s")
        await buyer.reads("The shop did not take the order.")
        await buyer.reads("is not [reachable]")
        assert opened(buyer) == "contact"
        assert buyer.screen.query_one("#row-phone", LabelledField).error == "is not [reachable]"
        assert isinstance(buyer.screen, CheckoutScreen)
        assert not buyer.shop.orders.placed


async def test_a_lost_answer_leads_to_what_is_known_of_it() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await ready_to_order(buyer)
        stand_in = await till(buyer, Unreachable("reset", sent=True), processed=True)
        stand_in.go.set()
        await buyer.press("ctrl+s")
        await buyer.on_screen("OutcomeScreen")
        await says(buyer, "almost certainly made")
        await buyer.press("escape")
        await buyer.on_screen("CheckoutScreen")
        await buyer.press("ctrl+s", "ctrl+s")
        await buyer.on_screen("OutcomeScreen")
        assert stand_in.sent == 1


async def test_letters_on_the_area_field_begin_the_search() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await fill_cart(buyer)
        await open_checkout(buyer)
        await focus(buyer, "name")
        await buyer.press(*"Budi", "enter", *"b@contoh.id", "enter", *"0812345678", "enter")
        await focus(buyer, "address")
        await buyer.press(*"Kenanga", "enter")
        await focus(buyer, "place")
        await buyer.press(*"cempaka", "space", *"pu")
        await buyer.on_screen("PlaceScreen")
        await buyer.reads("Cempaka Putih, Kota Jakar")
        assert buyer.screen.query_one("#place-field", Field).value == "cempaka pu"


async def test_a_focus_taken_away_late_comes_back() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await ready_to_order(buyer)
        buyer.screen.query_one("#section-courier", Section).head.action_open()
        await focus(buyer, "couriers")
        # As Textual does some time after the field that had the focus before was hidden.
        buyer.screen.set_focus(None)
        await focus(buyer, "couriers")
