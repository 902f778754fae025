"""Words for everything that can go wrong, in both languages, fit for a buyer."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest

from app.api import errors
from app.i18n import set_language
from app.wording import About, explain

ALL = [
    errors.ShopError(),
    errors.Unreachable("timeout", sent=True),
    errors.Unreachable("dns", sent=False),
    errors.Unreachable("tls", sent=False),
    errors.Unreachable("connect", sent=False),
    errors.Unreachable("reset", sent=True),
    errors.RateLimited(12.3),
    errors.Rejected("Postal code is wrong"),
    errors.Refused(403),
    errors.SignedOut(),
    errors.NotFound(),
    errors.Conflict(),
    errors.ServerFault(503),
    errors.BrokenReply(),
]


@pytest.fixture(params=["en", "id"], autouse=True)
def speaking(request: pytest.FixtureRequest) -> Iterator[None]:
    set_language(request.param)
    yield
    set_language("en")


def test_every_error_of_the_tree_is_here() -> None:
    tree = {
        kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.ShopError)
    }
    assert tree == {type(error) for error in ALL}


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.code)
def test_the_words_are_short_and_carry_no_status(error: errors.ShopError) -> None:
    words = explain(error)
    assert 0 < len(words.title) <= 60 and 0 < len(words.advice) <= 110
    assert words.title.endswith(".") and words.advice.endswith(".")
    assert not re.search(r"\d{3}|\{|\}|HTTP|JSON", words.title + words.advice)


def test_every_failure_reads_differently_but_for_the_vague_one() -> None:
    titles = [explain(error).title for error in ALL]
    assert len(set(titles)) == len(titles)


def test_the_store_may_add_its_own_words() -> None:
    assert explain(errors.Rejected("Postal code is wrong")).detail == "Postal code is wrong"


def test_a_pause_is_told_in_whole_seconds() -> None:
    assert "13" in explain(errors.RateLimited(12.3)).advice
    assert "1" in explain(errors.RateLimited(0)).advice


@pytest.mark.parametrize("about", ["item", "order", "store", ""])
def test_what_is_gone_is_named(about: About) -> None:
    others: list[About] = ["item", "order", "store", ""]
    others.remove(about)
    assert explain(errors.NotFound(), about).title not in [
        explain(errors.NotFound(), o).title for o in others
    ]


def test_what_is_refused_is_not_worth_a_retry() -> None:
    assert [e.code for e in ALL if not explain(e).can_retry] == ["refused", "signed_out"]
