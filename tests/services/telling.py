"""A shop whose store tells advertisers, and relays that write down what they are told, held to the contract."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, cast

from app.api.client import StorefrontClient
from app.api.errors import ShopError
from app.config import StoreConfig
from app.event_config import EventConfig, read_events
from app.records import LineSnapshot
from app.services.shop import Shop
from app.services.tracking import TrackingService
from app.session import Session
from tests.api.wires import FakeClock
from tests.contract.checker import check_request
from tests.services.till import FakeClient, order, settle
from tests.services.till import fill_in as fill_in_draft

PAGE = "https://toko.example"
NAMES = {"ViewContent": "LIHAT", "AddToCart": "KERANJANG", "InitiateCheckout": "KASIR", "Purchase": "BELI"}
ALL = {"meta": True, "tiktok": True, "snackvideo": NAMES, "page": PAGE}


class Relays:
    """In the place of the wire. `told` are the bodies that arrived; `errors` what goes wrong next, by relay."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        """Everything that was sent, answered well or not."""
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.errors: dict[str, list[ShopError]] = {}
        self.hold: asyncio.Event | None = None

    async def post_aside(self, path: str, body: Any, headers: dict[str, str], _timeouts: object) -> None:
        content = json.dumps(body).encode()
        check_request("POST", path, {"content-type": "application/json", **headers}, content)
        relay = path.split("/")[-2]
        self.sent.append((relay, body))
        if self.hold is not None:
            await self.hold.wait()
        await asyncio.sleep(0)
        if errors := self.errors.get(relay):
            raise errors.pop(0)
        self.told.append((relay, body))

    def events(self, relay: str | None = None) -> list[str]:
        """`meta ViewContent` …: what was told, in order."""
        words = [
            f"{name} {event.get('event_name') or event['event']}"
            for name, body in self.told
            for event in body["events"]
        ]
        return [one for one in words if relay is None or one.startswith(f"{relay} ")]

    def of(self, relay: str) -> list[dict[str, Any]]:
        return [body for name, body in self.told if name == relay]


def events(**raw: Any) -> EventConfig | None:
    return read_events({**ALL, **raw}, "test")


def open_telling(
    folder: Path | None = None, relays: Relays | None = None, **raw: Any
) -> tuple[Shop, FakeClient, Relays]:
    """A shop with a till, that has all advertisers on. `folder` keeps the state, `raw` differs from `ALL`."""
    session = Session(folder, folder.parent / "settings.json" if folder is not None else None)
    session.load()
    store = StoreConfig("toko", store_id="store_toko", api_key="sfpk_x", events=events(**raw))
    shop = Shop(store, session)
    shop.restore()
    till, relays = FakeClient(), relays or Relays()
    till.session = session
    for name, value in (("wire", relays), ("store_id", "store_toko"), ("api_key", "sfpk_x")):
        setattr(till, name, value)
    shop._client = cast(StorefrontClient, till)
    shop.checkout.debounce = 0
    if shop.tracking is not None:
        time_flies(shop.tracking)
    return shop, till, relays


def time_flies(tracking: TrackingService) -> FakeClock:
    """Pauses of its sender cost no time; they are in `slept` of the clock given."""
    clock, sender = FakeClock(), tracking.sender
    sender._sleep, sender._clock, sender._jitter = clock.sleep, clock, lambda: 0.5
    return clock


def tracking_of(shop: Shop) -> TrackingService:
    """What tells, which has to be there and well."""
    tracking = shop.tracking
    assert tracking is not None
    assert tracking.fault is None
    return tracking


def came_from_everywhere(shop: Shop) -> None:
    """The buyer has clicked on an advertisement of each kind."""
    query = "fbclid=IwAR0abc&ttclid=E.C.P.tik&ttp=tp1&click_id=kwai-1"
    tracking_of(shop).attribution.take(query, ("meta", "tiktok", "snackvideo"))


async def fill_in(shop: Shop, *things: LineSnapshot, direct: bool = False) -> None:
    """At the checkout, with a draft that can be ordered."""
    await fill_in_draft(shop, *things, direct=direct)
    shop.count(lambda tracking: tracking.checkout_opened())


async def all_told(shop: Shop) -> None:
    """Until everything has been sent."""
    await settle(shop)
    tracking_of(shop)


async def buy(shop: Shop, till: FakeClient, **extra: Any) -> None:
    """Place the draft's order."""
    till.made = order(**extra)
    assert shop.orders.place()
    await all_told(shop)
