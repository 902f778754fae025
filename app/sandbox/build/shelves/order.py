"""The shelves in the shop's order, and what stands in the window."""

from __future__ import annotations

from itertools import chain, zip_longest

from app.sandbox.build.shelves.kopi import KOPI

SHELVES = [KOPI]

_WINDOW: list[str] = []


def feed_order() -> list[str]:
    """Slugs in feed order: first the window, then one from each shelf in turn."""
    slugs = [[entry.slug for entry in shelf.entries] for shelf in SHELVES]
    turns = [slug for slug in chain.from_iterable(zip_longest(*slugs)) if slug is not None]
    return [*_WINDOW, *(slug for slug in turns if slug not in _WINDOW)]
