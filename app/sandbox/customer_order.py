"""An order in the shape a signed-in customer gets of their own: the StorefrontCustomerFacingOrder of either edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.sandbox import DEMO_STORE_ID, accounts
from app.sandbox.orders import line_id
from app.sandbox.publicorder import ACCOUNTS, public_order

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.orders import Record
    from app.sandbox.state import Sandbox

Json = dict[str, Any]
_AS_PUBLIC = (
    "id", "secret_slug", "public_order_url", "payment_url", "order_id", "status", "draft_time", "paid_time",
    "transfer_time", "status_history", "payment_status", "payment_method", "sub_payment_method",
    "payment_account_holder", "payment_account_number", "transferproof_url", "pg_payment_info",
    "unique_code_discount", "discount_code_discount", "discount_code_code", "product_price", "product_discount",
    "other_income_name", "other_income", "payment_link_income", "service_fee", "gross_revenue", "shipping_cost",
    "shipping_discount", "shipment_receipt", "shipment_status_history",
)  # fmt: skip
_TIMED = (
    "pending", "confirmed", "in_process", "ready", "shipped", "completed", "rts", "canceled", "closed",
)  # fmt: skip
_STORE = (
    "name", "days_of_payment_processing", "is_auto_expire", "auto_expire_days", "is_show_whatsapp",
    "is_show_download_invoice",
)  # fmt: skip


def customer_order(sandbox: Sandbox, record: Record, customer: Customer, base: str) -> Json:
    """What both shapes have is told the same; the rest only a customer is told."""
    public = public_order(sandbox, record, base)
    lines = [_line(record, index) for index in range(len(record["lines"]))]
    weight = sum(line["weight"] * line["quantity"] for line in lines)
    courier = record["courier"]
    return {
        **{name: public[name] for name in _AS_PUBLIC if name in public},
        "store": {name: public["store"][name] for name in _STORE}
        | {
            "logo": None,
            "unique_id": DEMO_STORE_ID,
            "payment_accounts": [_account(one) for one in ACCOUNTS],
        },
        "customer": _customer(sandbox, customer),
        **{f"{status}_time": _time_of(record, status) for status in _TIMED},
        "unpaid_time": record["created"],
        "created_at": record["created"],
        "last_updated_at": record["history"][-1]["timestamp"],
        "total_quantity": sum(line["quantity"] for line in lines),
        "final_variants": record["stock"],
        "product_weight": weight,
        "total_weight": weight,
        "is_dropshipping": False,
        "destination_address": record["destination"]
        and record["destination"] | {"location": record["area_id"]},
        "courier_service": courier and {"name": courier["name"], "courier": courier["courier"]},
        "shipment_status": record["shipments"][-1]["status"] if record["shipments"] else None,
        "awb_status": None,
        "orderlines": lines,
        "notes": record["notes"] or None,
    }


def _time_of(record: Record, status: str) -> str | None:
    """When it first came into that status."""
    return next((entry["timestamp"] for entry in record["history"] if entry["status"] == status), None)


def _customer(sandbox: Sandbox, customer: Customer) -> Json:
    known = accounts.profile(sandbox, customer)["customer"]
    names = ("id", "email", "phone", "name", "confirmed_at", "created_at", "last_updated_at", "status")
    return {name: known[name] for name in names}


def _line(record: Record, index: int) -> Json:
    line, facts = record["lines"][index], record["line_facts"][index]
    kind = line["item_type"]
    return {
        "id": line_id(record, index),
        **line,
        "variant": facts["variant"],
        "is_file_enabled": kind == "digital",
        "is_lms_enabled": kind == "course",
        "is_license_enabled": kind == "license",
        "currency": "IDR",
        "product_price": str(int(line["variant_price"]) * line["quantity"]),
        "discount": "0",
        "weight": facts["weight"],
    }


def _account(account: Json) -> Json:
    entity = account["financial_entity"]
    return account | {
        "unique_id": f"payment_account_{account['id']}",
        "financial_entity": entity | {"entity_type": "bank"},
    }
