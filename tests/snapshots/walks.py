"""Ways through the shop, one a group of screens; each stops where there is something to look at and gives its name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Literal

from app.api.errors import Rejected, ServerFault, Unreachable
from app.config import StoreConfig
from app.sandbox import control
from app.services.cart import variant_snapshot
from tests.orders import place_order
from tests.pilot import Buyer, demo_app
from tests.screens.buying import fill_cart, open_checkout, ready_to_order, till
from tests.snapshots.stage import press, settle
from widgets.choice_list import ChoiceList

Walk = AsyncIterator[str]

ELSEWHERE = StoreConfig(
    "elsewhere", base_url="https://shop.invalid", store_id="store_x", api_key="sfpk_x", title="Toko Jauh"
)
"""A store that is not the demo: nothing of it is known at the start."""


async def home(buyer: Buyer) -> None:
    await settle(buyer)
    buyer.app.action_go_home()
    await buyer.on_screen("CatalogScreen")
    await settle(buyer)


async def browse(buyer: Buyer) -> Walk:
    """The catalogue and what is sold in it."""
    yield "catalogue"
    await press(buyer, "right")
    yield "catalogue-category"
    await press(buyer, "left", "slash", *"kopi")
    await settle(buyer)
    yield "catalogue-search"
    await press(buyer, *["backspace"] * 4, *"zzqx")
    yield "catalogue-no-result"
    await press(buyer, "escape", "escape")
    buyer.app.open_product("kopi-gayo")
    await buyer.on_screen("ProductScreen")
    await settle(buyer)
    yield "product"
    await press(buyer, "i")
    yield "product-info"
    await press(buyer, "i")
    await home(buyer)
    buyer.app.open_product("dripper-keramik")
    await buyer.on_screen("ProductScreen")
    await settle(buyer)
    yield "product-one-sold-out"
    await home(buyer)
    buyer.app.open_bundle("paket-pagi")
    await buyer.on_screen("BundleScreen")
    await settle(buyer)
    yield "bundle"


async def trouble(buyer: Buyer) -> Walk:
    """A product that is on its way, and one that does not come."""
    await settle(buyer)
    go = asyncio.Event()

    async def late(slug: str, *, fresh: bool = False) -> Any:
        await go.wait()
        raise ServerFault(503)

    buyer.shop.catalog.product = late  # type: ignore[method-assign]
    buyer.app.open_product("kopi-gayo")
    await buyer.on_screen("ProductScreen")
    yield "product-loading"
    go.set()
    await buyer.until(lambda: getattr(buyer.screen, "error", None) is not None, "the failure")
    yield "product-failed"


async def nothing_yet(buyer: Buyer) -> Walk:
    """A store of which nothing is known: while it is asked, and when it does not answer."""
    go = asyncio.Event()

    async def late() -> Any:
        await go.wait()
        raise Unreachable("timeout", sent=False)

    buyer.shop._connect = late  # type: ignore[method-assign]
    await buyer.until(lambda: buyer.app.usable and buyer.shop.catalog.state == "loading", "the question")
    yield "catalogue-loading"
    go.set()
    await buyer.until(lambda: buyer.shop.catalog.error is not None, "the failure")
    yield "catalogue-failed"


async def cart(buyer: Buyer) -> Walk:
    """The cart, empty and full."""
    await press(buyer, "c")
    await buyer.on_screen("CartScreen")
    yield "cart-empty"
    await fill_cart(buyer, quantity=2)
    product = await buyer.shop.catalog.product("kemeja-batik-parang")
    await buyer.shop.cart.add(variant_snapshot(product, product.variants[1]), 1)
    await press(buyer, "d", *"hemat10", "enter")
    await settle(buyer)
    yield "cart"
    await fill_cart(buyer, "kopi-luwak-liar", 5)
    await buyer.until(lambda: buyer.shop.cart.problems, "the problem")
    yield "cart-problem"
    await press(buyer, "home", "x")
    await buyer.shop.cart.settle()
    yield "cart-removed"


async def checkout(buyer: Buyer) -> Walk:
    """From the first question to the button, the place picker on the way."""
    await fill_cart(buyer)
    await open_checkout(buyer)
    yield "checkout-start"
    await press(buyer, "enter", *"budi@", "enter")
    await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == "phone", "the next field")
    yield "checkout-errors"
    buyer.shop.checkout.set_contact(name="Budi Santoso", email="budi@contoh.id", phone="081234567890")
    buyer.shop.checkout.set_address("Jl. Kenanga 5")
    await home(buyer)
    await open_checkout(buyer)
    await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == "address", "the next section")
    await press(buyer, "down")
    yield "checkout-delivery"
    await press(buyer, "enter")
    await buyer.on_screen("PlaceScreen")
    yield "place-start"
    await press(buyer, *"cempaka")
    await settle(buyer)
    yield "place-search"
    await press(buyer, "ctrl+t")
    await settle(buyer)
    yield "place-provinces"
    await press(buyer, *"jakarta", "enter")
    await settle(buyer)
    yield "place-cities"
    await press(buyer, *"pusat", "enter")
    await settle(buyer)
    await press(buyer, *"cempaka", "enter")
    await buyer.reads("10510")
    await settle(buyer)
    yield "place-postal-code"
    await press(buyer, "enter")
    await buyer.on_screen("CheckoutScreen")
    await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == "couriers", "the couriers")
    await settle(buyer)
    yield "checkout-courier"
    await press(buyer, "down", "enter")
    await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == "methods", "the methods")
    await settle(buyer)
    yield "checkout-method"
    await press(buyer, "enter")
    await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == "order", "the button")
    await settle(buyer)
    yield "checkout-complete"
    stand_in = await till(buyer, Rejected("bad data", {"customer_phone": "is not [reachable]"}))
    stand_in.go.set()
    await press(buyer, "ctrl+s")
    await buyer.until(lambda: buyer.shop.orders.attempt and buyer.shop.orders.attempt.state == "rejected")
    await settle(buyer)
    yield "checkout-rejected"


async def digital(buyer: Buyer) -> Walk:
    """Something that is not sent by courier."""
    await fill_cart(buyer, "ebook-resep-nusantara")
    await open_checkout(buyer)
    yield "checkout-digital"
    await press(buyer, *"Budi", "enter", *"b@contoh.id", "enter", "enter")
    await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == "methods", "the methods")
    await settle(buyer)
    yield "checkout-digital-method"


async def pay(buyer: Buyer) -> Walk:
    """Every way to pay, how it ends, and the orders afterwards."""
    await press(buyer, "o")
    await buyer.on_screen("OrdersScreen")
    await settle(buyer)
    yield "orders-empty"
    slug = ""
    for method in ("cod", "gopay", "va_bca", "bank_transfer", "qris"):
        slug = await place_order(buyer, method=method)
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        await settle(buyer)
        yield f"payment-{method.partition('_')[0]}"
    assert control.mark_paid(demo_app(buyer), slug)
    await buyer.shop.orders.fetch(slug)
    await settle(buyer)
    yield "payment-paid"
    assert control.ship(demo_app(buyer), slug)
    await home(buyer)
    buyer.app.open_order(slug)
    await buyer.on_screen("OrderScreen")
    await settle(buyer)
    yield "order-shipped"
    ended = await place_order(buyer, method="qris")
    buyer.app.open_payment(ended)
    await buyer.on_screen("PaymentScreen")
    await settle(buyer)
    assert control.expire(demo_app(buyer), ended)
    await buyer.shop.orders.fetch(ended)
    await settle(buyer)
    yield "payment-expired"
    waiting = await place_order(buyer, method="bank_transfer")
    await home(buyer)
    buyer.app.open_order(waiting)
    await buyer.on_screen("OrderScreen")
    await settle(buyer)
    yield "order-to-pay"
    await home(buyer)
    await press(buyer, "o")
    await buyer.on_screen("OrdersScreen")
    await settle(buyer)
    yield "orders"


async def unknown(buyer: Buyer) -> Walk:
    """An order whose answer was lost."""
    await ready_to_order(buyer)
    stand_in = await till(buyer, Unreachable("timeout", sent=True), processed=True)
    stand_in.go.set()
    await press(buyer, "ctrl+s")
    await buyer.on_screen("OutcomeScreen")
    attempt = buyer.shop.orders.attempt
    assert attempt is not None
    await buyer.until(lambda: attempt.cart_emptied is True, "the cart asked")
    await settle(buyer)
    yield "outcome"
    await press(buyer, "end")
    await settle(buyer)
    yield "outcome-end"
    choices = buyer.screen.query_one(ChoiceList)
    choices.move_to("none")
    choices.focus()
    await press(buyer, "enter")
    yield "outcome-no-order"


async def settings(buyer: Buyer) -> Walk:
    """Settings and the pages behind them, and what they do to the shop window."""
    buyer.app.stores = lambda: (ELSEWHERE, buyer.shop.store)
    buyer.app.config_file = Path("/home/sari/toko-toko-yang-sering-saya-kunjungi/etalase.toml")
    await press(buyer, "comma")
    await buyer.on_screen("SettingsScreen")
    yield "settings"
    await press(buyer, "ctrl+f")
    yield "settings-forget"
    await press(buyer, "escape", "t")
    await buyer.on_screen("StoresScreen")
    yield "stores"
    await press(buyer, "escape", "d")
    await buyer.on_screen("KeptScreen")
    yield "files"
    await press(buyer, "escape", "k")
    await buyer.on_screen("KeysScreen")
    await press(buyer, "down", "enter")
    await buyer.on_screen("NewKeyScreen")
    await press(buyer, "c")
    yield "new-key-taken"
    await press(buyer, "f12")
    await buyer.on_screen("KeysScreen")
    yield "keys"
    await press(buyer, "x")
    await home(buyer)
    less: tuple[Literal["small", "off"], ...] = ("small", "off")
    for pictures in less:
        buyer.app.use_pictures(pictures)
        await settle(buyer)
        yield f"catalogue-pictures-{pictures}"
    buyer.app.use_pictures("full")
    buyer.app.use_density("compact")
    await settle(buyer)
    yield "catalogue-compact"
    buyer.app.use_density("comfortable")
    await home(buyer)


async def around(buyer: Buyer) -> Walk:
    """What stands beside the purchase."""
    await press(buyer, "question_mark")
    await buyer.on_screen("HelpScreen")
    yield "help"
    await press(buyer, "escape")
    async for name in settings(buyer):
        yield name
    await press(buyer, "ctrl+p")
    await buyer.on_screen("Palette")
    yield "palette"
    await press(buyer, "escape")
    await home(buyer)
    if buyer.app.size.width == 80:
        await buyer.pilot.resize_terminal(30, 8)
        yield "too-small"


WALKS: dict[str, Callable[[Buyer], Walk]] = {
    "browse": browse,
    "trouble": trouble,
    "nothing_yet": nothing_yet,
    "cart": cart,
    "checkout": checkout,
    "digital": digital,
    "pay": pay,
    "unknown": unknown,
    "around": around,
}
