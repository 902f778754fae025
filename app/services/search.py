"""Searching and sorting the feed while the buyer types: a scan of folded text, a few milliseconds at 10,000 items.

All words must match. A word of one or two letters matches where a word begins, a longer one anywhere; a word that
matches nothing at all is taken for a slip of the finger and replaced by the words nearest to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from app.services.feed import FeedItem, Order

_NOT_WORD = re.compile(r"[\W_]+")
_VIEWS_KEPT = 24
_QUERY_WORDS = 8
_SHORT_WORD = 3
"""Letters from which a word also matches inside another."""
_CORRECT_FROM = 4
"""Letters from which a slip is recognised: below that everything is near to everything."""
_COMPARED = 40
"""Words compared letter by letter, at most."""
_LAST = 10.0**18


def fold(text: str) -> str:
    """Lower case, without diacritics and punctuation, words one space apart: `Kopi “Gayo”, é` -> `kopi gayo e`."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", text.lower()).strip()


class _Entry(NamedTuple):
    item: FeedItem
    name: str
    text: str
    """All that is searched, folded, with a space before every word."""
    price: float


class FeedIndex:
    """What `view` needs of each item, by position; built once an item, whatever happens to the list around it."""

    def __init__(self) -> None:
        self._items: list[FeedItem] = []
        self._entries: dict[int, _Entry] = {}
        """By `id()` of the item, which the entry keeps alive."""
        self._current: list[_Entry] = []
        self._texts: list[str] = []
        self._orders: dict[Order, list[int]] = {}
        self._vocabulary: dict[str, int] = {}
        """Every word seen, with its letters as a bit set."""
        self._corrections: dict[str, list[str]] = {}
        self._views: OrderedDict[tuple[str, int | None, Order], list[FeedItem]] = OrderedDict()

    def prepare(self, items: Iterable[FeedItem]) -> None:
        """Fold ahead of time, from any thread: `update` then only looks the items up."""
        for item in items:
            self._entry(item)

    def update(self, items: Sequence[FeedItem]) -> None:
        """Index these items from now on; cheap for those already known."""
        current = [self._entry(item) for item in items]
        self._items = list(items)
        self._current = current
        self._texts = [entry.text for entry in current]
        if len(self._entries) > 2 * len(current) + 1000:
            self._entries = {id(entry.item): entry for entry in current}
        self._orders.clear()
        self._corrections.clear()
        self._views.clear()

    def view(self, query: str, category_id: int | None, order: Order) -> list[FeedItem]:
        """The items that match, in order; with a query and the order `featured` best matches by name first."""
        key = (fold(query), category_id, order)
        known = self._views.get(key)
        if known is None:
            known = self._views[key] = self._find(*key)
            while len(self._views) > _VIEWS_KEPT:
                self._views.popitem(last=False)
        else:
            self._views.move_to_end(key)
        return list(known)

    def _entry(self, item: FeedItem) -> _Entry:
        entry = self._entries.get(id(item))
        if entry is None:
            name = fold(item.name)
            text = f" {name} | {fold(item.category)} | {fold(item.blurb)}"
            price = _LAST if item.price_min is None else float(item.price_min)
            entry = self._entries[id(item)] = _Entry(item, name, text, price)
            for word in text.split():
                if word not in self._vocabulary and word.isalpha() and len(word) > 2:
                    self._vocabulary[word] = _letters(word)
        return entry

    def _find(self, query: str, category_id: int | None, order: Order) -> list[FeedItem]:
        items = self._items
        words = query.split()[:_QUERY_WORDS]
        if words:
            found, words = self._match(words)
            if order == "featured":
                found = self._best_first(found, words)
            else:
                wanted = set(found)
                found = [at for at in self._permutation(order) if at in wanted]
        else:
            found = self._permutation(order)
        if category_id is None:
            return [items[at] for at in found]
        return [items[at] for at in found if items[at].category_id == category_id]

    def _match(self, words: list[str]) -> tuple[list[int], list[str]]:
        """Positions that hold all words, and the words as they were understood."""
        texts = self._texts
        found: list[int] = list(range(len(texts)))
        understood = []
        for word in words:
            needle = word if len(word) >= _SHORT_WORD else f" {word}"
            understood.append(word)
            narrowed = [at for at in found if needle in texts[at]]
            if not narrowed and not any(needle in text for text in texts):
                if word not in self._corrections:
                    self._corrections[word] = self._nearest(word)
                nearest = [f" {near}" for near in self._corrections[word]]
                narrowed = [at for at in found if any(near in texts[at] for near in nearest)]
                understood[-1] = nearest[0].strip() if nearest else word
            found = narrowed
        return found, understood

    def _best_first(self, found: list[int], words: list[str]) -> list[int]:
        """Is the name; the name begins so; words of the name begin so; in the name; elsewhere. Else feed order."""
        buckets: tuple[list[int], ...] = ([], [], [], [], [])
        phrase = " ".join(words)
        starts = [f" {word}" for word in words]
        for at in found:
            name = self._current[at].name
            if name.startswith(phrase):
                rank = 0 if len(name) == len(phrase) else 1
            elif all(word in name for word in words):
                padded = f" {name}"
                rank = 2 if all(start in padded for start in starts) else 3
            else:
                rank = 4
            buckets[rank].append(at)
        return [at for bucket in buckets for at in bucket]

    def _permutation(self, order: Order) -> list[int]:
        """All positions in an order; equal ones stay in feed order, unknown prices are last."""
        known = self._orders.get(order)
        if known is not None:
            return known
        positions = range(len(self._items))
        current = self._current
        if order == "name":
            names = [entry.name for entry in current]
            known = sorted(positions, key=names.__getitem__)
        elif order == "newest":
            dates = [item.created_at for item in self._items]
            known = sorted(positions, key=dates.__getitem__, reverse=True)
        elif order == "cheapest":
            prices = [entry.price for entry in current]
            known = sorted(positions, key=prices.__getitem__)
        elif order == "dearest":
            prices = [_LAST if entry.price == _LAST else -entry.price for entry in current]
            known = sorted(positions, key=prices.__getitem__)
        else:
            known = list(positions)
        self._orders[order] = known
        return known

    def _nearest(self, word: str) -> list[str]:
        """Words of the catalogue that may have been meant, nearest first; also beginnings, for a word half typed."""
        if len(word) < _CORRECT_FROM or not word.isalpha():
            return []
        letters, size = _letters(word), len(word)
        vocabulary = list(self._vocabulary.items())  # a copy: `prepare` may be adding words in its thread
        # One slip changes at most two letters of the set: that leaves a handful for the slow comparison.
        similar = [
            known
            for known, its in vocabulary
            if (its ^ letters).bit_count() <= 2 and -2 <= len(known) - size <= 2
        ]
        similar.sort(
            key=lambda known: ((self._vocabulary[known] ^ letters).bit_count(), abs(len(known) - size))
        )
        close = get_close_matches(word, similar[:_COMPARED], n=3, cutoff=0.75)
        if close:
            return close
        first = word[0]
        beginnings = {
            known[:size]
            for known, _its in vocabulary
            if known[0] == first and len(known) > size and _one_apart(known, word)
        }
        return get_close_matches(word, sorted(beginnings)[:_COMPARED], n=3, cutoff=0.7)


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 63)
    return mask


def _one_apart(known: str, word: str) -> bool:
    wrong = 0
    for one, other in zip(known, word, strict=False):
        if one != other:
            wrong += 1
            if wrong > 1:
                return False
    return True
