"""Price and stock of variants, asked for together and kept for half a minute."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.services.once import unheard

if TYPE_CHECKING:
    from app.api.models.catalog import Availability, Pricing
    from app.services.shop import Shop

KEPT = 30.0
"""Seconds an answer counts as current."""
_IDS_A_CALL = 100
"""An address longer than some 2,000 characters may be refused on the way."""


class PriceBook:
    """What the store last said of each variant; a variant it does not know is remembered as such."""

    def __init__(self, shop: Shop, clock: Callable[[], float] = time.monotonic) -> None:
        self._shop = shop
        self._clock = clock
        self._known: dict[int, tuple[float, Pricing | None]] = {}
        self._asking: dict[int, asyncio.Task[None]] = {}

    async def get(self, variant_ids: Iterable[int], *, fresh: bool = False) -> dict[int, Pricing]:
        """By variant id; those the store does not know are missing. Raises ShopError.

        Ids on their way already are waited for and not asked for again.
        """
        wanted = list(dict.fromkeys(variant_ids))
        since = self._clock() - KEPT
        needed = [i for i in wanted if fresh or self._known.get(i, (-KEPT, None))[0] <= since]
        missing = [i for i in needed if i not in self._asking]
        for start in range(0, len(missing), _IDS_A_CALL):
            part = missing[start : start + _IDS_A_CALL]
            task = asyncio.ensure_future(self._ask(part))
            task.add_done_callback(unheard)
            self._asking.update(dict.fromkeys(part, task))
        for task in {self._asking[i]: None for i in needed}:
            await asyncio.shield(task)
        found = ((i, self._known.get(i, (0.0, None))[1]) for i in wanted)
        return {i: pricing for i, pricing in found if pricing is not None}

    async def count_again(self, variant_id: int) -> Availability:
        """How much there is of one variant now; `get` says the same from then on. Raises ShopError."""
        now = await (await self._shop.client()).availability(variant_id)
        when, known = self._known.get(variant_id, (0.0, None))
        if known is not None:
            stock = {"available": now.available, "available_qty": now.available_qty}
            self._known[variant_id] = (when, known.model_copy(update=stock))
        return now

    async def _ask(self, variant_ids: list[int]) -> None:
        try:
            rows = await (await self._shop.client()).pricing(variant_ids)
            by_id = {row.variant_id: row for row in rows}
            now = self._clock()
            self._known.update({i: (now, by_id.get(i)) for i in variant_ids})
        finally:
            for i in variant_ids:
                self._asking.pop(i, None)
