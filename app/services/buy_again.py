"""Putting the lines of an earlier order into the cart once more.

An order's lines carry names and option values but no ids (the public order of the contract), so each is looked for in
the catalogue by just those; what is not found exactly, or cannot be sold now, is named with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from app.api.errors import NotFound, Rejected, ShopError
from app.services.cart_line import bundle_snapshot, variant_snapshot
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.order import OrderLine, PublicOrder
    from app.records import LineSnapshot
    from app.services.feed import FeedItem
    from app.services.shop import Shop

Why = Literal["gone", "other_options", "sold_out", "full", "failed"]
"""gone: no longer in the shop; full: the cart takes no more; failed: the store could not be asked."""

MOST_LOADED = 5_000
"""A catalogue up to this many items is read to its end for the sake of a line that is not among those known."""


@dataclass(frozen=True, slots=True)
class Left:
    """A line that is not, or not wholly, in the cart now."""

    name: str
    why: Why
    fewer: int = 0
    """With sold_out: how many there were left and were put in."""


@dataclass(slots=True)
class Outcome:
    """How it went with one order; kept until it is begun anew."""

    added: int = 0
    """Lines that are in the cart."""
    left: list[Left] = field(default_factory=list)
    error: ShopError | None = None
    """The last failure of the wire, when one kept lines out."""
    busy: bool = True


class BuyAgain:
    """One run an order at a time, in a task of the shop's; a line that went in is not put in again by a next try."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.outcomes: dict[str, Outcome] = {}
        """By secret slug, of this run of the program."""
        self.changed = Signal()
        self._done: dict[str, set[int]] = {}

    def begin_again(self) -> None:
        """Another buyer: nothing is known of orders that are not theirs."""
        slugs = self._shop.session.order_slugs
        self.outcomes = {slug: outcome for slug, outcome in self.outcomes.items() if slug in slugs}
        self._done = {slug: done for slug, done in self._done.items() if slug in slugs}

    def busy(self, secret_slug: str) -> bool:
        """Lines of this order are on their way into the cart."""
        outcome = self.outcomes.get(secret_slug)
        return outcome is not None and outcome.busy

    def start(self, order: PublicOrder) -> bool:
        """Begin; False, and nothing happens, while it is under way. Watch `changed` and `outcomes`."""
        slug = order.secret_slug
        if self.busy(slug):
            return False
        outcome = self.outcomes[slug] = Outcome()
        lines = list(order.orderlines)

        async def run() -> None:
            try:
                await self._run(lines, outcome, self._done.setdefault(slug, set()))
                if outcome.error is None:
                    self._done.pop(slug, None)
            finally:
                outcome.busy = False
                self.changed.emit()

        self._shop.spawn(run, "buy again")
        self.changed.emit()
        return True

    def find(self, line: OrderLine) -> FeedItem | None:
        """The thing of the catalogue that a line of an order names, as far as the catalogue is known now."""
        name = line.product_name.casefold()
        if not name:
            return None
        found = [item for item in self._shop.catalog.items if item.name.casefold() == name]
        # Two things of one name: which of them it was cannot be told from the line.
        return found[0] if len(found) == 1 else None

    async def _run(self, lines: list[OrderLine], outcome: Outcome, done: set[int]) -> None:
        await self._know_enough(lines)
        for index, line in enumerate(lines):
            if index in done:
                outcome.added += 1
                continue
            try:
                left = await self._put_in(line)
            except Rejected as error:
                full = error.error_code in ("cart_full", "line_full")
                left = Left(line.product_name, "full" if full else "failed")
                outcome.error = outcome.error if full else error
            except ShopError as error:
                left, outcome.error = Left(line.product_name, "failed"), error
            if left is not None:
                outcome.left.append(left)
            if left is None or left.fewer:
                done.add(index)
                outcome.added += 1

    async def _know_enough(self, lines: list[OrderLine]) -> None:
        catalog = self._shop.catalog
        if not catalog.items and not catalog.busy:
            await catalog.refresh()
        missing = [line for line in lines if self.find(line) is None]
        if missing and (catalog.total is None or catalog.total <= MOST_LOADED):
            await catalog.load_to(None)

    async def _put_in(self, line: OrderLine) -> Left | None:
        name = line.product_name
        item = self.find(line)
        if item is None:
            catalog = self._shop.catalog
            if catalog.error is not None and catalog.state == "failed":
                raise catalog.error
            return Left(name, "gone")
        try:
            snapshot = await self._snapshot(item, line)
        except NotFound:
            return Left(name, "gone")
        if snapshot is None:
            return Left(name, "other_options")
        wanted = max(1, line.quantity or 1)
        most = await self._in_stock(snapshot)
        if most is not None and most < 1:
            return Left(name, "sold_out")
        count = wanted if most is None else min(wanted, most)
        await self._shop.cart.add(snapshot, count)
        return Left(name, "sold_out", count) if count < wanted else None

    async def _snapshot(self, item: FeedItem, line: OrderLine) -> LineSnapshot | None:
        """The very variant of the line; None when the product has none like it (any more)."""
        catalog = self._shop.catalog
        if item.kind == "bundle":
            return bundle_snapshot(await catalog.bundle(item.slug))
        product = await catalog.product(item.slug)
        for variant in product.variants:
            if variant.is_active is not False and variant.values == line.values:
                return variant_snapshot(product, variant)
        return None

    async def _in_stock(self, snapshot: LineSnapshot) -> int | None:
        """How many there are, less those in the cart; None is no limit known."""
        rows = await self._shop.catalog.pricing(list(dict.fromkeys(snapshot.variant_ids)), fresh=True)
        in_cart = sum(line.quantity for line in self._shop.cart.lines if line.key == snapshot.key)
        if snapshot.kind == "variant" and snapshot.ref_id not in rows:
            return 0
        most: int | None = None
        for row in rows.values():
            left = 0 if not row.available else row.available_qty
            if left is not None:
                times = snapshot.variant_ids.count(row.variant_id) or 1
                most = min(left // times, most) if most is not None else left // times
        return None if most is None else max(0, most - in_cart)
