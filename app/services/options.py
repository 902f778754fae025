"""The option matrix of a product: which values exist, which are sold out, and which variant a choice means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from app.api.models.catalog import Pricing, Product, Variant

ValueState = Literal["available", "sold_out", "missing"]


@dataclass(frozen=True, slots=True)
class Axis:
    """One option of a product (size, grind …) and its values in the order the store lists them."""

    name: str
    values: tuple[str, ...]
    index: int
    """0, 1 or 2: which `optionN_value` it is."""


class OptionMatrix:
    """Axes with more than one value are chosen by the buyer; the others are implied."""

    def __init__(self, product: Product, pricing: dict[int, Pricing]) -> None:
        self.axes: tuple[Axis, ...] = ()
        """Only axes worth asking: two values or more."""
        raise NotImplementedError

    def first_choice(self) -> dict[int, str]:
        """A selection (axis index -> value) that exists, in stock if anything is, cheapest first among the first values."""
        raise NotImplementedError

    def state(self, axis: Axis, value: str, selection: dict[int, str]) -> ValueState:
        """How `value` would do with what is selected on the other axes."""
        raise NotImplementedError

    def choose(self, axis: Axis, value: str, selection: dict[int, str]) -> dict[int, str]:
        """The selection after choosing `value`: other axes keep their value when that exists, else move to one that does."""
        raise NotImplementedError

    def variant(self, selection: dict[int, str]) -> Variant | None:
        """The variant the selection means; None when it does not exist."""
        raise NotImplementedError

    def sold_out(self, variant: Variant) -> bool:
        """Nothing of this variant can be bought now."""
        raise NotImplementedError
