"""A picture that is at hand as pixels: the whole of it, in the middle, nothing cut off."""

from __future__ import annotations

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from app.services.raster import Raster
from widgets.picture import half_blocks


class StillPicture(Widget):
    """Empty until `show`."""

    raster: Raster | None = None

    class Fitted(Message):
        """There is another room for the picture now."""

    def on_resize(self) -> None:
        self.post_message(self.Fitted())

    def show(self, raster: Raster | None) -> None:
        """Draw these pixels; None: nothing."""
        if raster is not self.raster:
            self.raster = raster
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, height = self.content_size
        ground = self.rich_style
        raster = self.raster
        row = y - (height - raster.height // 2) // 2 if raster is not None else 0
        if raster is None or raster.width > width or not 0 <= row < raster.height // 2:
            return Strip.blank(width, ground)
        left = (width - raster.width) // 2
        ends = [Segment(" " * left, ground)] if left else []
        rest = width - left - raster.width
        tail = [Segment(" " * rest, ground)] if rest else []
        return Strip([*ends, *half_blocks(raster)[row], *tail], width)
