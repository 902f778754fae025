"""Telling advertisers: the `/public/analytics` operations (NOTES section 10). Nobody waits for any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from app.api.client import KEY_HEADER
from app.api.wire import Timeouts

if TYPE_CHECKING:
    from app.api.client import StorefrontClient
    from app.event_config import Relay

TIMEOUTS = Timeouts(connect=5.0, read=10.0, total=15.0)


async def send_events(client: StorefrontClient, relay: Relay, body: dict[str, Any]) -> None:
    """Hand the events of one body to a relay, once. Any 2xx is success: queued there, not delivered.

    Raises any error of `app.api.errors`. It waits at the gate as everything does, but a 429 that it gets closes it
    for nobody else.
    """
    path = f"/v3/stores/{quote(client.store_id, safe='')}/public/analytics/{relay}/events"
    await client.wire.post_aside(path, body, {KEY_HEADER: client.api_key}, TIMEOUTS)
