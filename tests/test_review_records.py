"""State files that lie, and records that meet a log."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.records import Draft, LineSnapshot, OrderAttempt, Place, PlacedOrder, SavedLine
from app.services.cart import CartService
from app.session import Session
from app.storage import write_document
from tests.services.till import open_till


def test_a_quantity_no_cart_has_does_not_stop_the_start(tmp_path: Path) -> None:
    line = {"id": 1, "kind": "variant", "ref_id": 2, "quantity": int("9" * 4200)}
    snapshot = {"kind": "variant", "ref_id": 2, "name": "Kopi", "price": "999999999999999"}
    write_document(tmp_path / "cart.json", 1, {"lines": [line], "snapshots": [snapshot]})
    shop, _till = open_till(tmp_path)
    shop.restore()
    cart: CartService = shop.cart
    assert cart.count == 0 and cart.subtotal is None


@pytest.mark.parametrize("quantity", [0, -3, 101])
def test_a_thing_bought_now_in_a_quantity_no_order_takes_is_dropped(tmp_path: Path, quantity: int) -> None:
    items = [
        {"kind": "variant", "ref_id": 1, "quantity": quantity},
        {"kind": "variant", "ref_id": 2, "quantity": 100},
    ]
    write_document(tmp_path / "draft.json", 1, {"draft": {"name": "Budi", "direct": items}})
    session = Session(tmp_path, None)
    session.load()
    assert [item.ref_id for item in session.draft.direct] == [2]
    assert session.draft.name == "Budi"


def test_records_of_a_buyer_show_nothing_in_their_repr() -> None:
    secret = "rahasia"
    records = [
        Draft(name=secret, email=secret, phone=secret, address=secret, place=Place(1, secret, "b", "c")),
        OrderAttempt(secret, "placed", "now", email=secret, secret_slug=secret),
        PlacedOrder(secret, order_id="1", public_order_url=secret),
        Place(1, secret, secret, secret),
    ]
    assert secret not in repr(records)
    assert "Kopi" in repr(LineSnapshot("variant", 1, "Kopi"))
    assert "quantity=3" in repr(SavedLine(1, "variant", 1, 3))
