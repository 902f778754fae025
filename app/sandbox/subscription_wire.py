"""A subscription in the shapes of the wire: SubscriptionListEntry, Subscription and VariantSubscription."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from app.sandbox import DEMO_STORE_ID, DEMO_STORE_NAME, accounts
from app.sandbox.subscriptions import Record, item_status

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.state import Sandbox

Json = dict[str, Any]


def entry(sandbox: Sandbox, record: Record, customer: Customer, base: str) -> Json:
    """As the list has it."""
    return _common(sandbox, record, customer, base) | {
        "subscription_items": [
            {
                "id": item["id"],
                "quantity": item["quantity"],
                "status": item_status(record, item),
                "unit_price": item["price"],
                "variant": _variant(item),
            }
            for item in record["items"]
        ]
    }


def detail(sandbox: Sandbox, record: Record, customer: Customer, base: str) -> Json:
    """As it is alone."""
    return _common(sandbox, record, customer, base) | {
        "order_id": record["order_id"],
        "latest_renewal_invoice": _invoice(record["invoice"]),
        "subscription_items": [_item(record, item) for item in record["items"]],
    }


def option(sandbox: Sandbox, variant_id: int, base: str) -> Json:
    """A variant an item can change to."""
    product, variant = sandbox.catalogue.recurring(variant_id)
    images = variant["images"] or product["images"]
    return {
        "id": variant_id,
        "unique_id": variant["unique_id"],
        "name": variant["name"],
        "product_name": product["name"],
        "item_type": product["item_type"],
        "currency": "IDR",
        "price": int(variant["price"]),
        "pricing_type": variant["pricing_type"],
        "interval": variant["interval"],
        "interval_count": variant["interval_count"],
        "images": [f"{base}/images/{name}" for name in images],
    }


def _common(sandbox: Sandbox, record: Record, customer: Customer, base: str) -> Json:
    return {
        "id": record["id"],
        "subscription_id": record["number"],
        "status": record["status"],
        "is_active": record["status"] == "active",
        "is_cancel_at_period_end": record["stops"],
        "interval": record["interval"],
        "interval_count": record["interval_count"],
        "activated_at": record["activated"],
        "current_period_start": record["starts"],
        "current_period_end": record["ends"],
        "canceled_at": record["canceled"],
        "expired_at": record["expired"],
        "inserted_at": record["inserted"],
        "updated_at": record["updated"],
        "customer": _customer(sandbox, customer),
        "customer_id": _uuid(f"customer/{customer.id}"),
        "business_customer_id": _uuid(f"business-customer/{customer.id}"),
        "business_id": _uuid("business"),
        "store": {
            "id": 1,
            "uuid": _uuid("store"),
            "unique_id": DEMO_STORE_ID,
            "name": DEMO_STORE_NAME,
            "logo": f"{base}/images/langganan-kopi.webp",
        },
        "store_id": _uuid("store"),
    }


def _customer(sandbox: Sandbox, customer: Customer) -> Json:
    known = accounts.profile(sandbox, customer)["customer"]
    names = ("id", "email", "confirmed_at", "created_at", "last_updated_at", "status")
    return {name: known[name] for name in names} | {"name": customer.name, "phone": customer.phone}


def _variant(item: Record) -> Json:
    return {
        "id": item["variant_id"],
        "item_type": "subscription",
        "name": item["name"],
        "product_name": item["product_name"],
    }


def _item(record: Record, item: Record) -> Json:
    return {
        "id": item["id"],
        "subscription_id": record["id"],
        "status": item_status(record, item),
        "quantity": item["quantity"],
        "price": item["price"],
        "currency": "IDR",
        "variant": _variant(item),
        "variant_id": item["variant_id"],
        "orderline_id": item["orderline"],
        "license_id": None,
        "is_cancel_at_period_end": record["stops"],
        "pending_action": _action(record, item["change"]),
        "activated_at": record["activated"],
        "canceled_at": record["canceled"],
        "expired_at": record["expired"],
        "inserted_at": record["inserted"],
        "updated_at": record["updated"],
    }


def _action(record: Record, change: Json | None) -> Json | None:
    if change is None or record["status"] != "active":
        return None
    return {
        "id": change["id"],
        "action_type": change["direction"],
        "execution_type": "at_period_end",
        "status": "scheduled",
        "next_variant_config": {"variant_id": change["to"]},
        "order_id": None,
        "confirmed_at": change["asked"],
        "completed_at": None,
        "created_by": None,
        "inserted_at": change["asked"],
        "updated_at": change["asked"],
    }


def _invoice(invoice: Json | None) -> Json | None:
    return invoice and {
        "id": invoice["id"],
        "amount": str(invoice["amount"]),
        "currency": "IDR",
        "created_at": invoice["created"],
        "due_date": invoice["due"],
        "paid_at": invoice["paid"],
        "order_id": None,
        "status": invoice["status"],
    }


def _uuid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{DEMO_STORE_ID}/{name}"))
