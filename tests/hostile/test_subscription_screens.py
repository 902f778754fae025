"""Subscriptions at a store whose every text is hostile: list, page, what is offered, what is refused."""

from __future__ import annotations

from tests.customers import sign_in
from tests.flows.keyboard import burst
from tests.hostile.test_every_screen import each_store, harmless, hostile_shop
from tests.pilot import Buyer
from widgets.choice_list import ChoiceList
from widgets.subscription_list import SubscriptionList


@each_store
async def test_subscriptions(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, _store, rewriter):
        await sign_in(buyer)
        await buyer.press("u", "s")
        await buyer.on_screen("SubscriptionsScreen")
        rows = buyer.screen.query_one(SubscriptionList)
        await buyer.until(lambda: len(rows.rows) == 4, "the subscriptions")
        for _row in rows.rows:
            await harmless(buyer)
            await buyer.press("down")
        await buyer.press("home", "down", "enter")
        await buyer.on_screen("SubscriptionScreen")
        running = rows.rows[1]
        await buyer.until(lambda: running.id in buyer.shop.subscriptions.known, "the subscription")
        await through(buyer)
        if odd:  # a state we have no word for: nothing can be asked of it
            assert not buyer.screen.check_action("cancel", ())
            return
        rewriter.refused_fields = ("[/x]", "id")
        rewriter.refusals.append("/cancel")
        await buyer.press("x")
        await buyer.on_screen("EndingScreen")
        await harmless(buyer)
        burst(buyer, "ctrl+s")
        await buyer.until(lambda: not buyer.shop.subscriptions.inert(running.id), "the refusal")
        await harmless(buyer)
        await buyer.press("escape")
        await through(buyer)
        rewriter.refused_fields = ("variant_id", "$accent")
        rewriter.refusals.append("/upgrade")
        await buyer.press("g")
        await buyer.on_screen("StepScreen")
        options = buyer.screen.query_one(ChoiceList)
        await buyer.until(lambda: buyer.screen.query("#problem.-shown"), "the refusal")
        await harmless(buyer)
        await buyer.press("r")
        await buyer.until(lambda: options.rows, "what is offered")
        await harmless(buyer)
        await buyer.press("enter", "ctrl+s")
        await buyer.on_screen("SubscriptionScreen")
        await buyer.until(lambda: not buyer.shop.subscriptions.inert(running.id), "the answer")
        assert buyer.shop.subscriptions.changes[running.id].state == "done"
        await through(buyer)
        assert not buyer.screen.check_action("order", ())  # its id would lead elsewhere


async def through(buyer: Buyer) -> None:
    """All of a long page comes into sight once."""
    for _step in range(6):
        await harmless(buyer, words=False)
        await buyer.press("pagedown", "down")
    await buyer.press(*["up"] * 6, "pageup")
    await harmless(buyer)
