"""A product and a bundle: choosing, counting, adding, buying now, and what is said when the store does not answer."""

from __future__ import annotations

import pytest

from app.api.errors import Rejected, ServerFault
from app.api.models.catalog import Availability
from screens.product import ProductScreen
from tests.pilot import Buyer, start_shop
from widgets.primary_button import PrimaryButton
from widgets.quantity import Quantity
from widgets.value_row import ValueRow


async def open_product(buyer: Buyer, slug: str) -> ProductScreen:
    buyer.app.open_product(slug)
    await buyer.on_screen("ProductScreen")
    screen = buyer.screen
    assert isinstance(screen, ProductScreen)
    await buyer.until(lambda: screen.stock_known, "the product's stock")
    return screen


async def test_choosing_an_option_changes_price_and_variant() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        screen = await open_product(buyer, "kopi-gayo")
        first = screen.variant
        assert first is not None
        await buyer.until(lambda: isinstance(screen.focused, ValueRow), "the focus on the first option")
        await buyer.press("right")
        await buyer.until(lambda: screen.variant is not first, "another variant")
        assert screen.variant is not None
        assert screen.variant.values[1] == first.values[1]
        price = screen.price()
        assert price is not None
        await buyer.reads(f"{price:,}".replace(",", "."))


async def test_a_sold_out_value_can_be_read_but_not_bought() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        screen = await open_product(buyer, "dripper-keramik")
        assert screen.matrix is not None
        axis = screen.matrix.axes[0]
        gone = next(v for v in axis.values if screen.matrix.state(axis, v, screen.selection) == "sold_out")
        screen.rows[axis.index].choose(gone)
        await buyer.until(lambda: screen.selection[axis.index] == gone, "the sold out value chosen")
        await buyer.reads("sold out")
        await buyer.press("a")
        await buyer.reads("This one is sold out")
        assert not buyer.shop.cart.lines
        assert screen.query_one("#add", PrimaryButton).blocked


async def test_quantity_is_held_to_what_is_left() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        screen = await open_product(buyer, "kopi-luwak-liar")
        await buyer.press("plus", "plus", "plus", "plus")
        assert screen.query_one(Quantity).value == 3
        await buyer.reads("Rp1.155.000")
        await buyer.press("a")
        await buyer.until(
            lambda: [line.quantity for line in buyer.shop.cart.lines] == [3], "three in the cart"
        )


async def test_what_the_store_does_not_take_is_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        screen = await open_product(buyer, "kopi-luwak-liar")
        client = await buyer.shop.client()

        async def taken(*_given: object) -> None:
            raise Rejected("Not enough stock")

        async def one_left(variant_id: int) -> Availability:
            return Availability(variant_id=variant_id, available=True, available_qty=1)

        monkeypatch.setattr(client, "add_to_cart", taken)
        monkeypatch.setattr(client, "availability", one_left)
        await buyer.press("plus", "plus")
        assert screen.query_one(Quantity).value == 3
        await buyer.press("a")
        await buyer.until(lambda: screen.query_one(Quantity).value == 1, "the one that is left")
        assert screen.stock() == (True, 1)


async def test_adding_survives_leaving_the_page_at_once() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await open_product(buyer, "lampu-bambu")
        await buyer.press("a", "escape")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: buyer.shop.cart.count == 1, "the lamp in the cart")
        await buyer.reads("Cart 1")


async def test_a_bundle_says_what_is_in_it_and_goes_into_the_cart() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        buyer.app.open_bundle("paket-pagi")
        await buyer.on_screen("BundleScreen")
        await buyer.reads("Teh Melati Tegal")
        await buyer.press("a")
        await buyer.until(
            lambda: [line.kind for line in buyer.shop.cart.lines] == ["bundle"], "the bundle in the cart"
        )


async def test_buy_now_leaves_the_cart_alone() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await open_product(buyer, "lampu-bambu")
        await buyer.press("a")
        await buyer.until(lambda: buyer.shop.cart.count == 1, "the cart")
        await buyer.press("b")
        await buyer.on_screen("CheckoutScreen")
        assert buyer.shop.checkout.direct
        assert buyer.shop.cart.count == 1


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_the_button_and_the_price_are_on_screen_at_every_size(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        await open_product(buyer, "kemeja-batik-parang")
        await buyer.reads("Add to cart")
        await buyer.reads("Rp")
        assert "Ukuran" in buyer.text()
        assert "Warna" in buyer.text()


async def test_picture_and_description_on_a_small_screen() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        await open_product(buyer, "kopi-gayo")
        assert "Danau" not in buyer.text()
        await buyer.press("i")
        await buyer.until(lambda: buyer.screen.query_one("#left").region.width > 0, "the description")
        await buyer.press("escape")
        await buyer.reads("Add to cart")


async def test_a_failure_is_said_and_one_key_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        catalog, real, calls = buyer.shop.catalog, buyer.shop.catalog.product, 0

        async def flaky(slug: str, *, fresh: bool = False) -> object:
            nonlocal calls
            calls += 1
            if calls == 1:
                raise ServerFault(500)
            return await real(slug, fresh=fresh)

        monkeypatch.setattr(catalog, "product", flaky)
        buyer.app.open_product("kopi-gayo")
        await buyer.on_screen("ProductScreen")
        await buyer.reads("try again")
        await buyer.press("r")
        await buyer.reads("Giling")
        assert calls == 2


async def test_the_language_switches_while_a_product_is_open() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        screen = await open_product(buyer, "kopi-gayo")
        await buyer.reads("Quantity")
        chosen = dict(screen.selection)
        await buyer.press("f2")
        await buyer.reads("Jumlah")
        assert screen.selection == chosen
        await buyer.reads("Giling")
