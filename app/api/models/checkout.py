"""Cart, couriers, totals and discount replies (NOTES sections 6, 7 and 9)."""

from __future__ import annotations

from app.api.models.base import (
    Flag,
    Integer,
    Maybe,
    MaybeText,
    Money,
    NeededFlag,
    NeededMoney,
    Object,
    Text,
    Url,
    Whole,
    WireModel,
)


class CartLine(WireModel):
    """Only ids are promised; everything a buyer reads comes from our own snapshot."""

    id: int
    type: Text
    variant_id: Integer = None
    bundle_price_option_id: Integer = None
    bundle_price_option_slug: MaybeText = None
    bundle_price_option_unique_id: MaybeText = None
    quantity: int = 1


class Cart(WireModel):
    """Guest and customer cart; nothing of it is promised."""

    id: Integer = None
    item_count: Integer = None
    total: Money = None
    items: Whole[CartLine] = []
    """A line that is not shown would be ordered all the same, so a cart is read whole or not at all."""


class ShippingOption(WireModel):
    courier_service_id: int
    courier_code: Text = ""
    service_code: Text = ""
    name: Text = ""
    cost: Money = None
    etd: Text = ""
    is_cod: Flag = False
    warehouse_unique_id: Text = ""
    courier_aggregator_code: MaybeText = None
    logo_url: Url = None


class Summary(WireModel):
    """A preview of the totals; the order's own numbers may differ. `service_fee` is of the newer edition."""

    product_price: Money = None
    shipping_cost: Money = None
    other_income: Money = None
    other_income_name: Text = ""
    service_fee: Money = None
    gross_revenue: NeededMoney


class DiscountCode(WireModel):
    code: Text = ""
    applied_to: Text = ""
    amount_type: Text = ""
    percentage: Money = None
    amount: Money = None
    max_amount: Money = None
    minimum_revenue: Money = None
    expiry_time: Text = ""


class DiscountCheck(WireModel):
    """Always a 200; an unknown code is `is_eligible` false with no `discount_code`."""

    discount_code: Maybe[DiscountCode] = None
    eligibility_details: Object = {}
    is_eligible: NeededFlag
    discount_code_discount: Money = None
