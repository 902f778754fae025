"""What the tour does, scene by scene: a whole purchase by keyboard, from the shop window to a paid order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.i18n import N_
from screens.item_page import ItemPage
from widgets.catalog_list import CatalogList
from widgets.pick_list import PickList
from widgets.qr_code import QrCode

if TYPE_CHECKING:
    from app.main import Etalase

Condition = Callable[["Etalase"], object]

SOUGHT = "kopi gayo"
SLUG = "kopi-gayo"
CODE = "HEMAT10"
NAME, EMAIL, PHONE, ADDRESS = "Budi Santoso", "budi@example.com", "081234567890", "Jl. Kenanga 5"
AREA = "cempaka putih"


@dataclass(frozen=True, slots=True)
class Press:
    """Keys by name, one after the other."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """Letters into what has the focus."""

    text: str


@dataclass(frozen=True, slots=True)
class Act:
    """The key of an action, wherever the buyer has moved it."""

    action: str


@dataclass(frozen=True, slots=True)
class Until:
    """Wait for what the step before sets off."""

    holds: Condition


Step = Press | Type | Act | Until


@dataclass(frozen=True, slots=True)
class Scene:
    """`caption` is read first; `key` in it stands for the key of `action`."""

    caption: str
    ready: Condition
    steps: tuple[Step, ...] = ()
    action: str = ""


def on_screen(name: str) -> Condition:
    """The screen of this class is in front."""
    return lambda app: type(app.screen).__name__ == name and app.screen.is_mounted


def focus_on(name: str) -> Condition:
    """The widget of this id has the focus."""
    return lambda app: app.focused is not None and app.focused.id == name


def _window_at_rest(app: Etalase) -> bool:
    return bool(on_screen("CatalogScreen")(app) and app.shop.catalog.items and not app.shop.catalog.busy)


def _found(app: Etalase) -> bool:
    return any(rows.item is not None and rows.item.slug == SLUG for rows in app.screen.query(CatalogList))


def _can_be_bought(app: Etalase) -> bool:
    screen = app.screen
    return isinstance(screen, ItemPage) and screen.slug == SLUG and screen.snapshot() is not None


def _in_the_cart(app: Etalase) -> bool:
    cart = app.shop.cart
    return cart.count == 2 and cart.settled and bool(cart.subtotal)


def _code_taken(app: Etalase) -> bool:
    return app.shop.checkout.discount is not None and app.shop.checkout.code == CODE


def _areas_listed(app: Etalase) -> bool:
    return any(rows.rows and rows.display for rows in app.screen.query(PickList))


def _total_known(app: Etalase) -> bool:
    return not app.shop.checkout.missing() and bool(focus_on("order")(app))


def _qr_shown(app: Etalase) -> bool:
    return bool(on_screen("PaymentScreen")(app)) and any(qr.data for qr in app.screen.query(QrCode))


def _paid(app: Etalase) -> bool:
    order = app.shop.orders.known.get(app.order_in_front())
    return order is not None and order.payment_status == "paid"


SCENES: tuple[Scene, ...] = (
    Scene(
        N_("Welcome to a shop in a terminal. Watch: a purchase plays by itself."),
        _window_at_rest,
        (Press(("down", "down", "down", "up", "up")),),
    ),
    Scene(
        N_("“{key}” searches all that the shop has, letter by letter."),
        on_screen("CatalogScreen"),
        (Act("catalog.find"), Type(SOUGHT), Until(_found), Press(("enter",))),
        action="catalog.find",
    ),
    Scene(
        N_("Enter opens it: what to choose, what it costs, how many are left."),
        _found,
        (Press(("enter",)), Until(_can_be_bought), Press(("right", "down", "right"))),
    ),
    Scene(
        N_("Two of these, please. “{key}” puts them into the cart."),
        _can_be_bought,
        (Act("product.more"), Act("product.add"), Until(_in_the_cart)),
        action="product.add",
    ),
    Scene(
        N_("“{key}” opens the cart. A discount code goes in here."),
        _in_the_cart,
        (
            Act("app.open_cart"),
            Until(on_screen("CartScreen")),
            Act("cart.code"),
            Until(focus_on("code")),
            Type(CODE),
            Press(("enter",)),
            Until(_code_taken),
        ),
        action="app.open_cart",
    ),
    Scene(
        N_("Now the order, without an account: name, e-mail address, phone."),
        _code_taken,
        (
            Until(focus_on("lines")),
            Act("cart.checkout"),
            Until(on_screen("CheckoutScreen")),
            Until(focus_on("name")),
            Type(NAME),
            Press(("enter",)),
            Type(EMAIL),
            Press(("enter",)),
            Type(PHONE),
            Press(("enter",)),
        ),
    ),
    Scene(
        N_("Where to? Any district of Indonesia, by its first letters."),
        focus_on("address"),
        (
            Type(ADDRESS),
            Press(("enter",)),
            Until(focus_on("place")),
            Press(("enter",)),
            Until(on_screen("PlaceScreen")),
            Type(AREA),
            Until(_areas_listed),
            Press(("enter", "enter")),
            Until(on_screen("CheckoutScreen")),
        ),
    ),
    Scene(
        N_("The couriers that go there, and what they charge."),
        focus_on("couriers"),
        (Press(("down", "enter")),),
    ),
    Scene(
        N_("How to pay: here with a QR that any banking app reads."),
        focus_on("methods"),
        (Press(("enter",)),),
    ),
    Scene(
        N_("The total is the shop's own. Enter places the order, exactly once."),
        _total_known,
        (Press(("enter",)), Until(_qr_shown)),
    ),
    Scene(
        N_("A phone reads this and pays. In the demo {key} does."),
        _qr_shown,
        (Act("demo.paid"), Until(_paid)),
        action="demo.paid",
    ),
)
"""The first page of places that are listed is taken, and of several postal codes the first."""

END = N_("Paid. That was all of it. Press any key and the shop is yours.")
LOST = N_("The tour has lost its way, and ends here. The shop is yours.")
YOURS = N_("The shop is yours.")
