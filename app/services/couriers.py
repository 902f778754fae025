"""A shipping option as the draft keeps it: three ids name it through summary and checkout (NOTES section 7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.records import Courier

if TYPE_CHECKING:
    from app.api.models.checkout import ShippingOption


def courier_of(option: ShippingOption) -> Courier:
    """What to keep of a chosen option."""
    return Courier(
        courier_service_id=option.courier_service_id,
        warehouse_unique_id=option.warehouse_unique_id,
        courier_aggregator_code=option.courier_aggregator_code,
        name=option.name,
        cost=option.cost,
        etd=option.etd,
        is_cod=option.is_cod,
    )


def ids_of(courier: Courier | None) -> tuple[int, str, str | None] | None:
    """What tells one courier from another; None for none."""
    if courier is None:
        return None
    return courier.courier_service_id, courier.warehouse_unique_id, courier.courier_aggregator_code


def still_offered(chosen: Courier, options: Iterable[ShippingOption]) -> Courier | None:
    """The chosen courier with the price and the days it now has; None when it is not offered any more."""
    offered = (courier_of(option) for option in options)
    return next((courier for courier in offered if ids_of(courier) == ids_of(chosen)), None)
