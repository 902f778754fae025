"""A customer on the way to the order button: by hand, or quickly for tests that begin there."""

from __future__ import annotations

from tests.customers import customer
from tests.flows import keyboard as hands
from tests.flows.keyboard import burst, focus
from tests.pilot import Buyer
from tests.screens.buying import fill_cart, open_checkout
from widgets.choice_list import ChoiceList

__all__ = ["buy_by_hand", "choose_address", "complete", "customer", "ready", "to_the_book"]

BOOK = "addresses"


async def complete(buyer: Buyer, method: str = "qris") -> None:
    """Where the checkout has been begun: courier and method as the first there are, until the total is known."""
    checkout = buyer.shop.checkout
    await checkout.load()
    if checkout.needs_delivery:
        checkout.set_courier(checkout.options[0])
    checkout.set_method(method)
    await checkout.load()
    assert checkout.missing() == []


async def ready(buyer: Buyer, *, slug: str = "lampu-bambu") -> None:
    """At the order button with one thing in the cart; the address is the newest of the book."""
    await fill_cart(buyer, slug)
    buyer.shop.checkout.begin_cart()
    await complete(buyer)
    await open_checkout(buyer)
    await focus(buyer, "order")


async def to_the_book(buyer: Buyer) -> ChoiceList:
    """From the shop window through the cart to the saved addresses."""
    burst(buyer, "c")
    await buyer.on_screen("CartScreen")
    await buyer.until(lambda: buyer.screen.query_one("#lines").has_focus, "the lines")
    burst(buyer, "enter")
    await buyer.on_screen("CheckoutScreen")
    await focus(buyer, BOOK)
    book = buyer.screen.query_one(f"#{BOOK}", ChoiceList)
    await buyer.until(lambda: book.rows, "the address book")
    return book


async def choose_address(buyer: Buyer, row_id: str) -> None:
    """With the arrows and Enter."""
    book = buyer.screen.query_one(f"#{BOOK}", ChoiceList)
    at = next(index for index, row in enumerate(book.rows) if row.id == row_id)
    burst(buyer, *["down"] * (at - book.cursor), *["up"] * (book.cursor - at), "enter")
    await buyer.taken()


async def buy_by_hand(buyer: Buyer) -> str:
    """From the couriers on, the first of everything; gives the sum that was agreed to."""
    await hands.take(buyer, "couriers", "")
    await hands.take(buyer, "methods", "qris")
    return await hands.order(buyer)
