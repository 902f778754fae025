"""Orders to pay by every method, made by hand from the contract's shapes, and a shop that answers with one of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from app.api.models.order import PublicOrder
from app.sandbox.qris import qris_string
from app.services.shop import Shop
from screens.payment import PaymentScreen
from tests.pilot import Buyer

SLUG = "k7m2p9x4v6q8w3z5"
QRIS = qris_string(
    merchant="WARUNG NUSANTARA",
    city="JAKARTA SELATAN",
    postal_code="12810",
    amount=241_000,
    reference="261121ABCD",
)
PAGE = "https://toko.example/orders/k7m2p9x4v6q8w3z5"
WALLET_LINK = "https://pay.example/w/6571a0c2d4e8f91b3c5d7e90?source=desktop"
INVOICE = "https://checkout.example/web/6571a0c2d4e8f91b3c5d7e90"
VA_NUMBER = "7001270342366712"
ACCOUNTS = (("BCA", "0000123456"), ("Bank Mandiri", "0000001234567"), ("BRI", "000012345678901"))

BANKS = (
    *("bca", "bni", "bri", "mandiri", "permata", "cimb", "bsi", "maybank", "bnc", "danamon"),
    *("artha_graha", "muamalat", "btn", "ocbc", "bjb", "sahabat_sampoerna", "artajasa"),
)
VIRTUAL_ACCOUNTS = tuple(f"va_{bank}" for bank in BANKS)
WALLETS = ("gopay", "dana", "linkaja", "shopeepay")
METHODS = (
    *("bank_transfer", "cod", "qris", *VIRTUAL_ACCOUNTS, *WALLETS, "ovo"),
    *("card", "invoice", "alfamart", "indomaret", "payment_link", "somewhere_pay"),
)


def _channel(kind: str, key: str, **properties: str) -> dict[str, Any]:
    return {"payment_method": {"type": kind, key: {"channel_properties": properties}}}


def payment_info(method: str) -> dict[str, Any]:
    """`pg_payment_info` once the payment has been made, as Xendit fills it."""
    if method == "qris":
        return {**_channel("QR_CODE", "qr_code", qr_string=QRIS), "status": "PENDING"}
    if method.startswith("va_"):
        properties = {"virtual_account_number": VA_NUMBER, "customer_name": "WARUNG NUSANTARA"}
        return _channel("VIRTUAL_ACCOUNT", "virtual_account", **properties)
    if method in ("alfamart", "indomaret"):
        properties = {"payment_code": "ETLS40718253", "customer_name": "BUDI SANTOSO"}
        return _channel("OVER_THE_COUNTER", "over_the_counter", **properties)
    if method in WALLETS:
        action = {"action": "AUTH", "method": "GET", "url_type": "MOBILE", "url": WALLET_LINK}
        return {**_channel("EWALLET", "ewallet"), "actions": [action]}
    if method == "ovo":
        return _channel("EWALLET", "ewallet", mobile_number="+6281234567890")
    if method in ("card", "invoice"):
        return {"id": "inv-1", "status": "PENDING", "invoice_url": INVOICE}
    return {}


def order_to_pay(method: str, *, accounts: int = 1, **extra: Any) -> PublicOrder:
    """An order of Rp241.000 that can be paid for a day, or half an hour by QR."""
    return PublicOrder.model_validate(sent_order(method, accounts=accounts) | extra)


def sent_order(method: str, *, accounts: int = 1) -> dict[str, Any]:
    """The same as a store sends it."""
    now = datetime.now(UTC)
    expires = now + (timedelta(minutes=30) if method in ("qris", *WALLETS) else timedelta(days=1))
    return {
        "secret_slug": SLUG,
        "order_id": "261121ABCD",
        "payment_method": method,
        "payment_status": "unpaid",
        "status": "pending",
        "gross_revenue": "241000",
        "draft_time": now.isoformat(),
        "payment_expiration_at": "" if method == "cod" else expires.isoformat(),
        "public_order_url": PAGE,
        "redirect_url": "https://toko.example/pay/k7m2p9x4v6q8w3z5" if method == "payment_link" else None,
        "pg_payment_info": payment_info(method),
        "customer": {"email": "budi@example.com"},
        "orderlines": [{"quantity": 1, "product_name": "Kopi Gayo Arabika", "item_type": "physical"}],
        "store": {
            "name": "Warung Nusantara",
            "payment_accounts": [
                {
                    "method": "bank_transfer",
                    "account_number": number,
                    "account_holder": "PT Warung Nusantara",
                    "financial_entity": {"id": place, "name": bank},
                }
                for place, (bank, number) in enumerate(ACCOUNTS[:accounts], 1)
            ],
        },
    }


def answers_with(shop: Shop, order: PublicOrder) -> None:
    """From now on the shop's store says this of the order, whatever is asked."""

    async def answer(secret_slug: str) -> PublicOrder:
        return shop.orders.learned(secret_slug, order)

    shop.orders.fetch = answer  # type: ignore[method-assign]
    shop.orders.create_payment = answer  # type: ignore[method-assign]
    shop.orders.learned(order.secret_slug, order)


async def show_payment(buyer: Buyer, order: PublicOrder) -> PaymentScreen:
    """The payment screen of this order."""
    answers_with(buyer.shop, order)
    buyer.app.open_payment(order.secret_slug)
    await buyer.on_screen("PaymentScreen")
    assert isinstance(buyer.screen, PaymentScreen)
    return buyer.screen
