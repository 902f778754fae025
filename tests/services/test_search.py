"""Search and order: what matches, what comes first, and that slips are forgiven."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.services.feed import FeedItem
from app.services.search import FeedIndex, fold


def thing(number: int, name: str, *, price: int | None = 1, **extra: str) -> FeedItem:
    return FeedItem(
        kind="product",
        id=number,
        slug=f"s{number}",
        name=name,
        price_min=None if price is None else Decimal(price),
        category_id=1 if extra.get("category") == "Kopi" else 2,
        category=extra.get("category", "Dapur"),
        blurb=extra.get("blurb", ""),
        created_at=extra.get("created_at", ""),
    )


THINGS = [
    thing(1, "Cangkir Kopi Enamel", price=300, created_at="2025-03-01"),
    thing(
        2,
        "Kopi Gayo Arabika",
        price=100,
        category="Kopi",
        blurb="Biji dari dataran tinggi",
        created_at="2025-01",
    ),
    thing(3, "Kopi", price=None, category="Kopi", created_at="2025-05-01"),
    thing(4, "Batik Tulis Parang", price=450, blurb="Dicelup dengan kopi", created_at="2025-04-01"),
    thing(5, "Éclair Krim", price=100, blurb="renyah", created_at="2025-02-01"),
    thing(6, "Nampan Mikopia", price=200),
]


@pytest.fixture
def index() -> FeedIndex:
    found = FeedIndex()
    found.update(THINGS)
    return found


def ids(items: list[FeedItem]) -> list[int]:
    return [item.id for item in items]


def test_folding() -> None:
    assert fold("  Kopi “Gayo” — É1/2_x ") == "kopi gayo e1 2 x"
    assert fold("İstanbul") == "istanbul"


def test_without_a_query_everything_is_there_in_feed_order(index: FeedIndex) -> None:
    assert index.view("", None, "featured") == THINGS
    assert ids(index.view("", 1, "featured")) == [2, 3]


def test_the_name_counts_more_than_the_description(index: FeedIndex) -> None:
    # The name itself, names that begin with it, a word of the name, inside a word, then only elsewhere.
    assert ids(index.view("kopi", None, "featured")) == [3, 2, 1, 6, 4]


def test_all_words_must_match_in_any_order(index: FeedIndex) -> None:
    assert ids(index.view("gayo kopi", None, "featured")) == [2]
    assert index.view("kopi gayo renyah", None, "featured") == []


def test_case_and_accents_do_not_matter(index: FeedIndex) -> None:
    assert ids(index.view("ECLAIR", None, "featured")) == [5]
    assert ids(index.view("éclair", None, "featured")) == [5]


def test_short_words_match_only_where_a_word_begins(index: FeedIndex) -> None:
    assert 6 not in ids(index.view("ko", None, "featured"))
    assert 6 in ids(index.view("kop", None, "featured"))


def test_category_and_query_together(index: FeedIndex) -> None:
    assert ids(index.view("kopi", 1, "featured")) == [3, 2]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("featured", [1, 2, 3, 4, 5, 6]),
        ("cheapest", [2, 5, 6, 1, 4, 3]),
        ("dearest", [4, 1, 6, 2, 5, 3]),
        ("newest", [3, 4, 1, 5, 2, 6]),
        ("name", [4, 1, 5, 3, 2, 6]),
    ],
)
def test_orders(index: FeedIndex, order: str, expected: list[int]) -> None:
    assert ids(index.view("", None, order)) == expected  # type: ignore[arg-type]


def test_an_order_holds_for_a_search_too(index: FeedIndex) -> None:
    assert ids(index.view("kopi", None, "cheapest")) == [2, 6, 1, 4, 3]


@pytest.mark.parametrize("query", ["koppi", "kpoi", "jopi", "kopii"])
def test_a_slip_is_forgiven_when_nothing_matches(index: FeedIndex, query: str) -> None:
    assert ids(index.view(query, None, "featured"))[:2] == [3, 2]


def test_a_slip_is_forgiven_before_the_word_is_finished(index: FeedIndex) -> None:
    assert ids(index.view("arebi", None, "featured")) == [2]


@pytest.mark.parametrize("query", ["xyzzy", "qq", "zzz", "9999"])
def test_nonsense_finds_nothing(index: FeedIndex, query: str) -> None:
    assert index.view(query, None, "featured") == []


@pytest.mark.parametrize("query", ["[/]", "\x1b[31m", "....", "a" * 5000, "x " * 3000, "🦊", "\udc80"])
def test_odd_queries_do_no_harm(index: FeedIndex, query: str) -> None:
    assert isinstance(index.view(query, None, "name"), list)


def test_new_items_are_found_and_gone_ones_are_not(index: FeedIndex) -> None:
    assert index.view("sarung", None, "featured") == []
    index.update([*THINGS[3:], thing(7, "Sarung Goyor")])
    assert ids(index.view("sarung", None, "featured")) == [7]
    assert index.view("gayo", None, "featured") == []
    assert ids(index.view("", None, "name")) == [4, 5, 6, 7]


def test_a_caller_may_change_the_list_it_got(index: FeedIndex) -> None:
    index.view("kopi", None, "featured").clear()
    assert ids(index.view("kopi", None, "featured")) == [3, 2, 1, 6, 4]
