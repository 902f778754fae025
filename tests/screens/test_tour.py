"""Taking over from the tour, and a tour that cannot go on."""

from __future__ import annotations

import pytest
from textual import events

from app.i18n import _
from screens import tour
from screens.tour import Tour
from screens.tour_scenes import LOST, YOURS
from tests.pilot import Buyer, start_shop
from widgets.tour_caption import TourCaption


def _begin(buyer: Buyer) -> Tour:
    playing = buyer.app.tour = Tour(buyer.app, 40)
    playing.start()
    return playing


async def test_a_key_takes_over_and_does_nothing_else() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        playing = _begin(buyer)
        await buyer.until(lambda: buyer.screen.query(TourCaption), "a caption")
        await buyer.press("q")
        await buyer.reads(_(YOURS))
        assert not playing.watched
        assert not buyer.app._exit
        assert not buyer.screen.query(TourCaption)
        await buyer.press("c")
        await buyer.on_screen("CartScreen")


async def test_a_click_takes_over() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        playing = _begin(buyer)
        await buyer.until(lambda: buyer.screen.query(TourCaption), "a caption")
        # As the terminal sends it: a pilot's would go past the app, straight to the screen.
        buyer.app.post_message(events.MouseDown(None, 20, 10, 0, 0, 1, False, False, False))
        await buyer.until(lambda: not playing.watched, "the buyer's hand")
        await buyer.reads(_(YOURS))


async def test_what_does_not_come_ends_the_tour_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour, "PATIENCE", 0.0)
    async with start_shop(size=(80, 24)) as buyer:
        playing = _begin(buyer)
        await buyer.until(lambda: playing.over, "the end of the tour")
        await buyer.reads(_(LOST))
        await buyer.press("x")
        await buyer.until(lambda: not buyer.screen.query(TourCaption), "the caption gone")
