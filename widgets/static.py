"""Words on a page, drawn again only when they are others."""

from __future__ import annotations

from textual import widgets
from textual.content import Content
from textual.visual import VisualType


class Static(widgets.Static):
    """The library's own has its whole screen laid out anew by every `update`. Pages here put all they know into their
    widgets after every change of anything, so that most of what they say is what stands there already."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """As the library's own; nothing happens for the words that are shown."""
        if not _same(content, self.content):
            # An update that meets one whose layout is still to come is not counted by the library: if the screen is
            # laid out between the two, the height from then is kept for these words, and a line of them is cut off.
            self._layout_updates += 1
            super().update(content, layout=layout)


def _same(one: VisualType, other: VisualType) -> bool:
    if isinstance(one, Content) and isinstance(other, Content):
        return one.is_same(other)
    return isinstance(one, str) and isinstance(other, str) and one == other
