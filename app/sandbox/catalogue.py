"""The goods of the demo store, found by id and slug, and put in the shape of the wire (NOTES section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.sandbox.goods import Goods

Json = dict[str, Any]
Taken = dict[int, int]
"""How many of each variant have been sold since the goods were made."""

LOW = 5

_PRODUCT_CARD = (
    "id",
    "slug",
    "name",
    "description",
    "meta_thumbnail",
    "entity_type",
    "item_type",
    "is_multiple",
    "option1_name",
    "option2_name",
    "option3_name",
    "in_stock",
    "price_range",
    "images",
    "taxonomy",
    "created_at",
)
_BUNDLE_CARD = ("id", "bundle_price_option_id", "bundle_id", *_PRODUCT_CARD[1:])


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be put in a cart: a variant, or a bundle price option."""

    type: str
    """variant or bundle_price_option."""
    id: int
    name: str
    options: tuple[str | None, str | None, str | None]
    price: int
    item_type: str
    """The kind; a bundle is physical when any of it is."""
    weight: int
    """Grams."""
    uses: dict[int, int]
    """How many of which variants one of it takes from the stock."""

    @property
    def needs_delivery(self) -> bool:
        return self.item_type == "physical"


class Catalogue:
    """Everything for sale. Hidden goods are left out of the feed and found by slug and id all the same."""

    def __init__(self, goods: Goods) -> None:
        self._goods = goods
        self._products = {product["slug"]: product for product in goods.products}
        self._bundles = {bundle["slug"]: bundle for bundle in goods.bundles}
        self._variants: dict[int, tuple[Json, Json]] = {
            variant["id"]: (product, variant) for product in goods.products for variant in product["variants"]
        }
        self._bundle_ids = {bundle["bundle_price_option_id"]: bundle for bundle in goods.bundles}
        self.feed: list[Json] = goods.feed()

    @cached_property
    def unique_ids(self) -> frozenset[str]:
        """Those of all variants and of all price options of bundles."""
        variants = {variant["unique_id"] for _, variant in self._variants.values()}
        return frozenset(
            variants | {bundle["bundle_price_option_unique_id"] for bundle in self._bundle_ids.values()}
        )

    @property
    def categories(self) -> list[Json]:
        return self._goods.categories

    def card(self, thing: Json, taken: Taken, base: str) -> Json:
        keys = _BUNDLE_CARD if thing["entity_type"] == "bundle_price_option" else _PRODUCT_CARD
        card = {key: thing[key] for key in keys if key in thing}
        return self._finish(card, thing, taken, base)

    def product(self, slug: str, taken: Taken, base: str) -> Json | None:
        found = self._products.get(slug)
        if found is None:
            return None
        detail = self._finish(_public(found), found, taken, base)
        detail["variants"] = [
            {**_public(variant), "images": _urls(variant.get("images"), base)}
            for variant in found["variants"]
        ]
        return detail

    def bundle(self, slug: str, taken: Taken, base: str) -> Json | None:
        found = self._bundles.get(slug)
        return None if found is None else self._finish(_public(found), found, taken, base)

    def variant(self, variant_id: int) -> tuple[Json, Json] | None:
        """A variant with its product, as they were made."""
        return self._variants.get(variant_id)

    def recurring(self, variant_id: int) -> tuple[Json, Json]:
        """The same for one that is known. Raises KeyError."""
        return self._variants[variant_id]

    def of_kind(self, item_type: str) -> Iterator[tuple[Json, Json]]:
        """Every variant of such products, with its product."""
        for product, variant in self._variants.values():
            if product["item_type"] == item_type:
                yield product, variant

    def named(self, slug: str, name: str) -> int | None:
        """The id of a product's variant by its name."""
        variants = self._products[slug]["variants"] if slug in self._products else ()
        return next((variant["id"] for variant in variants if variant["name"] == name), None)

    def siblings(self, variant_id: int) -> list[Json]:
        """The variants of the same product; none in a catalogue without it."""
        found = self.variant(variant_id)
        return [] if found is None else list(found[0]["variants"])

    def available(self, variant_id: int, taken: Taken) -> int | None:
        """How many can still be sold; None without a limit."""
        stock = self._variants[variant_id][1].get("_stock")
        return None if stock is None else max(0, int(stock) - taken.get(variant_id, 0))

    def pricing(self, variant_id: int, taken: Taken) -> Json | None:
        if variant_id not in self._variants:
            return None
        left = self.available(variant_id, taken)
        variant = self._variants[variant_id][1]
        return {
            "variant_id": variant_id,
            "price": variant["price"],
            "currency": variant.get("currency"),
            "available": left is None or left > 0,
            "available_qty": left,
        }

    def availability(self, variant_id: int, taken: Taken) -> Json | None:
        if variant_id not in self._variants:
            return None
        left = self.available(variant_id, taken)
        status = "in_stock" if left is None or left > LOW else "low_stock" if left else "out_of_stock"
        return {
            "variant_id": variant_id,
            "available": left != 0,
            "available_qty": left,
            "stock_status": status,
        }

    def item(self, type: str, id: int) -> Item | None:
        return self._variant_item(id) if type == "variant" else self._bundle_item(id)

    def variant_name(self, variant_id: int) -> str:
        product, variant = self._variants[variant_id]
        options = ", ".join(value for value in _options(variant) if value)
        return f"{product['name']} ({options})" if options else str(product["name"])

    def _variant_item(self, id: int) -> Item | None:
        if id not in self._variants:
            return None
        product, variant = self._variants[id]
        kind = variant.get("item_type") or product["item_type"]
        return Item(
            "variant",
            id,
            product["name"],
            _options(variant),
            _rupiah(variant["price"]),
            kind,
            int(variant.get("weight") or 0),
            {id: 1},
        )

    def _bundle_item(self, id: int) -> Item | None:
        bundle = self._bundle_ids.get(id)
        if bundle is None:
            return None
        uses: dict[int, int] = {}
        for line in bundle["bundlelines"]:
            uses[line["variant_id"]] = uses.get(line["variant_id"], 0) + line["quantity"]
        parts = [
            (part, count) for key, count in uses.items() if (part := self._variant_item(key)) is not None
        ]
        kind = next((part.item_type for part, _ in parts if part.needs_delivery), None) or (
            parts[0][0].item_type if parts else "digital"
        )
        weight = sum(part.weight * count for part, count in parts) + int(bundle.get("weight_bump") or 0)
        return Item(
            "bundle_price_option",
            id,
            bundle["name"],
            (None, None, None),
            _rupiah(bundle["price"]),
            kind,
            weight,
            uses,
        )

    def _finish(self, copy: Json, thing: Json, taken: Taken, base: str) -> Json:
        copy["images"] = _urls(thing.get("images"), base)
        thumbnail = thing.get("meta_thumbnail")
        copy["meta_thumbnail"] = _urls([thumbnail], base)[0] if thumbnail else None
        copy["in_stock"] = self._in_stock(thing, taken)
        return copy

    def _in_stock(self, thing: Json, taken: Taken) -> bool:
        if thing["entity_type"] == "product":
            return any(self.available(variant["id"], taken) != 0 for variant in thing["variants"])
        item = self._bundle_item(thing["bundle_price_option_id"])
        return item is not None and not any(self.short(item.uses, taken))

    def short(self, wanted: dict[int, int], taken: Taken) -> Iterator[tuple[int, int]]:
        """Each variant there is too little of, with how many are left."""
        for variant_id, count in wanted.items():
            left = self.available(variant_id, taken) if variant_id in self._variants else 0
            if left is not None and left < count:
                yield variant_id, left


def _public(thing: Json) -> Json:
    return {key: value for key, value in thing.items() if not key.startswith("_")}


def _urls(names: list[str] | None, base: str) -> list[str]:
    return [name if "://" in name else f"{base}/images/{name}" for name in names or ()]


def _options(variant: Json) -> tuple[str | None, str | None, str | None]:
    return variant.get("option1_value"), variant.get("option2_value"), variant.get("option3_value")


def _rupiah(price: Any) -> int:
    return int(float(price)) if isinstance(price, str) else int(price)
