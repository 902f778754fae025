"""One change of a subscription, what may be asked for at all, and how one sees that it has happened (NOTES section 12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.api.errors import BrokenReply, ServerFault, ShopError, Unreachable

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription, SubscriptionItem, VariantOption

Kind = Literal["cancel", "resume", "upgrade", "downgrade"]
Step = Literal["upgrade", "downgrade"]
State = Literal["sending", "checking", "done", "failed", "not_done", "unknown"]
"""checking: the answer was lost, the store is asked how the subscription is now. not_done: it says that nothing has
changed. unknown: that could not be read either. failed: the store did not take it, or it never got there."""


@dataclass(slots=True, repr=False)
class Change:
    """What was asked for last, and what is known of it."""

    kind: Kind
    item_id: str = ""
    """For a step up or down."""
    variant: VariantOption | None = None
    """To which."""
    before: Subscription | None = None
    """How it was."""
    state: State = "sending"
    error: ShopError | None = None

    @property
    def under_way(self) -> bool:
        """Nothing else may be asked for: it runs, or nobody knows what became of it."""
        return self.state in ("sending", "checking", "unknown")


def may_cancel(subscription: Subscription) -> bool:
    """It is active and does not end already."""
    return subscription.status == "active" and not subscription.is_cancel_at_period_end


def may_resume(subscription: Subscription) -> bool:
    """It would end with its period, which still lasts."""
    return subscription.is_cancel_at_period_end and not subscription.over


def may_step(subscription: Subscription, item: SubscriptionItem) -> bool:
    """The item is active and nothing of it ends."""
    return may_cancel(subscription) and item.status == "active" and not item.is_cancel_at_period_end


def item_of(subscription: Subscription, item_id: str) -> SubscriptionItem | None:
    """The item of that id."""
    return next((item for item in subscription.subscription_items if item.id == item_id), None)


def lost(error: ShopError) -> bool:
    """It may have happened all the same."""
    return isinstance(error, ServerFault | BrokenReply) or (isinstance(error, Unreachable) and error.sent)


def happened(change: Change, now: Subscription) -> bool:
    """Whether the subscription, as the store has it now, is as was asked for."""
    match change.kind:
        case "cancel":
            return now.is_cancel_at_period_end or now.status == "canceled"
        case "resume":
            return not now.is_cancel_at_period_end and not now.over
        case _:
            return _stepped(change, now)


def _stepped(change: Change, now: Subscription) -> bool:
    wanted = change.variant.id if change.variant is not None else None
    item = item_of(now, change.item_id)
    if item is None:  # another may have taken its place
        known = {one.id for one in change.before.subscription_items} if change.before is not None else set()
        return any(one.variant_number == wanted for one in now.subscription_items if one.id not in known)
    before = item_of(change.before, change.item_id) if change.before is not None else None
    pending = item.pending
    if pending is not None and pending.action_type == change.kind:
        earlier = before.pending if before is not None else None
        return earlier is None or earlier.id != pending.id
    if item.status == f"pending_{change.kind}":
        return before is None or before.status != item.status
    return item.variant_number == wanted
