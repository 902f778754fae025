"""What a signed-in customer may ask about their subscriptions (NOTES section 12)."""

from __future__ import annotations

from collections.abc import AsyncIterator

from app.api.customer_calls import CustomerCalls
from app.api.models.subscription import Subscription, VariantOption
from app.api.pages import Page, pages
from app.api.read import read_model, read_rows
from app.api.reply import Reply

PAGE = 25
"""Rows of a page: what the contract gives at most."""


class SubscriptionClient(CustomerCalls):
    """Every method may raise any error of `app.api.errors`, SignedOut included. What changes something is not repeated:
    a lost answer may have changed it."""

    def subscriptions(
        self, *, status: str = "", start: str | None = None
    ) -> AsyncIterator[Page[Subscription]]:
        """All, or those of a status, newest first, page by page, from the cursor `start` on."""

        async def fetch(cursor: str | None) -> Reply:
            params = {"page_size": PAGE, "status": status or None, "next_cursor": cursor or start}
            return await self._call("GET", "/subscriptions", params=params)

        return pages(fetch, Subscription)

    async def subscription(self, subscription_id: str) -> Subscription:
        return read_model(await self._call("GET", f"/subscriptions/{subscription_id}"), Subscription)

    async def cancel(self, subscription_id: str) -> Subscription:
        """It goes on to the end of its period, and no further."""
        return read_model(await self._call("POST", f"/subscriptions/{subscription_id}/cancel"), Subscription)

    async def resume(self, subscription_id: str) -> Subscription:
        """Take `cancel` back, while its period lasts."""
        return read_model(await self._call("POST", f"/subscriptions/{subscription_id}/resume"), Subscription)

    async def upgrades(self, item_id: str) -> list[VariantOption]:
        """What an item can be changed to that is more."""
        return read_rows(await self._call("GET", f"/subscription-items/{item_id}/upgrade"), VariantOption)

    async def downgrades(self, item_id: str) -> list[VariantOption]:
        """What an item can be changed to that is less."""
        return read_rows(await self._call("GET", f"/subscription-items/{item_id}/downgrade"), VariantOption)

    async def upgrade(self, item_id: str, variant_id: int) -> Subscription:
        """`variant_id` is one of `upgrades`; gives the whole subscription."""
        return await self._change(f"/subscription-items/{item_id}/upgrade", variant_id)

    async def downgrade(self, item_id: str, variant_id: int) -> Subscription:
        """`variant_id` is one of `downgrades`; gives the whole subscription."""
        return await self._change(f"/subscription-items/{item_id}/downgrade", variant_id)

    async def _change(self, path: str, variant_id: int) -> Subscription:
        return read_model(await self._call("POST", path, json={"variant_id": variant_id}), Subscription)
