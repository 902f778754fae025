"""Each question the shop asks a store: how a buyer comes to it, which key asks again, how one sees that it went well."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.faults import Fault
from tests.flows.keyboard import burst, focus
from tests.orders import place_order
from tests.pilot import Buyer
from tests.screens.buying import fill_cart, ready_to_order
from widgets.choice_list import ChoiceList
from widgets.pick_list import PickList

Step = Callable[[Buyer], Awaitable[None]]


async def nothing(buyer: Buyer) -> None:
    """No step."""


@dataclass(frozen=True)
class Place:
    """One operation at the screen where it is asked."""

    name: str
    method: str
    path: str
    """A regular expression."""
    ask: Step
    """Do what asks it, from where `arrive` or `leave` has left the buyer."""
    well: Callable[[Buyer], object]
    """What is to be seen once it has been answered."""
    arrive: Step = nothing
    leave: Step = nothing
    """Back to where it can be asked anew."""
    again: tuple[str, ...] = ("r",)
    """The keys that ask again."""
    tolerated: frozenset[Fault] = frozenset()
    """Faults that take nothing from the buyer here, so nothing is said."""
    items: int | None = None
    """In a shop of that many things."""
    silent: bool = False
    """Nobody misses the answer: nothing is ever said."""


def _screen(buyer: Buyer) -> str:
    return type(buyer.screen).__name__


async def _escape(buyer: Buyer) -> None:
    burst(buyer, "escape")
    await buyer.taken()


# The shop window


async def _reload(buyer: Buyer) -> None:
    await buyer.until(lambda: not buyer.shop.catalog.busy, "the catalogue at rest")
    burst(buyer, "r")
    await buyer.taken()


def _catalogue(buyer: Buyer) -> object:
    catalog = buyer.shop.catalog
    return (
        not catalog.busy and catalog.error is None and catalog.state in ("partial", "fresh") and catalog.items
    )


# Things


def _opens(kind: str, slug: str) -> Step:
    async def opens(buyer: Buyer) -> None:
        buyer.shop.catalog._products._answers.clear()
        buyer.shop.catalog._bundles._answers.clear()
        buyer.shop.catalog._prices._known.clear()
        (buyer.app.open_bundle if kind == "bundle" else buyer.app.open_product)(slug)
        await buyer.until(lambda: getattr(buyer.screen, "slug", "") == slug, f"the page of {slug}")

    return opens


def _buyable(buyer: Buyer) -> object:
    return "Add to cart" in buyer.text() and "buy now" in buyer.text() and "10 left" in buyer.text()


# The cart


async def _with_a_line(buyer: Buyer) -> None:
    await fill_cart(buyer)
    burst(buyer, "c")
    await buyer.on_screen("CartScreen")
    await buyer.taken()


async def _add(buyer: Buyer) -> None:
    burst(buyer, "a")
    await buyer.taken()


async def _nothing_said(buyer: Buyer) -> None:
    buyer.app.clear_notifications()
    await buyer.until(lambda: "In the cart" not in buyer.text(), "no notes")


async def _on_a_page(buyer: Buyer) -> None:
    await _opens("product", "lampu-bambu")(buyer)
    await buyer.reads("Add to cart")
    await buyer.until(lambda: buyer.screen.ready(), "a price")  # type: ignore[attr-defined]


async def _cart_again(buyer: Buyer) -> None:
    buyer.shop.spawn(buyer.shop.cart.refresh, "refresh cart", wait=False)
    await buyer.until(lambda: buyer.shop.cart.state != "loading", "the cart's answer")


def _presses(*keys: str) -> Step:
    async def press(buyer: Buyer) -> None:
        await buyer.until(lambda: buyer.shop.cart.settled, "the cart settled")
        buyer.app.clear_notifications()
        burst(buyer, *keys)
        await buyer.taken()

    return press


# The checkout


async def _at_checkout(buyer: Buyer) -> None:
    await ready_to_order(buyer)
    await focus(buyer, "order")


def _forgets(*facts: str) -> Step:
    """Ask for what is known already, as if it had changed."""

    async def ask(buyer: Buyer) -> None:
        checkout = buyer.shop.checkout
        await buyer.until(lambda: checkout._asking is None or checkout._asking.done(), "the checkout at rest")
        for name in facts:
            setattr(checkout, name, False if name == "_methods_known" else None)
        checkout._ask_again(delay=0)

    return ask


def _complete(buyer: Buyer) -> object:
    return not buyer.shop.checkout.missing() and "Place order" in buyer.text()


async def _to_couriers(buyer: Buyer) -> None:
    await _at_checkout(buyer)
    burst(buyer, "f7", "f7")
    await focus(buyer, "couriers")


async def _to_methods(buyer: Buyer) -> None:
    await _at_checkout(buyer)
    burst(buyer, "f7")
    await focus(buyer, "methods")


def _rows(name: str) -> Callable[[Buyer], object]:
    def well(buyer: Buyer) -> object:
        rows = buyer.screen.query_one(f"#{name}", ChoiceList)
        return rows.display and rows.rows and not buyer.shop.checkout.missing()

    return well


async def _with_code(buyer: Buyer) -> None:
    await ready_to_order(buyer)
    await buyer.shop.checkout.set_code("HEMAT10")
    await focus(buyer, "order")


# Where to


async def _picker(buyer: Buyer) -> None:
    from screens.place import PlaceScreen

    buyer.shop.locations = type(buyer.shop.locations)(buyer.shop)  # which remembers no list
    buyer.app.push_screen(PlaceScreen(buyer.shop.locations))
    await buyer.on_screen("PlaceScreen")


def _picks(*steps: str) -> Step:
    """Into the picker and through these steps; the last one asks."""

    async def ask(buyer: Buyer) -> None:
        await _picker(buyer)
        if steps[0] == "search":
            burst(buyer, *"cempaka pu")
        else:
            burst(buyer, "ctrl+t")
        for step in steps[1:]:
            await buyer.until(lambda: buyer.screen.query_one(PickList).rows, "a list")
            await buyer.until(lambda: not buyer.screen._loading, step)  # type: ignore[attr-defined]
            burst(buyer, "enter")
            await buyer.taken()

    return ask


def _listed(words: str) -> Callable[[Buyer], object]:
    def well(buyer: Buyer) -> object:
        rows = buyer.screen.query_one(PickList)
        return rows.display and any(words in row for row in rows.rows)

    return well


async def _out_of_the_picker(buyer: Buyer) -> None:
    if _screen(buyer) == "PlaceScreen":
        buyer.screen.dismiss(None)
    await buyer.until(lambda: _screen(buyer) == "CatalogScreen", "the shop window")


# Orders


async def _with_an_order(buyer: Buyer) -> None:
    await place_order(buyer, method="qris")


async def _opens_order(buyer: Buyer) -> None:
    orders = buyer.shop.orders
    orders.known.clear()
    buyer.app.open_order(orders.placed[0].secret_slug)
    await buyer.on_screen("OrderScreen")


async def _refreshes_order(buyer: Buyer) -> None:
    if _screen(buyer) != "OrderScreen":
        buyer.app.open_order(buyer.shop.orders.placed[0].secret_slug)
        await buyer.on_screen("OrderScreen")
        await buyer.reads("ITEMS")
    await _no_workers(buyer)
    burst(buyer, "r")
    await buyer.taken()


async def _no_workers(buyer: Buyer) -> None:
    await buyer.until(lambda: not len(buyer.app.workers), "no question under way")


async def _writes_note(buyer: Buyer) -> None:
    if _screen(buyer) != "NoteScreen":
        buyer.app.open_order(buyer.shop.orders.placed[0].secret_slug)
        await buyer.on_screen("OrderScreen")
        await buyer.reads("ITEMS")
        burst(buyer, "n")
        await buyer.on_screen("NoteScreen")
        burst(buyer, *"pos")
    burst(buyer, "ctrl+s")
    await buyer.taken()


def _note_there(buyer: Buyer) -> object:
    return buyer.shop.notes.note(buyer.shop.orders.placed[0].secret_slug).sent


async def _opens_payment(buyer: Buyer) -> None:
    orders = buyer.shop.orders
    slug = orders.placed[0].secret_slug
    if slug in orders.known:
        orders.known[slug] = orders.known[slug].model_copy(update={"pg_payment_info": {}})
    buyer.app.open_payment(slug)
    await buyer.on_screen("PaymentScreen")


async def _orders_list(buyer: Buyer) -> None:
    buyer.app.action_open_orders()
    await buyer.on_screen("OrdersScreen")


async def _order_now(buyer: Buyer) -> None:
    if _screen(buyer) != "CheckoutScreen":
        await ready_to_order(buyer)
    await buyer.until(lambda: not buyer.shop.checkout.missing(), "a complete draft")
    burst(buyer, "ctrl+s")
    await buyer.taken()


async def _home(buyer: Buyer) -> None:
    buyer.app.action_go_home()
    await buyer.on_screen("CatalogScreen")


def _paid_how(buyer: Buyer) -> object:
    return "Scan with any bank" in buyer.text()


def _codes_or_typed(buyer: Buyer) -> object:
    """Where the store's list cannot be read the buyer types the five digits."""
    return "Please type the five digits." in buyer.text() or _listed("10510")(buyer)


PLACES = [
    Place("shop window", "GET", "/public/items$", _reload, _catalogue),
    Place("size of the shop", "GET", "/items/count$", _reload, _catalogue, items=300, silent=True),
    Place("categories", "GET", "/categories$", _reload, _catalogue, silent=True),
    Place("product", "GET", "/products/", _opens("product", "kopi-gayo"), _buyable, leave=_escape),
    Place("prices", "GET", "/variants/pricing$", _opens("product", "kopi-gayo"), _buyable, leave=_escape),
    Place("bundle", "GET", "/bundle-price-options/", _opens("bundle", "paket-pagi"),
          lambda buyer: "Add to cart" in buyer.text() and "Rp" in buyer.text(), leave=_escape),
    Place("cart", "GET", "/public/cart$", _cart_again, lambda buyer: buyer.shop.cart.count == 1,
          arrive=_with_a_line),
    Place("add", "POST", "/cart/items$", _add, lambda buyer: "In the cart" in buyer.text(),
          arrive=_on_a_page, again=("a",), leave=_nothing_said,
          tolerated=frozenset(("cut_json", "wrong_types", "nulls"))),
    Place("quantity", "PATCH", "/cart/items/", _presses("plus"), lambda buyer: buyer.shop.cart.count == 2,
          arrive=_with_a_line, again=("plus",), leave=_presses("minus")),
    Place("removal", "DELETE", "/cart/items/", _presses("x"), lambda buyer: not buyer.shop.cart.count,
          arrive=_with_a_line, again=("x",), leave=_presses("z"),
          tolerated=frozenset(("wrong_types", "nulls"))),  # of an empty cart nothing can be of a wrong type
    Place("couriers", "POST", "/shipping-options$", _forgets("_shipping_for", "_summary_for"), _rows("couriers"),
          arrive=_to_couriers),
    Place("ways to pay", "GET", "/payment-methods$", _forgets("_methods_known"), _rows("methods"),
          arrive=_to_methods),
    Place("totals", "POST", "/checkout/summary$", _forgets("_summary_for"), _complete, arrive=_at_checkout),
    Place("discount", "POST", "/discount-codes/check$", _forgets("_discount_for"), _complete, arrive=_with_code),
    Place("search for an area", "GET", "/public/locations$", _picks("search"), _listed("Cempaka Putih"),
          again=("ctrl+r",), leave=_out_of_the_picker),
    Place("provinces", "GET", "/locations/provinces$", _picks("steps"), _listed("Aceh"),
          again=("ctrl+r",), leave=_out_of_the_picker),
    Place("cities", "GET", "/locations/cities$", _picks("steps", "city"), _listed("Kabupaten Aceh"),
          again=("ctrl+r",), leave=_out_of_the_picker),
    Place("subdistricts", "GET", "/locations/subdistricts$", _picks("steps", "city", "subdistrict"),
          _listed("Bakongan"), again=("ctrl+r",), leave=_out_of_the_picker),
    Place("postal codes", "GET", "/postal-codes$", _picks("search", "code"), _codes_or_typed,
          tolerated=frozenset(("wrong_types", "nulls")), again=("ctrl+r",), leave=_out_of_the_picker),
    Place("order", "GET", "/public/orders/", _opens_order, lambda buyer: "ITEMS" in buyer.text(),
          arrive=_with_an_order, leave=_home),
    Place("order again", "GET", "/public/orders/", _refreshes_order,
          lambda buyer: "ITEMS" in buyer.text() and "try again" not in buyer.text(), arrive=_with_an_order),
    Place("note to an order", "PATCH", "/public/orders/", _writes_note, _note_there,
          arrive=_with_an_order, again=("ctrl+s",), leave=_home),
    Place("list of orders", "GET", "/public/orders/", _orders_list,
          lambda buyer: "try again" not in buyer.text() and "waiting for payment" in buyer.text(),
          arrive=_with_an_order, leave=_home),
    Place("payment", "POST", "/payment$", _opens_payment, _paid_how, arrive=_with_an_order, leave=_home,
          tolerated=frozenset(("s409", "s422"))),  # then the order says why, or how to pay all the same
]  # fmt: skip
