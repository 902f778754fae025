"""Keys that are moved: what can be had, what cannot and why, and what of a settings file still holds."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions import ACTIONS, BY_ID
from app.keys import (
    FIXED,
    Refusal,
    as_choices,
    in_force,
    in_the_way,
    keys_of,
    listed,
    movable,
    refusal,
    swapped,
)
from app.records import KeyChoice

CART, ORDERS, SORT = BY_ID["app.open_cart"], BY_ID["app.open_orders"], BY_ID["catalog.sort"]


def why(name: str, key: str, **moved: str) -> str | None:
    found = refusal(BY_ID[name], key, {one.replace("__", "."): two for one, two in moved.items()})
    return found.why if found else None


@pytest.mark.parametrize("key", ["w", "f9", "ctrl+b", "alt+b", "shift+f5", "exclamation_mark", "W"])
def test_a_free_key_can_be_had(key: str) -> None:
    assert refusal(SORT, key, {}) is None
    assert keys_of(SORT, {SORT.id: key}) == (key,)


@pytest.mark.parametrize("key", [*sorted(FIXED), "ctrl+m", "ctrl+i", "", "a,b", "x y", "x" * 41, "\x1b"])
def test_keys_that_mean_the_same_everywhere_cannot(key: str) -> None:
    for name in ("app.open_cart", "catalog.sort", "checkout.order"):
        assert why(name, key) == "fixed"


def test_what_only_has_such_keys_stays() -> None:
    assert why("cart.back", "b") == "stays"
    assert [
        action.id for action in listed() if not movable(action) and set(action.key.split(",")) - FIXED
    ] == []


def test_the_fixed_keys_of_an_action_stay_with_it() -> None:
    moved = {"order.pay": "f9", "catalog.next_category": "n"}
    assert keys_of(BY_ID["order.pay"], moved) == ("enter", "f9")
    assert keys_of(BY_ID["catalog.next_category"], moved) == ("right", "tab", "n")


@pytest.mark.parametrize("key", ["w", "question_mark", "ctrl+a", "delete"])
def test_what_works_while_one_types_needs_a_key_that_does_not_type(key: str) -> None:
    assert why("form.save", key) == "types"
    assert why("form.save", "f9") is None


def test_a_key_of_the_list_on_a_page_cannot_be_had_there() -> None:
    assert why("catalog.sort", "j") == "lists"
    assert why("app.open_cart", "j") == "lists"
    assert why("product.buy_now", "3") == "lists"
    assert why("contact.copy_mail", "j") is None


def test_a_key_that_is_taken_is_refused_with_who_has_it() -> None:
    assert refusal(CART, "o", {}) == Refusal("taken", (ORDERS,))
    assert refusal(SORT, "o", {}) == Refusal("taken", (ORDERS,))
    assert refusal(SORT, "a", {}) == Refusal("taken", (BY_ID["catalog.add"],))
    assert why("catalog.sort", "p") is None, "another page's key"
    many = refusal(CART, "r", {})
    assert many is not None and len(many.others) > 1


def test_a_key_that_was_moved_away_is_free() -> None:
    assert refusal(CART, "o", {ORDERS.id: "w"}) is None
    assert why("app.open_orders", "w", app__open_cart="w") == "taken"


def test_two_actions_swap_their_keys() -> None:
    assert swapped(CART, "o", {}) == {CART.id: "o", ORDERS.id: "c"}
    assert swapped(SORT, "a", {SORT.id: "w"}) == {SORT.id: "a", "catalog.add": "w"}
    assert swapped(SORT, "w", {}) is None, "nobody has it"
    assert swapped(CART, "r", {}) is None, "too many have it"
    assert swapped(SORT, "ctrl+p", {}) is None, "the palette works while one types: it cannot have a letter"


def test_going_back_to_the_usual_key_waits_for_who_has_it_now() -> None:
    moved = {CART.id: "w", ORDERS.id: "c"}
    assert in_the_way(CART, moved) == (ORDERS,)
    assert in_the_way(CART, {CART.id: "w"}) == ()


@pytest.mark.parametrize(
    ("choices", "left"),
    [
        ([("catalog.sort", "w")], {"catalog.sort": "w"}),
        ([("catalog.nothing", "w")], {}),
        ([("catalog.sort", "escape")], {}),
        ([("catalog.sort", "a")], {}),
        ([("catalog.sort", "s")], {}),
        ([("catalog.sort", "a"), ("catalog.add", "s")], {"catalog.sort": "a", "catalog.add": "s"}),
        ([("catalog.sort", "w"), ("catalog.add", "w")], {"catalog.sort": "w"}),
        ([("cart.back", "b")], {}),
    ],
)
def test_what_cannot_be_in_a_settings_file_is_left_out(
    choices: list[tuple[str, str]], left: dict[str, str]
) -> None:
    assert in_force([KeyChoice(*choice) for choice in choices]) == left


KEYS = st.sampled_from(["a", "c", "o", "w", "f9", "ctrl+b", "r", "escape", "j", "q"])


@given(st.lists(st.tuples(st.sampled_from([action.id for action in ACTIONS]), KEYS), max_size=8))
def test_whatever_a_file_says_no_two_actions_of_a_page_share_a_chosen_key(
    choices: list[tuple[str, str]],
) -> None:
    moved = in_force([KeyChoice(*choice) for choice in choices])
    assert in_force(as_choices(moved)) == moved
    for one, other in combinations(listed(), 2):
        if one.scope == other.scope or "app" in (one.scope, other.scope):
            shared = set(keys_of(one, moved)) & set(keys_of(other, moved)) - FIXED
            assert not shared & {moved.get(one.id), moved.get(other.id)}, (one.id, other.id)
