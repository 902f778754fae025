"""The catalogue: the feed with load-ahead, search, sort, category filter; the detail of one thing (NOTES section 5)."""

from __future__ import annotations

import asyncio
import gc
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from app.api.errors import ShopError
from app.services.feed import FeedCategory, FeedHead, FeedItem, Order
from app.services.feed_file import (
    HEAD,
    HEAD_ROWS,
    ROWS,
    read_first_look,
    read_head,
    read_rows,
    write_head,
    write_rows,
)
from app.services.once import Once, unheard
from app.services.prices import PriceBook
from app.services.search import FeedIndex
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.client import StorefrontClient
    from app.api.models.catalog import Availability, Bundle, Category, Pricing, Product
    from app.services.feed_reader import FeedReader
    from app.services.shop import Shop

State = Literal["empty", "cached", "loading", "partial", "fresh", "failed"]

_CATEGORIES_PATIENCE = 0.5
"""Seconds the first page waits for the categories, so that both are drawn at once."""


class CatalogService:
    """Owns the feed. `items` grows as pages arrive; `changed` says so."""

    def __init__(self, shop: Shop) -> None:
        self.items: list[FeedItem] = []
        """In the store's own order."""
        self.total: int | None = None
        """How many the store says there are; None when it does not say."""
        self.categories: list[FeedCategory] = []
        """In the store's order, each with its count among `items`."""
        self.state: State = "empty"
        """cached: from the snapshot, not refreshed yet; loading: nothing to show yet; partial: fresh as far as
        loaded, more pages can come; failed: `error` says why, `items` stays as it was."""
        self.error: ShopError | None = None
        self.changed = Signal()
        self._shop = shop
        self._snapshot: list[FeedItem] = []
        """Rows of the last run; those of pages not read yet are shown from here."""
        self._reader: FeedReader | None = None
        self._groups: list[tuple[int, str]] | None = None
        """The store's categories, once it has said which."""
        self._index = FeedIndex()
        self._products: Once[str, Product] = Once()
        self._bundles: Once[str, Bundle] = Once()
        self._prices = PriceBook(shop)
        self._refreshing: asyncio.Task[None] | None = None
        self._loader: asyncio.Task[None] | None = None
        self._saver: asyncio.Task[None] | None = None
        self._goals: list[int | None] = []
        self._unsaved = False

    @property
    def busy(self) -> bool:
        """A page is on its way."""
        return any(task is not None and not task.done() for task in (self._refreshing, self._loader))

    @property
    def loaded(self) -> int:
        """How many of `items`, from the first, are fresh from the store; the others are of the last run."""
        return len(self._reader.rows) if self._reader is not None else 0

    def restore(self) -> None:
        """Fill from the snapshot's head, without any import the first frame may not have. Never raises."""
        data = self._shop.session.read_blob(HEAD)
        head = read_head(data) if data else None
        store = self._shop.store
        if head is None and store.is_demo and store.demo_items is None:
            look = read_first_look()
            if look is not None:
                head = look.head
                self._shop.pictures.seed(look.thumbs)
        if head is None:
            return
        self.items = self._snapshot = head.items
        self.total = head.total
        self.categories = head.categories
        self.state = "cached"
        self._index.update(self.items)
        self.changed.emit()

    async def restore_rest(self) -> None:
        """Fill with the whole snapshot, read in a thread; called once the app is usable."""
        head = {item.key: item for item in self._snapshot}
        if not head or len(head) < HEAD_ROWS or len(head) == self.total:
            return
        rows = await asyncio.to_thread(self._read_rows, head)
        if rows and not (self._reader and self._reader.complete):
            self._snapshot = rows
            self._show(self.state)

    def _read_rows(self, head: dict[str, FeedItem]) -> list[FeedItem]:
        data = self._shop.session.read_blob(ROWS)
        rows = [head.get(row.key, row) for row in read_rows(data)] if data else []
        self._index.prepare(rows)
        return rows

    def view(
        self, query: str = "", category_id: int | None = None, order: Order = "featured"
    ) -> list[FeedItem]:
        """The items known so far that match, in order; `app.services.search` says what matches."""
        return self._index.view(query, category_id, order)

    async def refresh(self) -> None:
        """Ask for categories and the feed again, replacing rows in place; errors end in `error`, not here.

        Callers share one refresh.
        """
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = self._shop.spawn(self._refresh, "catalogue refresh", wait=False)
        await asyncio.shield(self._refreshing)

    async def _refresh(self) -> None:
        from app.services.feed_reader import FeedReader  # with the HTML scanner: not for the first frame

        self._shop.pictures.try_again()
        if not self.items:
            self._show("loading")
        elif self.state == "failed":
            self._show("cached" if self._reader is None else "partial")
        groups: asyncio.Task[list[Category]] | None = None
        try:
            client = await self._shop.client()
            groups = asyncio.ensure_future(client.categories())
            groups.add_done_callback(unheard)
            reader = FeedReader(client)
            await reader.next_page(self._known())
            await asyncio.wait({groups}, timeout=_CATEGORIES_PATIENCE)
            if reader.complete and groups.done():
                await self._take_categories(groups)
                self._show_fresh(reader)
            else:
                self._show_fresh(reader)
                await self._take_categories(groups)
                await self._ask_total(client, reader)
                self._show_fresh(reader)
        except ShopError as error:
            self._show("failed", error)
        finally:
            if groups is not None:
                groups.cancel()
        self._save()

    async def _take_categories(self, asked: asyncio.Task[list[Category]]) -> None:
        try:
            self._groups = [(group.id, group.name or group.full_path) for group in await asked]
        except ShopError:
            # The items name their categories as well: nothing a buyer needs to hear about.
            return

    async def _ask_total(self, client: StorefrontClient, reader: FeedReader) -> None:
        """A feed of one page has been counted already: only a longer one costs the extra call."""
        if reader.complete:
            return
        try:
            total = await client.item_count()
        except ShopError:
            return
        if total is not None and not reader.complete:
            self.total = total

    def _show_fresh(self, reader: FeedReader) -> None:
        if reader is not self._reader:
            self._snapshot = self.items
            self._reader = reader
        if reader.complete:
            self.total = len(reader.rows)
            self._snapshot = []
        self._show("fresh" if reader.complete else "partial")

    async def load_to(self, count: int | None) -> None:
        """See that at least `count` items are fresh from the store (None: all).

        One loader at a time, which callers share; it stops when nobody waits for it any more. An error ends in
        `error` with state `failed`; the next call goes on where it stopped.
        """
        if self._reader is None:
            await self.refresh()
        self._goals.append(count)
        try:
            while self._short_of(count):
                if self._loader is None or self._loader.done():
                    self._loader = self._shop.spawn(self._load, "catalogue pages", wait=False)
                await asyncio.shield(self._loader)
                if self.error is not None:
                    return
        finally:
            self._goals.remove(count)

    def _short_of(self, count: int | None) -> bool:
        reader = self._reader
        return reader is not None and not reader.complete and (count is None or len(reader.rows) < count)

    async def _load(self) -> None:
        try:
            while any(self._short_of(goal) for goal in self._goals):
                reader = self._reader
                if reader is None:
                    return
                await reader.next_page(self._known())
                if reader is self._reader:
                    self._show_fresh(reader)
                if reader.complete:
                    gc.freeze()  # thousands of rows stay: looking through them for garbage holds a key up for 50 ms
        except ShopError as error:
            self._show("failed", error)
        self._save()

    def _known(self) -> dict[str, FeedItem]:
        return {item.key: item for item in self.items}

    def _show(self, state: State, error: ShopError | None = None) -> None:
        """Take over what is known now, and say so when any of it differs."""
        items = self._merged()
        total = None if self.total is None else max(self.total, len(items))
        categories = self._counted(items)
        before = (self.total, self.categories, self.items)
        if items != self.items:
            self._index.update(items)
        differs = (total, categories, items) != before
        told = differs or state != self.state or error is not self.error
        self.items, self.total, self.categories = items, total, categories
        self.state, self.error = state, error
        self._unsaved = self._unsaved or (differs and self._reader is not None)
        if told:
            self.changed.emit()

    def _merged(self) -> list[FeedItem]:
        """Fresh rows first, then those rows of the snapshot that come after them."""
        reader = self._reader
        if reader is None:
            return self._snapshot
        if reader.complete or not reader.rows:
            return list(reader.rows)
        last = reader.rows[-1].key
        start = next((at + 1 for at, item in enumerate(self._snapshot) if item.key == last), len(reader.rows))
        return reader.rows + [item for item in self._snapshot[start:] if item.key not in reader.keys]

    def _counted(self, items: list[FeedItem]) -> list[FeedCategory]:
        if self._reader is None and len(items) <= HEAD_ROWS:
            return self.categories  # counted over the whole feed when the snapshot was made
        counts = Counter(item.category_id for item in items)
        groups = self._groups
        if groups is None:
            names = {item.category_id: item.category for item in items if item.category_id is not None}
            known = [(group.id, group.name) for group in self.categories]
            seen = {number for number, _name in known}
            groups = known + [(number, name) for number, name in names.items() if number not in seen]
        return [FeedCategory(number, name, counts[number]) for number, name in groups]

    def _save(self) -> None:
        """Keep the snapshot for the next start, written in a thread; one write at a time."""
        if not self._unsaved or self._shop.session.private:
            return
        if self._saver is None or self._saver.done():
            self._saver = self._shop.spawn(self._write, "catalogue snapshot")

    async def _write(self) -> None:
        while self._unsaved:
            self._unsaved = False
            head = FeedHead(
                datetime.now(UTC).isoformat(timespec="seconds"),
                self.total,
                self.items[:HEAD_ROWS],
                self.categories,
            )
            await asyncio.to_thread(self._write_files, head, tuple(self.items))

    def _write_files(self, head: FeedHead, items: tuple[FeedItem, ...]) -> None:
        self._shop.session.write_blob(HEAD, write_head(head))
        self._shop.session.write_blob(ROWS, write_rows(items))

    def close(self) -> None:
        """Stop reading pages; nothing is lost by it."""
        for task in (self._refreshing, self._loader):
            if task is not None:
                task.cancel()

    async def product(self, slug: str, *, fresh: bool = False) -> Product:
        """One product with variants; kept for the session: going back and forth asks once. Raises ShopError."""

        async def ask() -> Product:
            return await (await self._shop.client()).product(slug)

        return await self._products.get(slug, ask, fresh=fresh)

    async def bundle(self, slug: str, *, fresh: bool = False) -> Bundle:
        """One bundle price option with its lines; kept like a product. Raises ShopError."""

        async def ask() -> Bundle:
            return await (await self._shop.client()).bundle(slug)

        return await self._bundles.get(slug, ask, fresh=fresh)

    async def pricing(self, variant_ids: list[int], *, fresh: bool = False) -> dict[int, Pricing]:
        """Price and stock by variant id, one call for all not known from the last 30 s. Raises ShopError."""
        return await self._prices.get(variant_ids, fresh=fresh)

    async def stock(self, variant_id: int) -> Availability:
        """How much there is of one variant now; `pricing` says the same from then on. Raises ShopError."""
        return await self._prices.count_again(variant_id)
