"""What a buyer reads once it is paid, or once nothing is to be paid now: the receipt, and what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from app.i18n import _
from app.money import format_money
from widgets.dates import short_date
from widgets.key_hint import key_hint
from widgets.order_words import method_words

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.payment import PaymentView
    from widgets.payment_words import Parts


def receipt_words(order: PublicOrder, view: PaymentView) -> Content:
    """The receipt, and what happens next."""
    if view.kind == "cod" and view.ended != "paid":
        parts: Parts = [("✓ ", "bold $good"), (_("Your order is placed."), "bold $good"), "\n\n"]
        parts += [_("Pay the courier in cash when it arrives:"), " "]
        parts += [(format_money(view.amount), "bold $accent"), "\n"]
    else:
        parts = [("✓ ", "bold $good"), (_("Paid. Thank you!"), "bold $good"), "\n\n"]
        parts += [(format_money(view.amount), "bold"), "  ", (method_words(view.method), "$dim")]
        if order.paid_time:
            parts += ["  ", (short_date(order.paid_time), "$dim")]
        parts.append("\n")
    parts += ["\n", (_("WHAT HAPPENS NEXT"), "$dim"), "\n", *_next(order)]
    return Content.assemble(*parts)


def _next(order: PublicOrder) -> Parts:
    parts: Parts = []
    kinds = {line.item_type for line in order.orderlines}
    sent = not kinds or bool(kinds & {"physical", ""})
    if sent:
        parts += [_("The shop packs your order; the tracking number appears on its page."), "\n"]
    if kinds - {"physical", ""}:
        parts += [_("The shop sends what you bought to your e-mail address."), "\n"]
    mail = order.customer.email if order.customer else ""
    if mail:
        parts += [_("News of it goes to {email}.").format(email=mail), "\n"]
    parts.append(_("Press {key} any time to see this order again.").format(key=key_hint("app.open_orders")))
    if order.post_payment_redirect_url:
        parts += ["\n\n", (_("The shop has a page for you:"), "$dim")]
    return parts
