"""Where an order stands, in one phrase, a way of five steps, and what comes next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.content import Content

from app.i18n import _
from widgets.dates import parse_moment
from widgets.order_words import known_status, status_words

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.records import PlacedOrder

STEPS = (
    ("draft", "pending"),
    ("confirmed", "paid"),
    ("in_process", "ready"),
    ("shipped",),
    ("completed", "closed"),
)


def payable(order: PublicOrder | PlacedOrder) -> bool:
    """There is something the buyer can still pay, as far as the order itself says."""
    return (
        order.payment_status not in ("paid", "conflict")
        and order.status in ("draft", "pending", "")
        and order.payment_method != "cod"
    )


def time_left(expires_at: str) -> str:
    """`3 h left`, or that it is too late; empty when there is no end to it."""
    moment = parse_moment(expires_at)
    if moment is None:
        return ""
    left = int((moment - datetime.now(UTC)).total_seconds())
    if left <= 0:
        return _("time is up")
    if left >= 48 * 3600:
        return _("{count} days left").format(count=left // 86400)
    if left >= 3600:
        return _("{count} h left").format(count=left // 3600)
    return _("{count} min left").format(count=max(1, left // 60))


def state_words(order: PublicOrder) -> Content:
    """The phrase, and dimmed what comes next."""
    words, style = status_words(order.status, order.payment_status, order.payment_method)
    following = next_words(order)
    return Content.assemble(
        ("● ", style), (words, f"bold {style}"), (f"   {following}" if following else "", "$dim")
    )


def next_words(order: PublicOrder) -> str:
    """What happens now or what the buyer can do, one short sentence; empty when there is nothing to say."""
    if order.payment_status == "conflict":
        return _("h contacts the seller")
    if not known_status(order.status):
        return _("r asks again")
    match order.status:
        case "canceled":
            return _("nothing more to pay")
        case "draft" | "pending" if payable(order):
            return time_left(order.payment_expiration_at)
        case "draft" | "pending":
            return _("the seller confirms it")
        case "confirmed" | "in_process" | "ready":
            return _("the seller is at work")
        case "shipped":
            return _("with the courier")
        case "completed" | "closed":
            return _("thank you!")
        case _:
            return ""


def step_words(order: PublicOrder) -> Content:
    """How far the order has come; empty when it is on no way to its buyer any more."""
    reached = next((i for i, names in enumerate(STEPS) if order.status in names), None)
    if reached is None:
        return Content("")
    if reached == 0 and order.payment_status == "paid":
        reached = 1
    digital = order.destination_address is None and order.courier_service is None
    labels = [_("placed"), _("confirmed"), _("prepared"), _("shipped"), _("done")]
    shown = [0, 1, 4] if digital else [0, 1, 2, 3, 4]
    parts: list[tuple[str, str]] = []
    for index in shown:
        if parts:
            parts.append((" ─ ", "$line"))
        here, past = index == reached, index <= reached
        parts.append(
            (f"{'●' if past else '○'} {labels[index]}", "bold" if here else "$ink" if past else "$dim")
        )
    return Content.assemble(*parts)
