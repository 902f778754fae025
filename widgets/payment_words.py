"""What to do to pay, in words; one function a question. What is to be read off stands in cards beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from app.i18n import _
from widgets.dates import short_date
from widgets.order_words import method_words
from widgets.va_steps import WAYS, va_steps

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.payment import PaymentView

Parts = list[tuple[str, str] | Content | str]

KeyOf = Callable[[str], str]
"""The key of an action of this screen, as the buyer has it."""

SELLS_AT = {"alfamart": "Alfamart, Alfamidi, Dan+Dan", "indomaret": "Indomaret"}


def tight(words: Content) -> Content:
    """The same words without blank lines, for a screen of few rows."""
    return Content("\n").join(line for line in words.split("\n") if line.plain)


def method_title(view: PaymentView) -> str:
    """How it is paid, as a heading."""
    if view.bank:
        return _("Virtual account {bank}").format(bank=view.bank)
    return method_words(view.method) or _("Payment")


def lead_words(view: PaymentView) -> str:
    """What to do, in one sentence; empty where the cards say it all."""
    method = method_words(view.method)
    match view.kind:
        case "bank_transfer":
            return _("Transfer exactly this amount.")
        case "qris":
            return _("Scan with any bank or wallet app.")
        case "retail":
            return _("Show this code at the counter and pay there.")
        case "ewallet":
            if view.qr or view.waiting_for_info:
                return _("Scan with your phone to pay with {method}, or open the link.").format(method=method)
            return _("Open the link on your phone to pay with {method}.").format(method=method)
        case "link":
            return _link_lead(view, method)
        case "text" if view.method == "ovo":
            return _("Open OVO on your phone and confirm the payment there.")
        case "text":
            return _("The seller will send you how to pay.")
        case _:
            return ""


def _link_lead(view: PaymentView, method: str) -> str:
    if view.method == "card":
        return _("Pay by card on the secure page below.")
    if view.method in ("invoice", "payment_link"):
        return _("Choose how to pay on the page below.")
    return _("Pay with {method} on the page below.").format(method=method)


def amount_label(view: PaymentView) -> str:
    """What stands above the amount."""
    return _("Exact amount") if view.kind in ("bank_transfer", "va", "retail") else _("Amount")


def pay_before(view: PaymentView) -> str:
    """Until when it has to be paid, for below the amount; empty when nobody says."""
    if view.expires_at is None:
        return ""
    return _("pay before {time}").format(time=short_date(view.expires_at.isoformat()))


def more_words(view: PaymentView, key_of: KeyOf, *, opens: bool, large: bool) -> Content:
    """What else a buyer should know, below what is to be read off.

    `opens`: a browser can be opened here. `large`: the QR fits the screen when it is alone.
    """
    parts: Parts = []
    match view.kind:
        case "bank_transfer":
            parts += _transfer(view, key_of)
        case "link":
            parts += _about_link(view, key_of, opens=opens, large=large)
        case "ewallet":
            parts += key_words(key_of("open_page"), _("opens it in your browser")) if opens else []
        case "text" if view.method == "ovo":
            parts.append(_("Nothing there? OVO has to be on the phone number you ordered with."))
        case "qris":
            parts += _about_qr(key_of, large=large)
        case _:
            pass
    return Content.assemble(*parts)


def drawn(view: PaymentView) -> bool:
    """What is to be scanned is the way to pay."""
    return view.kind in ("qris", "ewallet")


def _transfer(view: PaymentView, key_of: KeyOf) -> Parts:
    parts: Parts = []
    if not view.accounts:
        parts += [_("The seller will tell you where to transfer to."), "\n\n"]
    if view.proof_sent:
        when = short_date(view.proof_time.isoformat()) if view.proof_time else ""
        parts += [("✓ ", "bold $good"), (_("Proof sent"), "bold $good"), (f"  {when}", "$dim"), "\n"]
        parts.append((_("The seller checks it and confirms your payment."), "$dim"))
        return parts
    if view.can_prove:
        parts += [*key_words(key_of("proof"), _("sends a picture of your transfer")), "\n"]
    parts.append((_("The seller confirms it once the money is there."), "$dim"))
    return parts


def _about_link(view: PaymentView, key_of: KeyOf, *, opens: bool, large: bool) -> Parts:
    parts: Parts = []
    if opens:
        parts += [*key_words(key_of("open_page"), _("opens it in your browser")), "\n"]
    if large:
        parts += [*key_words(key_of("full_qr"), _("shows it as a QR for your phone")), "\n"]
    parts += ["\n"] if parts else []
    if view.method == "card":
        parts += [(_("Your card number is typed there, never here."), "$dim")]
    elif large:
        parts += [(_("That QR is a link for the camera, not a payment code."), "$dim")]
    return parts


def _about_qr(key_of: KeyOf, *, large: bool) -> Parts:
    more = [("save_qr", _("saves it as a picture")), ("retry", _("fetches it again"))]
    if large:
        more.insert(0, ("full_qr", _("shows it large")))
    return [part for name, said in more for part in (*key_words(key_of(name), said), "\n")][:-1]


def key_words(key: str, words: str) -> Parts:
    """A key and what it does."""
    return [(key, "bold $accent"), "  ", words]


def steps_of(view: PaymentView, way: int) -> list[str]:
    """The steps at the counter, or those of one of `va_steps.WAYS`; none where words say it all."""
    if view.kind == "va":
        return va_steps(view.method, view.bank or _("your bank"), WAYS[way % len(WAYS)])
    if view.kind == "retail":
        shops = SELLS_AT.get(view.method, method_words(view.method))
        return [
            _("Go to a counter of {shops}.").format(shops=shops),
            _("Say that you pay for an online order, and show the code."),
            _("Pay the exact amount; the counter may add a small fee."),
            _("Keep the receipt."),
        ]
    return []


def ended_words(order: PublicOrder, view: PaymentView) -> Content:
    """Why nothing is to be paid any more, when it has not been paid."""
    if view.ended == "expired" and not view.by_clock:
        return _sad(
            _("The time to pay is over."),
            _("Nothing has been charged. You can order again whenever you like."),
        )
    if view.ended == "expired":
        # Money may be on its way: nothing here may invite to pay, or to order, a second time.
        return _sad(_("The time to pay is over."), _("If you have paid already, please contact the seller."))
    if view.ended == "conflict":
        return _sad(
            _("Your payment needs the seller's attention."),
            _("Please do not pay again; the seller will look into it."),
        )
    return _sad(_("This order was cancelled."), _("If you have paid already, please contact the seller."))


def no_details_words(view: PaymentView, key: str) -> Content:
    """When the store has not said how to pay, after all the asking that makes sense."""
    parts: Parts = [
        (_("The payment details have not come yet."), "bold $warn"),
        "\n",
        _("Your order is safe, and nothing has been charged."),
        "\n\n",
        *key_words(key, _("asks again")),
    ]
    if view.page:
        parts += ["\n\n", (_("Or pay on the order's page:"), "$dim")]
    return Content.assemble(*parts)


def _sad(title: str, advice: str) -> Content:
    return Content.assemble((title, "bold $bad"), "\n", advice)
