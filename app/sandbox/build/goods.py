"""Makes `data/goods.json`: `python -m app.sandbox.build.goods`. The words are in `shelves`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.sandbox.build.entry import Bundle, Product, bundle_json, product_json
from app.sandbox.build.shelves.order import feed_order, shelves

OUTPUT = Path(__file__).parents[1] / "data" / "goods.json"


def build() -> dict[str, Any]:
    """Products, bundles and categories as the shop serves them, with ranks in feed order."""
    order = shelves()
    ranks = {slug: rank for rank, slug in enumerate(feed_order(order))}
    products: dict[str, dict[str, Any]] = {}
    for shelf in order:
        for entry in shelf.entries:
            if isinstance(entry, Product):
                products[entry.slug] = product_json(entry, shelf, ranks[entry.slug])
    bundles = [
        bundle_json(entry, shelf, ranks[entry.slug], products)
        for shelf in order
        for entry in shelf.entries
        if isinstance(entry, Bundle)
    ]
    return {
        "products": list(products.values()),
        "bundles": bundles,
        "categories": [shelf.taxonomy() for shelf in order],
    }


if __name__ == "__main__":
    OUTPUT.write_text(json.dumps(build(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
