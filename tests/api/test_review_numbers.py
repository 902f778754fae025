"""Numbers and handles no store should send: they become "not known", never a hang, a crash or an escape sequence."""

from __future__ import annotations

import pytest

from app.api.errors import BrokenReply
from app.api.models.catalog import Card
from app.api.models.checkout import Cart, ShippingOption
from app.api.models.order import PublicOrder
from app.api.read import read_model, read_rows
from tests.api.wires import reply

SENSELESS = ["1e6000", "-1e6000", "1e999999999", "1e-999999999", "9" * 4000, "-" + "9" * 4000]


@pytest.mark.parametrize("number", SENSELESS, ids=range(len(SENSELESS)))
def test_an_id_beyond_sense_costs_its_own_row_only(number: str) -> None:
    body = f'{{"data": [{{"id": {number}, "slug": "a"}}, {{"id": 2, "slug": "b"}}]}}'.encode()
    assert [card.id for card in read_rows(reply(body=body), Card)] == [2]


@pytest.mark.parametrize("number", SENSELESS, ids=range(len(SENSELESS)))
def test_an_id_beyond_sense_alone_is_a_broken_reply(number: str) -> None:
    with pytest.raises(BrokenReply):
        read_rows(reply(body=f'{{"data": [{{"courier_service_id": {number}}}]}}'.encode()), ShippingOption)


def test_a_quantity_beyond_sense_is_not_multiplied() -> None:
    body = (
        '{"items": [{"id": 1, "type": "variant", "variant_id": 2, "quantity": %s}]}' % ("9" * 4200)
    ).encode()
    with pytest.raises(BrokenReply):
        read_model(reply(body=body), Cart)


@pytest.mark.parametrize("slug", ["\x1b[2J\x07", "a b", "\u202eabc", "a\nb", "x" * 600, "\ud800a"])
def test_a_secret_slug_that_is_none_is_not_kept(slug: str) -> None:
    order = read_model(reply(body={"secret_slug": slug, "order_id": "1"}), PublicOrder)
    assert order.secret_slug == ""


def test_an_ordinary_secret_slug_is_kept_to_the_letter() -> None:
    slug = "Ab-9_~.Zz/%2F"
    assert read_model(reply(body={"secret_slug": slug}), PublicOrder).secret_slug == slug


def test_what_an_order_holds_of_its_buyer_is_in_no_repr() -> None:
    order = read_model(
        reply(
            body={
                "secret_slug": "rahasia-sekali",
                "public_order_url": "https://toko.id/o/rahasia-sekali",
                "customer": {"email": "budi@contoh.id"},
                "destination_address": {"name": "Budi", "phone": "62812", "address": "Jl. Mawar 1"},
            }
        ),
        PublicOrder,
    )
    shown = f"{order!r} {order} {order.customer!r} {order.destination_address!r} {[order]}"
    assert not any(word in shown for word in ("rahasia", "budi@", "Budi", "62812", "Mawar"))
