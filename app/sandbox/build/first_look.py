"""Makes `data/first_look.json`: the demo's first screen, drawn before the store itself is imported.

    python -m app.sandbox.build.first_look

Rows and thumbnails are what the services would make of the store's own replies, so that nothing changes on screen
when those arrive.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from pathlib import Path
from typing import Any

from app.api.models.catalog import Card
from app.sandbox import DEMO_BASE_URL
from app.sandbox.goods import Goods, load_goods, read_image
from app.services.feed_cards import item_of
from app.services.pixels import shrink

OUTPUT = Path(__file__).parents[1] / "data" / "first_look.json"
ROWS = 30
THUMBNAIL = (8, 6)
"""Pixels of a row's picture: 8 columns, 3 lines."""


def build() -> dict[str, Any]:
    """`total`, `categories` with counts, the first `items` as FeedItem records, and `thumbs` by address."""
    goods = load_goods()
    feed = goods.feed()
    items = [item for item in (item_of(_card(thing)) for thing in feed[:ROWS]) if item is not None]
    return {
        "total": len(feed),
        "categories": _categories(goods, feed),
        "items": [item.dump() for item in items],
        "thumbs": {item.picture: _thumbnail(item.picture) for item in items if item.picture},
    }


def _card(thing: dict[str, Any]) -> Card:
    return Card.model_validate({**thing, "images": [_address(name) for name in thing["images"]]})


def _address(name: str) -> str:
    return f"{DEMO_BASE_URL}/images/{name}"


def _categories(goods: Goods, feed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    counts = Counter(thing["taxonomy"]["id"] for thing in feed)
    return [{"id": c["id"], "name": c["name"], "count": counts[c["id"]]} for c in goods.categories]


def _thumbnail(address: str) -> dict[str, Any]:
    return {"w": THUMBNAIL[0], "h": THUMBNAIL[1], "rgb": base64.b64encode(pixels(address)).decode()}


def pixels(address: str) -> bytes:
    """The thumbnail of the picture at that address, as RGB. Raises LookupError when there is none."""
    data = read_image(address.rsplit("/", 1)[1])
    if data is None:
        raise LookupError(address)
    return shrink(data, [THUMBNAIL])[0][THUMBNAIL]


if __name__ == "__main__":
    OUTPUT.write_text(json.dumps(build(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
