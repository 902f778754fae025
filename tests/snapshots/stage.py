"""A shop in which nothing is left to chance: the clock stands, the demo store's ids repeat, nothing is still coming."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from unittest.mock import patch

from textual import _wait
from textual.strip import Strip
from textual.worker import WorkerState

from app.config import DEMO, StoreConfig
from app.main import Etalase
from app.sandbox import server
from screens.catalog import CatalogScreen
from screens.place import PlaceScreen
from tests.pilot import Buyer, private_session, screen_text, start_shop

SEED = 7
LOOK = 0.002
"""Seconds between two looks of Textual at whether the app is idle: ten times as often as usual."""


@asynccontextmanager
async def stage(
    size: tuple[int, int],
    language: str,
    *,
    store: StoreConfig | None = None,
    wait: bool = True,
) -> AsyncIterator[Buyer]:
    """The app over a demo store whose order numbers, tokens and accounts are the same in every run."""
    same = partial(server.create_app, seed=SEED)
    unpaid = replace(store or StoreConfig(DEMO), demo_autopay=False)
    with (
        patch.object(server, "create_app", same),
        patch.object(_wait, "SLEEP_GRANULARITY", LOOK),
        patch.object(_wait, "SLEEP_IDLE", LOOK / 2),
    ):
        async with start_shop(size=size, store=unpaid, session=private_session(language), wait=wait) as buyer:
            if wait:
                await settle(buyer)
            yield buyer


def quiet(buyer: Buyer, *, asking: bool = False) -> bool:
    """No key is on its way, nothing is fetched or waited for, but the next question of a payment that is watched.

    `asking`: the screen is to be seen while its question has no answer yet.
    """
    shop, screen = buyer.shop, buyer.screen
    pictures = shop.pictures
    resting = screen._resting if isinstance(screen, CatalogScreen) else None
    running = [w for w in buyer.app.workers if w.state in (WorkerState.PENDING, WorkerState.RUNNING)]
    turns = buyer.app._turns
    if turns._turn is not None or turns._waiting:
        return False
    if asking:
        return not pictures._waiting and pictures._announcing is None
    return (
        not shop._tasks
        and not shop.checkout.busy
        and not pictures._waiting
        and pictures._announcing is None
        and resting is None
        and not (isinstance(screen, PlaceScreen) and screen._loading)
        and all(worker.group == "payment" for worker in running)
    )


def strips(app: Etalase) -> list[Strip]:
    return app.screen._compositor.render_strips()


async def settle(buyer: Buyer, *, asking: bool = False) -> None:
    """Wait until nothing more comes and two looks in a row see the same; passing notes are taken away."""
    before: list[Strip] = []

    def still() -> bool:
        nonlocal before
        buyer.app.clear_notifications()
        if not quiet(buyer, asking=asking):
            before = []
            return False
        seen = strips(buyer.app)
        same, before = seen == before, seen
        return same

    await buyer.until(still, "a screen at rest")


async def press(buyer: Buyer, *keys: str) -> None:
    """Press keys and wait until all that they set off is over."""
    await buyer.press(*keys)
    await settle(buyer)


async def look(buyer: Buyer, *, asking: bool = False) -> str:
    """The characters of a screen at rest."""
    await settle(buyer, asking=asking)
    return screen_text(buyer.app)
