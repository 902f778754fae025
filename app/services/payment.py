"""How an order is to be paid, as one small view whatever the provider's shape (NOTES section 8).

Everything inside `pg_payment_info` is hostile: each value is cleaned where it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from app.text import clean, safe_url

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder

Kind = Literal["bank_transfer", "cod", "qris", "va", "retail", "ewallet", "link", "text"]
Ended = Literal["paid", "expired", "canceled"]

WALLETS = frozenset(("gopay", "dana", "linkaja", "shopeepay"))
RETAIL = frozenset(("alfamart", "indomaret"))
LINKS = frozenset(("card", "invoice", "payment_link"))
INFO_NEEDED = frozenset(("card", "invoice", "qris", "ovo", "alfamart", "indomaret")) | WALLETS
"""Methods, with every `va…`, that have nothing to show before the payment has been created."""
POLLED = frozenset(("card", "invoice", "qris", "bank_transfer", "alfamart")) | WALLETS
CHECKED_BY_HAND = frozenset(("bank_transfer", "qris", "alfamart"))

_LONGEST_QR = 2953
"""Bytes that the largest QR code holds."""
_URL_TYPES = ("MOBILE", "DEEPLINK", "WEB")
"""What a screen that shows a QR wants first: the phone that scans it is a mobile one."""
_WORTH_READING = 400


@dataclass(frozen=True, slots=True)
class Account:
    """Where to transfer to."""

    bank: str
    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """What a buyer needs in order to pay. All texts are clean; all links are http or https."""

    kind: Kind
    method: str
    """The code as the order carries it; `va` and its bank code are one: `va_bca`."""
    bank: str = ""
    """For a virtual account: `BCA`, `Artha Graha`."""
    number: str = ""
    """Virtual account number or payment code, bare."""
    holder: str = ""
    qr: str | None = None
    """What the QR holds: the QRIS string, or a wallet's link for the phone to open. Never for card and invoice."""
    link: str | None = None
    accounts: tuple[Account, ...] = ()
    amount: Decimal | None = None
    expires_at: datetime | None = None
    """Aware; None when it does not expire or nobody says when."""
    paid: bool = False
    ended: Ended | None = None
    by_clock: bool = False
    """`expired` is only what this machine's clock says: the money may be there all the same."""
    waiting_for_info: bool = False
    """The payment has to be created, or its details are not there yet."""
    polls: bool = False
    """Worth asking again by itself until paid."""
    manual_check: bool = False
    """Offer a key that asks whether it has been paid."""


def payment_view(order: PublicOrder, now: datetime | None = None) -> PaymentView:
    """The view of an order. `now` decides what has expired."""
    method = order.payment_method
    if method == "va" and order.sub_payment_method:
        method = f"va_{order.sub_payment_method.removeprefix('va_')}"
    kind = _kind(method)
    info = order.pg_payment_info
    expires_at = _expiry(order, info, kind)
    ended = _ended(order, expires_at, now or datetime.now(UTC))
    number, holder, qr, link = "", "", None, None
    match kind:
        case "va":
            number = _first(info, ("payment_method", "virtual_account", "channel_properties", "virtual_account_number"),
                            ("va_number",))  # fmt: skip
            holder = _first(info, ("payment_method", "virtual_account", "channel_properties", "customer_name"),
                            ("va_name",))  # fmt: skip
        case "retail":
            number = _first(info, ("payment_method", "over_the_counter", "channel_properties", "payment_code"),
                            ("payment_code",))  # fmt: skip
            holder = _first(
                info, ("payment_method", "over_the_counter", "channel_properties", "customer_name")
            )
        case "qris":
            qr = _qr_string(info)
        case "ewallet":
            qr = link = _action_url(info) or _url(info.get("payment_url")) or _url(info.get("deeplink_url"))
        case "link" if method == "payment_link":
            link = order.redirect_url
        case _:
            pass
    found = bool(number or qr or link)
    if info and not found and kind in ("va", "retail", "qris", "ewallet", "link"):
        # A provider whose shape is not documented: any address it gives, else the order's own page.
        link = _url(info.get("invoice_url")) or _url(info.get("redirect_url")) or _any_url(info)
        link = link or order.public_order_url
        found = bool(link)
        qr = link if kind == "ewallet" else None
        kind = kind if kind in ("ewallet", "link") else "link"
    needs_info = needs_creating(method)
    is_open = ended is None
    by_clock = ended == "expired" and order.payment_status.lower() != "expired"
    return PaymentView(
        kind=kind if kind != "link" or link or needs_info else "text",
        method=method,
        bank=_bank(method, info) if method.startswith("va") else "",
        number=number,
        holder=holder,
        qr=qr,
        link=link or (order.public_order_url if kind in ("link", "text") and not needs_info else None),
        accounts=_accounts(order) if kind == "bank_transfer" else (),
        amount=order.gross_revenue,
        expires_at=expires_at,
        paid=ended == "paid",
        ended=ended,
        by_clock=by_clock,
        waiting_for_info=is_open and needs_info and not (found or (bool(info) and kind == "text")),
        polls=is_open and method in POLLED,
        manual_check=(is_open or by_clock) and (method in CHECKED_BY_HAND or method.startswith("va")),
    )


def needs_creating(method: str) -> bool:
    """There is nothing to pay with until the payment has been created."""
    return method in INFO_NEEDED or method.startswith("va")


def _kind(method: str) -> Kind:
    if method in ("bank_transfer", "cod", "qris"):
        return method  # type: ignore[return-value]
    if method.startswith("va"):
        return "va"
    if method in RETAIL:
        return "retail"
    if method in WALLETS:
        return "ewallet"
    return "link" if method in LINKS else "text"


def _ended(order: PublicOrder, expires_at: datetime | None, now: datetime) -> Ended | None:
    status = order.payment_status.lower()
    if status in ("paid", "settled") or (order.paid_time and status != "conflict"):
        return "paid"
    if order.status.lower() in ("canceled", "cancelled"):
        return "canceled"
    if status == "expired" or (expires_at is not None and expires_at <= now):
        return "expired"
    return "canceled" if order.status.lower() == "closed" else None


def _expiry(order: PublicOrder, info: dict[str, Any], kind: Kind) -> datetime | None:
    if kind == "cod":
        return None
    stated = read_time(order.payment_expiration_at)
    if stated is not None:
        return stated
    if kind == "bank_transfer":
        store, made = order.store, read_time(order.draft_time)
        days = store.auto_expire_days if store is not None and store.is_auto_expire else None
        return (
            made + timedelta(days=days) if made is not None and days is not None and 0 < days < 3660 else None
        )
    channel = info.get("payment_method")
    for part in channel.values() if isinstance(channel, dict) else ():
        if isinstance(part, dict) and (
            found := read_time(_first(part, ("channel_properties", "expires_at")))
        ):
            return found
    return next(
        (t for name in ("expires_at", "expiry_date") if (t := read_time(_first(info, (name,))))), None
    )


def read_time(text: str) -> datetime | None:
    """An ISO 8601 time as an aware datetime, UTC when it does not say; None when it is no time."""
    try:
        value = datetime.fromisoformat(text.strip())
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _accounts(order: PublicOrder) -> tuple[Account, ...]:
    """The account the order names, else those of the store for transfers."""
    offered = [
        Account(
            one.financial_entity.name if one.financial_entity else "", one.account_number, one.account_holder
        )
        for one in (order.store.payment_accounts if order.store is not None else [])
        if one.method == "bank_transfer" and one.account_number
    ]
    if not order.payment_account_number:
        return tuple(offered)
    bank = next((one.bank for one in offered if one.number == order.payment_account_number), "")
    return (Account(bank, order.payment_account_number, order.payment_account_holder),)


def _bank(method: str, info: dict[str, Any]) -> str:
    suffix = method.removeprefix("va").strip("_")
    suffix = suffix or _first(info, ("payment_method", "virtual_account", "channel_code"))
    name = suffix.replace("_", " ").strip()
    return name.upper() if len(name) <= 4 and name.lower() != "jago" else name.title()


def _action_url(info: dict[str, Any]) -> str | None:
    """The address among `actions` that a phone is best sent to."""
    actions = info.get("actions")
    found: dict[str, str] = {}
    for action in (actions if isinstance(actions, list) else [])[:20]:
        if isinstance(action, dict) and (url := _url(action.get("url")) or _any_url(action)):
            found.setdefault(str(action.get("url_type", "")).upper(), url)
    return next((found[kind] for kind in (*_URL_TYPES, *found) if kind in found), None)


def _at(info: dict[str, Any], path: tuple[str, ...]) -> Any:
    """What stands there; None when nothing does."""
    value: Any = info
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _qr_string(info: dict[str, Any]) -> str | None:
    """To the letter or not at all: it carries lengths and a checksum, so cleaned or shortened it pays nobody."""
    for path in (("qr_string",), ("payment_method", "qr_code", "channel_properties", "qr_string")):
        value = _at(info, path)
        if (
            isinstance(value, str)
            and value.strip()
            and value.isprintable()
            and len(value.encode()) <= _LONGEST_QR
        ):
            return value
    return None


def _first(info: dict[str, Any], *paths: tuple[str, ...]) -> str:
    """The first text or number at one of these paths, cleaned."""
    for path in paths:
        value = _at(info, path)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and (text := clean(value)):
            return text
    return ""


def _url(value: Any) -> str | None:
    return safe_url(value) if isinstance(value, str) else None


def _any_url(info: dict[str, Any]) -> str | None:
    """The first web address anywhere inside that is not a picture or a way back."""
    for name, value in _leaves(info):
        shunned = any(word in name for word in ("return", "callback", "image", "logo", "webhook", "notif"))
        if not shunned and (url := _url(value)):
            return url
    return None


def _leaves(info: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    waiting: list[tuple[str, Any]] = [("", info)]
    read = 0
    while waiting and read < _WORTH_READING:
        read += 1
        name, value = waiting.pop(0)
        if isinstance(value, dict):
            waiting += [(str(key).lower(), inner) for key, inner in list(value.items())[:50]]
        elif isinstance(value, list):
            waiting += [(name, inner) for inner in value[:50]]
        else:
            yield name, value
