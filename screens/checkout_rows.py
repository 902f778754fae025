"""What the checkout shows as rows: couriers, payment methods in their groups, the review and its totals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from app.i18n import _
from app.money import format_money
from app.services.checkout import CheckoutLine, CheckoutService
from widgets.choice_list import Choice
from widgets.order_words import method_words
from widgets.totals import MoneyRow

if TYPE_CHECKING:
    from app.api.models.catalog import PaymentMethod
    from app.api.models.checkout import ShippingOption
    from app.records import Courier

WALLETS = ("gopay", "ovo", "dana", "shopeepay", "linkaja")
_FIRST = ("qris", "bank_transfer")
_AFTER_GROUPS = ("alfamart", "indomaret", "card", "invoice", "payment_link")
_LAST = ("cod",)


def courier_key(option: ShippingOption | Courier) -> str:
    """What tells two couriers apart: service, warehouse and aggregator together."""
    return f"{option.courier_service_id}:{option.warehouse_unique_id}:{option.courier_aggregator_code or ''}"


def courier_choices(options: list[ShippingOption]) -> list[Choice]:
    """A row for each courier: days, whether it takes cash, price."""
    rows = []
    for option in options:
        notes = [_days(option.etd), _("COD possible") if option.is_cod else ""]
        name = option.name or f"{option.courier_code} {option.service_code}".strip().upper() or _("Courier")
        rows.append(
            Choice(courier_key(option), name, " · ".join(n for n in notes if n), format_money(option.cost))
        )
    return rows


def _days(etd: str) -> str:
    """The store's own words when it says a unit, else `2–3 days`."""
    bare = etd.replace(" ", "").replace("-", "–")
    if bare and all(part.isdigit() for part in bare.split("–")):
        return _("{count} days").format(count=bare) if bare != "1" else _("1 day")
    return etd


def method_choices(methods: list[PaymentMethod], opened: set[str], cod_note: str = "") -> list[Choice]:
    """QRIS and transfer first, virtual accounts and wallets as groups that open, cash on delivery last.

    `cod_note` stands on the row of the last one, instead of what the store says of it.
    """
    by_code = {method.code: method for method in methods}
    banks = [m for m in methods if m.code.startswith("va_")]
    wallets = [by_code[code] for code in WALLETS if code in by_code]
    grouped = {m.code for m in (*banks, *wallets)}
    rows = [_method(by_code[code]) for code in _FIRST if code in by_code]
    rows += _group("group:va", _("Virtual account"), banks, opened)
    rows += _group("group:wallet", _("E-wallet"), wallets, opened)
    rows += [_method(by_code[code]) for code in _AFTER_GROUPS if code in by_code]
    known = {*grouped, *_FIRST, *_AFTER_GROUPS, *_LAST}
    rows += [_method(m) for m in methods if m.code not in known]
    for last in (_method(by_code[code]) for code in _LAST if code in by_code):
        rows.append(replace(last, note=cod_note) if cod_note and last.id == "cod" else last)
    return rows


def cod_note(checkout: CheckoutService) -> str:
    """Why paying at the door cannot be chosen, short enough for its row; empty when it can."""
    if checkout.cod_problem is None:
        return ""
    return _("not with this courier") if checkout.needs_delivery else _("nothing is delivered")


def group_of(code: str) -> str:
    """The group a method stands in, or an empty string."""
    return "group:va" if code.startswith("va_") else "group:wallet" if code in WALLETS else ""


def _group(key: str, label: str, members: list[PaymentMethod], opened: set[str]) -> list[Choice]:
    if len(members) < 2:
        return [_method(member) for member in members]
    is_open = key in opened
    names = "  ".join(short_method(member) for member in members)
    rows = [Choice(key, label, "" if is_open else names, fold="open" if is_open else "closed")]
    if is_open:
        rows += [Choice(member.code, short_method(member), indent=True) for member in members]
    return rows


def _method(method: PaymentMethod) -> Choice:
    return Choice(
        method.code, method.label or method_words(method.code), " ".join(method.description.split())
    )


def short_method(method: PaymentMethod) -> str:
    """A bank without the words "Virtual Account", a wallet by its name."""
    label = method.label or method_words(method.code)
    for lead in ("virtual account", "va"):
        if label.casefold().startswith(lead + " "):
            return label[len(lead) + 1 :].strip() or label
        if label.casefold().endswith(" " + lead):
            return label[: -len(lead) - 1].strip() or label
    return label


def chosen_method(checkout: CheckoutService) -> str:
    """The chosen payment method in words, or an empty string."""
    code = checkout.method_code
    for method in checkout.methods:
        if method.code == code:
            return method.label or method_words(code)
    return method_words(code) if code else ""


def line_rows(lines: list[CheckoutLine]) -> list[MoneyRow]:
    """`2 × Kopi Gayo Arabika · 250 g   Rp170.000`"""
    return [
        MoneyRow(
            f"{line.quantity} × {line.name}" + (f" · {line.options}" if line.options else ""),
            format_money(line.total),
            label_style="$ink",
        )
        for line in lines
    ]


def total_rows(checkout: CheckoutService, goods: Decimal | None) -> list[MoneyRow]:
    """Every row of the store's own preview; `goods` stands in until there is one, the sum to pay is only the store's."""
    summary = checkout.summary
    rows: list[MoneyRow] = []
    if summary is None:
        rows.append(MoneyRow(_("Goods"), format_money(goods)))
    else:
        rows.append(MoneyRow(_("Goods"), format_money(summary.product_price)))
    discount = checkout.discount
    if discount is not None and discount.eligible and discount.amount:
        rows.append(
            MoneyRow(
                _("Discount {code}").format(code=discount.code), format_money(-discount.amount), style="$good"
            )
        )
    if checkout.needs_delivery:
        known = (
            summary is not None and summary.shipping_cost is not None and checkout.draft.courier is not None
        )
        rows.append(
            MoneyRow(
                _("Shipping"),
                format_money(summary.shipping_cost)
                if known and summary is not None
                else _("choose a courier"),
            )
        )
    if summary is not None:
        if summary.other_income:
            rows.append(
                MoneyRow(summary.other_income_name or _("Other costs"), format_money(summary.other_income))
            )
        if summary.service_fee:
            rows.append(MoneyRow(_("Service fee"), format_money(summary.service_fee)))
    rows.append(
        MoneyRow(_("Total"), format_money(summary.gross_revenue if summary else None), strong=True, rule=True)
    )
    return rows
