"""An order in the shape its buyer gets: the StorefrontPublicOrder of either edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.sandbox import DEMO_STORE_NAME, proofs
from app.sandbox.methods import METHODS
from app.sandbox.orders import AUTO_EXPIRE_DAYS, Record, whole_id
from app.sandbox.payments import payment_info

if TYPE_CHECKING:
    from app.sandbox.state import Sandbox

Json = dict[str, Any]
HANDLER_PHONE = "6280000000000"
_NEWER_ONLY = ("redirect_url", "post_payment_redirect_url", "payment_link_income", "service_fee")

ACCOUNTS: list[Json] = [
    {
        "id": 11,
        "account_holder": "PT Warung Nusantara Demo",
        "account_number": "0000123456",
        "method": "bank_transfer",
        "financial_entity": {"id": 14, "code": "bca", "name": "BCA"},
    },
    {
        "id": 12,
        "account_holder": "PT Warung Nusantara Demo",
        "account_number": "0000001234567",
        "method": "bank_transfer",
        "financial_entity": {"id": 8, "code": "mandiri", "name": "Bank Mandiri"},
    },
]

ENTITIES = frozenset(account["financial_entity"]["id"] for account in ACCOUNTS)


def public_order(sandbox: Sandbox, record: Record, base: str) -> Json:
    """`base` is the address the buyer reached the store at: every link begins with it."""
    manner, totals = sandbox.manner, record["totals"]
    page = f"{base}/orders/{record['secret_slug']}"
    method = METHODS[record["method"]]
    code, bank = method.codes(manner)
    online = method.kind not in ("bank_transfer", "cod", "link")
    order: Json = {
        "id": record["id"],
        "business": {
            "username": "warungnusantara",
            "contact_email": "halo@warung.example",
            "aff_code": None,
            "logo": None,
        },
        "secret_slug": record["secret_slug"],
        "public_order_url": page,
        "payment_url": None,
        "redirect_url": f"{base}/pay/{record['secret_slug']}" if method.kind == "link" else page,
        "order_id": record["order_id"],
        "status": record["status"],
        "payment_status": record["payment_status"],
        "is_probably_spam": False,
        "draft_time": record["created"],
        "paid_time": record["paid_time"],
        "transfer_time": record["transfer_time"],
        "transferproof_url": proofs.address(record["transferproof_url"], base),
        "handler_phone": HANDLER_PHONE,
        "chat_message": f"Halo {DEMO_STORE_NAME}, saya mau tanya soal pesanan {record['order_id']}.",
        "customer_id": record.get("customer_id"),
        "discount_code_code": record["discount_code"],
        "page": None,
        "gross_revenue": str(totals["gross_revenue"]),
        "product_price": str(totals["product_price"]),
        "product_discount": "0",
        "shipping_cost": str(totals["shipping_cost"]),
        "shipping_discount": "0",
        "other_income": str(totals["other_income"]),
        "other_income_name": totals["other_income_name"],
        "payment_link_income": str(totals.get("payment_link_income", 0)),
        "service_fee": str(totals["service_fee"]),
        "unique_code_discount": "0",
        "discount_code_discount": str(totals["discount"]),
        "pg_payment_info": payment_info(sandbox, record, base),
        "status_history": record["history"],
        "payment_method": code,
        "epayment_provider": manner.provider if online else None,
        "payment_account_holder": record["account_holder"],
        "payment_account_number": record["account_number"],
        "shipment_status_history": record["shipments"],
        "shipment_receipt": record["receipt"],
        "courier_service": record["courier"],
        "orderlines": record["lines"],
        "payment_expiration_at": record["expires"],
        "store_custom_domain": None,
        "store": {
            "name": DEMO_STORE_NAME,
            "payment_accounts": ACCOUNTS,
            "custom_domain": None,
            "days_of_payment_processing": 1,
            "is_auto_expire": True,
            "auto_expire_days": AUTO_EXPIRE_DAYS,
            "is_show_whatsapp": True,
            "is_show_download_invoice": False,
        },
        "destination_address": record["destination"],
        "customer": {"email": record["contact"]["email"]},
    }
    if record["payment_status"] == "paid":
        order["post_payment_redirect_url"] = f"{base}/thanks/{record['secret_slug']}"
    if manner.older:
        order |= {
            "id": whole_id(record),
            "payment_url": f"{base}/pay/{record['secret_slug']}",
            "sub_payment_method": bank,
        }
        for later in _NEWER_ONLY:
            order.pop(later, None)
    return order
