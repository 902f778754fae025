"""What a relay is told of one happening (NOTES section 10). Only keys the contract knows, and nothing that says who buys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.event_config import EventConfig, Moment, Relay
from app.records import LineKind, LineSnapshot, Record

Json = dict[str, Any]

CURRENCY = "IDR"
_PURCHASE_NAMES: dict[Relay, str] = {"meta": "Purchase", "tiktok": "CompletePayment"}
_LONGEST_ID = 200
_MOST_ITEMS = 100


@dataclass(slots=True)
class CountedItem(Record):
    """A thing by the id that advertisers know, never by its number."""

    kind: LineKind
    unique_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Happening:
    """What a buyer did, once; `id` is the same for every relay but that of an order, see `event_id`."""

    moment: Moment
    id: str
    """Random, or for a purchase the order's `order_id`."""
    items: tuple[CountedItem, ...] = ()
    value: Decimal | None = None
    """The store's own amount; None: not known."""


def counted(snapshot: LineSnapshot | None, quantity: int) -> CountedItem | None:
    """The item as told; None when nobody knows its unique id."""
    if snapshot is None or not snapshot.unique_id or len(snapshot.unique_id) > _LONGEST_ID:
        return None
    return CountedItem(snapshot.kind, snapshot.unique_id, max(quantity, 1))


def event_name(relay: Relay, moment: Moment, config: EventConfig) -> str:
    """What the relay calls it; empty when the store does not want it told."""
    if relay == "snackvideo":
        return config.snackvideo.get(moment, "")
    return _PURCHASE_NAMES[relay] if moment == "Purchase" else moment


def event_id(name: str, happening: Happening) -> str:
    """Of an order always the same, so that nobody counts it twice."""
    return f"{happening.id}-{name}-FORM" if happening.moment == "Purchase" else happening.id


def event_body(
    relay: Relay, happening: Happening, config: EventConfig, ids: Mapping[str, str]
) -> Json | None:
    """The request; None when this relay is not to be told. `ids`: of `Attribution.ids`."""
    name = event_name(relay, happening.moment, config)
    if not name or (relay == "snackvideo" and not ids.get("click_id")):
        return None
    page = config.page_of(happening.moment)
    body: Json = {"event_source_url": page} if page else {}
    numbered: Json = {"event_id": event_id(name, happening)}
    amounts = _amounts(happening, whole=relay == "snackvideo")
    details: Json = {"parameters": amounts} if amounts else {}
    match relay:
        case "meta":
            body |= {"user_data": dict(ids), "events": [{**numbered, "event_name": name, **details}]}
        case "tiktok":
            body |= {"user": dict(ids), "events": [{**numbered, "event": name, **details}]}
        case "snackvideo":
            properties: Json = {"properties": amounts} if amounts else {}
            body |= {"click_id": ids["click_id"], "events": [{"event_name": name, **properties}]}
    return body | _items(happening.items)


def _items(items: tuple[CountedItem, ...]) -> Json:
    """Each id once."""
    quantities: dict[tuple[str, str], int] = {}
    for item in items[:_MOST_ITEMS]:
        key = ("bundle_price_option" if item.kind == "bundle" else "variant", item.unique_id)
        quantities[key] = quantities.get(key, 0) + item.quantity
    body: Json = {}
    for (kind, unique_id), quantity in quantities.items():
        body.setdefault(f"{kind}s", []).append({f"{kind}_unique_id": unique_id, "quantity": quantity})
    return body


def _amounts(happening: Happening, *, whole: bool) -> Json:
    if happening.value is None or happening.value < 0:
        return {}
    amounts: Json = {"currency": CURRENCY, "value": _number(happening.value, whole=whole)}
    if whole and happening.items:
        amounts["quantity"] = sum(item.quantity for item in happening.items)
    return amounts


def _number(amount: Decimal, *, whole: bool) -> int | float:
    """As JSON writes it: an integer wherever it is one."""
    rounded = amount.quantize(Decimal(1), ROUND_HALF_UP)
    return int(rounded) if whole or rounded == amount else float(amount)


def known_items(items: list[CountedItem | None]) -> tuple[CountedItem, ...]:
    """Those that can be told."""
    return tuple(item for item in items if item is not None)
