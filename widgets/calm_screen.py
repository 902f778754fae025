"""A screen that does no more than what a change asks for: over a slow line every needless repaint is felt."""

from __future__ import annotations

from typing import TypeVar

from textual import events, on
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

T = TypeVar("T")


class CalmScreen(Screen[T]):
    """Textual's screen, but moving the focus does not repaint all of it."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The two widgets repaint themselves."""

    _new = True
    _paint_follows = False

    @on(events.ScreenResume)
    def _style_what_is_old(self, event: events.ScreenResume) -> None:
        """Textual styles all of a page anew when it comes on top; what has just been made has its styles, but for
        the page itself, which was there before its sheet."""
        if self._new and event.refresh_styles:
            event.refresh_styles = False
            self.app.stylesheet.update_nodes([self])
        self._new = False
        # Said before Textual lays it out, which would otherwise paint it as well.
        self._repaint_required = True

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        # Where all is to be painted anyway, that is done once the widgets have said what they show: only that is seen.
        self._paint_follows = self._repaint_required
        try:
            super()._refresh_layout(size, scroll)
        finally:
            self._paint_follows = False

    def _compositor_refresh(self) -> None:
        if self._paint_follows and self.app.screen is self:  # for a page under a dialog nothing would follow
            self.check_idle()
        else:
            super()._compositor_refresh()

    def has(self, selector: str | type[Widget]) -> bool:
        """Whether there is such a widget: a page may be drawn before it is composed, or after it is gone."""
        return self.query_one_optional(selector) is not None
