"""A buyer who types faster than the screen follows, and looks only at what is on it and where the focus is."""

from __future__ import annotations

from functools import partial

from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from app.i18n import _
from app.money import format_money
from app.services.feed import FeedItem
from tests.pilot import Buyer
from widgets.catalog_list import CatalogList
from widgets.choice_list import ChoiceList
from widgets.pick_list import PickList
from widgets.value_row import ValueRow

NAME, EMAIL, PHONE, ADDRESS = "Budi Santoso", "budi@contoh.id", "081234567890", "Jl. Kenanga 5"
AREA, POSTAL_CODE = "Cempaka Putih, Kota Jakarta Pusat", "10510"


def burst(buyer: Buyer, *keys: str) -> None:
    """Press keys all at once, as they come out of a slow line; a word is typed with `*"kopi"`."""
    for key in keys:
        character = key if len(key) == 1 else None
        name = _character_to_key(key) if character else key
        buyer.app.post_message(events.Key(name, character))


async def focus(buyer: Buyer, name: str) -> None:
    """Wait until the widget of this id has the focus."""
    await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == name, f"the focus on {name}")


async def find(buyer: Buyer, words: str, slug: str) -> FeedItem:
    """Search until the cursor is on `slug`; gives it. The search stays open, the rows have the focus."""
    rows = buyer.app.screen_stack[0].query_one(CatalogList)
    burst(buyer, "slash", *words)
    await buyer.until(lambda: rows.item is not None and rows.item.slug == slug, f"{slug} under the cursor")
    burst(buyer, "enter")
    await buyer.until(lambda: buyer.screen.focused is rows, "the focus on the rows")
    assert rows.item is not None
    return rows.item


async def look_at(buyer: Buyer, words: str, slug: str) -> None:
    """From the shop window to the page of a thing, until it can be bought."""
    await find(buyer, words, slug)
    burst(buyer, "enter")
    await buyer.until(lambda: getattr(buyer.screen, "slug", "") == slug, f"the page of {slug}")
    await buyer.reads(_("Add to cart"))
    await buyer.until(lambda: "Rp" in buyer.text() and "…   " not in buyer.text(), "a price")


async def choose(buyer: Buyer, *values: str) -> None:
    """One value for each option, from the first on."""
    for number, value in enumerate(values):
        row = list(buyer.screen.query(ValueRow))[number]
        await buyer.until(partial(_has_focus, buyer, row), f"the focus on option {number}")
        for _turn in range(9):
            if row._chosen == value:
                break
            burst(buyer, "right")
            await buyer.until(partial(_moved_on, row, row._chosen), f"another than {row._chosen}")
        assert row._chosen == value
        if number + 1 < len(values):
            burst(buyer, "down")


def _has_focus(buyer: Buyer, row: ValueRow) -> bool:
    return buyer.screen.focused is row


def _moved_on(row: ValueRow, before: str) -> bool:
    return row._chosen != before


async def add(buyer: Buyer, count: int) -> None:
    """Put what is in front into the cart, which then holds `count` pieces, priced."""
    burst(buyer, "a")
    cart = buyer.shop.cart
    await buyer.until(lambda: cart.count == count and cart.settled and cart.subtotal, f"{count} in the cart")


async def to_the_checkout(buyer: Buyer) -> None:
    """From anywhere through the cart to the first field."""
    burst(buyer, "c")
    await buyer.on_screen("CartScreen")
    await buyer.until(lambda: buyer.screen.query_one("#lines").has_focus, "the lines")
    burst(buyer, "enter")
    await buyer.on_screen("CheckoutScreen")
    await focus(buyer, "name")


async def introduce(buyer: Buyer) -> None:
    """Name, e-mail and telephone in one go, the fields parted by Tab and Enter."""
    burst(buyer, *NAME, "tab", *EMAIL, "enter", *PHONE, "enter")
    draft = buyer.shop.checkout.draft
    await buyer.until(lambda: draft.phone == PHONE, "who it is")
    assert (draft.name, draft.email) == (NAME, EMAIL)


async def deliver(buyer: Buyer) -> None:
    """Address and area, by searching."""
    await focus(buyer, "address")
    burst(buyer, *ADDRESS, "enter")
    await focus(buyer, "place")
    burst(buyer, "enter", *"cempaka pu")
    await buyer.on_screen("PlaceScreen")
    rows = buyer.screen.query_one(PickList)
    await buyer.until(lambda: any(row.startswith(AREA) for row in rows.rows), "the area")
    assert buyer.screen.query_one("#place-field", Input).value == "cempaka pu"
    burst(buyer, "enter")
    await buyer.until(lambda: POSTAL_CODE in rows.rows, "the postal codes")
    burst(buyer, "enter")
    await buyer.on_screen("CheckoutScreen")


async def take(buyer: Buyer, name: str, row_id: str) -> None:
    """Choose a row of the list `couriers` or `methods` (its beginning will do), with the arrows."""
    await focus(buyer, name)
    rows = buyer.screen.query_one(f"#{name}", ChoiceList)
    await buyer.until(lambda: rows.rows, f"rows of {name}")
    target = next(index for index, row in enumerate(rows.rows) if row.id.startswith(row_id))
    burst(buyer, *["down"] * (target - rows.cursor), *["up"] * (rows.cursor - target), "enter")
    await buyer.until(lambda: buyer.screen.focused is not rows, f"on from {name}")


async def total_known(buyer: Buyer) -> str:
    """Wait for the sum on the order button; gives it as written there."""
    await buyer.until(lambda: not buyer.shop.checkout.missing(), "a complete draft")
    total = format_money(buyer.shop.checkout.total)
    await buyer.reads(_("Place order"))
    await buyer.reads(total)
    return total


async def order(buyer: Buyer) -> str:
    """Press the order button; gives the sum it named and waits for the page that says how to pay."""
    total = await total_known(buyer)
    await focus(buyer, "order")
    burst(buyer, "enter")
    await buyer.on_screen("PaymentScreen")
    await buyer.reads(total)
    return total
