"""Payment instructions: made once for an order, then always the same, in the shape of the provider (NOTES section 8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.sandbox import DEMO_STORE_NAME
from app.sandbox.methods import METHODS, Method
from app.sandbox.orders import Record, is_open, set_status, stamp
from app.sandbox.qris import qris_string

if TYPE_CHECKING:
    from app.sandbox.state import Sandbox

Json = dict[str, Any]
CITY = "JAKARTA SELATAN"
POSTAL_CODE = "12810"

_WALLET_TYPES = {"gopay": ("MOBILE", "DEEPLINK"), "shopeepay": ("MOBILE", "DEEPLINK")}


def create(sandbox: Sandbox, record: Record) -> None:
    """Make the payment of an open order; does nothing when it has one, or when how to pay is not chosen yet."""
    method = METHODS[record["method"]]
    if record["payment"] is not None or method.kind == "link":
        return
    now = sandbox.now()
    created = now.isoformat(timespec="milliseconds")
    record["payment"] = {"created": created, **_facts(sandbox, record, method)}
    if method.kind == "cod":
        set_status(record, "confirmed", now)
    elif method.kind != "bank_transfer":
        record["expires"] = stamp(now + timedelta(minutes=method.minutes))


def _facts(sandbox: Sandbox, record: Record, method: Method) -> Json:
    if method.kind == "va":
        return {"number": method.prefix + sandbox.new_digits(11)}
    if method.kind == "counter":
        return {"number": "ETLS" + sandbox.new_digits(8)}
    if method.kind == "qris":
        return {
            "qr_string": qris_string(
                merchant=DEMO_STORE_NAME.upper(),
                city=CITY,
                postal_code=POSTAL_CODE,
                amount=record["totals"]["gross_revenue"],
                reference=record["order_id"],
            )
        }
    return {}


def payment_info(sandbox: Sandbox, record: Record, base: str) -> Json:
    """`pg_payment_info`: empty before the payment is made and for a while after, and for cash and manual transfer."""
    facts = record["payment"]
    if facts is None:
        return {}
    ready = datetime.fromisoformat(facts["created"]) + timedelta(seconds=sandbox.manner.payment_delay)
    method = METHODS[record["method"]]
    if ready > sandbox.now() or method.kind in ("bank_transfer", "cod"):
        return {}
    if sandbox.manner.provider == "singapay":
        return _flat(record, method, base)
    return _nested(record, method, base)


def _flat(record: Record, method: Method, base: str) -> Json:
    """SingaPay's: always the same names, null where they do not apply. Its codes for the counter are on its page."""
    facts, page = record["payment"], f"{base}/pay/{record['secret_slug']}"
    is_qris, is_va = method.kind == "qris", method.kind == "va"
    by_link = method.kind in ("ewallet", "card", "counter") and method.code != "ovo"
    return {
        "payment_url": page if by_link else None,
        "deeplink_url": page if by_link and method.kind == "ewallet" else None,
        "qr_string": facts["qr_string"] if is_qris else None,
        "qr_image_url": f"{base}/qr/{record['secret_slug']}.png" if is_qris else None,
        "va_number": facts["number"] if is_va else None,
        "va_name": DEMO_STORE_NAME.upper() if is_va else None,
    }


def _nested(record: Record, method: Method, base: str) -> Json:
    """Xendit's: what is to be shown lies under the kind of payment method."""
    facts, page = record["payment"], f"{base}/pay/{record['secret_slug']}"
    if method.kind == "va":
        properties = {
            "virtual_account_number": facts["number"],
            "customer_name": DEMO_STORE_NAME.upper(),
            "expires_at": record["expires"],
        }
        code = method.code.removeprefix("va_").upper()
        return _info(record, "VIRTUAL_ACCOUNT", "virtual_account", code, properties)
    if method.kind == "counter":
        properties = {"payment_code": facts["number"], "customer_name": record["contact"]["name"]}
        return _info(record, "OVER_THE_COUNTER", "over_the_counter", method.code.upper(), properties)
    if method.kind == "qris":
        return _info(record, "QR_CODE", "qr_code", "QRIS", {"qr_string": facts["qr_string"]})
    if method.kind == "ewallet":
        properties = {"success_return_url": page}
        if method.code == "ovo":
            properties = {"mobile_number": record["contact"]["phone"]}
        info = _info(record, "EWALLET", "ewallet", method.code.upper(), properties)
        if method.code != "ovo":
            info["actions"] = [
                {"action": "AUTH", "method": "GET", "url_type": kind, "url": page}
                for kind in _WALLET_TYPES.get(method.code, ("WEB", "MOBILE"))
            ]
        return info
    return {"id": f"inv-{record['order_id']}", "status": _status(record), "invoice_url": page}


def _status(record: Record) -> str:
    if record["payment_status"] == "paid":
        return "SUCCEEDED"
    return "PENDING" if is_open(record) else "EXPIRED"


def _info(record: Record, type: str, key: str, channel: str, properties: Json) -> Json:
    return {
        "id": f"pr-{record['order_id']}",
        "status": _status(record),
        "currency": "IDR",
        "amount": record["totals"]["gross_revenue"],
        "reference_id": record["order_id"],
        "payment_method": {
            "type": type,
            "status": "ACTIVE",
            key: {"channel_code": channel, "channel_properties": properties},
        },
    }
