"""From a failed reply to one typed error with clean words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.error_map import error_from
from app.api.errors import Conflict, NotFound, RateLimited, Refused, Rejected, ServerFault, ShopError
from app.api.reply import Reply
from app.text import clean
from tests.api.wires import reply


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Rejected),
        (422, Rejected),
        (401, Refused),
        (403, Refused),
        (404, NotFound),
        (409, Conflict),
        (429, RateLimited),
        (500, ServerFault),
        (502, ServerFault),
        (504, ServerFault),
        (302, ServerFault),
        (418, ServerFault),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<h1>x</h1>", b'{"error": "Words"}', b"[]", b"null", b"5"])
def test_the_status_decides_the_kind(status: int, kind: type[ShopError], body: bytes) -> None:
    assert type(error_from(reply(status, body))) is kind


@pytest.mark.parametrize(
    ("body", "detail", "fields", "code"),
    [
        ({"error": "Stock is gone", "error_code": "out_of_stock"}, "Stock is gone", {}, "out_of_stock"),
        ({"error": "out_of_stock"}, "", {}, "out_of_stock"),
        (
            {"message": "Invalid", "errors": {"email": ["is bad", "is long"], "name": "is missing"}},
            "Invalid",
            {"email": "is bad is long", "name": "is missing"},
            "",
        ),
        (
            {
                "errors": [
                    {"code": "required", "field": "phone", "message": "is missing", "severity": "error"}
                ]
            },
            "",
            {"phone": "is missing"},
            "required",
        ),
        ({"errors": [{"message": "Only this"}, "and that"]}, "Only this and that", {}, ""),
        ({"errors": {"items": [{"quantity": ["too many"]}]}}, "", {"items.quantity": "too many"}, ""),
        ({"errors": {"destination": {"postal_code": "bad"}}}, "", {"destination.postal_code": "bad"}, ""),
        ({"error": {"message": "Nested", "code": "deep"}}, "Nested", {}, "deep"),
        ({"error": "Same", "message": "Same"}, "Same", {}, ""),
        ({"error": True, "errors": 7}, "", {}, ""),
        ({"error": None, "message": None, "error_code": 5}, "", {}, ""),
        (["First", "Second"], "First Second", {}, ""),
        ("Just words", "Just words", {}, ""),
        ({}, "", {}, ""),
    ],
)
def test_every_shape_of_body_gives_its_words(
    body: Any, detail: str, fields: dict[str, str], code: str
) -> None:
    error = error_from(reply(422, body))
    assert isinstance(error, Rejected)
    assert (error.detail, error.fields, error.error_code) == (detail, fields, code)


def test_plain_text_is_read_and_html_is_not_shown() -> None:
    plain = Reply(429, {"content-type": "text/plain"}, b"Slow\x1b[2J down")
    assert error_from(plain).detail == "Slow[2J down"
    page = Reply(500, {"content-type": "text/html"}, b"<h1>Secrets of nginx</h1>")
    assert error_from(page).detail == ""
    mislabelled = Reply(500, {"content-type": "text/plain"}, b"<h1>Secrets of nginx</h1>")
    assert error_from(mislabelled).detail == ""


def test_json_is_tried_whatever_the_content_type() -> None:
    labelled_text = Reply(429, {"content-type": "text/plain"}, b'{"error": "Slow down"}')
    assert error_from(labelled_text).detail == "Slow down"


def test_hostile_words_are_cleaned_everywhere() -> None:
    evil = "\x1b]0;pwned\x07\u202eabc\x9b31m"
    body = {
        "message": evil,
        "error_code": evil,
        "errors": {evil: [evil], "list": [{"field": evil, "message": evil}]},
    }
    error = error_from(reply(422, body))
    assert isinstance(error, Rejected)
    for text in (error.detail, error.error_code, str(error), *error.fields, *error.fields.values()):
        assert text == clean(text)
        assert not set(text) & set("\x1b\x07\u202e\x9b")


def test_the_pause_comes_from_the_headers() -> None:
    date = "Sat, 21 Nov 2026 03:00:00 GMT"  # 1795230000
    error = error_from(reply(429, b"slow", date=date, x_ratelimit_reset="1795230025"))
    assert isinstance(error, RateLimited) and error.wait == 25


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["error", "errors", "message", "field", "code", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from([400, 401, 404, 409, 422, 429, 500]), JSON)
def test_no_body_can_break_the_mapping(status: int, body: Any) -> None:
    error = error_from(reply(status, body))
    assert error.detail == clean(error.detail)
    if isinstance(error, Rejected):
        assert all(value == clean(value) for value in error.fields.values())


@given(st.binary(max_size=300), st.sampled_from(["text/plain", "text/html", "application/json", ""]))
def test_no_bytes_can_break_the_mapping(body: bytes, kind: str) -> None:
    error = error_from(Reply(500, {"content-type": kind}, body))
    assert error.detail == clean(error.detail)
