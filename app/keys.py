"""Which key does what: the registry's own, what a buyer has moved, and which keys cannot be had.

Some keys of an action stay with it whatever happens: Esc leads back, Enter takes, arrows move. The others are its
movable ones, and one key of the buyer's choice takes their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from app.actions import ACTIONS, BY_ID, Action
from app.records import KeyChoice

FIXED = frozenset(
    (
        *("escape", "enter", "space", "tab", "shift+tab", "backspace", "ctrl+c"),
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    )
)
"""Keys that mean the same on every page: no action can have them but those that have them anyway."""

_AS_SENT = frozenset(("ctrl+m", "ctrl+j", "ctrl+i", "ctrl+h", "ctrl+left_square_bracket"))
"""What a terminal sends for Enter, Tab, Backspace and Esc under other names."""

_EDITING = frozenset(
    (
        *("delete", "ctrl+a", "ctrl+e", "ctrl+d", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+x", "ctrl+v"),
        *("ctrl+left", "ctrl+right", "ctrl+backspace", "ctrl+delete"),
    )
)
"""What a field is edited with: not for an action that comes before a field."""

_LISTS: dict[str, frozenset[str]] = {
    "catalog": frozenset("jkgG"),
    "cart": frozenset("jk"),
    "orders": frozenset("jk"),
    "addresses": frozenset("jk"),
    "product": frozenset("0123456789"),
    "place": frozenset(("f5", "ctrl+r")),
}
"""Keys that a page's own list or figure takes first."""

_EVERYWHERE = ("app", "demo")
"""Scopes that hold on top of every page's own."""

_UNBOUND = frozenset(("app.retry",))
"""Words in the registry that each page binds in a scope of its own."""

LONGEST = 40
"""Characters in the name of a key."""


class Refusal(NamedTuple):
    """Why an action cannot have a key.

    `fixed`: the key means the same everywhere; `stays`: this action cannot be moved; `types`: it would type a letter
    or edit a field this action comes before; `lists`: a list of the page takes it; `taken`: `others` have it.
    """

    why: Literal["fixed", "stays", "types", "lists", "taken"]
    others: tuple[Action, ...] = ()


def listed() -> tuple[Action, ...]:
    """Every action that some page binds to a key."""
    return tuple(action for action in ACTIONS if action.id not in _UNBOUND and action.about)


def movable(action: Action) -> bool:
    """It has a key that is not one of the fixed ones."""
    return any(key not in FIXED for key in action.key.split(","))


def keys_of(action: Action, moved: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of an action, those that stay first; `moved`: the chosen key by action id."""
    own = tuple(action.key.split(","))
    chosen = moved.get(action.id)
    if chosen is None:
        return own
    return (*(key for key in own if key in FIXED), chosen)


def own_key(action: Action, moved: Mapping[str, str]) -> str:
    """The key that would move: the first that is not fixed; empty when none is."""
    return next((key for key in keys_of(action, moved) if key not in FIXED), "")


def refusal(action: Action, key: str, moved: Mapping[str, str]) -> Refusal | None:
    """Why `action` cannot have `key` while the others are where `moved` says; None when it can."""
    if not movable(action):
        return Refusal("stays")
    if key in FIXED or key in _AS_SENT or not _is_a_key(key):
        return Refusal("fixed")
    if action.priority and (_types(key) or key in _EDITING):
        return Refusal("types")
    scopes = _LISTS if action.scope in _EVERYWHERE else (action.scope,)
    if any(key in _LISTS.get(scope, ()) for scope in scopes):
        return Refusal("lists")
    others = tuple(
        other
        for other in listed()
        if other.id != action.id and _meet(action, other) and key in keys_of(other, moved)
    )
    return Refusal("taken", others) if others else None


def swapped(action: Action, key: str, moved: Mapping[str, str]) -> dict[str, str] | None:
    """`moved` with `key` given to `action` and the key that was its own to the one that had it; None when that
    cannot be."""
    found = refusal(action, key, moved)
    if found is None or found.why != "taken" or len(found.others) != 1:
        return None
    (other,) = found.others
    before = own_key(action, moved)
    if key not in _movable_keys(other, moved) or not before:
        return None
    both = {**moved, action.id: key, other.id: before}
    return both if _stands(action, both) and _stands(other, both) else None


def in_the_way(action: Action, moved: Mapping[str, str]) -> tuple[Action, ...]:
    """The actions that have a usual key of this one now, so that it cannot have them back."""
    usual = {key for key in action.key.split(",") if key not in FIXED}
    return tuple(
        BY_ID[name]
        for name, key in moved.items()
        if name != action.id and key in usual and _meet(action, BY_ID[name])
    )


def in_force(choices: Sequence[KeyChoice]) -> dict[str, str]:
    """The chosen keys by action id, without what can no longer be: a file may be old, or edited by hand."""
    moved: dict[str, str] = {}
    for choice in choices:
        action = BY_ID.get(choice.action)
        if action is not None and choice.key not in action.key.split(","):
            moved[action.id] = choice.key
    while True:
        wrong = [name for name in moved if not _stands(BY_ID[name], moved)]
        if not wrong:
            return moved
        del moved[wrong[-1]]


def as_choices(moved: Mapping[str, str]) -> list[KeyChoice]:
    """What is kept of `moved`."""
    return [KeyChoice(name, key) for name, key in moved.items()]


def _stands(action: Action, moved: Mapping[str, str]) -> bool:
    rest = {name: key for name, key in moved.items() if name != action.id}
    key = moved.get(action.id)
    return key is None or refusal(action, key, rest) is None


def _movable_keys(action: Action, moved: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key for key in keys_of(action, moved) if key not in FIXED)


def _meet(one: Action, other: Action) -> bool:
    """Both hold on one page."""
    return one.scope == other.scope or one.scope in _EVERYWHERE or other.scope in _EVERYWHERE


def _types(key: str) -> bool:
    """The key writes a character into a field."""
    name = key.removeprefix("shift+")
    return "+" not in name and (len(name) == 1 or not (name[:1] == "f" and name[1:].isdigit()))


def _is_a_key(key: str) -> bool:
    return 0 < len(key) <= LONGEST and key.isprintable() and "," not in key and " " not in key
