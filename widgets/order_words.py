"""Order and payment states in the buyer's words; a state we do not know is shown as the store spells it."""

from __future__ import annotations

from app.i18n import N_, _
from app.services.banks import bank_name

_STATUS = {
    "draft": N_("waiting for payment"),
    "pending": N_("waiting for payment"),
    "paid": N_("paid"),
    "confirmed": N_("confirmed"),
    "in_process": N_("being prepared"),
    "ready": N_("ready to ship"),
    "shipped": N_("on its way"),
    "shipped_rts": N_("coming back to the seller"),
    "rts": N_("came back to the seller"),
    "completed": N_("completed"),
    "canceled": N_("cancelled"),
    "closed": N_("closed"),
}

_METHODS = {
    "bank_transfer": N_("Bank transfer"),
    "cod": N_("Cash on delivery"),
    "qris": N_("QRIS"),
    "card": N_("Card"),
    "invoice": N_("Invoice"),
    "payment_link": N_("Payment link"),
    "alfamart": "Alfamart",
    "indomaret": "Indomaret",
    "ovo": "OVO",
    "dana": "DANA",
    "shopeepay": "ShopeePay",
    "linkaja": "LinkAja",
    "gopay": "GoPay",
    "va": N_("Virtual account"),
}


def status_words(status: str, payment_status: str, method: str = "") -> tuple[str, str]:
    """One phrase for where an order stands, and its style."""
    if status == "canceled":
        return _("cancelled"), "$bad"
    if payment_status == "conflict":
        return _("payment needs the seller's attention"), "$warn"
    if status in ("draft", "pending") and payment_status == "paid":
        return _("paid"), "$good"
    if status in ("draft", "pending") and method == "cod":
        return _("order received"), "$good"
    words = _STATUS.get(status)
    if words is None:
        return status.replace("_", " ") or _("not known yet"), "$dim"
    return _(words), "$warn" if status in ("draft", "pending") else "$good"


def known_status(status: str) -> bool:
    """Whether the contract's words for where an order stands have this one."""
    return status in _STATUS


def method_words(code: str) -> str:
    """A payment method by its code, for places where the store's own label is not at hand."""
    if code.startswith("va_"):
        return _("Virtual account {bank}").format(bank=bank_name(code.removeprefix("va_")))
    words = _METHODS.get(code)
    return _(words) if words else code.replace("_", " ")
