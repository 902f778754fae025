"""A screen that does no more than what a change asks for: over a slow line every needless repaint is felt."""

from __future__ import annotations

from typing import TypeVar

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

T = TypeVar("T")


class CalmScreen(Screen[T]):
    """Textual's screen, but moving the focus does not repaint all of it."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The two widgets repaint themselves."""

    def has(self, selector: str | type[Widget]) -> bool:
        """Whether there is such a widget: a page may be drawn before it is composed, or after it is gone."""
        return self.query_one_optional(selector) is not None
