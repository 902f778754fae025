"""Through every screen of a store whose every text is hostile: shown literally or stripped, and nothing acts on it."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from app.services.payment import needs_creating
from app.text import safe_url
from screens.checkout import CheckoutScreen
from screens.place import PlaceScreen
from tests.faults import AsgiApp
from tests.hostile.rewriter import LITERALS, Rewriter
from tests.orders import place_order
from tests.pilot import Buyer, start_shop
from tests.proofs import picture_file
from tests.screens.buying import ready_to_order
from tests.served import Served, plain_session, served
from widgets.pick_list import PickList

_BIDI = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029"
)

each_store = pytest.mark.parametrize(
    ("size", "odd"),
    [
        pytest.param((80, 24), False, id="80x24-texts"),
        pytest.param((40, 12), True, id="40x12-codes-too"),
    ],
)
"""Where codes are hostile too, every text is as well."""
pytestmark = each_store


@asynccontextmanager
async def hostile_shop(size: tuple[int, int], odd: bool) -> AsyncIterator[tuple[Buyer, Served, Rewriter]]:
    made: list[Rewriter] = []

    def wrap(app: AsgiApp) -> AsgiApp:
        made.append(Rewriter(app, odd=odd))
        return made[0]

    async with (
        served(wrap) as store,
        start_shop(size=size, store=store.config, session=plain_session()) as buyer,
    ):
        yield buyer, store, made[0]


async def harmless(buyer: Buyer, *, words: bool = True) -> None:
    """Nothing on screen acts, and each line is as wide as the terminal. `words`: some of the store's are there."""
    await buyer.pilot.pause()
    width, _height = buyer.app.size
    strips = buyer.screen._compositor.render_strips()
    for strip in strips:
        assert strip.cell_length == width, strip.text
        for segment in strip:
            bad = [c for c in segment.text if unicodedata.category(c) in ("Cc", "Cs") or c in _BIDI]
            assert not bad, (bad, segment.text)
            if segment.style is not None:
                # An address shown may be a link to itself: written out, and nothing in it that a terminal acts on.
                link = segment.style.link
                assert link is None or (safe_url(link) == link and link.isascii()), segment
                assert link is None or segment.text.strip() in link, segment
                assert "@click" not in segment.style.meta, segment
    if words:
        assert LITERALS.search(buyer.text()), buyer.text()
    assert buyer.app.is_running


async def at_rest(buyer: Buyer) -> None:
    """Wait until the checkout asks nothing any more."""
    checkout = buyer.shop.checkout
    await buyer.until(lambda: checkout._asking is None or checkout._asking.done(), "all answers")


async def test_looking_around(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, _store, _rewriter):
        await harmless(buyer)
        await buyer.press("down", "right")
        await harmless(buyer)
        await buyer.press("left", "end", "s", "home")
        await harmless(buyer)
        await buyer.press("slash", *"kopi")
        await buyer.until(lambda: buyer.shop.catalog.state == "fresh", "the whole shop")
        await harmless(buyer)
        await buyer.press("escape", "escape")
        await buyer.press("ctrl+p")
        await buyer.on_screen("Palette")
        await harmless(buyer, words=False)
        await buyer.press("escape", "f2")
        await harmless(buyer)
        await buyer.press("f2", "question_mark")
        await buyer.on_screen("HelpScreen")
        await harmless(buyer, words=False)
        await buyer.press("escape", "comma")
        await buyer.on_screen("SettingsScreen")
        await harmless(buyer, words=False)


async def test_things_and_the_cart(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, _store, _rewriter):
        buyer.app.open_product("kopi-gayo")
        await buyer.on_screen("ProductScreen")
        await buyer.reads("Add to cart")
        await harmless(buyer)
        await buyer.press("right", "tab", "right")
        await harmless(buyer)
        await buyer.press("i")
        await harmless(buyer)
        await buyer.press("escape", "a")
        await buyer.until(lambda: buyer.shop.cart.count == 1, "in the cart")
        await buyer.reads("In the cart")
        await harmless(buyer)
        buyer.app.open_bundle("paket-pagi")
        await buyer.on_screen("BundleScreen")
        await buyer.reads("Add to cart")
        await harmless(buyer)
        await buyer.press("a")
        await buyer.until(lambda: buyer.shop.cart.count == 2, "both in the cart")
        await harmless(buyer)
        await buyer.press("c")
        await buyer.on_screen("CartScreen")
        await harmless(buyer)
        await buyer.press("x")
        await buyer.reads("Taken out")
        await harmless(buyer)
        await buyer.press("z", "d", *"NOPE", "enter")
        await buyer.until(lambda: buyer.shop.checkout.discount is not None, "what the store says of the code")
        await harmless(buyer)


async def test_picking_a_place(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, _store, _rewriter):
        await ready_to_order(buyer)
        await buyer.press("f7", "f7", "f7")
        await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") in ("address", "place"), "delivery")
        await harmless(buyer)
        buyer.screen.query_one("#place").focus()
        await buyer.press("enter")
        await buyer.on_screen("PlaceScreen")
        await buyer.press(*"cempaka")
        await buyer.until(lambda: buyer.screen.query_one(PickList).rows, "places")
        await harmless(buyer)
        await buyer.press(*["backspace"] * 7, "ctrl+t")
        for step in ("province", "city", "subdistrict"):
            await buyer.reads(f"type to find a {step}")
            await buyer.until(lambda: buyer.screen.query_one(PickList).rows, step)
            await harmless(buyer)
            await buyer.press("enter")
        await buyer.until(
            lambda: "a postal code" in buyer.text() or type(buyer.screen) is CheckoutScreen, "postal codes"
        )
        if type(buyer.screen) is PlaceScreen:
            await harmless(buyer)
            await buyer.press("enter")
        await buyer.on_screen("CheckoutScreen")
        assert buyer.shop.checkout.draft.place is not None
        await harmless(buyer)


async def test_ordering_and_paying(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, store, rewriter):
        await ready_to_order(buyer, slug="kopi-gayo")
        for _section in range(5):
            await harmless(buyer, words=False)
            await buyer.press("f7")
        await buyer.press("f8", "f8")
        await harmless(buyer)  # the couriers
        await buyer.press("f8")
        await harmless(buyer)  # how to pay
        rewriter.refusals.append("/checkout")
        await buyer.press("ctrl+s")
        await buyer.reads("The shop did not take the order.")
        await harmless(buyer)
        buyer.shop.checkout.set_contact(name="Budi S", phone="081234567891")
        buyer.shop.checkout.set_notes("cepat")
        await at_rest(buyer)
        await buyer.until(lambda: not buyer.shop.checkout.missing(), "a complete draft again")
        store.server.arm("POST", "/checkout$", "reset")
        await buyer.press("ctrl+s")
        await buyer.on_screen("OutcomeScreen")
        await buyer.reads("We do not know yet")
        await harmless(buyer, words=size[1] > 12)
        await buyer.press("h")
        await harmless(buyer, words=False)
        buyer.shop.orders.dismiss()
        buyer.app.open_checkout()
        await buyer.on_screen("CheckoutScreen")
        await buyer.until(lambda: not buyer.shop.checkout.missing(), "a complete draft once more")
        await buyer.press("ctrl+s")
        await buyer.on_screen("PaymentScreen")
        await harmless(buyer, words=False)
        slug = buyer.shop.orders.placed[0].secret_slug
        buyer.app.open_order(slug)
        await buyer.on_screen("OrderScreen")
        await buyer.until(lambda: slug in buyer.shop.orders.known, "the order")
        await harmless(buyer)
        await buyer.press("h", "pagedown", "pagedown")
        await harmless(buyer, words=False)
        await buyer.press("escape", "o")
        await buyer.on_screen("OrdersScreen")
        await harmless(buyer)


async def test_the_proof_of_a_transfer(size: tuple[int, int], odd: bool, tmp_path: Path) -> None:
    async with hostile_shop(size, odd) as (buyer, _store, rewriter):
        slug = await place_order(buyer, method="bank_transfer")
        buyer.app.open_proof(slug)
        await buyer.on_screen("ProofScreen")
        await harmless(buyer)
        proofs = buyer.shop.proofs
        assert await proofs.choose(slug, picture_file(tmp_path, "[bold red]\x1b[2J.png"))
        rewriter.refusals.append("/transfer-proof-upload")
        await buyer.press("ctrl+s")
        await buyer.until(lambda: proofs.of(slug).error, "the refusal")
        await harmless(buyer)
        await buyer.press("r")
        await buyer.until(lambda: not proofs.busy, "the end of it")
        await harmless(buyer, words=False)


async def test_each_way_to_pay(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, _store, _rewriter):
        for method in ("bank_transfer", "va_bca", "gopay", "alfamart", "cod"):
            slug = await place_order(buyer, method=method)
            buyer.app.open_payment(slug)
            await buyer.on_screen("PaymentScreen")
            if needs_creating(method):
                await buyer.until(partial(_how_to_pay, buyer, slug), "how to pay")
            await harmless(buyer, words=False)
            await buyer.press("pagedown")
            await harmless(buyer, words=False)
            buyer.app.action_go_home()
            await buyer.on_screen("CatalogScreen")


def _how_to_pay(buyer: Buyer, slug: str) -> object:
    return buyer.shop.orders.known[slug].pg_payment_info
