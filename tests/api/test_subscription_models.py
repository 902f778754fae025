"""Subscriptions as replies have them: null dates, states nobody has told of, money of any type, text that is hostile."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from app.api.models.subscription import PendingAction, Subscription, SubscriptionItem, VariantOption

ITEM: dict[str, Any] = {"id": "item-1", "status": "active", "quantity": "2"}


def item(**extra: Any) -> SubscriptionItem:
    return SubscriptionItem.model_validate(ITEM | extra)


def test_dates_that_are_promised_may_be_null() -> None:
    names = "activated_at canceled_at expired_at current_period_start current_period_end inserted_at interval"
    nothing = dict.fromkeys([*names.split(), "status", "latest_renewal_invoice", "order_id"])
    read = Subscription.model_validate({"id": "a", "is_cancel_at_period_end": None} | nothing)
    assert {getattr(read, name) for name in names.split()} == {""}
    assert (read.status, read.over, read.title) == ("", False, "")


@pytest.mark.parametrize("id", [None, "", "a/b", "a b", 1.5, True, [1]])
def test_without_an_id_that_can_be_sent_back_there_is_no_subscription_and_no_item(id: Any) -> None:
    for model in (Subscription, SubscriptionItem):
        with pytest.raises(ValidationError):
            model.model_validate({"id": id})
    kept = Subscription.model_validate({"id": "a", "subscription_items": [{"id": id}, ITEM, 3, None]})
    assert [one.id for one in kept.subscription_items] == ["item-1"]


@pytest.mark.parametrize("id", ["../../x", "a?b", "\x1b[2J", "[/x]", "", 1.5, {}])
def test_an_order_that_would_lead_elsewhere_is_none(id: Any) -> None:
    body = {"id": "a", "order_id": id, "latest_renewal_invoice": {"order_id": id}}
    read = Subscription.model_validate(body)
    assert read.order_id is None and read.latest_renewal_invoice is not None
    assert read.latest_renewal_invoice.order_id is None
    assert item(pending_action={"order_id": id}).pending_action == item(pending_action={}).pending_action


def test_a_state_nobody_has_told_of_is_kept_as_cleaned_text() -> None:
    read = Subscription.model_validate({"id": "a", "status": "on_\x1b[2Jhold\u202e", "interval": "[/x]"})
    assert (read.status, read.interval, read.over) == ("on_[2Jhold", "[/x]", False)


@pytest.mark.parametrize("price", [125000, "125000", "125000.00", 125000.0, Decimal(125000)])
def test_money_of_any_type_is_a_decimal(price: Any) -> None:
    for each in (item(price=price).each, item(unit_price=price).each):
        assert isinstance(each, Decimal) and each == 125000
    assert item(price="viel").each is None and item().quantity == 2


def test_the_price_alone_wins_over_that_of_the_list() -> None:
    assert item(price=2, unit_price=1).each == 2
    assert item(price=None, unit_price=1).each == 1


@pytest.mark.parametrize(
    ("product", "variant", "title"),
    [
        ("Kopi", "250 g", "Kopi, 250 g"),
        ("Kopi", "Kopi 250 g", "Kopi 250 g"),
        ("Kopi", "Kopi", "Kopi"),
        ("Kopi", None, "Kopi"),
        (None, "250 g", "250 g"),
        (None, None, ""),
    ],
)
def test_what_it_is_called(product: Any, variant: Any, title: str) -> None:
    assert item(variant={"product_name": product, "name": variant}).title == title
    assert VariantOption.model_validate({"id": 1, "product_name": product, "name": variant}).title == title


def test_its_items_name_a_subscription_each_name_once() -> None:
    items = [ITEM | {"id": str(n), "variant": {"name": name}} for n, name in enumerate("ABA")]
    assert Subscription.model_validate({"id": "a", "subscription_items": items}).title == "A + B"


@pytest.mark.parametrize(
    ("status", "open"),
    [("scheduled", True), ("pending", True), ("confirmed", True), ("odd", True), (None, True)]
    + [(over, False) for over in ("completed", "failed", "replaced", "canceled")],
)
def test_only_what_is_still_to_come_is_pending(status: Any, open: bool) -> None:
    read = item(pending_action={"action_type": "upgrade", "status": status})
    assert (read.pending is not None) == open
    assert item(pending_action=[3]).pending is None and item(pending_action=None).pending is None


def test_the_next_variant_is_an_open_object() -> None:
    def number(config: Any) -> int | None:
        read = PendingAction.model_validate({"next_variant_config": config}).next_variant_config
        return read.number if read is not None else None

    assert number({"variant_id": "7", "\x1b": {}}) == 7
    assert number({"id": 8}) == 8
    assert number({"variant_id": {}}) is None and number("odd") is None and number(None) is None


def test_an_invoice_is_unpaid_until_the_store_says_otherwise() -> None:
    def unpaid(**invoice: Any) -> bool:
        read = Subscription.model_validate({"id": "a", "latest_renewal_invoice": invoice})
        assert read.latest_renewal_invoice is not None
        return read.latest_renewal_invoice.unpaid

    assert unpaid(status="pending") and unpaid(status="scheduled") and unpaid(status=None, paid_at=None)
    assert not unpaid(status="pending", paid_at="2026-11-01T00:00:00Z") and not unpaid(status="failed")


@pytest.mark.parametrize("id", [None, "x", {}, True, 1.5])
def test_an_option_without_its_number_is_none(id: Any) -> None:
    with pytest.raises(ValidationError):
        VariantOption.model_validate({"id": id, "name": "500 g"})


def test_who_it_belongs_to_is_not_in_its_repr() -> None:
    assert "SUB-1" not in repr(Subscription.model_validate({"id": "a", "subscription_id": "SUB-1"}))
