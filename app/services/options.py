"""The option matrix of a product: which values exist, which are sold out, which variant a choice means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.api.models.catalog import Pricing, Product, Variant

ValueState = Literal["available", "sold_out", "missing"]

_NO_VALUE = "–"
"""What a variant shows on an axis on which only others have a value."""
_UNPRICED = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Axis:
    """One option of a product (size, grind …) and its values in the order the store lists them."""

    name: str
    values: tuple[str, ...]
    index: int
    """0, 1 or 2: which `optionN_value` it is."""


class OptionMatrix:
    """Axes with more than one value are chosen by the buyer; the others are implied.

    Variants the store has switched off do not exist here. Of two variants with the same values the first that
    can be bought is meant.
    """

    def __init__(self, product: Product, pricing: dict[int, Pricing]) -> None:
        self._pricing = pricing
        self._rows: list[tuple[tuple[str, str, str], Variant]] = _rows(product)
        """The values of each variant as shown, in the order the store lists them."""
        self.axes: tuple[Axis, ...] = tuple(self._axes(product))
        """Only axes worth asking: two values or more."""

    def _axes(self, product: Product) -> Iterator[Axis]:
        names = (product.option1_name, product.option2_name, product.option3_name)
        for index, name in enumerate(names):
            values = tuple(dict.fromkeys(values[index] for values, _variant in self._rows))
            if len(values) > 1:
                yield Axis(name, values, index)

    def first_choice(self) -> dict[int, str]:
        """A selection (axis index -> value) that exists: in stock if any is, then cheapest, then listed first."""
        if not self._rows:
            return {}
        values, _variant = min(self._rows, key=lambda row: (self.sold_out(row[1]), self._price(row[1])))
        return self._selection(values)

    def state(self, axis: Axis, value: str, selection: dict[int, str]) -> ValueState:
        """How `value` would do with what is selected on the other axes."""
        found = self._matching({**selection, axis.index: value})
        if not found:
            return "missing"
        return "sold_out" if all(self.sold_out(variant) for _values, variant in found) else "available"

    def choose(self, axis: Axis, value: str, selection: dict[int, str]) -> dict[int, str]:
        """The selection after choosing `value`; other axes keep their value when that exists, else move.

        A value that no variant has leaves the selection as it was.
        """
        rows = self._matching({axis.index: value})
        if not rows:
            return dict(selection)

        indexes = [other.index for other in self.axes]

        def distance(row: tuple[tuple[str, str, str], Variant]) -> tuple[int, bool]:
            values, variant = row
            moved = sum(values[index] != selection.get(index, values[index]) for index in indexes)
            return moved, self.sold_out(variant)

        return self._selection(min(rows, key=distance)[0])

    def variant(self, selection: dict[int, str]) -> Variant | None:
        """The variant the selection means; None when it does not exist or an axis is not chosen yet."""
        if any(axis.index not in selection for axis in self.axes):
            return None
        found = [variant for _values, variant in self._matching(selection)]
        return next((variant for variant in found if not self.sold_out(variant)), found[0] if found else None)

    def sold_out(self, variant: Variant) -> bool:
        """Nothing of this variant can be bought now; False while its stock is not known."""
        known = self._pricing.get(variant.id)
        if known is None:
            return False
        return not known.available or (known.available_qty is not None and known.available_qty <= 0)

    def _matching(self, selection: dict[int, str]) -> list[tuple[tuple[str, str, str], Variant]]:
        asked = [(axis.index, selection[axis.index]) for axis in self.axes if axis.index in selection]
        return [row for row in self._rows if all(row[0][index] == value for index, value in asked)]

    def _selection(self, values: tuple[str, str, str]) -> dict[int, str]:
        return {axis.index: values[axis.index] for axis in self.axes}

    def _price(self, variant: Variant) -> Decimal:
        known = self._pricing.get(variant.id)
        price = known.price if known is not None and known.price is not None else variant.price
        return price if price is not None else _UNPRICED


def _rows(product: Product) -> list[tuple[tuple[str, str, str], Variant]]:
    active = [variant for variant in product.variants if variant.is_active is not False]
    if len(active) > 1 and not any(any(variant.values) for variant in active):
        # Nothing but their names tells these variants apart.
        return [((variant.name or variant.fullname or variant.sku, "", ""), variant) for variant in active]
    used = [any(variant.values[index] for variant in active) for index in range(3)]

    def shown(variant: Variant, index: int) -> str:
        return variant.values[index] or (_NO_VALUE if used[index] else "")

    return [((shown(v, 0), shown(v, 1), shown(v, 2)), v) for v in active]
