"""The cart: optimistic, newest wins, nothing lost."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from app.api.errors import NotFound, Rejected, ServerFault, Unreachable
from app.api.models.catalog import Bundle, Product
from app.services.cart import MAX_LINES, MAX_QUANTITY, bundle_snapshot, variant_snapshot
from app.services.shop import Shop
from app.session import Session
from tests.services.till import TOKEN, FakeClient, open_till, settle, thing


def quantities(shop: Shop) -> dict[int, int]:
    return {line.ref_id: line.quantity for line in shop.cart.lines}


async def filled(*refs: int, folder: Path | None = None) -> tuple[Shop, FakeClient]:
    shop, till = open_till(folder)
    for ref in refs or (1,):
        await shop.cart.add(thing(ref))
    await settle(shop)
    till.calls.clear()
    return shop, till


async def test_an_added_thing_is_a_line_with_its_snapshot_and_price() -> None:
    shop, till = open_till()
    till.prices[1], till.stock[1] = 12_000, 5
    await shop.cart.add(thing(1, name="Kopi", options="250 g"), 2)
    await settle(shop)
    [line] = shop.cart.lines
    assert (line.snapshot.name if line.snapshot else "", line.quantity, line.available_qty) == ("Kopi", 2, 5)
    assert (line.unit_price, line.total) == (Decimal(12_000), Decimal(24_000))
    assert line.problem == "price_changed"
    assert shop.cart.problems == []
    shop.cart.accept_prices()
    assert shop.cart.lines[0].problem is None
    assert (shop.cart.count, shop.cart.subtotal) == (2, Decimal(24_000))
    assert till.bodies("add_to_cart") == [{"type": "variant", "variant_id": 1, "quantity": 2}]


async def test_what_the_cart_learns_of_a_thing_does_not_change_the_one_it_was_given() -> None:
    shop, till = open_till()
    till.prices[1] = 12_000
    given = thing(1)
    await shop.cart.add(given)
    await settle(shop)
    shop.cart.accept_prices()
    assert shop.session.snapshots[given.key].price == Decimal(12_000)
    assert given == thing(1)


async def test_a_bundle_goes_in_by_its_option_and_its_stock_is_that_of_what_is_inside() -> None:
    shop, till = open_till()
    till.stock = {7: 5, 8: 40}
    await shop.cart.add(thing(3, kind="bundle", variant_ids=[7, 7, 8]), 3)
    await settle(shop)
    assert till.bodies("add_to_cart") == [
        {"type": "bundle_price_option", "bundle_price_option_id": 3, "quantity": 3}
    ]
    [line] = shop.cart.lines
    assert (line.available_qty, line.problem) == (2, "short")
    till.stock[8] = 0
    await shop.cart.refresh(fresh=True)
    assert shop.cart.lines[0].problem == "sold_out"


async def test_the_snapshot_is_kept_before_the_store_is_asked(tmp_path: Path) -> None:
    shop, till = open_till(tmp_path)
    till.holds["add_to_cart"] = asyncio.Event()
    adding = asyncio.ensure_future(shop.cart.add(thing(1)))
    while not till.calls:
        await asyncio.sleep(0)
    killed = Session(tmp_path, None)
    killed.load()
    assert "variant:1" in killed.snapshots
    till.holds["add_to_cart"].set()
    await adding


async def test_one_price_call_for_all_lines() -> None:
    shop, till = open_till()
    till.lines = {n: {"id": n, "type": "variant", "variant_id": n, "quantity": 1} for n in (1, 2)}
    till.lines[3] = {"id": 3, "type": "bundle_price_option", "bundle_price_option_id": 9, "quantity": 1}
    shop.session.guest_token = TOKEN
    shop.session.snapshots = {"bundle:9": thing(9, kind="bundle", variant_ids=[2, 4, 4])}
    await shop.cart.refresh()
    assert [call[1] for call in till.calls if call[0] == "pricing"] == [(1, 2, 4)]
    assert shop.cart.state == "fresh"
    assert [line.problem for line in shop.cart.lines] == ["unknown", "unknown", None]
    assert shop.cart.needs_delivery


async def test_without_a_token_there_is_no_cart_to_ask_for() -> None:
    shop, till = open_till()
    await shop.cart.refresh()
    assert (till.calls, shop.cart.state) == ([], "fresh")


async def test_a_burst_sends_the_first_and_the_newest_quantity_only() -> None:
    shop, till = await filled(1)
    gate = till.holds["set_cart_quantity"] = asyncio.Event()
    for quantity in range(2, 9):
        shop.cart.set_quantity(1, quantity)
        await asyncio.sleep(0)
    assert quantities(shop) == {1: 8}
    assert shop.cart.lines[0].pending
    gate.set()
    await shop.cart.settle()
    sent = [call[2] for call in till.calls if call[0] == "set_cart_quantity"]
    assert sent[-1] == 8
    assert len(sent) <= 2
    assert quantities(shop) == {1: 8}
    assert not shop.cart.lines[0].pending


async def test_the_reply_to_an_older_quantity_does_not_undo_a_newer_one() -> None:
    shop, till = await filled(1)
    gate = till.holds["set_cart_quantity"] = asyncio.Event()
    shop.cart.set_quantity(1, 2)
    while not till.calls:
        await asyncio.sleep(0)
    seen: list[int] = []
    shop.cart.changed.subscribe(lambda: seen.append(shop.cart.lines[0].quantity))
    shop.cart.set_quantity(1, 5)
    gate.set()
    await shop.cart.settle()
    assert set(seen) == {5}
    assert till.lines[1]["quantity"] == 5


async def test_changes_of_two_lines_do_not_overwrite_each_other() -> None:
    shop, till = await filled(1, 2)
    shop.cart.set_quantity(1, 4)
    shop.cart.set_quantity(2, 6)
    await shop.cart.settle()
    assert quantities(shop) == {1: 4, 2: 6}
    assert till.count("cart") == 0


async def test_a_read_that_a_write_overtook_is_asked_again() -> None:
    shop, till = await filled(1)
    gate = till.holds["cart"] = asyncio.Event()
    reading = asyncio.ensure_future(shop.cart.refresh())
    while not till.calls:
        await asyncio.sleep(0)
    stale, till._cart = till._cart(), till._cart  # type: ignore[method-assign]
    shop.cart.set_quantity(1, 7)
    await shop.cart.settle()
    assert stale.items[0].quantity == 1
    gate.set()
    await reading
    assert quantities(shop) == {1: 7}
    assert till.count("cart") == 2


async def test_a_failed_change_gives_the_line_back_its_quantity() -> None:
    shop, till = await filled(1)
    till.fail["set_cart_quantity"] = [Unreachable("timeout", sent=True)]
    shop.cart.set_quantity(1, 4)
    assert quantities(shop) == {1: 4}
    await shop.cart.settle()
    assert quantities(shop) == {1: 1}
    assert isinstance(shop.cart.error, Unreachable)
    shop.cart.set_quantity(1, 3)
    await shop.cart.settle()
    assert quantities(shop) == {1: 3}
    errors = [shop.cart.error]
    assert errors == [None]


async def test_a_line_the_store_no_longer_has_goes_with_a_fresh_look() -> None:
    shop, till = await filled(1, 2)
    del till.lines[1]
    shop.cart.set_quantity(1, 4)
    await shop.cart.settle()
    assert quantities(shop) == {2: 1}
    assert till.count("cart") == 1
    assert shop.cart.error is None


async def test_removed_and_put_back() -> None:
    shop, till = await filled(1, 2)
    shop.cart.remove(1)
    assert quantities(shop) == {2: 1}
    await shop.cart.settle()
    assert till.count("remove_from_cart") == 1
    assert shop.cart.removed is not None
    shop.cart.undo()
    await shop.cart.settle()
    assert quantities(shop) == {1: 1, 2: 1}
    assert shop.cart.removed is None


async def test_undo_before_the_store_was_told_tells_it_nothing() -> None:
    shop, till = await filled(1)
    shop.cart.remove(1)
    shop.cart.undo()
    await shop.cart.settle()
    assert quantities(shop) == {1: 1}
    assert [call for call in till.calls if call[0] != "pricing"] == []


async def test_undo_of_a_removal_that_fails_does_not_double_the_line() -> None:
    shop, till = await filled(1)
    gate = till.holds["remove_from_cart"] = asyncio.Event()
    till.fail["remove_from_cart"] = [ServerFault(500)]
    shop.cart.remove(1)
    while not till.calls:
        await asyncio.sleep(0)
    shop.cart.undo()
    gate.set()
    await shop.cart.settle()
    assert quantities(shop) == {1: 1}
    assert till.count("add_to_cart") == 0


@pytest.mark.parametrize("error", [Unreachable("timeout", sent=True), ServerFault(502)])
async def test_an_add_with_a_lost_reply_is_looked_up_not_repeated(error: BaseException) -> None:
    shop, till = await filled(1)
    till.lose["add_to_cart"] = [error]
    await shop.cart.add(thing(1), 2)
    assert quantities(shop) == {1: 3}
    assert till.count("add_to_cart") == 1
    assert shop.cart.error is None


async def test_an_add_that_did_not_arrive_says_so() -> None:
    shop, till = await filled(1)
    till.fail["add_to_cart"] = [Unreachable("reset", sent=True)]
    with pytest.raises(Unreachable):
        await shop.cart.add(thing(2))
    assert quantities(shop) == {1: 1}
    assert till.count("add_to_cart") == 1
    assert isinstance(shop.cart.error, Unreachable)


async def test_who_stops_waiting_does_not_stop_the_add() -> None:
    shop, till = open_till()
    gate = till.holds["add_to_cart"] = asyncio.Event()
    screen = asyncio.ensure_future(shop.cart.add(thing(1)))
    while not till.calls:
        await asyncio.sleep(0)
    screen.cancel()
    await asyncio.wait((screen,))
    gate.set()
    await shop.cart.settle()
    assert quantities(shop) == {1: 1}


async def test_limits() -> None:
    shop, till = await filled(1)
    shop.cart.set_quantity(1, 1000)
    await shop.cart.settle()
    assert quantities(shop) == {1: MAX_QUANTITY}
    with pytest.raises(Rejected) as full:
        await shop.cart.add(thing(1))
    assert full.value.error_code == "line_full"
    till.lines = {
        n: {"id": n, "type": "variant", "variant_id": n, "quantity": 1} for n in range(1, MAX_LINES + 1)
    }
    await shop.cart.refresh()
    with pytest.raises(Rejected) as many:
        await shop.cart.add(thing(MAX_LINES + 1))
    assert many.value.error_code == "cart_full"


@pytest.mark.parametrize(
    ("stock", "hidden", "problem"), [(0, False, "sold_out"), (1, False, "short"), (None, True, "gone")]
)
async def test_problems_that_stop_a_checkout(stock: int | None, hidden: bool, problem: str) -> None:
    shop, till = await filled(1)
    shop.cart.set_quantity(1, 2)
    await shop.cart.settle()
    till.stock[1] = stock
    till.hidden = {1} if hidden else set()
    await shop.cart.refresh(fresh=True)
    assert [line.problem for line in shop.cart.problems] == [problem]


async def test_the_cart_is_there_after_a_kill_and_before_the_store_answers(tmp_path: Path) -> None:
    shop, _till = await filled(1, 2, folder=tmp_path)
    shop.cart.set_quantity(2, 3)
    again, till = open_till(tmp_path)
    again.restore()
    assert quantities(again) == {1: 1, 2: 3}
    assert (again.cart.state, till.calls) == ("saved", [])
    assert [line.snapshot.name for line in again.cart.lines if line.snapshot] == ["Barang 1", "Barang 2"]
    await shop.cart.settle()


async def test_a_store_that_knows_no_cart_is_an_error_and_the_lines_stay() -> None:
    shop, till = await filled(1)
    till.fail["cart"] = [NotFound()]
    await shop.cart.refresh()
    assert (shop.cart.state, quantities(shop)) == ("failed", {1: 1})
    assert isinstance(shop.cart.error, NotFound)


async def test_delivery_is_needed_unless_everything_is_known_to_need_none() -> None:
    shop, _till = open_till()
    assert not shop.cart.needs_delivery
    await shop.cart.add(thing(1, item_type="digital"))
    assert not shop.cart.needs_delivery
    await shop.cart.add(thing(2, item_type="misteri"))
    assert shop.cart.needs_delivery


def test_snapshots_of_what_the_store_sends() -> None:
    product = Product.model_validate(
        {"id": 1, "slug": "kopi", "name": "Kopi", "item_type": "physical", "images": ["https://x.id/a.jpg"]}
        | {"variants": [{"id": 5, "option1_value": "250 g", "option2_value": "Bubuk", "price": "85000"}]}
    )
    kept = variant_snapshot(product, product.variants[0])
    assert (kept.key, kept.options, kept.price) == ("variant:5", "250 g, Bubuk", Decimal(85_000))
    assert (kept.picture, kept.item_type, kept.slug) == ("https://x.id/a.jpg", "physical", "kopi")
    bundle = Bundle.model_validate(
        {"id": 8, "bundle_price_option_id": 3, "entity_type": "bundle_price_option", "slug": "paket"}
        | {"name": "Paket", "price": None, "price_range": {"min": "70000", "max": "70000"}}
        | {"bundlelines": [{"variant_id": 5, "quantity": 2}, {"variant_id": 6}]}
    )
    kept = bundle_snapshot(bundle)
    assert (kept.key, kept.variant_ids, kept.price) == ("bundle:3", [5, 5, 6], Decimal(70_000))
