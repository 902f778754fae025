"""Keys that come faster than the screen follows do their work in the order in which they were pressed."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from textual import events
from textual.keys import _character_to_key

from screens.help import HelpScreen
from tests.pilot import PATIENCE, Buyer, start_shop
from widgets import key_turns
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


async def test_a_screen_that_goes_while_it_is_waited_for_holds_no_key_up() -> None:
    async with start_shop(size=(80, 24)) as buyer:

        def going(screen: HelpScreen, _callback: object, _sender: object) -> None:
            screen.dismiss()  # what was to come after its next refresh is forgotten

        await buyer.press("f1")
        await buyer.on_screen("HelpScreen")
        with (
            patch.object(key_turns, "PATIENCE", 10 * PATIENCE),
            patch.object(HelpScreen, "_invoke_later", going),
        ):
            burst(buyer, "tab", "slash", *"teh")
            await buyer.taken()
        assert buyer.screen.query_one(Field).value == "teh"
