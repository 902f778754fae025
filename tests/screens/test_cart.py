"""The cart on screen: steps, removal and undo, problems on their line, the code, and the way on."""

from __future__ import annotations

from app.services.cart import variant_snapshot
from tests.pilot import Buyer, start_shop
from widgets.cart_list import CartList
from widgets.primary_button import PrimaryButton


async def put(buyer: Buyer, slug: str, quantity: int = 1) -> None:
    """Put the first variant of a product into the cart."""
    product = await buyer.shop.catalog.product(slug)
    await buyer.shop.cart.add(variant_snapshot(product, product.variants[0]), quantity)


async def open_cart(buyer: Buyer) -> None:
    await buyer.press("c")
    await buyer.on_screen("CartScreen")


async def test_an_empty_cart_has_words_and_a_way_out() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await open_cart(buyer)
        await buyer.reads("Your cart is empty.")
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")


async def test_stepping_shows_at_once_and_reaches_the_store() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await put(buyer, "lampu-bambu")
        await open_cart(buyer)
        await buyer.press("plus", "plus")
        assert buyer.shop.cart.lines[0].quantity == 3
        await buyer.reads("Rp720.000")
        await buyer.shop.cart.settle()
        client = await buyer.shop.client()
        assert [line.quantity for line in (await client.cart()).items] == [3]
        await buyer.press("minus")
        await buyer.reads("Rp480.000")


async def test_never_below_one_and_never_above_what_is_left() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await put(buyer, "kopi-luwak-liar", 3)
        await open_cart(buyer)
        await buyer.until(lambda: buyer.shop.cart.lines[0].available_qty == 3, "the stock")
        await buyer.press("plus")
        await buyer.reads("Only 3 left.")
        await buyer.press("minus", "minus", "minus")
        await buyer.reads("Press x to take it out.")
        assert buyer.shop.cart.lines[0].quantity == 1


async def test_a_removed_line_comes_back() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await put(buyer, "lampu-bambu", 2)
        await put(buyer, "congklak-jati")
        await open_cart(buyer)
        await buyer.press("x")
        await buyer.until(lambda: len(buyer.shop.cart.lines) == 1, "one line")
        await buyer.press("z")
        await buyer.until(lambda: len(buyer.shop.cart.lines) == 2, "both lines")
        await buyer.shop.cart.settle()
        assert sorted(
            (line.snapshot.slug if line.snapshot else "", line.quantity) for line in buyer.shop.cart.lines
        ) == [
            ("congklak-jati", 1),
            ("lampu-bambu", 2),
        ]


async def test_the_lines_have_the_keys_again_when_the_cart_is_not_empty_any_more() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await put(buyer, "lampu-bambu")
        await open_cart(buyer)
        lines = buyer.screen.query_one(CartList)
        await buyer.press("x")
        await buyer.until(lambda: buyer.screen.focused is None, "no line to stand on")
        await buyer.press("z")
        await buyer.until(lambda: buyer.screen.focused is lines, "the focus on the lines")


async def test_a_line_that_cannot_be_ordered_says_why_and_stops_the_way_on() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await put(buyer, "lampu-bambu")
        await put(buyer, "kopi-luwak-liar", 5)
        await open_cart(buyer)
        await buyer.reads("only 3 left, take fewer")
        assert buyer.screen.query_one("#checkout", PrimaryButton).blocked
        await buyer.press("enter")
        await buyer.reads("The marked line")
        assert type(buyer.screen).__name__ == "CartScreen"
        assert buyer.screen.query_one(CartList).cursor == 1
        await buyer.press("minus", "minus")
        await buyer.until(lambda: not buyer.shop.cart.problems, "the problem solved")
        await buyer.press("enter")
        await buyer.on_screen("CheckoutScreen")


async def test_a_discount_code_is_checked_and_its_saving_shown() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await put(buyer, "lampu-bambu")
        await open_cart(buyer)
        await buyer.press("d")
        await buyer.type("hemat10")
        await buyer.press("enter")
        await buyer.reads("saves Rp24.000")
        await buyer.reads("−Rp24.000")
        await buyer.press("d")
        await buyer.press(*["backspace"] * 10)
        await buyer.type("nosuch")
        await buyer.press("enter")
        await buyer.reads("does not know this code")


async def test_the_way_on_is_there_at_the_smallest_size() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        await put(buyer, "lampu-bambu")
        await open_cart(buyer)
        await buyer.reads("On to delivery")
        await buyer.reads("Rp240.000")


async def test_the_cart_is_in_the_header_everywhere_and_a_click_opens_it() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await put(buyer, "lampu-bambu")
        await buyer.reads("Cart 1  Rp240.000")
        await buyer.click("ShopHeader", offset=(75, 0))
        await buyer.on_screen("CartScreen")
