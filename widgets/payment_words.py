"""What to do to pay, and what happens once it is paid, in words; one function a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from app.i18n import _
from app.money import format_money
from widgets.dates import short_date
from widgets.order_words import method_words

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.payment import PaymentView

Parts = list[tuple[str, str] | Content | str]


def grouped(number: str) -> str:
    """Digits in groups of four, for reading; anything else as it is."""
    if not number.isdigit():
        return number
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def tight(words: Content) -> Content:
    """The same words without blank lines, for a screen of few rows."""
    return Content("\n").join(line for line in words.split("\n") if line.plain)


def instruction_words(order: PublicOrder, view: PaymentView) -> Content:
    """How to pay this order now."""
    if view.ended == "expired" and view.by_clock:
        # Money may be on its way: nothing here may invite to pay, or to order, a second time.
        parts: Parts = [
            _sad(_("The time to pay is over."), _("If you have paid already, please contact the seller."))
        ]
        return Content.assemble(*parts, "\n\n", *(_waiting(view) if view.manual_check else ()))
    if view.ended == "expired":
        return _sad(
            _("The time to pay is over."),
            _("Nothing has been charged. You can order again whenever you like."),
        )
    if view.ended == "canceled":
        return _sad(_("This order was cancelled."), _("If you have paid already, please contact the seller."))
    if view.waiting_for_info:
        return Content.assemble((_("Asking for the payment details…"), "$dim"))
    if view.kind == "bank_transfer":
        return _transfer(view)
    if view.kind == "qris":
        return Content.assemble(
            (_("Scan with any bank or wallet app."), "bold"),
            "\n\n",
            *_pay_exactly(view),
            "\n\n",
            *_waiting(view),
        )
    if view.kind in ("va", "retail"):
        return _number(view)
    return _link(order, view)


def _pay_exactly(view: PaymentView) -> Parts:
    return [(_("Amount"), "$dim"), "\n", (format_money(view.amount), "bold $accent")]


def _waiting(view: PaymentView) -> Parts:
    if view.polls:
        return [(_("Waiting for your payment…"), "$dim"), "\n", (_("This page updates by itself."), "$dim")]
    return [("u", "bold $accent"), " ", (_("asks whether it has arrived"), "$dim")]


def _transfer(view: PaymentView) -> Content:
    parts: Parts = [
        (_("Transfer exactly this amount"), "bold"),
        "\n\n",
        (format_money(view.amount), "bold $accent"),
        "\n\n",
    ]
    if not view.accounts:
        parts += [_("The seller will tell you where to transfer to."), "\n\n"]
    elif len(view.accounts) > 1:
        parts += [(_("to one of these accounts"), "$dim"), "\n\n"]
    for account in view.accounts:
        parts += [
            (account.bank or _("Account"), "bold"),
            "\n",
            (grouped(account.number), "bold $accent"),
            "\n",
        ]
        if account.holder:
            parts += [(_("in the name of"), "$dim"), " ", account.holder, "\n"]
        parts.append("\n")
    if view.expires_at is not None:
        parts += [
            (_("Please pay before {time}.").format(time=short_date(view.expires_at.isoformat())), "$dim"),
            "\n",
        ]
    parts += [(_("The seller confirms it once the money is there."), "$dim"), "\n", *_waiting(view)]
    return Content.assemble(*parts)


def _number(view: PaymentView) -> Content:
    title = (
        _("Pay this code at the counter") if view.kind == "retail" else _("Transfer to this virtual account")
    )
    parts: Parts = [(title, "bold"), "\n\n"]
    parts += [
        (view.bank or method_words(view.method), "bold"),
        "\n",
        (grouped(view.number), "bold $accent"),
        "\n",
    ]
    if view.holder:
        parts += [(_("in the name of"), "$dim"), " ", view.holder, "\n"]
    parts += ["\n", *_pay_exactly(view), "\n\n", *_waiting(view)]
    return Content.assemble(*parts)


def _link(order: PublicOrder, view: PaymentView) -> Content:
    method = method_words(view.method)
    if view.method == "ovo":
        parts: Parts = [(_("Open OVO on your phone and confirm the payment there."), "bold"), "\n\n"]
    else:
        title = _("Scan to pay with {method}, or open:") if view.qr else _("Pay with {method} on this page:")
        parts = [(title.format(method=method), "bold"), "\n\n"]
        link = view.link or order.public_order_url
        parts += [(link, "$accent") if link else _("The seller will send you the link."), "\n\n"]
    return Content.assemble(*parts, *_pay_exactly(view), "\n\n", *_waiting(view))


def _sad(title: str, advice: str) -> Content:
    return Content.assemble((title, "bold $bad"), "\n", advice)


def receipt_words(order: PublicOrder, view: PaymentView) -> Content:
    """The receipt, and what happens next."""
    digital = bool(order.orderlines) and all(
        line.item_type not in ("physical", "") for line in order.orderlines
    )
    mail = order.customer.email if order.customer else ""
    if view.kind == "cod" and view.ended != "paid":
        parts: Parts = [("✓ ", "bold $good"), (_("Your order is placed."), "bold $good"), "\n\n"]
        parts += [
            _("Pay the courier in cash when it arrives:"),
            " ",
            (format_money(view.amount), "bold $accent"),
            "\n",
        ]
    else:
        parts = [("✓ ", "bold $good"), (_("Paid. Thank you!"), "bold $good"), "\n\n"]
        parts += [format_money(view.amount), "  ", (method_words(view.method), "$dim")]
        if order.paid_time:
            parts += ["  ", (short_date(order.paid_time), "$dim")]
        parts.append("\n")
    parts += ["\n", (_("WHAT HAPPENS NEXT"), "$dim"), "\n"]
    if digital:
        parts.append(_("The shop sends what you bought to your e-mail address."))
    else:
        parts.append(_("The shop packs your order; the tracking number appears on its page."))
    if mail:
        parts += ["\n", _("News of it goes to {email}.").format(email=mail)]
    parts += ["\n", _("You can find this order any time under o, orders.")]
    return Content.assemble(*parts)
