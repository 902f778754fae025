"""Catalogue replies: feed cards, product and bundle detail, pricing, stock, categories (NOTES section 5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import model_validator

from app.api.models.base import (
    Flag,
    Integer,
    Lines,
    Many,
    Maybe,
    MaybeText,
    Money,
    NeededText,
    Object,
    Text,
    Url,
    Urls,
    WireModel,
)


class PriceRange(WireModel):
    min: Money = None
    max: Money = None


class Taxonomy(WireModel):
    id: Integer = None
    name: Text = ""
    full_path: Text = ""


class Card(WireModel):
    """A product or a bundle price option in the feed; `id` of a bundle is its `bundle_price_option_id`."""

    id: int
    slug: Text
    name: Text = ""
    entity_type: Text = "product"
    item_type: Text = "physical"
    description: Lines = ""
    meta_thumbnail: Url = None
    option1_name: Text = ""
    option2_name: Text = ""
    option3_name: Text = ""
    in_stock: Flag = False
    price_range: Maybe[PriceRange] = None
    images: Urls = []
    taxonomy: Maybe[Taxonomy] = None
    created_at: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _bundle_id(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and raw.get("entity_type") == "bundle_price_option":
            return {**raw, "id": raw.get("bundle_price_option_id") or raw.get("id")}
        return raw

    @property
    def is_bundle(self) -> bool:
        return self.entity_type == "bundle_price_option"

    @property
    def pictures(self) -> list[str]:
        """Picture addresses, best first; may be empty."""
        return self.images or ([self.meta_thumbnail] if self.meta_thumbnail else [])

    @property
    def option_names(self) -> tuple[str, ...]:
        return tuple(n for n in (self.option1_name, self.option2_name, self.option3_name) if n)


class Variant(WireModel):
    id: int
    uuid: MaybeText = None
    unique_id: MaybeText = None
    sku: Text = ""
    name: Text = ""
    fullname: Text = ""
    description: Lines = ""
    rich_description: Lines = ""
    option1_value: Text = ""
    option2_value: Text = ""
    option3_value: Text = ""
    item_type: Text = ""
    currency: MaybeText = None
    price: Money = None
    pricing_type: Text = ""
    interval: Text = ""
    interval_count: Integer = None
    images: Urls = []
    is_inventory: Flag = False
    is_active: Maybe[bool] = None
    weight: Integer = None

    @property
    def values(self) -> tuple[str, str, str]:
        """One value an axis, in axis order; empty where the product has no such axis."""
        return (self.option1_value, self.option2_value, self.option3_value)

    @property
    def options(self) -> str:
        """`250 g, bubuk`: what distinguishes this variant in words; empty when there is only one."""
        return ", ".join(value for value in self.values if value)


class Product(Card):
    """`GET /public/products/{slug}`."""

    rich_description: Lines = ""
    variants: Many[Variant] = []


class BundleLine(WireModel):
    variant_id: int
    quantity: int = 1
    variant_name: Text = ""
    product_name: Text = ""


class Bundle(Card):
    """`GET /public/bundle-price-options/{slug}`."""

    rich_description: Lines = ""
    bundle_name: Text = ""
    bundle_price_option_name: Text = ""
    bundle_price_option_unique_id: MaybeText = None
    price: Money = None
    bundlelines: Many[BundleLine] = []

    @property
    def amount(self) -> Decimal | None:
        """The price asked: its own, else the low end of the range."""
        return self.price if self.price is not None else (self.price_range.min if self.price_range else None)


class Pricing(WireModel):
    """One row of `GET /public/variants/pricing`; `available_qty` None is unlimited."""

    variant_id: int
    price: Money = None
    currency: MaybeText = None
    available: Flag = False
    available_qty: Integer = None


class Availability(WireModel):
    """`GET /public/variants/{id}/availability`."""

    variant_id: int
    available: Flag = False
    available_qty: Integer = None
    stock_status: Text = ""


class Category(WireModel):
    id: int
    name: Text = ""
    full_path: Text = ""


class PaymentMethod(WireModel):
    """One row of `GET /public/payment-methods`. Send `code` back exactly as it came (NOTES section 17)."""

    code: NeededText
    label: Text = ""
    description: Lines = ""
    enabled: Flag = True
    requires_redirect: Flag = False
    metadata: Object = {}


class ItemCount(WireModel):
    total: Integer = None
