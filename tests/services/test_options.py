"""The option matrix: what can be chosen, what is sold out, and that a choice never leads nowhere."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.api.models.catalog import Pricing, Product
from app.services.options import OptionMatrix

NAMES = ("Ukuran", "Giling", "Warna")


def product(*variants: tuple[str, ...], **extra: Any) -> Product:
    """A product whose variants have these option values and the ids 1, 2, 3 …"""
    rows = [
        {"id": number, "price": 1000, **{f"option{i}_value": value for i, value in enumerate(values, 1)}}
        for number, values in enumerate(variants, 1)
    ]
    names = {f"option{i}_name": name for i, name in enumerate(NAMES, 1)}
    return Product.model_validate({"id": 1, "slug": "kopi", **names, "variants": rows, **extra})


def stock(**quantities: int | None) -> dict[int, Pricing]:
    """Pricing by variant id from `v1=3`; None is unlimited."""
    return {
        int(name[1:]): Pricing.model_validate(
            {"variant_id": int(name[1:]), "available": quantity != 0, "available_qty": quantity}
        )
        for name, quantity in quantities.items()
    }


GAYO = product(
    ("100 g", "biji"), ("100 g", "bubuk"), ("250 g", "biji"), ("250 g", "bubuk"), ("500 g", "biji")
)


def test_axes_in_the_stores_order_and_only_those_worth_asking() -> None:
    matrix = OptionMatrix(product(("M", "biji", "merah"), ("L", "biji", "hijau"), ("M", "biji", "hijau")), {})
    assert [(axis.name, axis.values, axis.index) for axis in matrix.axes] == [
        ("Ukuran", ("M", "L"), 0),
        ("Warna", ("merah", "hijau"), 2),
    ]


def test_a_single_variant_asks_nothing_and_is_meant_at_once() -> None:
    matrix = OptionMatrix(product(("100 g",)), {})
    assert matrix.axes == ()
    assert matrix.first_choice() == {}
    chosen = matrix.variant({})
    assert chosen is not None
    assert chosen.id == 1


def test_values_that_do_not_exist_differ_from_those_sold_out() -> None:
    matrix = OptionMatrix(GAYO, stock(v1=0, v2=5, v3=None))
    size, grind = matrix.axes
    assert matrix.state(grind, "bubuk", {0: "500 g", 1: "biji"}) == "missing"
    assert matrix.state(grind, "biji", {0: "100 g", 1: "bubuk"}) == "sold_out"
    assert matrix.state(size, "250 g", {0: "100 g", 1: "biji"}) == "available"


def test_stock_that_is_not_known_counts_as_available() -> None:
    matrix = OptionMatrix(GAYO, {})
    assert not any(matrix.sold_out(variant) for variant in GAYO.variants)


def test_unavailable_is_sold_out_whatever_the_quantity_says() -> None:
    reply = Pricing.model_validate({"variant_id": 1, "available": False, "available_qty": 9})
    assert OptionMatrix(GAYO, {1: reply}).sold_out(GAYO.variants[0])


def test_first_choice_is_in_stock_then_cheapest_then_first() -> None:
    prices = {
        number: Pricing.model_validate({"variant_id": number, "available": True, "price": price})
        for number, price in ((1, 900), (2, 500), (3, 400), (4, 400))
    }
    assert OptionMatrix(GAYO, prices).first_choice() == {0: "250 g", 1: "biji"}
    prices |= stock(v3=0, v4=0)
    assert OptionMatrix(GAYO, prices).first_choice() == {0: "100 g", 1: "bubuk"}


def test_first_choice_exists_even_when_all_is_sold_out() -> None:
    matrix = OptionMatrix(GAYO, stock(v1=0, v2=0, v3=0, v4=0, v5=0))
    assert matrix.variant(matrix.first_choice()) is not None


def test_choosing_keeps_the_other_axes_where_it_can() -> None:
    matrix = OptionMatrix(GAYO, {})
    size, _grind = matrix.axes
    assert matrix.choose(size, "250 g", {0: "100 g", 1: "bubuk"}) == {0: "250 g", 1: "bubuk"}
    assert matrix.choose(size, "500 g", {0: "100 g", 1: "bubuk"}) == {0: "500 g", 1: "biji"}
    assert matrix.choose(size, "9 kg", {0: "100 g", 1: "bubuk"}) == {0: "100 g", 1: "bubuk"}


def test_variants_switched_off_do_not_exist() -> None:
    rows = [
        {"id": 1, "option1_value": "M", "is_active": False},
        {"id": 2, "option1_value": "L", "is_active": True},
        {"id": 3, "option1_value": "XL", "is_active": None},
    ]
    matrix = OptionMatrix(product(variants=rows), {})
    assert matrix.axes[0].values == ("L", "XL")


def test_variants_without_options_are_told_apart_by_name() -> None:
    rows = [{"id": 1, "name": "Biasa"}, {"id": 2, "name": "Besar"}]
    matrix = OptionMatrix(product(variants=rows), {})
    assert matrix.axes[0].values == ("Biasa", "Besar")
    chosen = matrix.variant({0: "Besar"})
    assert chosen is not None
    assert chosen.id == 2


def test_a_variant_without_a_value_can_still_be_chosen() -> None:
    matrix = OptionMatrix(product(("M",), ("",)), {})
    assert matrix.axes[0].values == ("M", "–")
    chosen = matrix.variant({0: "–"})
    assert chosen is not None
    assert chosen.id == 2


def test_of_two_variants_alike_the_one_in_stock_is_meant() -> None:
    matrix = OptionMatrix(product(("M",), ("L",), ("M",)), stock(v1=0, v3=2))
    chosen = matrix.variant({0: "M"})
    assert chosen is not None
    assert chosen.id == 3


def test_no_variants_at_all() -> None:
    matrix = OptionMatrix(product(), {})
    assert (matrix.axes, matrix.first_choice(), matrix.variant({})) == ((), {}, None)


VALUES = st.sampled_from(["", "a", "b", "c"])
MATRICES = st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=12)


@given(MATRICES, st.lists(st.integers(0, 3), min_size=12, max_size=12), st.data())
def test_a_choice_always_lands_on_a_variant(
    rows: list[tuple[str, str, str]], quantities: list[int], data: st.DataObject
) -> None:
    goods = product(*rows)
    matrix = OptionMatrix(goods, stock(**{f"v{i}": q for i, q in enumerate(quantities, 1)}))
    selection = matrix.first_choice()
    first = matrix.variant(selection)
    assert (first is None) == (not rows)
    if any(quantities[: len(rows)]):
        assert first is not None
        assert not matrix.sold_out(first)
    for _ in range(4):
        if not matrix.axes:
            break
        axis = data.draw(st.sampled_from(matrix.axes))
        value = data.draw(st.sampled_from(axis.values))
        exists = matrix.state(axis, value, selection) != "missing"
        moved = matrix.choose(axis, value, selection)
        assert moved[axis.index] == value
        assert matrix.variant(moved) is not None
        if exists:
            assert moved == {**selection, axis.index: value}
        selection = moved
