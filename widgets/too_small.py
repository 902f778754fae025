"""The notice below 40x12, where no screen of ours fits."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from app.i18n import _

LEAST = (40, 12)


class TooSmall(Widget):
    """Covers the screen while the terminal is too small; style sheets show and hide it."""

    def render(self) -> Content:
        width, height = self.app.size
        return Content(
            _("{width}×{height} is a little small.\nThe shop needs {least_width}×{least_height}.").format(
                width=width, height=height, least_width=LEAST[0], least_height=LEAST[1]
            )
        )
