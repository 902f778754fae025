"""Subscriptions from the list to each change: by keyboard over a socket, by mouse in the demo; each asked for once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual.geometry import Offset

from app.api.wire import Wire
from tests.customers import customer, sign_in
from tests.flows.keyboard import burst, focus
from tests.flows.subscribing import fill, open_one, to_the_list
from tests.pilot import Buyer, start_shop
from tests.served import Served
from widgets.choice_list import ChoiceList
from widgets.subscription_list import SubscriptionList

SIZES = [(120, 40), (40, 12)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_by_keyboard_over_a_socket(size: tuple[int, int]) -> None:
    async with customer(size=size) as (buyer, store):
        await to_the_list(buyer)
        assert len(store.server.seen("GET", "/subscriptions$")) == 1
        running = await open_one(buyer, ends=False)
        # Cancel, while the answer takes its time: nothing more is asked for, whatever is pressed.
        burst(buyer, "x", "enter", "enter")
        await buyer.on_screen("EndingScreen")
        await buyer.reads("Until then you can take it back.")
        assert store.server.count("POST", "/cancel$") == 0  # Enter on the page below asks for nothing
        hold(store, "/cancel$")
        burst(buyer, "down")
        await focus(buyer, "ending-do")
        burst(buyer, "enter", "enter", "ctrl+s", "f10", "enter")
        await store.server.received("POST", "/cancel$")
        await buyer.reads("Asking the shop…")
        burst(buyer, "escape")
        await buyer.on_screen("SubscriptionScreen")
        burst(buyer, "x", "z", "g", "d")
        await buyer.taken()
        await buyer.on_screen("SubscriptionScreen")
        store.server.release()
        await buyer.reads("It is cancelled.")
        # Resume
        burst(buyer, "z")
        await buyer.on_screen("EndingScreen")
        burst(buyer, "ctrl+s", "ctrl+s", "ctrl+s")
        await buyer.on_screen("SubscriptionScreen")
        await buyer.reads("It goes on.")
        # Less, from the row of the ways
        burst(buyer, "d")
        await step(buyer, store, "Rp79.000")
        await buyer.until(
            lambda: buyer.shop.subscriptions.known[running].subscription_items[0].pending, "what waits"
        )
        burst(buyer, "escape")
        await buyer.on_screen("SubscriptionsScreen")
        # The other one goes on, and becomes more
        await open_one(buyer, ends=True)
        burst(buyer, "z")
        await buyer.on_screen("EndingScreen")
        burst(buyer, "down", "enter")
        await buyer.reads("It goes on.")
        burst(buyer, "g")
        await step(buyer, store, "Rp125.000")
        sent = Counter(one.path.rpartition("/")[2] for one in store.server.seen("POST", "/customers/me/"))
        assert sent == {"cancel": 1, "resume": 2, "downgrade": 1, "upgrade": 1}


def hold(store: Served, path: str) -> None:
    """The next answer waits for `release`."""
    store.server._released.clear()
    store.server.arm("POST", path, "hold")


async def step(buyer: Buyer, store: Served, price: str) -> None:
    """Choose the first and ask for it, again and again."""
    await buyer.on_screen("StepScreen")
    rows = buyer.screen.query_one(ChoiceList)
    await buyer.until(lambda: rows.rows and rows.has_focus, "what is offered")
    await buyer.reads(price)
    burst(buyer, "ctrl+s", "enter")
    await buyer.until(lambda: rows.chosen == rows.rows[0].id, "the first one chosen")
    burst(buyer, *["down"] * len(rows.rows))
    await focus(buyer, "do")
    hold(store, "/(up|down)grade$")
    burst(buyer, "enter", "ctrl+s", "enter", "f10")
    await buyer.reads("Asking the shop…")
    burst(buyer, "enter", "ctrl+s", "f10")
    await buyer.taken()
    store.server.release()
    await buyer.on_screen("SubscriptionScreen")
    await buyer.reads("The shop has taken the change.")


async def test_by_mouse_in_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    posts: Counter[str] = Counter()
    call = Wire.call

    async def counted(self: Wire, method: str, path: str, **more: Any) -> Any:
        posts.update([path.rpartition("/")[2]] if method == "POST" else [])
        return await call(self, method, path, **more)

    async with start_shop(size=(80, 24)) as buyer:
        await sign_in(buyer)
        monkeypatch.setattr(Wire, "call", counted)
        burst(buyer, "e")
        await buyer.on_screen("SubscriptionsScreen")
        rows = buyer.screen.query_one(SubscriptionList)
        await buyer.until(lambda: len(rows.rows) == 4, "the subscriptions")
        await buyer.click("#subscriptions", offset=(5, 3))
        await buyer.until(lambda: rows.cursor == 1, "the second row")
        await buyer.click("#subscriptions", offset=(5, 3))
        await buyer.on_screen("SubscriptionScreen")
        await buyer.reads("SUB-")
        await click_way(buyer, "cancel")
        await buyer.on_screen("EndingScreen")
        await buyer.pilot.double_click("#ending-do")
        await buyer.on_screen("SubscriptionScreen")
        await buyer.reads("It is cancelled.")
        await click_way(buyer, "resume")
        await buyer.on_screen("EndingScreen")
        await buyer.pilot.double_click("#ending-do")
        await buyer.reads("It goes on.")
        await click_way(buyer, "upgrade")
        await buyer.on_screen("StepScreen")
        options = buyer.screen.query_one(ChoiceList)
        await buyer.until(lambda: options.rows, "what is offered")
        assert "+Rp40.000" in buyer.text()
        await buyer.click("#do")
        await buyer.click("#options", offset=(3, 2))
        await buyer.until(lambda: options.chosen, "one chosen")
        await buyer.pilot.double_click("#do")
        await buyer.on_screen("SubscriptionScreen")
        await buyer.reads("The shop has taken the change.")
        await buyer.reads("when this period ends")
        assert posts == {"cancel": 1, "resume": 1, "upgrade": 1}
        # Its order, and out again
        await click_way(buyer, "order")
        await buyer.on_screen("OrderScreen")
        await buyer.reads("Langganan Kopi Bulanan")
        await buyer.press("escape", "ctrl+u")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: not buyer.shop.auth.signed_in, "signed out")
        assert not buyer.shop.subscriptions.known
        burst(buyer, "e")
        await buyer.taken()
        assert type(buyer.screen).__name__ == "CatalogScreen"


async def click_way(buyer: Buyer, name: str) -> None:
    """On the row that begins so."""
    ways = buyer.screen.query_one("#ways", ChoiceList)
    await buyer.until(lambda: any(row.id.startswith(name) for row in ways.rows), f"the way {name}")
    await buyer.pilot.pause()
    index = next(index for index, row in enumerate(ways.rows) if row.id.startswith(name))
    row = sum(ways._heights(ways.size.width)[:index])
    await buyer.click(offset=Offset(ways.region.x + 2, ways.region.y + row))


async def test_states_have_lists_of_their_own_and_pages_come_ahead() -> None:
    async with customer() as (buyer, store):
        fill(store.sandbox, 40)
        rows = await to_the_list(buyer)
        await buyer.until(lambda: buyer.shop.subscriptions.listed().state == "partial", "the first page")
        assert len(rows.rows) == 25 and "25 and more" in buyer.text()
        burst(buyer, *["down"] * 17)
        await buyer.until(lambda: len(rows.rows) == 44, "the second page, before the end of the first")
        assert rows.cursor == 17
        await buyer.reads("44 subscriptions")
        seen = []
        for words in ("active", "not active yet", "cancelled", "ended", "did not go through"):
            burst(buyer, "f")
            await buyer.until(lambda: not buyer.shop._tasks, "the rows of that state")
            await buyer.reads(f"Subscriptions  {words}")
            seen.append(len(rows.rows))
        assert seen == [2, 25, 1, 1, 0]
        await buyer.reads("None of your subscriptions: did not go through.")
        statuses = [one.query for one in store.server.seen("GET", "/subscriptions$")]
        assert [query.partition("status=")[2] for query in statuses[2:]] == [
            "active", "unactivated", "canceled", "expired", "failed",
        ]  # fmt: skip
        burst(buyer, "f")
        await buyer.reads("44 subscriptions")
