"""What the store said about a discount code, in words."""

from __future__ import annotations

from textual.content import Content

from app.i18n import _
from app.money import format_money
from app.services.discounts import DiscountResult


def discount_words(result: DiscountResult | None, *, lost: bool = False) -> Content:
    """`valid, saves Rp17.000`, or why not; empty when no code was asked. `lost`: it was valid until now."""
    if result is None or not result.code:
        return Content("")
    if result.eligible and lost:
        return Content.assemble((_("the shop did not take this code"), "$warn"))
    if result.eligible:
        if result.amount:
            words = _("valid, saves {amount}").format(amount=format_money(result.amount))
        else:
            words = _("valid")
        return Content.assemble((words, "$good"))
    if result.why == "unknown":
        words = _("the shop does not know this code")
    elif result.why == "expired":
        words = _("this code has expired")
    elif result.why == "used_up":
        words = _("this code has been used up")
    elif result.why == "minimum" and result.minimum is not None:
        words = _("from {amount} on").format(amount=format_money(result.minimum))
    elif result.why == "minimum":
        words = _("the order is too small for this code")
    elif result.why == "payment_method":
        words = _("not with this payment method")
    elif result.why == "needs_more":
        words = _("will be checked once delivery and payment are chosen")
    else:
        words = _("not valid for this order")
    if lost:
        words = _("no longer counts: {why}").format(why=words)
    detail = f" ({result.detail})" if result.detail and result.why in (None, "other") else ""
    return Content.assemble((words, "$warn"), (detail, "$dim"))
