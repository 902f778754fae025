"""Replies about a customer's subscriptions (NOTES section 12). Dates may be null although they are promised."""

from __future__ import annotations

from decimal import Decimal

from app.api.models.account import Key, MaybeKey
from app.api.models.base import (
    Flag,
    Integer,
    Many,
    Maybe,
    Money,
    NeededInteger,
    PersonalModel,
    Text,
    WireModel,
)

OVER = ("canceled", "expired", "failed")
"""What has one of these states goes on no more."""


def _named(product: str, variant: str) -> str:
    """`Kopi Bulanan, 250 g`; a variant often repeats what its product is called."""
    if not product or variant.startswith(product):
        return variant
    return f"{product}, {variant}" if variant and variant != product else product


class SubscribedVariant(WireModel):
    """What an item is of."""

    id: Integer = None
    item_type: Text = ""
    name: Text = ""
    product_name: Text = ""

    @property
    def title(self) -> str:
        return _named(self.product_name, self.name)


class NextVariant(WireModel):
    """Of an open object: what the contract's other shapes call a variant, as far as it is there."""

    id: Integer = None
    variant_id: Integer = None
    name: Text = ""
    product_name: Text = ""
    price: Money = None

    @property
    def title(self) -> str:
        return _named(self.product_name, self.name)

    @property
    def number(self) -> int | None:
        """The variant's numeric id."""
        return self.id if self.variant_id is None else self.variant_id


class PendingAction(WireModel):
    """Something that has been asked for and has not happened yet."""

    id: Text = ""
    action_type: Text = ""
    execution_type: Text = ""
    status: Text = ""
    order_id: MaybeKey = None
    next_variant_config: Maybe[NextVariant] = None

    @property
    def open(self) -> bool:
        """It is still to come."""
        return self.status not in ("completed", "failed", "replaced", "canceled")


class SubscriptionItem(WireModel):
    """One thing subscribed to. The list calls its price `unit_price`, the subscription alone `price`."""

    id: Key
    status: Text = ""
    quantity: Integer = None
    price: Money = None
    unit_price: Money = None
    variant_id: Integer = None
    variant: Maybe[SubscribedVariant] = None
    pending_action: Maybe[PendingAction] = None
    is_cancel_at_period_end: Flag = False
    activated_at: Text = ""
    canceled_at: Text = ""
    expired_at: Text = ""

    @property
    def title(self) -> str:
        return self.variant.title if self.variant is not None else ""

    @property
    def each(self) -> Decimal | None:
        """What the store asks for one."""
        return self.unit_price if self.price is None else self.price

    @property
    def variant_number(self) -> int | None:
        """The numeric id of what it is of."""
        if self.variant_id is not None:
            return self.variant_id
        return self.variant.id if self.variant is not None else None

    @property
    def pending(self) -> PendingAction | None:
        """What is still to come, if anything is."""
        action = self.pending_action
        return action if action is not None and action.open else None


class RenewalInvoice(WireModel):
    """The newest bill for going on."""

    id: Text = ""
    amount: Money = None
    currency: Text = ""
    created_at: Text = ""
    due_date: Text = ""
    paid_at: Text = ""
    order_id: MaybeKey = None
    status: Text = ""

    @property
    def unpaid(self) -> bool:
        """The store still waits for it, as far as it says."""
        return not self.paid_at and self.status in ("scheduled", "pending", "")


class Subscription(PersonalModel):
    """A row of the list, or the whole: only the whole has invoice, pending actions and prices called `price`."""

    id: Key
    status: Text = ""
    subscription_id: Text = ""
    """The number a buyer would name, if there is one."""
    interval: Text = ""
    interval_count: Integer = None
    is_cancel_at_period_end: Flag = False
    activated_at: Text = ""
    canceled_at: Text = ""
    expired_at: Text = ""
    inserted_at: Text = ""
    current_period_start: Text = ""
    current_period_end: Text = ""
    order_id: MaybeKey = None
    """The order it began with."""
    latest_renewal_invoice: Maybe[RenewalInvoice] = None
    subscription_items: Many[SubscriptionItem] = []

    @property
    def title(self) -> str:
        """What its items are called, the first ones first."""
        return " + ".join(dict.fromkeys(item.title for item in self.subscription_items if item.title))

    @property
    def over(self) -> bool:
        """Nothing of it goes on."""
        return self.status in OVER


class VariantOption(WireModel):
    """What an item can be changed to. Without its id it cannot be asked for."""

    id: NeededInteger
    name: Text = ""
    product_name: Text = ""
    price: Money = None
    interval: Text = ""
    interval_count: Integer = None

    @property
    def title(self) -> str:
        return _named(self.product_name, self.name)
