"""The catalogue as kept between runs: a small head for the first frame, and all rows, one JSON object a line.

Read by hand and not through `Record.load`: ten thousand rows would take a second there. Still tolerant, because a
file may be old or damaged: a line that cannot be read is left out.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeGuard

from app.money import parse_money
from app.services.feed import FeedCategory, FeedHead, FeedItem
from app.services.raster import Raster
from app.text import clean, safe_url

HEAD = "feed-head.json"
ROWS = "feed.jsonl"
HEAD_ROWS = 60
_NOTHING: tuple[Any, ...] = (None, "", [])
_FIRST_LOOK = Path(__file__).parent.parent / "sandbox" / "data" / "first_look.json"


@dataclass(slots=True)
class FirstLook:
    """The demo store's catalogue as shipped, for a start that has no snapshot yet."""

    head: FeedHead
    thumbs: dict[str, Raster] = field(default_factory=dict)
    """Small pictures by address."""


def write_head(head: FeedHead) -> bytes:
    """The head as a file."""
    return json.dumps(head.dump(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def read_head(data: bytes) -> FeedHead | None:
    """The head from its file; None when there is nothing in it worth showing."""
    raw = _object(data)
    rows = raw.get("items")
    items = [item for item in map(_item, rows) if item] if isinstance(rows, list) else []
    if not items:
        return None
    groups = raw.get("categories")
    categories = [group for group in map(_category, groups) if group] if isinstance(groups, list) else []
    total = raw.get("total")
    return FeedHead(
        saved_at=_text(raw.get("saved_at")),
        total=total if isinstance(total, int) and total >= len(items) else None,
        items=items,
        categories=categories,
    )


def write_rows(items: Iterable[FeedItem]) -> bytes:
    """All rows as a file. What is empty is not written."""
    lines = (
        json.dumps(
            {name: value for name, value in item.dump().items() if value not in _NOTHING}, ensure_ascii=False
        )
        for item in items
    )
    return "\n".join(lines).encode("utf-8", "replace")


def read_rows(data: bytes) -> list[FeedItem]:
    """The rows from their file; each thing once."""
    found: dict[str, FeedItem] = {}
    for line in data.splitlines():
        item = _item(_object(line))
        if item is not None:
            found.setdefault(item.key, item)
    return list(found.values())


def read_first_look() -> FirstLook | None:
    """What ships with the demo store; None when it is not there."""
    try:
        data = _FIRST_LOOK.read_bytes()
    except OSError:
        return None
    head = read_head(data)
    if head is None:
        return None
    thumbs = _object(data).get("thumbs")
    rasters = {url: _raster(raw) for url, raw in thumbs.items()} if isinstance(thumbs, dict) else {}
    return FirstLook(head, {url: raster for url, raster in rasters.items() if raster is not None})


def _object(data: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}


def _item(raw: Any) -> FeedItem | None:
    if not isinstance(raw, dict):
        return None
    kind, number, slug = raw.get("kind"), raw.get("id"), _text(raw.get("slug"))
    if kind not in ("product", "bundle") or not _is_number(number) or not slug:
        return None
    names, picture, category_id = raw.get("option_names"), raw.get("picture"), raw.get("category_id")
    return FeedItem(
        kind=kind,
        id=number,
        slug=slug,
        name=_text(raw.get("name")),
        item_type=_text(raw.get("item_type")) or "physical",
        blurb=_text(raw.get("blurb")),
        price_min=_money(raw.get("price_min")),
        price_max=_money(raw.get("price_max")),
        in_stock=raw.get("in_stock", False) is True,
        picture=safe_url(picture) if isinstance(picture, str) else None,
        category_id=category_id if _is_number(category_id) else None,
        category=_text(raw.get("category")),
        option_names=tuple(map(_text, names)) if isinstance(names, list) else (),
        created_at=_text(raw.get("created_at")),
    )


def _category(raw: Any) -> FeedCategory | None:
    if not isinstance(raw, dict) or not _is_number(raw.get("id")):
        return None
    count = raw.get("count")
    return FeedCategory(raw["id"], _text(raw.get("name")), count if _is_number(count) else 0)


def _is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    # What is printable throughout was clean when it was written; most text is, and this is quick to see.
    return value if value.isprintable() else clean(value)


def _money(value: Any) -> Decimal | None:
    return parse_money(value) if value is not None else None


def _raster(raw: Any) -> Raster | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("rgb"), str):
        return None
    width, height = raw.get("w"), raw.get("h")
    try:
        rgb = base64.b64decode(raw["rgb"], validate=True)
    except (binascii.Error, ValueError):
        return None
    if not isinstance(width, int) or not isinstance(height, int) or width < 1 or height < 1:
        return None
    return Raster(width, height, rgb) if len(rgb) == width * height * 3 else None
