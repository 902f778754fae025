"""Something changes just while a page is composed anew in another language: it is drawn once all parts are there."""

from __future__ import annotations

import asyncio

from tests.customers import sign_in
from tests.flows.subscribing import open_one, to_the_list
from tests.pilot import Buyer, start_shop


async def switching(buyer: Buyer, name: str) -> None:
    """Have the screen draw, by its method of that name, at every turn of the loop that the switch takes."""
    draw = getattr(buyer.screen, name)
    language = asyncio.create_task(buyer.app.use_language("id"))
    while not language.done():
        draw()
        await asyncio.sleep(0)
    await language
    await buyer.app.use_language("en")


async def test_a_page_that_is_composed_anew_may_be_drawn_at_any_moment() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.press("comma")
        await buyer.on_screen("SettingsScreen")
        await switching(buyer, "render_hint")
        await buyer.press("escape")
        await sign_in(buyer)
        await to_the_list(buyer)
        await open_one(buyer, ends=False)
        await switching(buyer, "_draw")
        await buyer.reads("LATEST INVOICE")
        await buyer.press("x")
        await buyer.on_screen("EndingScreen")
        await switching(buyer, "render_state")
        await buyer.reads("Cancel this subscription?")
