"""What advertisers would be told: the bodies the relays took, kept instead of sent on (NOTES section 10)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.sandbox.bodies import Fields

if TYPE_CHECKING:
    from app.sandbox.catalogue import Catalogue
    from app.sandbox.state import Sandbox

META, TIKTOK, SNACKVIDEO = "meta", "tiktok", "snackvideo"
MOST_KEPT = 200
_MOST_EVENTS = 50
_TEXTS = {
    META: ("fn", "ln", "em", "ph", "ct", "st", "country", "fbc", "fbp", "external_id"),
    TIKTOK: ("email", "phone", "external_id", "ttclid", "ttp", "user_agent"),
    SNACKVIDEO: ("content_type", "content_category", "content_name", "currency", "query", "mapping_id"),
}
_FILLED_IN = ("client_ip_address", "client_user_agent", "ip")
"""Only the store itself says these."""


@dataclass(frozen=True, slots=True)
class Relayed:
    """One body that was taken."""

    id: int
    """Rising."""
    relay: str
    """meta, tiktok or snackvideo."""
    body: dict[str, Any]
    """As it came."""
    received: datetime


def take(sandbox: Sandbox, relay: str, body: dict[str, Any]) -> None:
    """Keep a body; the oldest make room. Raises Invalid for one the contract would not take."""
    fields = Fields(body)
    _READ[relay](fields)
    fields.web_address("event_source_url", required=relay == TIKTOK)
    fields.web_address("referrer_url")
    _items(sandbox.catalogue, fields, "variants", "variant_unique_id")
    _items(sandbox.catalogue, fields, "bundle_price_options", "bundle_price_option_unique_id")
    fields.done("These events cannot be passed on")
    with sandbox.database.transaction():
        last = sandbox.database.run(
            "INSERT INTO relayed (relay, body, received) VALUES (?, ?, ?)",
            relay, json.dumps(body), sandbox.now().isoformat(),
        )  # fmt: skip
        sandbox.database.run("DELETE FROM relayed WHERE id <= ?", last - MOST_KEPT)


def received(sandbox: Sandbox, relay: str | None = None) -> list[Relayed]:
    """What came, the oldest first; of one relay or of all."""
    rows = sandbox.database.rows("SELECT id, relay, body, received FROM relayed ORDER BY id")
    return [
        Relayed(int(str(id)), str(name), json.loads(str(body)), datetime.fromisoformat(str(at)))
        for id, name, body, at in rows
        if relay in (None, name)
    ]


def _meta(fields: Fields) -> None:
    _person(fields, "user_data", META)
    for event in _events(fields, "event_id", "event_name", more="parameters"):
        event.object("parameters")


def _tiktok(fields: Fields) -> None:
    _person(fields, "user", TIKTOK)
    for event in _events(fields, "event_id", "event", more="parameters"):
        event.object("parameters")


def _snackvideo(fields: Fields) -> None:
    fields.text("click_id", required=True, nullable=False)
    for event in _events(fields, "event_name", more="properties"):
        properties = event.object("properties")
        if properties is None:
            continue
        for name in _TEXTS[SNACKVIDEO]:
            properties.text(name)
        for name in ("value", "quantity", "price"):
            properties.whole_number(name)


_READ = {META: _meta, TIKTOK: _tiktok, SNACKVIDEO: _snackvideo}


def _person(fields: Fields, name: str, relay: str) -> None:
    person = fields.object(name, required=True)
    if person is None:
        return
    for field in _TEXTS[relay]:
        person.text(field)
    person.whole_number("location_id")
    for field in _FILLED_IN:
        if person.body.get(field) is not None:
            person.fail(field, "is filled in by the store")


def _events(fields: Fields, *names: str, more: str) -> list[Fields]:
    """Each event, with these words in it and nothing else but `more`."""
    events = fields.objects("events", allowed=(*names, more), required=True, most=_MOST_EVENTS)
    for event in events:
        for name in names:
            event.text(name, required=True, nullable=False)
    return events


def _items(catalogue: Catalogue, fields: Fields, field: str, key: str) -> None:
    for line in fields.objects(field, allowed=(key, "quantity")):
        id = line.text(key, required=True, nullable=False)
        if id and id not in catalogue.unique_ids:
            line.fail(key, "is not one of ours")
        line.whole_number("quantity", least=1, required=True)
