"""What the catalogue screen shows of an item, as plain records: no pydantic, because the first frame needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from app.records import Record

Order = Literal["featured", "cheapest", "dearest", "newest", "name"]
ORDERS: tuple[Order, ...] = ("featured", "cheapest", "dearest", "newest", "name")


@dataclass(slots=True)
class FeedItem(Record):
    """A row of the catalogue."""

    kind: Literal["product", "bundle"]
    id: int
    """Product id, or bundle price option id."""
    slug: str
    name: str
    item_type: str = "physical"
    """physical, digital, course, license, subscription, or bundle."""
    blurb: str = ""
    """One plain line of description."""
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    in_stock: bool = True
    picture: str | None = None
    category_id: int | None = None
    category: str = ""
    option_names: tuple[str, ...] = ()
    created_at: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(slots=True)
class FeedCategory(Record):
    """A category with how many items of it are known so far."""

    id: int
    name: str
    count: int = 0


@dataclass(slots=True)
class FeedHead(Record):
    """The part of the catalogue snapshot that the first frame needs; the rest is read after the app is usable."""

    saved_at: str = ""
    total: int | None = None
    items: list[FeedItem] = field(default_factory=list)
    categories: list[FeedCategory] = field(default_factory=list)
