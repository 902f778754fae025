"""Pages of a list with opaque cursors (NOTES section 13)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

T = TypeVar("T")

DEFAULT = 20
MOST = 100


def paged(
    request: Request,
    rows: Sequence[T],
    wire: Callable[[T], dict[str, Any]],
    *,
    default: int = DEFAULT,
    most: int = MOST,
) -> Response:
    """The page asked for.

    These reads have no 400 in the contract: a size out of bounds is cut, a bad cursor means the start.
    """
    asked = request.query_params.get("page_size", "")
    size = (
        min(most, max(1, int(asked))) if asked.isascii() and asked.isdigit() and len(asked) < 10 else default
    )
    start = _position(request.query_params.get("next_cursor"))
    if start is None:
        end = _position(request.query_params.get("previous_cursor"))
        start = 0 if end is None else max(0, end - size)
    start = min(start, len(rows))
    end = min(start + size, len(rows))
    return JSONResponse(
        {
            "data": [wire(row) for row in rows[start:end]],
            "is_paginated": True,
            "has_next": end < len(rows),
            "has_previous": start > 0,
            "next_cursor": _cursor(end) if end < len(rows) else None,
            "previous_cursor": _cursor(start) if start > 0 else None,
            "page_size": size,
        }
    )


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"at:{position}".encode()).decode().rstrip("=")


def _position(cursor: str | None) -> int | None:
    if not cursor or len(cursor) > 40:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    number = text.removeprefix("at:")
    return int(number) if number != text and number.isascii() and number.isdigit() else None
