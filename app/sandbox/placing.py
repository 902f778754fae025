"""Placing an order: checked, taken from the stock, the cart emptied, all or nothing (NOTES section 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.sandbox import carts, orders
from app.sandbox.bodies import Fields, Invalid
from app.sandbox.couriers import WAREHOUSE_UNIQUE_ID
from app.sandbox.methods import BANKS, VA
from app.sandbox.purchase import (
    Basket,
    area_of,
    basket_of,
    check_postal_code,
    method_of,
    quotes,
    totals_of,
    verdict_of,
)

if TYPE_CHECKING:
    from app.sandbox.areas import Area
    from app.sandbox.catalogue import Item
    from app.sandbox.couriers import Quote
    from app.sandbox.methods import Method
    from app.sandbox.state import Sandbox

_ALLOWED = frozenset(
    (
        "items", "customer_name", "customer_email", "customer_phone",
        "shipping_address", "shipping_province", "shipping_city", "shipping_subdistrict", "shipping_postal_code",
        "shipping_location_id", "address", "location", "location_id", "postal_code", "payment_method",
        "courier_service_id", "warehouse_unique_id", "courier_aggregator_code", "discount_code_code", "notes",
    )
)  # fmt: skip
OF_ONE_EDITION = {"older": "sub_payment_method", "newer": "checkout_intent_token"}
"""The field of a checkout body that only this edition has."""
_COURIERS = {
    "jne": "JNE", "jnt": "J&T Express", "sicepat": "SiCepat", "anteraja": "AnterAja", "pos": "Pos Indonesia",
    "ninja": "Ninja Xpress",
}  # fmt: skip


Destination = tuple[dict[str, Any] | None, "Area | None"]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who orders."""

    contact: dict[str, str]
    """name, email, phone."""
    destination: Callable[[Fields, Basket], Destination]
    """Reads where it goes: as the order keeps it, and the area; nothing when nothing is sent."""
    customer_id: int | None = None
    """None for a guest."""


def place_order(sandbox: Sandbox, body: dict[str, Any], cart: carts.Cart | None) -> orders.Record:
    """The new order of a guest. Raises Invalid, and then nothing has changed."""
    fields = Fields(body, allowed=_ALLOWED | {OF_ONE_EDITION[sandbox.manner.edition]})
    contact = {
        "name": fields.text("customer_name", required=True, most=200, nullable=False),
        "email": fields.email("customer_email"),
        "phone": fields.text("customer_phone", most=20),
    }
    for name in ("shipping_province", "shipping_city", "shipping_subdistrict", "location"):
        fields.text(name)

    def destination(fields: Fields, basket: Basket) -> Destination:
        return _destination(sandbox, fields, basket, contact)

    return place(sandbox, fields, cart, Buyer(contact, destination))


def place(sandbox: Sandbox, fields: Fields, cart: carts.Cart | None, buyer: Buyer) -> orders.Record:
    """The new order of what `fields` ask for. Raises Invalid, and then nothing has changed."""
    with sandbox.database.transaction():
        return _place(sandbox, fields, cart, buyer)


def _place(sandbox: Sandbox, fields: Fields, cart: carts.Cart | None, buyer: Buyer) -> orders.Record:
    notes = fields.text("notes")
    code = fields.text("discount_code_code")
    method = _method(sandbox, fields)
    fields.text(OF_ONE_EDITION[sandbox.manner.edition], nullable=sandbox.manner.older)
    fields.done()
    basket = basket_of(sandbox, fields.body, cart)
    destination, area = buyer.destination(fields, basket)
    quote = _courier(fields, basket, area, method, digits=buyer.customer_id is not None)
    fields.done()
    if method is None:
        raise Invalid("How will it be paid?", {"payment_method": ["is required"]})
    verdict = verdict_of(sandbox, code, basket, quote, method)
    if verdict is not None and not verdict.is_eligible:
        raise Invalid(verdict.details["message"], {"discount_code_code": [verdict.details["message"]]})
    _check_stock(sandbox, basket)

    totals = totals_of(sandbox, basket, quote, method, verdict)
    now = sandbox.now()
    record: orders.Record = {
        "id": sandbox.new_order_uuid(),
        "created": orders.stamp(now),
        "status": "draft",
        "payment_status": "unpaid",
        "method": method.code,
        "customer_id": buyer.customer_id,
        "contact": buyer.contact,
        "destination": destination,
        "courier": None
        if quote is None
        else {"name": quote.name, "courier": {"name": _COURIERS.get(quote.courier_code, quote.courier_code)}},
        "area_id": area.id if area else None,
        "lines": [_line(item, count) for item, count in basket.lines],
        "line_facts": [_facts(item) for item, _ in basket.lines],
        "totals": {
            "product_price": totals.product_price,
            "shipping_cost": totals.shipping_cost,
            "discount": totals.discount,
            "other_income": totals.other_income,
            "other_income_name": totals.other_income_name,
            "payment_link_income": 0,
            "service_fee": totals.service_fee,
            "gross_revenue": totals.gross_revenue,
        },
        "discount_code": verdict.code.code if verdict and verdict.code else None,
        "notes": notes,
        "stock": {str(variant_id): count for variant_id, count in basket.uses.items()},
        "payment": None,
        "expires": None,
        "paid_time": None,
        "transfer_time": None,
        "transferproof_url": None,
        "account_holder": None,
        "account_number": None,
        "history": [{"status": "draft", "timestamp": orders.stamp(now)}],
        "shipments": [],
        "receipt": None,
    }
    orders.set_status(record, "pending", now)
    if method.kind in ("bank_transfer", "link"):
        record["expires"] = orders.stamp(now + timedelta(days=orders.AUTO_EXPIRE_DAYS))
    sandbox.move_stock(basket.uses, 1)
    if cart is not None:
        carts.empty(sandbox, cart)
    return orders.insert(sandbox, record)


def _method(sandbox: Sandbox, fields: Fields) -> Method | None:
    """The method the order is paid with; in the older edition `va` needs its bank."""
    method = method_of(sandbox, fields, required=True)
    if method is None or method.code != VA:
        return method
    code = fields.text("sub_payment_method", required=True)
    if code and code not in BANKS:
        fields.fail("sub_payment_method", "is not a bank of ours")
    return BANKS.get(code)


def _destination(sandbox: Sandbox, fields: Fields, basket: Basket, contact: dict[str, str]) -> Destination:
    needed = basket.needs_delivery
    names = ("shipping_address", "shipping_location_id", "shipping_postal_code")
    older = ("address", "location_id", "postal_code")
    # The deprecated names still work, as long as the newer ones are not used.
    address, location, postal = (
        names
        if any(fields.body.get(name) for name in names)
        else (older if any(fields.body.get(name) for name in older) else names)
    )
    words = fields.text(address, required=needed)
    area = area_of(sandbox, fields, location, required=needed)
    code = check_postal_code(fields, postal, required=needed)
    if not needed or area is None:
        return None, None
    return parcel_label(contact["name"], contact["phone"], words, code, area), area


def parcel_label(name: str, phone: str, words: str, code: str, area: Area) -> dict[str, Any]:
    """The destination as an order keeps it."""
    return {
        "name": name,
        "phone": phone or None,
        "address": f"{words}, {code}",
        "subdistrict": area.subdistrict,
        "city": area.city,
        "province": area.province,
    }


def _courier(
    fields: Fields, basket: Basket, area: Area | None, method: Method | None, *, digits: bool
) -> Quote | None:
    needed = basket.needs_delivery
    id = fields.id("courier_service_id", required=needed, digits=digits, nullable=not digits)
    warehouse = fields.text("warehouse_unique_id")
    aggregator = fields.text("courier_aggregator_code")
    cash = method is not None and method.kind == "cod"
    if cash and not needed:
        fields.fail("payment_method", "is only for goods that are delivered")
    if not needed or area is None or id is None:
        return None
    if warehouse and warehouse != WAREHOUSE_UNIQUE_ID:
        fields.fail("warehouse_unique_id", "is not ours")
    quote = next((one for one in quotes(basket, area, None) if one.courier_service_id == id), None)
    if quote is None:
        fields.fail("courier_service_id", "is not available for this destination")
    elif cash and not quote.is_cod:
        fields.fail("courier_service_id", "does not collect cash on delivery")
    elif aggregator and aggregator != quote.courier_aggregator_code:
        fields.fail("courier_aggregator_code", "does not belong to this courier")
    return quote


def _check_stock(sandbox: Sandbox, basket: Basket) -> None:
    words = []
    for variant_id, left in sandbox.catalogue.short(basket.uses, sandbox.taken()):
        name = sandbox.catalogue.variant_name(variant_id)
        words.append(f"{name}: only {left} left" if left else f"{name}: out of stock")
    if words:
        raise Invalid("There is not enough left: " + "; ".join(words), {"items": words})


def _line(item: Item, count: int) -> dict[str, Any]:
    first, second, third = item.options
    return {
        "quantity": count,
        "product_name": item.name,
        "item_type": item.item_type,
        "variant_option1_value": first,
        "variant_option2_value": second,
        "variant_option3_value": third,
        "variant_price": str(item.price),
    }


def _facts(item: Item) -> dict[str, Any]:
    """What only a customer's own orders tell of a line."""
    return {"variant": item.id if item.type == "variant" else None, "weight": item.weight}
