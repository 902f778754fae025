"""At the screen for the proof of a transfer, over a real socket, with a home folder of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from app.session import Session
from tests.orders import place_order
from tests.pilot import Buyer, start_shop
from tests.proofs import picture_file
from tests.screens.buying import says
from tests.served import Served, plain_session, served

PUT, NOTE = r"/uploads/", r"/orders/[^/]+$"


@pytest.fixture(autouse=True)
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of a buyer with one picture in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DOWNLOAD_DIR", "XDG_PICTURES_DIR", "XDG_DESKTOP_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "Downloads"
    folder.mkdir()
    picture_file(folder, "bukti transfer.png")
    return folder


@asynccontextmanager
async def proving(
    size: tuple[int, int] = (80, 24), session: Session | None = None
) -> AsyncIterator[tuple[Buyer, Served, str]]:
    """At the screen for the proof of an order that is to be paid by transfer."""
    async with (
        served() as store,
        start_shop(size=size, store=store.config, session=session or plain_session()) as buyer,
    ):
        slug = await place_order(buyer, method="bank_transfer")
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        await buyer.until(lambda: "t" in buyer.screen.active_bindings, "the key for the proof")
        await buyer.press("t")
        await buyer.on_screen("ProofScreen")
        await says(buyer, "none chosen yet")
        yield buyer, store, slug


async def choose(buyer: Buyer, *, typed: str = "") -> None:
    await buyer.press("enter")
    await buyer.on_screen("FilesScreen")
    await buyer.reads("bukti")
    if typed:
        await buyer.type(typed)
    await buyer.press("enter")
    await buyer.on_screen("ProofScreen")


def drop(buyer: Buyer, text: str) -> None:
    buyer.app.post_message(events.Paste(text))
