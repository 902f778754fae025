"""One pass through the store's feed, page by page, going on where it failed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING

from app.api.errors import Rejected
from app.services.feed import FeedItem
from app.services.feed_cards import item_of

if TYPE_CHECKING:
    from app.api.client import StorefrontClient
    from app.api.models.catalog import Card
    from app.api.pages import Page

PAGE_SIZE = 100
_CARDS_AT_ONCE = 25
"""Cards turned into rows before keys get a turn again."""


class FeedReader:
    """`rows` grows in the store's order, each thing once, until `complete`."""

    def __init__(self, client: StorefrontClient) -> None:
        self.rows: list[FeedItem] = []
        self.keys: set[str] = set()
        self.complete = False
        self._client = client
        self._page_size: int | None = PAGE_SIZE
        self._pages: AsyncIterator[Page[Card]] | None = None
        self._cursor: str | None = None

    async def next_page(self, known: Mapping[str, FeedItem]) -> None:
        """Fetch one more page. Raises ShopError, and a later call tries the same page again.

        A row equal to the one in `known` (by key) is that very object, so that nothing is drawn anew for it.
        """
        if self.complete:
            return
        page = await self._fetch()
        before = len(self.rows)
        for number, card in enumerate(page.items if page else (), 1):
            item = item_of(card)
            if item is not None and item.key not in self.keys:
                old = known.get(item.key)
                self.keys.add(item.key)
                self.rows.append(old if old is not None and old == item else item)
            if number % _CARDS_AT_ONCE == 0:
                await asyncio.sleep(0)
        self._cursor = page.next_cursor if page else None
        # A page that brings nothing new would be followed by others like it.
        self.complete = self._cursor is None or len(self.rows) == before

    async def _fetch(self) -> Page[Card] | None:
        if self._pages is None:
            self._pages = self._client.items(self._page_size, start=self._cursor)
        try:
            return await anext(self._pages, None)
        except Rejected:
            # The page size is no documented parameter of the feed (NOTES section 13): once without it.
            self._pages = None
            if self._page_size is None or self.rows:
                raise
            self._page_size = None
            return await self._fetch()
        except BaseException:
            # An iterator that failed is finished: the next attempt needs a new one, from the same cursor.
            self._pages = None
            raise
