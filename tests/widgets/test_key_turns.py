"""Keys that come faster than the screen follows do their work in the order in which they were pressed."""

from __future__ import annotations

import pytest
from textual import events
from textual.keys import _character_to_key

from tests.pilot import Buyer, start_shop
from widgets.field import Field


def burst(buyer: Buyer, *keys: str) -> None:
    """All at once, as they come out of a slow line."""
    for key in keys:
        character = key if len(key) == 1 else None
        buyer.app.post_message(events.Key(_character_to_key(key) if character else key, character))


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ((*"kopi", *["backspace"] * 4, *"teh"), "teh"),
        ((*"kopi", "left", "left", "left", *"ers"), "kersopi"),
        ((*"kopi", "backspace", "backspace", "left", *"h"), "kho"),
    ],
)
async def test_what_is_typed_after_a_repeated_key_comes_after_it(keys: tuple[str, ...], typed: str) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        burst(buyer, "slash", *keys)
        field = buyer.screen.query_one(Field)
        turns = buyer.app._turns
        await buyer.until(lambda: not turns._waiting and turns._turn is None, "the keys taken")
        assert field.value == typed
