"""Looking after an order of unknown outcome never mistakes another cart for the one that was ordered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.api.errors import Unreachable
from app.records import UploadedProof
from tests.services.till import TOKEN, fill_in, open_till, order, settle, thing


async def test_an_empty_cart_that_is_another_one_says_nothing(tmp_path: Path) -> None:
    shop, till = open_till(tmp_path)
    await fill_in(shop, thing(1))
    till.fail["checkout"] = [Unreachable("timeout", sent=True)]
    assert shop.orders.place()
    await settle(shop)
    shop.session.guest_token = TOKEN.replace("1", "2")  # the store gave a new cart for the old token
    shop.session.save_cart()
    till.lines.clear()

    again, till = open_till(tmp_path)
    again.restore()
    await again.orders.find_out()
    assert again.orders.attempt is not None
    assert again.orders.attempt.cart_emptied is None
    assert till.count("cart") == 0


async def test_an_order_of_unknown_outcome_still_stands_in_the_way_at_the_next_start(tmp_path: Path) -> None:
    shop, till = open_till(tmp_path)
    await fill_in(shop, thing(1))
    till.lose["checkout"] = [Unreachable("reset", sent=True)]
    assert shop.orders.place()
    await settle(shop)
    again, _till = open_till(tmp_path)
    again.restore()
    assert not again.orders.can_place
    again.orders.dismiss()
    third, _till = open_till(tmp_path)
    third.restore()
    assert third.orders.can_place


async def test_the_note_of_an_order_does_not_hold_the_guest_token(tmp_path: Path) -> None:
    shop, till = open_till(tmp_path)
    await fill_in(shop, thing(1))
    till.fail["checkout"] = [Unreachable("timeout", sent=True)]
    assert shop.orders.place()
    await settle(shop)
    [note] = (tmp_path / "attempts").glob("*.json")
    assert TOKEN not in note.read_text()
    await shop.orders.find_out()
    assert shop.orders.attempt is not None
    assert shop.orders.attempt.cart_emptied is False


async def test_news_of_an_order_do_not_undo_the_proof_another_window_is_sending(tmp_path: Path) -> None:
    here, _till = open_till(tmp_path)
    await fill_in(here, thing(1))
    assert here.orders.place()
    await settle(here)
    [placed] = here.session.orders
    there, _till = open_till(tmp_path)
    there.restore()
    proof = UploadedProof("https://simpanan.example/bukti.png", digest="d")
    there.session.save_order(replace(placed, proof=proof))

    here.orders.learned(placed.secret_slug, order(placed.secret_slug, status="confirmed"))
    after, _till = open_till(tmp_path)
    [kept] = after.session.orders
    assert (kept.status, kept.proof) == ("confirmed", proof)
