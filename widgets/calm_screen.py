"""A screen that does no more than what a change asks for: over a slow line every needless repaint is felt."""

from __future__ import annotations

from typing import TypeVar

from textual import events, on
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

T = TypeVar("T")


class CalmScreen(Screen[T]):
    """Textual's screen, but moving the focus does not repaint all of it."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The two widgets repaint themselves."""

    _new = True

    @on(events.ScreenResume)
    def _style_what_is_old(self, event: events.ScreenResume) -> None:
        """Textual styles all of a page anew when it comes on top; what has just been made has its styles, but for
        the page itself, which was there before its sheet."""
        if self._new and event.refresh_styles:
            event.refresh_styles = False
            self.app.stylesheet.update_nodes([self])
        self._new = False

    def has(self, selector: str | type[Widget]) -> bool:
        """Whether there is such a widget: a page may be drawn before it is composed, or after it is gone."""
        return self.query_one_optional(selector) is not None
