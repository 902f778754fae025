"""A store put into a file that someone wrote by hand: nothing of theirs changes."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.setup.toml_text import CannotEdit, with_store

BY_HAND = '''# Our shops
default = "kopi" # the first

[stores.kopi]   # on the corner
store_id = 'store_1'   # from the dashboard
"api_key" = "sfpk_old"
pages = """
[stores.decoy]
"""
connect_timeout = 3

# the other one
[stores."teh tarik"]
store_id="store_2"
api_key="sfpk_2"
'''
FIELDS = {"store_id": "store_9", "api_key": "sfpk_new", "title": 'Kopi "Kita" \\ é'}


def test_a_new_store_comes_last_and_the_rest_stays_to_the_letter() -> None:
    edited = with_store(BY_HAND, "roti", FIELDS)
    assert edited.startswith(BY_HAND)
    assert tomllib.loads(edited)["stores"]["roti"] == FIELDS


def test_a_store_that_is_replaced_keeps_its_comments_and_its_other_fields() -> None:
    edited = with_store(BY_HAND, "kopi", FIELDS)
    assert [line for line in edited.splitlines() if line not in BY_HAND.splitlines()] == [
        'title = "Kopi \\"Kita\\" \\\\ é"',
        'store_id = "store_9"   # from the dashboard',
        '"api_key" = "sfpk_new"',
    ]
    kopi = tomllib.loads(edited)["stores"]["kopi"]
    assert kopi == {**FIELDS, "pages": "[stores.decoy]\n", "connect_timeout": 3}


@pytest.mark.parametrize(
    ("before", "first"),
    [
        (BY_HAND, "# Our shops"),
        ("# note\n[stores.a]\nstore_id='1'\n", 'default = "roti"'),
        ("", 'default = "roti"'),
    ],
)
def test_the_default_is_changed_where_it_stands_or_put_on_top(before: str, first: str) -> None:
    edited = with_store(before, "roti", FIELDS, default="roti")
    assert edited.splitlines()[0] == first
    assert tomllib.loads(edited)["default"] == "roti"
    assert ('default = "roti" # the first' in edited) == (before == BY_HAND)


def test_lines_end_as_they_did() -> None:
    edited = with_store(BY_HAND.replace("\n", "\r\n"), "roti", FIELDS)
    assert edited.count("\n") == edited.count("\r\n")


@pytest.mark.parametrize(
    "before",
    [
        'stores = { a = { store_id = "1" } }\n',
        'stores.roti.store_id = "1"\n',
        "[stores]\nroti = { store_id = '1' }\n",
        '[stores.roti]\nstore_id = """\n1"""\n',
        "half = [\n",
    ],
)
def test_what_cannot_be_added_to_is_left_alone(before: str) -> None:
    with pytest.raises(CannotEdit):
        with_store(before, "roti", FIELDS)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_title_is_read_back_as_it_was(title: str) -> None:
    for before in ("", BY_HAND):
        edited = with_store(before, "kopi", {"title": title})
        assert tomllib.loads(edited)["stores"]["kopi"]["title"] == title
