"""Which advertisers a store tells of what is looked at and bought: its `events` in `etalase.toml` (NOTES section 10).

    [stores.kopi.events]
    meta = true
    tiktok = true
    page = "https://kopi.example"                    # where the advertisers know the shop; tiktok needs it
    checkout_page = "https://kopi.example/checkout"  # when checkout and purchase have a set-up of their own
    purchase = "paid"                                # or "created": the one moment that counts as a purchase
    [stores.kopi.events.snackvideo]                  # the store's own names; a moment without one is not told
    Purchase = "EVENT_PURCHASE"

The same for a store of the environment, in `SCALEV_EVENTS` and its companions. Imported only when there is some of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from app.config import ConfigError
from app.i18n import _

Relay = Literal["meta", "tiktok", "snackvideo"]
Moment = Literal["ViewContent", "AddToCart", "InitiateCheckout", "Purchase"]
PurchasePoint = Literal["created", "paid"]

RELAYS: tuple[Relay, ...] = get_args(Relay)
MOMENTS: tuple[Moment, ...] = get_args(Moment)

VARIABLE = "SCALEV_EVENTS"
"""`meta tiktok`: which of the two. Its companions have the names of the other keys behind an underscore."""
SNACKVIDEO_VARIABLE = f"{VARIABLE}_SNACKVIDEO"
"""`ViewContent=EVENT_CONTENT_VIEW Purchase=EVENT_PURCHASE`."""

_SWITCHES = ("meta", "tiktok")
_PAGES = ("page", "checkout_page")
_KEYS = (*_SWITCHES, "snackvideo", *_PAGES, "purchase")
_EVENT_NAME = re.compile(r"[\x21-\x7e]{1,100}")


@dataclass(frozen=True, slots=True)
class EventConfig:
    """What a store has turned on; at least one relay is."""

    meta: bool = False
    tiktok: bool = False
    snackvideo: Mapping[str, str] = field(default_factory=dict)
    """The store's own name of each moment; empty: off."""
    purchase: PurchasePoint = "created"
    page: str = ""
    checkout_page: str = ""

    @property
    def relays(self) -> tuple[Relay, ...]:
        return tuple(relay for relay in RELAYS if getattr(self, relay))

    def page_of(self, moment: Moment) -> str:
        """The address that is told with a moment, empty when the store gives none."""
        return self.page if moment in ("ViewContent", "AddToCart") else self.checkout_page or self.page


def do_not_track(environ: Mapping[str, str]) -> bool:
    """The buyer has said so for every program on this machine."""
    return environ.get("DO_NOT_TRACK", "").strip().lower() not in ("", "0", "false", "no", "off")


def read_events(raw: Any, where: str) -> EventConfig | None:
    """The `events` of a store; None when they turn nothing on. `where` begins each ConfigError."""
    if not isinstance(raw, dict):
        raise ConfigError(_("{where} must be a table: [stores.NAME.events].").format(where=where))
    for key in raw:
        if key not in _KEYS:
            raise ConfigError(_("{where}: “{field}” means nothing here.").format(where=where, field=key))
    for key in _SWITCHES:
        if not isinstance(raw.get(key, False), bool):
            raise ConfigError(_("{where}: {field} must be true or false.").format(where=where, field=key))
    names = _names(raw.get("snackvideo", {}), where)
    purchase = raw.get("purchase", "created")
    if purchase not in get_args(PurchasePoint):
        raise ConfigError(
            _("{where}: {field} must be one of: {names}.").format(
                where=where, field="purchase", names=", ".join(get_args(PurchasePoint))
            )
        )
    page, checkout_page = (_page(raw.get(key, ""), f"{where}, {key}") for key in _PAGES)
    events = EventConfig(
        meta=raw.get("meta", False),
        tiktok=raw.get("tiktok", False),
        snackvideo=names,
        purchase=purchase,
        page=page,
        checkout_page=checkout_page,
    )
    if events.tiktok and not page:
        raise ConfigError(
            _("{where}: tiktok needs page, the address of the shop's own website.").format(where=where)
        )
    return events if events.relays else None


def read_environment(environ: Mapping[str, str]) -> EventConfig | None:
    """The same for a store that is configured by the environment. Raises ConfigError."""
    on = re.split(r"[\s,]+", environ.get(VARIABLE, "").strip())
    raw: dict[str, Any] = {}
    for relay in filter(None, on):
        if relay not in _SWITCHES:
            raise ConfigError(
                _("{where}: “{field}” means nothing here.").format(where=VARIABLE, field=relay[:40])
            )
        raw[relay] = True
    for key in (*_PAGES, "purchase"):
        value = environ.get(f"{VARIABLE}_{key.upper()}", "").strip()
        if value:
            raw[key] = value
    named = re.split(r"[\s,]+", environ.get(SNACKVIDEO_VARIABLE, "").strip())
    raw["snackvideo"] = {pair.partition("=")[0]: pair.partition("=")[2] for pair in named if pair}
    return read_events(raw, VARIABLE)


def _names(raw: Any, where: str) -> dict[str, str]:
    where = f"{where}, snackvideo"
    if not isinstance(raw, dict):
        raise ConfigError(
            _("{where} must be a table: the store's own names of {names}.").format(
                where=where, names=", ".join(MOMENTS)
            )
        )
    for moment, name in raw.items():
        if moment not in MOMENTS:
            raise ConfigError(
                _("{where}: “{field}” means nothing here. There are: {names}.").format(
                    where=where, field=moment, names=", ".join(MOMENTS)
                )
            )
        if not isinstance(name, str) or not _EVENT_NAME.fullmatch(name):
            raise ConfigError(
                _("{where}: {field} must be the name of an event, without spaces.").format(
                    where=where, field=moment
                )
            )
    return dict(raw)


def _page(value: Any, where: str) -> str:
    from urllib.parse import urlsplit

    from app.text import safe_url

    address = safe_url(value) if isinstance(value, str) and value else ""
    parts = urlsplit(address or "")
    # What stands behind a question mark may be somebody's; it would be told with every event.
    if address is None or not isinstance(value, str) or parts.username or parts.query or parts.fragment:
        raise ConfigError(
            _("{where} must be an address such as {example}.").format(
                where=where, example="https://toko.example"
            )
        )
    return address
