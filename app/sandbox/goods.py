"""The goods of the demo shop, Warung Nusantara: read from `data/`, or multiplied for a bigger catalogue."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

_IMAGE_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.webp")


@dataclass(slots=True)
class Goods:
    """Products and bundles as full wire details: StorefrontProductDetail, StorefrontBundlePriceOptionDetail.

    `images` and `meta_thumbnail` hold bare names such as `kopi-gayo.webp`. Keys that begin with an underscore
    are the shop's own and never leave it: `_hidden` (not listed, but resolves), `_rank` (place in the feed,
    products and bundles mixed), and on variants `_stock` (None: not tracked).
    """

    products: list[dict[str, Any]] = field(default_factory=list)
    bundles: list[dict[str, Any]] = field(default_factory=list)
    categories: list[dict[str, Any]] = field(default_factory=list)
    """`{id, name, full_path}`, in shop order."""

    def feed(self) -> list[dict[str, Any]]:
        """Everything that is listed, in the shop's order."""
        listed = [item for item in (*self.products, *self.bundles) if not item["_hidden"]]
        return sorted(listed, key=lambda item: int(item["_rank"]))


@cache
def _source() -> dict[str, Any]:
    text = resources.files("app.sandbox").joinpath("data", "goods.json").read_text(encoding="utf-8")
    source: dict[str, Any] = json.loads(text)
    return source


def load_goods() -> Goods:
    """The shop's real goods. Shared data: copy before changing."""
    source = _source()
    return Goods(source["products"], source["bundles"], source["categories"])


def read_image(name: str) -> bytes | None:
    """The WebP bytes of a picture named in `images`; None for any other name."""
    if not _IMAGE_NAME.fullmatch(name):
        return None
    file = resources.files("app.sandbox").joinpath("data", "images", name)
    return file.read_bytes() if file.is_file() else None


_EDITIONS = ("", "Pilihan", "Klasik", "Istimewa", "Edisi Hujan", "Edisi Panen", "Rumahan")
_PLACES = (
    "Ambon", "Badung", "Bandung", "Banyuwangi", "Bantul", "Blitar", "Bogor", "Bukittinggi", "Cianjur",
    "Cirebon", "Demak", "Ende", "Garut", "Gianyar", "Gresik", "Jember", "Jepara", "Karo", "Kerinci", "Klaten", "Kudus",
    "Kupang", "Lasem", "Lombok", "Madura", "Magelang", "Malang", "Manado", "Padang", "Pacitan", "Pekalongan",
    "Rembang", "Sabang", "Salatiga", "Sleman", "Solo", "Sumba", "Tegal", "Ternate", "Toba", "Ubud",
)  # fmt: skip


def generate_goods(count: int) -> Goods:
    """A shop with exactly `count` listed items: the real goods first, then variations of them.

    The same count always gives the same goods. With fewer than the real goods, the rest is hidden.
    """
    real = load_goods()
    feed = real.feed()
    if count <= len(feed):
        kept = {id(item) for item in feed[:count]}
        products, bundles = (
            [item if id(item) in kept else {**item, "_hidden": True} for item in items]
            for items in (real.products, real.bundles)
        )
        return Goods(products, bundles, real.categories)
    goods = Goods(list(real.products), list(real.bundles), real.categories)
    for number in range(count - len(feed)):
        time, place = divmod(number, len(feed))
        source = feed[place]
        varied = {
            **source,
            "name": _name(source["name"], time, place),
            "slug": f"{source['slug']}-{time + 2}",
            "_rank": 100_000 + number,
        }
        if source["entity_type"] == "product":
            goods.products.append(_product_like(varied, number))
        else:
            goods.bundles.append(_bundle_like(varied, number))
    return goods


def _name(name: str, time: int, place: int) -> str:
    """Another name for the same kind of thing; none comes twice within 287 times."""
    edition = _EDITIONS[time % len(_EDITIONS)]
    return " ".join(word for word in (name, edition, _PLACES[(time * 11 + place) % len(_PLACES)]) if word)


def _product_like(source: dict[str, Any], number: int) -> dict[str, Any]:
    """At most three variants each, so that ten thousand of them stay small in memory."""
    factor = _factor(number)
    product = {**source, "id": 100_000 + number, "unique_id": f"prod_{number:024d}"}
    variants = []
    for index, variant in enumerate(source["variants"][: 1 + number % 3]):
        key = product["id"] * 100 + index
        variants.append(
            {
                **variant,
                "id": key,
                "uuid": f"{key:08x}-e7a1-5000-8000-{key:012x}",
                "unique_id": f"variant_{key:024d}",
                "sku": f"{variant['sku']}-{number + 1}",
                "fullname": f"{product['name']} - {variant['name']}",
                "price": _scaled(variant["price"], factor),
                "_stock": None if variant["_stock"] is None else (key * 13) % 40,
            }
        )
    prices = sorted((variant["price"] for variant in variants), key=int)
    product["price_range"] = {"min": prices[0], "max": prices[-1]}
    product["in_stock"] = any(variant["_stock"] != 0 for variant in variants)
    product["is_multiple"] = len(variants) > 1
    product["variants"] = variants
    return product


def _bundle_like(source: dict[str, Any], number: int) -> dict[str, Any]:
    key = 900_000 + number
    price = _scaled(source["price"], _factor(number))
    return {
        **source,
        "id": key,
        "bundle_price_option_id": key,
        "bundle_id": key,
        "bundle_price_option_unique_id": f"bpo_{key:024d}",
        "price": price,
        "price_range": {"min": price, "max": price},
    }


def _factor(number: int) -> float:
    return 0.6 + (number * 37 % 100) / 100


def _scaled(price: str, factor: float) -> str:
    return str(max(5_000, round(int(price) * factor / 500) * 500))
