"""How a thing on the shelves is written down, and how that becomes the wire's shape."""

from __future__ import annotations

import hashlib
import itertools
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from textwrap import dedent
from typing import Any

_NAMESPACE = uuid.UUID("6f1d3a52-0e7c-5b1e-9d34-8a2b7c4e1f90")
_OPENED = datetime(2025, 2, 3, 2, 15, tzinfo=UTC)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz"

Json = dict[str, Any]
Axes = dict[str, dict[str, int]]
"""Option name -> value -> what it adds to the price."""


@dataclass(slots=True)
class Product:
    """A product; every combination of its options exists unless a gap says otherwise."""

    number: int
    slug: str
    name: str
    price: int
    blurb: str
    html: str
    day: int
    """Days after the shop opened on which it was put on the shelf."""
    weight: int = 0
    axes: Axes = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    """Grams an option value adds."""
    gaps: list[tuple[str, ...]] = field(default_factory=list)
    """Combinations that do not exist: every value named occurs together."""
    sold_out: list[tuple[str, ...]] = field(default_factory=list)
    stock: int | None = -1
    """-1: some plausible number for each variant; None: not tracked, never runs out."""
    item_type: str = "physical"
    every_month: bool = False
    hidden: bool = False
    pictures: int = 1
    picture_of: dict[str, int] = field(default_factory=dict)
    """Which picture (1, 2 …) belongs to an option value."""


@dataclass(slots=True)
class Bundle:
    """One price option of a bundle; `bundle` and `bundle_name` are shared by the options of one bundle."""

    number: int
    bundle: int
    slug: str
    bundle_name: str
    option: str
    price: int
    blurb: str
    html: str
    day: int
    lines: list[tuple[str, int, tuple[str, ...]]]
    """Product slug, quantity, option values."""
    hidden: bool = False
    pictures: int = 1


@dataclass(slots=True)
class Shelf:
    """A category."""

    id: int
    name: str
    full_path: str
    prefix: str
    """Of its SKUs."""
    entries: list[Product | Bundle]

    def taxonomy(self) -> Json:
        return {"id": self.id, "name": self.name, "full_path": self.full_path}


def product_json(entry: Product, shelf: Shelf, rank: int) -> Json:
    """StorefrontProductDetail, with our underscore keys."""
    variants = _variants(entry, shelf)
    names: list[str | None] = [*entry.axes, None, None, None]
    prices = [int(v["price"]) for v in variants]
    in_stock = any(v["_stock"] is None or v["_stock"] > 0 for v in variants)
    return {
        "id": entry.number,
        "unique_id": unique_id("prod", entry.slug),
        "slug": entry.slug,
        "name": entry.name,
        "entity_type": "product",
        "item_type": entry.item_type,
        "is_multiple": len(variants) > 1,
        "option1_name": names[0],
        "option2_name": names[1],
        "option3_name": names[2],
        **_shown(entry, shelf, rank, in_stock, min(prices), max(prices)),
        "variants": variants,
    }


def _variants(entry: Product, shelf: Shelf) -> list[Json]:
    rows = []
    for index, values in enumerate(itertools.product(*entry.axes.values())):
        if _matches(entry.gaps, values):
            continue
        adds = [axis[value] for axis, value in zip(entry.axes.values(), values, strict=True)]
        key = "/".join((entry.slug, *values))
        padded: list[str | None] = [*values, None, None, None]
        picture = next((entry.picture_of[v] for v in values if v in entry.picture_of), None)
        rows.append(
            {
                "id": entry.number * 100 + index,
                "uuid": str(uuid.uuid5(_NAMESPACE, key)),
                "unique_id": unique_id("variant", key),
                "sku": f"{shelf.prefix}-{entry.number}-{index + 1:02d}",
                "name": " / ".join(values) or entry.name,
                "fullname": f"{entry.name} - {' / '.join(values)}" if values else entry.name,
                "option1_value": padded[0],
                "option2_value": padded[1],
                "option3_value": padded[2],
                "item_type": entry.item_type,
                "currency": "IDR",
                "price": str(entry.price + sum(adds)),
                "pricing_type": "recurring" if entry.every_month else "one_time",
                "interval": "month" if entry.every_month else None,
                "interval_count": 1 if entry.every_month else None,
                "images": [picture_name(entry.slug, picture)] if picture else [],
                "is_inventory": entry.stock is not None,
                "is_active": True,
                "weight": entry.weight + sum(entry.weights.get(v, 0) for v in values),
                "_stock": _stock(entry, key, values),
            }
        )
    return rows


def bundle_json(entry: Bundle, shelf: Shelf, rank: int, products: dict[str, Json]) -> Json:
    """StorefrontBundlePriceOptionDetail, with our underscore keys. Raises when a line names what is not sold."""
    lines = []
    in_stock = True
    for slug, quantity, values in entry.lines:
        product = products[slug]
        variant = next(v for v in product["variants"] if _values(v) == values)
        in_stock &= variant["_stock"] is None or variant["_stock"] >= quantity
        lines.append(
            {
                "variant_id": variant["id"],
                "quantity": quantity,
                "variant_name": variant["name"],
                "product_name": product["name"],
            }
        )
    return {
        "id": entry.number,
        "bundle_price_option_id": entry.number,
        "bundle_id": entry.bundle,
        "bundle_price_option_unique_id": unique_id("bpo", entry.slug),
        "slug": entry.slug,
        "name": f"{entry.bundle_name} – {entry.option}" if entry.option else entry.bundle_name,
        "entity_type": "bundle_price_option",
        "is_multiple": False,
        "option1_name": None,
        "option2_name": None,
        "option3_name": None,
        **_shown(entry, shelf, rank, in_stock, entry.price, entry.price),
        "bundle_name": entry.bundle_name,
        "bundle_price_option_name": entry.option or entry.bundle_name,
        "price": str(entry.price),
        "weight_bump": 0,
        "bundlelines": lines,
    }


def _shown(entry: Product | Bundle, shelf: Shelf, rank: int, stock: bool, low: int, high: int) -> Json:
    images = [picture_name(entry.slug, n) for n in range(1, entry.pictures + 1)]
    at = _OPENED + timedelta(days=entry.day, minutes=entry.number * 37 % 600)
    return {
        "description": entry.blurb,
        "rich_description": dedent(entry.html).strip(),
        "meta_thumbnail": images[0],
        "images": images,
        "in_stock": stock,
        "price_range": {"min": str(low), "max": str(high)},
        "taxonomy": shelf.taxonomy(),
        "created_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "_hidden": entry.hidden,
        "_rank": rank,
    }


def picture_name(slug: str, number: int) -> str:
    """`kopi-gayo.webp`, `kopi-gayo-2.webp` …"""
    return f"{slug}.webp" if number == 1 else f"{slug}-{number}.webp"


def unique_id(kind: str, key: str) -> str:
    """`prod_` and 24 letters and digits that never change for that key."""
    number = int.from_bytes(hashlib.sha256(f"{kind}:{key}".encode()).digest())
    letters = []
    for _ in range(24):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return f"{kind}_{''.join(letters)}"


def _values(variant: dict[str, Any]) -> tuple[str, ...]:
    return tuple(variant[f"option{n}_value"] for n in (1, 2, 3) if variant[f"option{n}_value"])


def _matches(rules: list[tuple[str, ...]], values: tuple[str, ...]) -> bool:
    return any(set(rule) <= set(values) for rule in rules)


def _stock(entry: Product, key: str, values: tuple[str, ...]) -> int | None:
    if _matches(entry.sold_out, values):
        return 0
    if entry.stock != -1:
        return entry.stock
    return 6 + hashlib.sha256(key.encode()).digest()[0] % 55
