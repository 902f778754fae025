"""The courses a customer has bought, found in their own orders (NOTES sections 8 and 12).

An order's line names a variant by its number, the routes of courses by its uuid: the product's detail has both. The
store lists no courses, so this list grows with the orders that were read, and says when it could not look everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.api.errors import NotFound, ShopError

if TYPE_CHECKING:
    from app.api.models.account import CustomerOrder
    from app.api.models.course import Course
    from app.api.models.order import OrderLine, PublicOrder
    from app.services.feed import FeedItem
    from app.services.shop import Shop

Trouble = Literal["", "gone", "far", "not_theirs"]
"""gone: nothing in the shop is what the line names; far: the shop is too large to look through unasked;
not_theirs: the store does not open it to this customer."""

PAGES_AT_ONCE = 5
"""Of the orders, read before the customer is asked whether to go on."""
UNASKED = 300
"""A catalogue up to this many things is read to its end for the sake of a list of courses."""
ASKED = 5_000
"""And up to this many when one course is wanted."""
GUESSES = 10
"""Courses of another name than the line's whose variants are looked through: things are renamed."""
OVER = ("canceled", "closed", "rts")


@dataclass(slots=True, eq=False)
class OwnedCourse:
    """A course somebody has ordered, and what is known of it."""

    key: str
    """The variant's number; without one, name and options."""
    name: str
    options: str = ""
    values: tuple[str, str, str] = ("", "", "")
    variant: int | None = None
    order: str = ""
    """Secret slug of the order it is of: a paid one where there is one."""
    paid: bool = False
    uuid: str = ""
    """Of the variant; empty until it has been found."""
    course: Course | None = None
    trouble: Trouble = ""
    error: ShopError | None = None
    """The last failure of the wire."""
    asking: bool = False


class Library:
    """What lines of orders lead to."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._known: dict[str, OwnedCourse] = {}
        self._uuids: dict[int, str] = {}
        """Of every variant that was read, by number."""
        self._named: dict[tuple[str, tuple[str, str, str]], str] = {}
        """The same by name of product and values; empty where two are called the same."""
        self._read: set[str] = set()
        """Slugs of products that were read: none is asked for twice."""
        self._looked = False
        """The orders a first look takes in have been read."""

    @property
    def rows(self) -> list[OwnedCourse]:
        """The courses in the orders read so far, newest order first, each once. Orders that came to nothing do not
        count."""
        found: dict[str, OwnedCourse] = {}
        for order in self._shop.account.orders.rows:
            for line in order.orderlines:
                if line.is_course and counts(order):
                    owned = self.of_line(order, line)
                    found.setdefault(owned.key, owned)
        return list(found.values())

    @property
    def more_to_come(self) -> bool:
        """There are orders that have not been read."""
        return self._shop.orders.own.more_to_come

    def of_line(self, order: PublicOrder | CustomerOrder, line: OrderLine) -> OwnedCourse:
        """The course behind a line; the same object whichever order names it."""
        key = str(line.variant) if line.variant is not None else f"{line.product_name} · {line.options}"
        owned = self._known.get(key)
        if owned is None:
            owned = self._known[key] = OwnedCourse(
                key, line.product_name, line.options, line.values, line.variant
            )
        paid = order.payment_status == "paid"
        if not owned.order or (paid and not owned.paid):
            owned.order, owned.paid = order.secret_slug, paid
        return owned

    async def read_orders(self, *, further: bool, fresh: bool) -> None:
        """A few pages of the customer's orders: the newest where none is known or they are to be `fresh`, else those
        that are missing yet for a first look, or for one `further`. Errors end in `account.orders.error`."""
        own, orders = self._shop.orders.own, self._shop.account.orders
        pages = PAGES_AT_ONCE
        if fresh or orders.state == "unknown":
            await own.refresh()
            pages -= 1
        elif orders.state == "failed":
            await own.more()
            pages -= 1
        elif self._looked and not further:
            return
        while pages and orders.state == "partial":
            await own.more()
            pages -= 1
        self._looked = orders.state != "failed"

    async def find(self, owned: OwnedCourse, *, asked: bool) -> str:
        """The uuid of its variant; empty, and `trouble` says why, when it cannot be told. Raises ShopError."""
        if owned.uuid:
            return owned.uuid
        catalog = self._shop.catalog
        if not catalog.items:
            await catalog.refresh()
        owned.uuid, owned.trouble = await self._among_known(owned), ""
        if owned.uuid:
            return owned.uuid
        reach = ASKED if asked else UNASKED
        if catalog.state != "fresh" and (catalog.total or 0) <= reach:
            await catalog.load_to(None)
            owned.uuid = await self._among_known(owned)
        if not owned.uuid:
            if catalog.state == "failed" and catalog.error is not None:
                raise catalog.error
            owned.trouble = "gone" if catalog.state == "fresh" or asked else "far"
        return owned.uuid

    def forget(self) -> None:
        """Nobody is signed in any more; what a variant is called stays, that is the shop's."""
        self._known, self._looked = {}, False

    async def _among_known(self, owned: OwnedCourse) -> str:
        """Looked for in what is known of the catalogue."""
        uuid = self._told(owned)
        for item in self._candidates(owned):
            if uuid:
                break
            await self._read_product(item.slug)
            uuid = self._told(owned)
        return uuid

    def _told(self, owned: OwnedCourse) -> str:
        if owned.variant is not None:
            return self._uuids.get(owned.variant, "")
        return self._named.get((owned.name.casefold(), owned.values), "")

    def _candidates(self, owned: OwnedCourse) -> list[FeedItem]:
        """Things of this name, then the first courses of other names."""
        name = owned.name.casefold()
        unread = [
            one for one in self._shop.catalog.items if one.kind == "product" and one.slug not in self._read
        ]
        same = [one for one in unread if one.name.casefold() == name]
        if owned.variant is None:
            return same
        others = [one for one in unread if one.item_type == "course" and one.name.casefold() != name]
        return same + others[:GUESSES]

    async def _read_product(self, slug: str) -> None:
        try:
            product = await self._shop.catalog.product(slug)
        except NotFound:
            self._read.add(slug)
            return
        self._read.add(slug)
        for variant in product.variants:
            uuid = variant.uuid or ""
            self._uuids.setdefault(variant.id, uuid)
            name = (product.name.casefold(), variant.values)
            self._named[name] = "" if name in self._named else uuid


def counts(order: PublicOrder) -> bool:
    """An order that was paid, or still can be."""
    return order.payment_status == "paid" or order.status not in OVER
