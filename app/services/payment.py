"""How an order is to be paid, as one small view whatever method, edition and provider (NOTES section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from app.services import payment_info
from app.services.banks import bank_name, row_code
from app.services.payment_info import LONGEST_QR, read_time

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder

Kind = Literal["bank_transfer", "cod", "qris", "va", "retail", "ewallet", "link", "text"]
Ended = Literal["paid", "expired", "canceled", "conflict"]

WALLETS = frozenset(("gopay", "dana", "linkaja", "shopeepay"))
RETAIL = frozenset(("alfamart", "indomaret"))
LINKS = frozenset(("card", "invoice", "payment_link"))
INFO_NEEDED = frozenset(("card", "invoice", "qris", "ovo")) | WALLETS | RETAIL
"""Methods, with every `va…`, that have nothing to show before the payment has been created."""
POLLED = frozenset(("card", "invoice", "qris", "bank_transfer")) | WALLETS | RETAIL
CHECKED_BY_HAND = frozenset(("bank_transfer", "qris")) | RETAIL
"""Polled methods that offer a manual check all the same; what is not polled always does."""

UNTOUCHED = ("", "draft", "pending")
"""Order states in which money is waited for."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where to transfer to."""

    bank: str
    number: str
    holder: str
    entity_id: int | None = None
    """The bank's id in the store, which a transfer proof names as `financial_entity_id`; None when not known."""


@dataclass(frozen=True, slots=True, repr=False)
class PaymentView:
    """What a buyer needs in order to pay. All texts are clean; all links are http or https."""

    kind: Kind
    """What there is to show. A method of which nothing usable came but an address is a `link`, whatever its name."""
    method: str
    """The code as the order carries it; `va` and its bank code are one: `va_bca`."""
    bank: str = ""
    """For a virtual account: `BCA`, `Artha Graha`."""
    number: str = ""
    """Virtual account number or payment code, bare."""
    holder: str = ""
    qr: str | None = None
    """What a phone scans to pay: the QRIS string, or a wallet's link. Never for card and invoice."""
    link: str | None = None
    """What a browser on this machine opens to pay."""
    link_qr: str | None = None
    """`link` of card, invoice, payment link or an unknown provider, short enough for a QR. On the web these are
    buttons and never a QR; in a terminal, often on another machine, a QR is the only way to carry one to a phone.
    It is a way to the page, not a code that a banking app reads: say so beside it."""
    page: str | None = None
    """The order's own page on the web, for when nothing else works: never a substitute for `link`."""
    accounts: tuple[Account, ...] = ()
    amount: Decimal | None = None
    expires_at: datetime | None = None
    """Aware; None when it does not expire or nobody says when."""
    paid: bool = False
    ended: Ended | None = None
    """`conflict`: money came that the seller has to look at. Nothing may invite to pay a second time."""
    by_clock: bool = False
    """`expired` is only what this machine's clock says: the money may be there all the same."""
    waiting_for_info: bool = False
    """The payment has to be created, or its details are not there yet."""
    polls: bool = False
    """Worth asking again by itself until paid."""
    manual_check: bool = False
    """Offer a key that asks whether it has been paid."""
    can_prove: bool = False
    """A transfer proof may be sent: a manual transfer that is open and has none yet."""
    proof_sent: bool = False
    proof_url: str | None = None
    proof_time: datetime | None = None
    """When the buyer said the transfer was made; None when not known."""


def payment_view(order: PublicOrder, now: datetime | None = None) -> PaymentView:
    """The view of an order. `now` decides what has expired."""
    method = row_code(order.payment_method, order.sub_payment_method)
    kind = _kind(method)
    info = order.pg_payment_info
    expires_at = _expiry(order, info, kind)
    ended = _ended(order, expires_at, now or datetime.now(UTC))
    number, holder, qr, link = _details(order, info, kind, method)
    found = bool(number or qr or link)
    if payment_info.says_something(info) and not found and needs_creating(method) and kind != "text":
        page = _order_page(order) if kind == "link" else order.public_order_url or _order_page(order)
        link = payment_info.any_link(info) or page
        found = bool(link)
        qr = link if kind == "ewallet" else None
    if kind in ("va", "retail", "qris") and link:
        kind = "link"
    needs_info = needs_creating(method)
    if not needs_info and kind in ("text", "link"):
        link = link or payment_info.any_link(info) or order.public_order_url or _order_page(order)
        kind = "link" if link else "text"
    is_open = ended is None
    by_clock = ended == "expired" and order.payment_status.lower() != "expired" and not _canceled(order)
    polls = is_open and method in POLLED and order.status.lower() in UNTOUCHED
    can_be_asked = kind != "cod" and (is_open or by_clock or ended == "conflict")
    proof_sent = kind == "bank_transfer" and bool(order.transferproof_url or order.transfer_time)
    return PaymentView(
        kind=kind,
        method=method,
        bank=_bank(method, info) if method.startswith("va") else "",
        number=number,
        holder=holder,
        qr=_scannable(qr),
        link=link,
        link_qr=_scannable(link) if kind == "link" else None,
        page=_order_page(order),
        accounts=_accounts(order) if kind == "bank_transfer" else (),
        amount=order.gross_revenue,
        expires_at=expires_at,
        paid=ended == "paid",
        ended=ended,
        by_clock=by_clock,
        waiting_for_info=is_open and needs_info and not (found or (bool(info) and kind == "text")),
        polls=polls,
        manual_check=can_be_asked and (not polls or method in CHECKED_BY_HAND),
        can_prove=kind == "bank_transfer" and (is_open or by_clock) and not proof_sent,
        proof_sent=proof_sent,
        proof_url=order.transferproof_url if kind == "bank_transfer" else None,
        proof_time=read_time(order.transfer_time) if proof_sent else None,
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


def _details(
    order: PublicOrder, info: dict[str, Any], kind: Kind, method: str
) -> tuple[str, str, str | None, str | None]:
    """Number, holder, QR and link from where the contract says they stand."""
    match kind:
        case "va":
            return *payment_info.virtual_account(info), None, None
        case "retail":
            return *payment_info.payment_code(info), None, None
        case "qris":
            qr = payment_info.qr_string(info)
            return "", "", qr, None if qr else payment_info.qr_picture(info)
        case "ewallet":
            return "", "", *payment_info.wallet_links(info)
        case "link":
            at_order = method == "payment_link"
            return "", "", None, _order_page(order) if at_order else payment_info.page_link(info)
        case _:
            return "", "", None, None


def _order_page(order: PublicOrder) -> str | None:
    """Where the store sends a buyer of this order.

    `payment_url` was that in the older edition, which knows no `redirect_url`; in the newer one it is no substitute.
    """
    main = order.redirect_url
    if main is None and "redirect_url" not in order.model_fields_set:
        main = order.payment_url
    return main or order.public_order_url


def _ended(order: PublicOrder, expires_at: datetime | None, now: datetime) -> Ended | None:
    status = order.payment_status.lower()
    if status == "conflict":
        return "conflict"
    if status in ("paid", "settled") or order.paid_time:
        return "paid"
    canceled = _canceled(order)
    # A store cancels what was not paid in time: then the time is what the buyer has to hear of.
    if (expires_at is not None and expires_at <= now) or (status == "expired" and not canceled):
        return "expired"
    return "canceled" if canceled or order.status.lower() == "closed" else None


def _canceled(order: PublicOrder) -> bool:
    return order.status.lower() in ("canceled", "cancelled")


def _expiry(order: PublicOrder, info: dict[str, Any], kind: Kind) -> datetime | None:
    if kind == "cod":
        return None
    stated = read_time(order.payment_expiration_at)
    if stated is not None or kind != "bank_transfer":
        return stated or payment_info.expiry(info)
    store, made = order.store, read_time(order.draft_time)
    days = store.auto_expire_days if store is not None and store.is_auto_expire else None
    if made is None or days is None or not 0 < days < 3660:
        return None
    try:
        return made + timedelta(days=days)
    except OverflowError:
        return None


def _accounts(order: PublicOrder) -> tuple[Account, ...]:
    """The account the order names, else those of the store for transfers."""
    offered = []
    for one in order.store.payment_accounts if order.store is not None else []:
        if one.method == "bank_transfer" and one.account_number:
            bank = one.financial_entity
            name, entity_id = (bank.name or bank.code.upper(), bank.id) if bank else ("", None)
            offered.append(Account(name, one.account_number, one.account_holder, entity_id))
    if not order.payment_account_number:
        return tuple(offered)
    known = next((one for one in offered if one.number == order.payment_account_number), None)
    holder = order.payment_account_holder or (known.holder if known else "")
    bank_name, entity = (known.bank, known.entity_id) if known else ("", None)
    return (Account(bank_name, order.payment_account_number, holder, entity),)


def _bank(method: str, info: dict[str, Any]) -> str:
    suffix = method.removeprefix("va").strip("_") or payment_info.bank_code(info)
    return bank_name(suffix)


def _scannable(text: str | None) -> str | None:
    return text if text is not None and len(text.encode()) <= LONGEST_QR else None
