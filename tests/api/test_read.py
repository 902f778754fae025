"""Replies become models, or one BrokenReply."""

from __future__ import annotations

import traceback
from decimal import Decimal
from typing import Any

import pytest

from app.api.errors import BrokenReply, ServerFault
from app.api.models.base import WireModel
from app.api.models.catalog import Category, ItemCount, PaymentMethod, Product
from app.api.models.checkout import Cart, DiscountCheck, Summary
from app.api.pages import Page, pages
from app.api.read import read_model, read_rows
from app.api.reply import Reply
from tests.api.wires import reply

NOT_THE_CONTRACT = [
    b"",
    b"{",
    b'{"total": 4',
    b"<!doctype html><p>hi",
    b"[]",
    b"3",
    b'"text"',
    b"null",
    b"true",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"total": ' + b"9" * 6000 + b"}",
]


@pytest.mark.parametrize("body", NOT_THE_CONTRACT, ids=range(len(NOT_THE_CONTRACT)))
def test_what_is_no_object_is_a_broken_reply(body: bytes) -> None:
    with pytest.raises(BrokenReply):
        read_model(reply(body=body), ItemCount)
    with pytest.raises(BrokenReply):
        read_rows(reply(body=body), Category)


def test_a_broken_reply_keeps_the_body_out_of_tracebacks() -> None:
    with pytest.raises(BrokenReply) as caught:
        read_model(reply(body=b'{"email": "' + b"buyer@example.com"[::-1]), ItemCount)
    assert "moc.elpmaxe@reyub" not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


def test_the_repr_of_a_reply_shows_no_header_and_no_body() -> None:
    shown = repr(reply(body={"secret": "hidden"}, x_scalev_guest_token="guest"))
    assert "hidden" not in shown and "guest" not in shown


def test_headers_are_found_in_any_case() -> None:
    answer = Reply(200, {"x-Scalev-Guest-TOKEN": " abc ", "Empty": ""}, b"")
    assert answer.header("X-Scalev-Guest-Token") == "abc"
    assert answer.header("Empty") is None and answer.header("Missing") is None


def test_money_is_exact_whatever_json_type_it_came_as() -> None:
    body = b'{"product_price": 15000.10, "shipping_cost": "0.3", "service_fee": 7, "other_income": NaN, "gross_revenue": "1"}'
    summary = read_model(reply(body=body), Summary)
    assert summary.product_price == Decimal("15000.10")
    assert summary.shipping_cost == Decimal("0.3")
    assert summary.service_fee == Decimal(7)
    assert summary.other_income is None


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (Summary, {"product_price": 1, "gross_revenue": None}),
        (Summary, {"gross_revenue": {"a": 1}}),
        (DiscountCheck, {"is_eligible": None}),
        (DiscountCheck, {"is_eligible": "maybe"}),
        (Cart, {"items": [{"id": 1, "type": "variant", "variant_id": 1}, {"id": None, "type": None}]}),
    ],
)
def test_a_reply_without_the_answer_asked_for_is_broken(model: type[WireModel], body: dict[str, Any]) -> None:
    with pytest.raises(BrokenReply):
        read_model(reply(body=body), model)


def test_ways_to_pay_without_a_code_are_none() -> None:
    body = {"data": [{"code": None, "label": "?"}, {"code": "qris"}]}
    assert [method.code for method in read_rows(reply(body=body), PaymentMethod)] == ["qris"]
    with pytest.raises(BrokenReply):
        read_rows(reply(body={"data": [{"code": None}]}), PaymentMethod)


@pytest.mark.parametrize("number", ["1e999999999", "1e99999999999999999999", "-1e400", "Infinity"])
def test_numbers_without_sense_are_not_known(number: str) -> None:
    assert read_model(reply(body=f'{{"total": {number}}}'.encode()), Cart).total is None
    assert read_model(reply(body=f'{{"item_count": {number}}}'.encode()), Cart).item_count is None


def test_a_whole_number_written_as_a_fraction_is_a_whole_number() -> None:
    cart = read_model(reply(body=b'{"item_count": 3.0, "items": [{"id": 4.0, "type": "variant"}]}'), Cart)
    assert cart.item_count == 3 and cart.items[0].id == 4


def test_a_model_without_what_it_cannot_be_without_is_a_broken_reply() -> None:
    with pytest.raises(BrokenReply):
        read_model(reply(body={"slug": "x"}), Product)


def test_bad_rows_are_left_out() -> None:
    rows = read_rows(reply(body={"data": [{"id": 1}, {"id": None}, 7, None, "x", {"id": "2"}]}), Category)
    assert [row.id for row in rows] == [1, 2]


@pytest.mark.parametrize("data", [[None], [{"id": "one"}, 3], "rows", {"id": 1}, None, 0])
def test_rows_none_of_which_can_be_read_are_a_broken_reply(data: Any) -> None:
    with pytest.raises(BrokenReply):
        read_rows(reply(body={"data": data}), Category)


def test_no_rows_are_no_error() -> None:
    assert read_rows(reply(body={"data": [], "is_paginated": False}), Category) == []


class Feed:
    """Answers each cursor with a page and remembers what was asked."""

    def __init__(self, **by_cursor: Any) -> None:
        self.by_cursor = by_cursor
        self.asked: list[str | None] = []

    async def __call__(self, cursor: str | None) -> Reply:
        self.asked.append(cursor)
        answer = self.by_cursor[cursor or "first"]
        if isinstance(answer, Exception):
            raise answer
        return reply(body=answer)


def page(*ids: int, **rest: Any) -> dict[str, Any]:
    return {"data": [{"id": i} for i in ids], "is_paginated": True, **rest}


async def all_pages(feed: Feed) -> list[Page[Category]]:
    return [p async for p in pages(feed, Category)]


async def test_pages_follow_the_cursor_to_the_end() -> None:
    feed = Feed(
        first=page(1, 2, has_next=True, next_cursor="b"),
        b=page(3, has_next=True, next_cursor="c"),
        c=page(4, has_next=False, next_cursor=None),
    )
    found = await all_pages(feed)
    assert [row.id for p in found for row in p.items] == [1, 2, 3, 4]
    assert feed.asked == [None, "b", "c"]
    assert [p.next_cursor for p in found] == ["b", "c", None]


@pytest.mark.parametrize(
    "rest",
    [
        {},
        {"has_next": True},
        {"has_next": True, "next_cursor": None},
        {"has_next": True, "next_cursor": ""},
        {"has_next": True, "next_cursor": {"a": 1}},
        {"has_next": False, "next_cursor": "b"},
        {"next_cursor": "b"},
        {"has_next": "maybe", "next_cursor": "b"},
    ],
)
async def test_a_page_without_both_marks_is_the_last(rest: dict[str, Any]) -> None:
    feed = Feed(first=page(1, **rest))
    assert len(await all_pages(feed)) == 1
    assert feed.asked == [None]


async def test_a_cursor_that_comes_again_ends_the_list() -> None:
    feed = Feed(
        first=page(1, has_next=True, next_cursor="b"),
        b=page(2, has_next=True, next_cursor="c"),
        c=page(3, has_next=True, next_cursor="b"),
    )
    assert [p.items[0].id for p in await all_pages(feed)] == [1, 2, 3]
    assert feed.asked == [None, "b", "c"]


async def test_a_page_is_fetched_only_when_asked_for() -> None:
    feed = Feed(first=page(1, has_next=True, next_cursor="b"))
    async for found in pages(feed, Category):
        assert found.next_cursor == "b"
        break
    assert feed.asked == [None]


async def test_what_came_before_a_failure_stays() -> None:
    feed = Feed(first=page(1, has_next=True, next_cursor="b"), b=ServerFault(500))
    got: list[int] = []
    with pytest.raises(ServerFault):
        async for found in pages(feed, Category):
            got += [row.id for row in found.items]
    assert got == [1]
