"""A list the store gives page by page, read ahead as it is walked (NOTES section 13)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from app.api.errors import ShopError
from app.services.once import Once

if TYPE_CHECKING:
    from app.api.models.base import WireModel
    from app.api.pages import Page

T = TypeVar("T", bound="WireModel")
State = Literal["unknown", "loading", "partial", "whole", "failed"]

Open = Callable[[str | None], Awaitable["AsyncIterator[Page[T]]"]]


class Paged(Generic[T]):
    """Rows known so far. What fails can be asked again and goes on behind the last page that came."""

    def __init__(self, begin: Open[T], tell: Callable[[], None]) -> None:
        """`begin` gives the pages from a cursor on, None for the first; `tell` is called after every change."""
        self._begin = begin
        self._tell = tell
        self._cursor: str | None = None
        self._once: Once[str, None] = Once(keep=0)
        self._seen: set[str] = set()
        """Cursors followed: one that comes again is the end."""
        self._anew = False
        """What failed was the first page."""
        self._life = 0
        """Counts how often all was forgotten."""
        self.rows: list[T] = []
        self.state: State = "unknown"
        self.error: ShopError | None = None

    async def load(self, *, fresh: bool = False) -> None:
        """The first page, unless it is there; `fresh` asks again. Errors end in `error`."""
        if fresh or self.state in ("unknown", "failed"):
            first = fresh or self._anew or not self.rows
            await self._once.get("page", lambda: self._page(first=first), fresh=True)

    async def more(self) -> None:
        """The page after those known, if there is one. Errors end in `error`."""
        if self.state == "partial":
            await self._once.get("page", lambda: self._page(first=False), fresh=True)

    def forget(self) -> None:
        """Nothing is known any more; a page that is on its way is nobody's."""
        self._life += 1
        self._once = Once(keep=0)
        self.rows, self._cursor, self.state, self.error = [], None, "unknown", None
        self._seen, self._anew = set(), False

    async def _page(self, *, first: bool) -> None:
        cursor = None if first else self._cursor
        life = self._life
        self.state, self._anew = "loading", first
        self._tell()
        try:
            async for page in await self._begin(cursor):
                if self._life != life:
                    return  # forgotten meanwhile
                self.rows = [*page.items] if first else [*self.rows, *page.items]
                self._seen = set() if cursor is None else self._seen | {cursor}
                self._cursor = page.next_cursor if page.next_cursor not in self._seen else None
                self.error, self._anew = None, False
                self.state = "partial" if self._cursor is not None else "whole"
                break
        except ShopError as error:
            if self._life != life:
                return
            self.state, self.error = "failed", error
        self._tell()
