"""Beside paying: a note to the seller, the seller's addresses, an order in a state nobody has heard of."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from textual.widgets import TextArea

from screens.order_contact import chat_link
from screens.orders import ONLY, belongs
from tests.flows.keyboard import burst
from tests.orders import place_order
from tests.pilot import Buyer, start_shop
from tests.screens.buying import says
from tests.served import plain_session, served
from widgets.order_history import order_events

SIZES = [(120, 40), (40, 12)]


async def order_with(buyer: Buyer, **changes: object) -> str:
    """An order on screen that the store tells these things of."""
    secret = await place_order(buyer, method="bank_transfer")
    orders = buyer.shop.orders
    told = orders.known[secret].model_validate({**orders.known[secret].model_dump(), **changes})
    client = await buyer.shop.client()

    async def tell(_slug: str) -> object:
        return told

    client.order = tell  # type: ignore[method-assign,assignment]
    buyer.app.open_order(secret)
    await buyer.on_screen("OrderScreen")
    await buyer.until(lambda: orders.known[secret] is told, "what the store tells")
    await buyer.pilot.pause()
    return secret


@pytest.mark.parametrize("size", SIZES)
async def test_a_note_is_kept_until_it_is_there_and_sent_once_a_press(size: tuple[int, int]) -> None:
    async with (
        served() as store,
        start_shop(size=size, store=store.config, session=plain_session()) as buyer,
    ):
        secret = await place_order(buyer)
        buyer.app.open_order(secret)
        await buyer.on_screen("OrderScreen")
        await buyer.until(lambda: not buyer.app.workers._workers, "the order")
        store.server.arm("PATCH", "/orders/", "s500_html", times=None)
        burst(buyer, "n")
        await buyer.on_screen("NoteScreen")
        burst(buyer, *"Titip di pos", "ctrl+s")
        await says(buyer, "The shop is having trouble.")
        failed = store.server.count("PATCH", "/orders/")
        assert failed == 1
        burst(buyer, "escape")
        await buyer.on_screen("OrderScreen")
        burst(buyer, "n")
        await buyer.on_screen("NoteScreen")
        assert buyer.screen.query_one(TextArea).text == "Titip di pos"
        burst(buyer, "f2")
        await buyer.until(lambda: "Catatan" in buyer.text() or "note" in buyer.text(), "the dialog redrawn")
        burst(buyer, "f2")
        assert buyer.screen.query_one(TextArea).text == "Titip di pos"
        store.server.disarm()
        store.server.arm("PATCH", "/orders/", "hold")
        burst(buyer, "ctrl+s", "ctrl+s", "ctrl+s")
        await says(buyer, "Sending…")
        await buyer.taken()
        store.server.release()
        await buyer.on_screen("OrderScreen")
        await buyer.reads("Your note is")
        assert store.server.count("PATCH", "/orders/") == failed + 1
        sent = [one for one in store.server.requests if one.method == "PATCH"][-1]
        assert sent.json() == {"notes": "Titip di pos"}


@pytest.mark.parametrize("size", SIZES)
async def test_the_seller_is_reached_by_a_link_a_code_and_copies(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        await order_with(buyer, handler_phone="0812-3456 789", chat_message="Halo & terima kasih\nsaya #1")
        burst(buyer, "h")
        await buyer.on_screen("ContactScreen")
        await buyer.reads("https://wa.me/62812")
        burst(buyer, "k")
        await buyer.taken()
        link = urlsplit(buyer.app.clipboard)
        assert (link.netloc, link.path) == ("wa.me", "/628123456789")
        assert parse_qs(link.query)["text"] == ["Halo & terima kasih\nsaya #1"]
        burst(buyer, "m")
        await buyer.taken()
        assert buyer.app.clipboard == "halo@warung.example"
        burst(buyer, "escape")
        await buyer.on_screen("OrderScreen")


@pytest.mark.parametrize("phone", ["", "no number", "12", "javascript:alert(1)", "+1" * 40])
def test_what_is_no_number_makes_no_link(phone: str) -> None:
    assert chat_link(phone, "words") == ""


async def test_a_seller_without_addresses_has_words() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await order_with(buyer, handler_phone="", business=None)
        burst(buyer, "h")
        await buyer.on_screen("ContactScreen")
        await says(buyer, "The shop gave no phone number or e-mail address.")


@pytest.mark.parametrize("size", SIZES)
async def test_an_unknown_state_and_strange_histories_are_shown_as_they_are(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        secret = await order_with(
            buyer,
            status="waiting_for_[moon]",
            status_history=[
                {"status": "draft"},
                {"to": {"code": "confirmed"}, "at": "2026-11-20T03:00:00Z"},
                {"state": "waiting_for_[moon]", "time": "not a time", "reason": "a\x1b[31mb"},
                {"nothing": 1},
                {"status": 7},
            ],
            shipment_status_history=[
                {"timestamp_source": "2026-11-20T02:00:00Z", "status": "picked", "description": "Dijemput"},
                {"timestamp_source": None, "status": None, "description": None},
            ],
        )
        await buyer.reads("waiting for [moon]")
        events = order_events(buyer.shop.orders.known[secret])
        assert [event.words for event in events] == ["placed", "Dijemput", "confirmed", "waiting for [moon]"]
        assert "\x1b" not in events[-1].detail
        burst(buyer, "end")
        await buyer.taken()
        await buyer.pilot.pause()
        # What is to be paid stands before what happened, whatever the size.
        everything = buyer.screen.query_one("#totals").virtual_region.y
        below = [widget for widget in buyer.screen.query("History") if widget.display]
        assert len(below) == 1
        if size[0] == 40:
            assert below[0].region.y > buyer.screen.query_one("#totals").region.y >= everything - 999


async def test_the_list_shows_what_was_paid_meanwhile_and_filters() -> None:
    from app.sandbox import control
    from tests.pilot import demo_app

    async with start_shop(size=(80, 24)) as buyer:
        first = await place_order(buyer, method="bank_transfer")
        await place_order(buyer, method="bank_transfer")
        assert control.mark_paid(demo_app(buyer), first)
        burst(buyer, "o")
        await buyer.on_screen("OrdersScreen")
        await buyer.reads("confirmed")
        await buyer.reads("23 h left")
        for only in ONLY[1:]:
            burst(buyer, "f")
            await buyer.taken()
            rows = buyer.screen.query_one("OrderList").rows  # type: ignore[attr-defined]
            assert list(rows) == [one for one in buyer.shop.orders.placed if belongs(one, only)]
        await says(buyer, "None of your orders: done.")
        burst(buyer, "f")
        await buyer.reads("2 orders")
