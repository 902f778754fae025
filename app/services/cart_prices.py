"""Price and stock of what is in the cart, and which of it has been asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.records import LineSnapshot, SavedLine
from app.services.cart_line import priced_ids

if TYPE_CHECKING:
    from app.api.models.catalog import Pricing
    from app.services.shop import Shop


class CartPrices:
    """The last answer to one pricing call for all lines."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._pricing: dict[int, Pricing] = {}
        self._asked: set[int] = set()
        """Variants whose price has been asked: one of them without a price is one the store no longer has."""

    def cover(self, lines: list[SavedLine]) -> bool:
        """All of these have been asked for."""
        return self._asked.issuperset(priced_ids(lines, self._shop.session.snapshots))

    def of(self, line: SavedLine, snapshots: dict[str, LineSnapshot]) -> Mapping[int, Pricing] | None:
        """What the line is joined with; None while it has not been asked for."""
        return self._pricing if self._asked.issuperset(priced_ids([line], snapshots)) else None

    async def ask(self, lines: list[SavedLine], *, fresh: bool = False) -> None:
        """One call for all of them; `fresh` even when they were asked a moment ago. Raises ShopError."""
        ids = priced_ids(lines, self._shop.session.snapshots)
        self._pricing = await self._shop.catalog.pricing(ids, fresh=fresh) if ids else {}
        self._asked = set(ids)

    def forget(self) -> None:
        self._pricing, self._asked = {}, set()
