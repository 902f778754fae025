"""What a customer's checkout and orders ask the store, for the walk through every fault."""

from __future__ import annotations

from tests.customers import sign_in
from tests.flows.customer_buying import ready
from tests.flows.keyboard import burst, focus
from tests.flows.places import Place, Step, _complete, _forgets, _home, _no_workers, _rows
from tests.pilot import Buyer

ME = "/customers/me"


def _at(name: str, *keys: str) -> Step:
    """At the checkout, on the widget of this id."""

    async def arrive(buyer: Buyer) -> None:
        await sign_in(buyer)
        await ready(buyer)
        burst(buyer, *keys)
        await focus(buyer, name)

    return arrive


async def _book_again(buyer: Buyer) -> None:
    buyer.shop.checkout.delivery.is_old()
    await _forgets("_summary_for")(buyer)


def _book_known(buyer: Buyer) -> object:
    return buyer.shop.checkout.delivery.known and _rows("addresses")(buyer)


async def _signed_in(buyer: Buyer) -> None:
    await sign_in(buyer)


async def _list(buyer: Buyer) -> None:
    buyer.shop.account.orders.forget()
    burst(buyer, "o")
    await buyer.on_screen("OrdersScreen")


def _listed(buyer: Buyer) -> object:
    return "20 orders loaded" in buyer.text() and "try again" not in buyer.text()


async def _first_page(buyer: Buyer) -> None:
    if not buyer.shop.auth.signed_in:
        await sign_in(buyer)
        await _list(buyer)
    else:
        burst(buyer, "r")
    await buyer.until(lambda: buyer.shop.account.orders.state == "partial", "the first page alone")


async def _next_page(buyer: Buyer) -> None:
    await _no_workers(buyer)
    burst(buyer, "m")
    await buyer.taken()


def _all_listed(buyer: Buyer) -> object:
    return buyer.shop.account.orders.state == "whole" and "try again" not in buyer.text()


async def _one(buyer: Buyer) -> None:
    if not buyer.shop.account.orders.rows:
        await buyer.shop.account.orders.load()
    buyer.shop.orders.known.clear()
    buyer.app.open_order(buyer.shop.account.orders.rows[0].secret_slug)
    await buyer.on_screen("OrderScreen")


CUSTOMER_PLACES = [
    Place("addresses to deliver to", "GET", f"{ME}/checkout/addresses$", _book_again, _book_known,
          arrive=_at("addresses", "f7", "f7", "f7"), tolerated=frozenset(("wrong_types", "nulls"))),
    Place("customer's couriers", "POST", f"{ME}/checkout/shipping-options$",
          _forgets("_shipping_for", "_summary_for"), _rows("couriers"), arrive=_at("couriers", "f7", "f7")),
    Place("customer's ways to pay", "GET", f"{ME}/checkout/payment-methods$", _forgets("_methods_known"),
          _rows("methods"), arrive=_at("methods", "f7"), tolerated=frozenset(("wrong_types", "nulls"))),
    Place("customer's totals", "POST", f"{ME}/checkout/summary$", _forgets("_summary_for"), _complete,
          arrive=_at("order")),
    Place("account's orders", "GET", f"{ME}/orders$", _list, _listed, arrive=_signed_in, leave=_home,
          tolerated=frozenset(("wrong_types", "nulls"))),
    Place("more of the account's orders", "GET", f"{ME}/orders$", _next_page, _all_listed, arrive=_first_page,
          leave=_first_page, again=("m",), tolerated=frozenset(("wrong_types", "nulls"))),
    Place("order of the account", "GET", f"{ME}/orders/", _one, lambda buyer: "ITEMS" in buyer.text(),
          arrive=_signed_in, leave=_home, tolerated=frozenset(("s404",))),  # then it is asked for by its slug
]  # fmt: skip
