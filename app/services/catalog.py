"""The catalogue: the feed with load-ahead, search, sort, category filter, and the detail of one thing (NOTES section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from app.services.feed import FeedCategory, FeedItem, Order
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.errors import ShopError
    from app.api.models.catalog import Bundle, Pricing, Product
    from app.services.shop import Shop


class CatalogService:
    """Owns the feed. `items` grows as pages arrive; `changed` says so."""

    def __init__(self, shop: Shop) -> None:
        self.items: list[FeedItem] = []
        """In the store's own order."""
        self.total: int | None = None
        """How many the store says there are; None when it does not say."""
        self.categories: list[FeedCategory] = []
        """In the store's order, each with its count among `items`."""
        self.state: Literal["empty", "cached", "loading", "partial", "fresh", "failed"] = "empty"
        """cached: from the snapshot, not refreshed yet; partial: fresh as far as loaded, more pages can come."""
        self.error: ShopError | None = None
        self.changed = Signal()

    def restore(self) -> None:
        """Fill from the snapshot's head, without any import that the first frame may not have. Never raises."""
        raise NotImplementedError

    async def restore_rest(self) -> None:
        """Fill with the whole snapshot, read in a thread; called once the app is usable."""
        raise NotImplementedError

    def view(self, query: str = "", category_id: int | None = None, order: Order = "featured") -> list[FeedItem]:
        """The items known so far that match, in order. Search is token/substring with one typo forgiven; under 5 ms at 10,000."""
        raise NotImplementedError

    async def refresh(self) -> None:
        """Ask for categories and the feed again, replacing rows in place; the errors end in `error`, not here."""
        raise NotImplementedError

    async def load_to(self, count: int | None) -> None:
        """See that at least `count` items are loaded (None: all); one loader at a time, callers share it."""
        raise NotImplementedError

    async def product(self, slug: str, *, fresh: bool = False) -> Product:
        """One product with variants; kept for the session, so going back and forth asks once. Raises ShopError."""
        raise NotImplementedError

    async def bundle(self, slug: str, *, fresh: bool = False) -> Bundle:
        """One bundle price option with its lines. Raises ShopError."""
        raise NotImplementedError

    async def pricing(self, variant_ids: list[int], *, fresh: bool = False) -> dict[int, Pricing]:
        """Price and stock by variant id, one call for all that are not known from the last 30 s. Raises ShopError."""
        raise NotImplementedError
