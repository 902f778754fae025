"""Subscriptions in the buyer's words; a state we do not know is shown as the store spells it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from textual.content import Content

from app.i18n import N_, _
from app.money import format_money
from widgets.dates import full_date

if TYPE_CHECKING:
    from app.api.models.subscription import (
        PendingAction,
        RenewalInvoice,
        Subscription,
        SubscriptionItem,
        VariantOption,
    )

_STATUS = {
    "unactivated": (N_("not active yet"), "$warn"),
    "active": (N_("active"), "$good"),
    "canceled": (N_("cancelled"), "$bad"),
    "expired": (N_("ended"), "$dim"),
    "failed": (N_("did not go through"), "$bad"),
    "pending_upgrade": (N_("upgrade under way"), "$warn"),
    "pending_downgrade": (N_("downgrade under way"), "$warn"),
}
_INVOICE = {
    "scheduled": (N_("planned"), "$dim"),
    "pending": (N_("waiting for payment"), "$warn"),
    "confirmed": (N_("confirmed"), "$good"),
    "completed": (N_("paid"), "$good"),
    "failed": (N_("did not go through"), "$bad"),
    "replaced": (N_("replaced by another"), "$dim"),
    "canceled": (N_("cancelled"), "$dim"),
}


def _words(known: dict[str, tuple[str, str]], status: str) -> tuple[str, str]:
    words, style = known.get(status, ("", "$dim"))
    return (_(words) if words else status.replace("_", " ") or _("not known yet")), style


def filter_words(status: str) -> str:
    """What the header says of the subscriptions shown."""
    return _words(_STATUS, status)[0] if status else _("all")


def status_words(subscription: Subscription) -> tuple[str, str]:
    """One phrase for where it stands, and its style."""
    if subscription.is_cancel_at_period_end and not subscription.over:
        end = full_date(subscription.current_period_end)
        words = _("active until {date}").format(date=end) if end else _("ends with its period")
        return words, "$warn"
    return _words(_STATUS, subscription.status)


def item_status_words(item: SubscriptionItem) -> tuple[str, str]:
    """The same for one item."""
    if item.is_cancel_at_period_end and item.status == "active":
        return _("ends with the period"), "$warn"
    return _words(_STATUS, item.status)


def following(subscription: Subscription) -> str:
    """What happens next, or happened last, with its day; empty when nothing is known of it."""
    end = full_date(subscription.current_period_end)
    if subscription.status == "canceled":
        day = full_date(subscription.canceled_at)
        return _("since {date}").format(date=day) if day else ""
    if subscription.status == "expired":
        day = full_date(subscription.expired_at) or end
        return _("since {date}").format(date=day) if day else ""
    if subscription.is_cancel_at_period_end:
        return _("then it ends") if end else ""
    if subscription.status == "active" and end:
        return _("renews {date}").format(date=end)
    return ""


def interval_words(interval: str, count: int | None) -> str:
    """`every month`, `every 3 months`; empty for an interval we do not know."""
    number = count if count is not None and count > 0 else 1
    one = number == 1
    match interval:
        case "day":
            words = _("every day") if one else _("every {count} days")
        case "week":
            words = _("every week") if one else _("every {count} weeks")
        case "month":
            words = _("every month") if one else _("every {count} months")
        case "year":
            words = _("every year") if one else _("every {count} years")
        case _:
            return interval
    return words.format(count=number)


def title_of(subscription: Subscription) -> str:
    """What it is called: by its items, else by its number."""
    return subscription.title or subscription.subscription_id or _("Subscription")


def price_words(item: SubscriptionItem) -> str:
    """`2 × Rp85.000`; empty when the store names no price."""
    if item.each is None:
        return ""
    many = item.quantity is not None and item.quantity > 1
    return (f"{item.quantity} × " if many else "") + format_money(item.each)


def difference(option: VariantOption, item: SubscriptionItem, subscription: Subscription) -> Decimal | None:
    """What one costs more, or less when below zero; None when the two cannot be compared."""
    if option.price is None or item.each is None:
        return None
    interval = option.interval or subscription.interval
    count = option.interval_count or 1 if option.interval else subscription.interval_count or 1
    if (interval, count) != (subscription.interval, subscription.interval_count or 1):
        return None
    return option.price - item.each


def difference_words(amount: Decimal | None) -> str:
    """`+Rp30.000`, `−Rp30.000`, or that the price is the same; empty for None."""
    if amount is None:
        return ""
    if not amount:
        return _("same price")
    return ("+" if amount > 0 else "") + format_money(amount)


def pending_words(action: PendingAction, name: str, period_end: str) -> str:
    """What is still to come for an item, and when, as far as the store says; `name`: of the variant, if it does not."""
    config = action.next_variant_config
    name = (config.title if config is not None else "") or name
    match action.action_type:
        case "upgrade" | "downgrade" if name:
            what = _("changes to {name}").format(name=name)
        case "upgrade":
            what = _("an upgrade is under way")
        case "downgrade":
            what = _("a downgrade is under way")
        case "cancel" | "expire":
            what = _("it ends")
        case "renew":
            what = _("it is renewed")
        case "reactivate" | "activation" | "create":
            what = _("it is activated")
        case "update_qty":
            what = _("the quantity changes")
        case other:
            what = other.replace("_", " ") or _("a change is under way")
    day = full_date(period_end)
    match action.execution_type:
        case "immediate":
            when = _("right away")
        case "at_period_end" if day:
            when = _("on {date}, when this period ends").format(date=day)
        case "at_period_end":
            when = _("when this period ends")
        case "scheduled":
            when = _("on a day the shop has set")
        case _:
            return what
    return f"{what}, {when}"


def invoice_words(invoice: RenewalInvoice) -> Content:
    """Amount and state, its day below."""
    words, style = _words(_INVOICE, invoice.status)
    paid, due = full_date(invoice.paid_at), full_date(invoice.due_date)
    if paid:
        words, style = _("paid"), "$good"
        day = _("on {date}").format(date=paid)
    elif due:
        day = _("due {date}").format(date=due)
    else:
        day = full_date(invoice.created_at)
    amount = format_money(invoice.amount, invoice.currency or None)
    return Content.assemble((amount, "bold"), "   ", (words, style), (f"\n{day}" if day else "", "$dim"))
