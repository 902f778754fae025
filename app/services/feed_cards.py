"""Feed cards of the wire as rows of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rich_text import to_plain
from app.services.feed import FeedItem

if TYPE_CHECKING:
    from app.api.models.catalog import Card

BLURB = 160
"""Longest blurb, in characters: more than two lines of any list we draw."""


def item_of(card: Card) -> FeedItem | None:
    """The row for a card; None for one that cannot be opened, having no slug."""
    if not card.slug:
        return None
    prices, taxonomy, pictures = card.price_range, card.taxonomy, card.pictures
    low = prices.min if prices else None
    high = prices.max if prices else None
    return FeedItem(
        kind="bundle" if card.is_bundle else "product",
        id=card.id,
        slug=card.slug,
        name=card.name or card.slug,
        item_type="bundle" if card.is_bundle else card.item_type or "physical",
        blurb=to_plain(card.description, BLURB),
        price_min=low if low is not None else high,
        price_max=high if high is not None else low,
        in_stock=card.in_stock,
        picture=pictures[0] if pictures else None,
        category_id=taxonomy.id if taxonomy else None,
        category=(taxonomy.name or taxonomy.full_path) if taxonomy else "",
        option_names=card.option_names,
        created_at=card.created_at,
    )
