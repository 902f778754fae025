"""Each step of sending the proof of a transfer x every fault, where the buyer meets it, over a real socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.api import gate
from app.api.gate import RetryPolicy
from app.api.transport import Timeouts
from app.sandbox.proofs import received
from tests.faults import Fault
from tests.screens.buying import says
from tests.screens.proving import NOTE, PUT, choose, downloads, proving

__all__ = ["downloads"]

ASK = r"/transfer-proof-upload$"
EVERY: tuple[Fault, ...] = (
    "timeout", "reset", "s401", "s404", "s422", "s429_text", "s500_html", "cut_json", "wrong_types", "nulls",
)  # fmt: skip
BODILESS = EVERY[:7]
"""What storage answers to an upload is not read: only its status counts."""
STEPS = [
    ("POST", ASK, EVERY, "The shop gave no place for the picture."),
    ("PUT", PUT, BODILESS, "The picture did not arrive."),
    ("PATCH", NOTE, EVERY, "The picture has arrived, but your order does not know of it yet."),
]


@pytest.mark.parametrize(("method", "path", "faults", "words"), STEPS, ids=["place", "picture", "note"])
async def test_every_fault(
    method: str,
    path: str,
    faults: tuple[Fault, ...],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    downloads: Path,
) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with proving() as (buyer, store, slug):
        wire = (await buyer.shop.client()).wire
        quick = Timeouts(connect=5.0, read=0.3)
        wire._timeouts, wire._upload_timeouts = quick, quick
        wire._policy = RetryPolicy(first_delay=0.01)
        store.server.reset_after = 0.0
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        for number, fault in enumerate(faults):
            store.server.arm(method, path, fault, times=None)
            before = store.server.count(method, path)
            await buyer.press("r" if number else "enter")
            await buyer.until(
                lambda before=before: (
                    store.server.count(method, path) > before and not buyer.shop.proofs.busy
                ),  # type: ignore[misc]
                f"an answer: {fault}",
            )
            await says(buyer, words)
            await says(buyer, "try again")
            store.server.disarm()
        await buyer.press("r")
        await says(buyer, "Sent,")
        assert received(store.sandbox, slug) == 1
        assert buyer.shop.orders.known[slug].transferproof_url
