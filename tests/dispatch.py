"""Which methods handle a message, looked for once for each kind of widget and message rather than for each message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

from textual.message import Message
from textual.message_pump import MessagePump

Handler = Callable[[Message], Awaitable[Any]]

_find = MessagePump._get_dispatch_methods
_known: dict[tuple[type, str, type], list[tuple[type, list[Any]]] | None] = {}
"""The functions of each class, nearest first; None where it depends on who sent the message."""


def handlers(pump: MessagePump, method_name: str, message: Message) -> Iterable[tuple[type, Handler]]:
    """In place of `_get_dispatch_methods`."""
    key = (type(pump), method_name, type(message))
    if key not in _known:
        _known[key] = _look(*key)
    found = _known[key]
    return _find(pump, method_name, message) if found is None else _each(pump, found, message)


def _each(
    pump: MessagePump, found: list[tuple[type, list[Any]]], message: Message
) -> Iterator[tuple[type, Handler]]:
    for owner, functions in found:
        if message._no_default_action:
            break
        for function in functions:
            yield owner, function.__get__(pump, owner)


def _look(kind: type, method_name: str, message_kind: type) -> list[tuple[type, list[Any]]] | None:
    known: list[tuple[type, list[Any]]] = []
    met: set[Any] = set()
    for owner in kind.__mro__:
        functions: list[Any] = []
        decorated = owner.__dict__.get("_decorated_handlers") or {}
        for one in message_kind.__mro__:
            for function, selectors in decorated.get(one, []):
                if selectors:
                    return None
                if function not in met:
                    met.add(function)
                    functions.append(function)
        named = owner.__dict__.get(f"_{method_name}") or owner.__dict__.get(method_name)
        if named is not None and not getattr(named, "_textual_on", None):
            functions.append(named)
        if functions:
            known.append((owner, functions))
    return known
