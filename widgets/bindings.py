"""Textual bindings made from the action registry."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from app.actions import in_scope


def bindings(*scopes: str) -> list[BindingType]:
    """The bindings of the scopes, for a `BINDINGS` class variable; ids are action ids, so keys can be remapped.

    Descriptions stay English message ids: footer, help and palette translate them when they draw.
    """
    return [
        Binding(
            action.key,
            action.name,
            action.label,
            show=action.footer,
            priority=action.priority,
            tooltip=action.about,
            id=action.id,
        )
        for scope in scopes
        for action in in_scope(scope)
    ]
