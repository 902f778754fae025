"""Cursor pages as an async iterator that always ends (NOTES section 13)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.api.models.base import WireModel
from app.api.read import ModelT, rows_of
from app.api.reply import Reply

MOST_PAGES = 5000
"""A store that always has another page is not believed for ever."""

ItemT = TypeVar("ItemT", bound=WireModel)


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """Some rows of a list, and the cursor of the rows after them; None at the end."""

    items: list[ItemT]
    next_cursor: str | None


async def pages(
    fetch: Callable[[str | None], Awaitable[Reply]], model: type[ModelT]
) -> AsyncIterator[Page[ModelT]]:
    """Fetch page after page, each only when asked for, until there is none or a cursor comes a second time.

    `fetch` is given the cursor, None for the first page. Raises what `fetch` raises, and BrokenReply.
    """
    seen: set[str] = set()
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        body = (await fetch(cursor)).json()
        items = rows_of(body, model)
        cursor = _next_cursor(body)
        if cursor in seen:
            cursor = None
        yield Page(items, cursor)
        if cursor is None:
            return
        seen.add(cursor)


def _next_cursor(body: dict[str, Any]) -> str | None:
    """Both `has_next` and `next_cursor` must be there; an unpaged list has neither."""
    cursor = body.get("next_cursor")
    if body.get("has_next") not in (True, "true", 1) or isinstance(cursor, bool):
        return None
    return str(cursor) if isinstance(cursor, (str, int)) and cursor else None
