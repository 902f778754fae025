"""Pictures in half blocks: two pixels a cell."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual import getters
from textual.strip import Strip
from textual.widget import Widget

from app.main import Etalase
from app.services.pictures import Raster


@lru_cache(maxsize=8192)
def _style(upper: tuple[int, int, int], lower: tuple[int, int, int] | None) -> Style:
    below = Color.from_rgb(*lower) if lower is not None else None
    return Style(color=Color.from_rgb(*upper), bgcolor=below)


@lru_cache(maxsize=256)
def half_blocks(raster: Raster, *, keep: int | None = None) -> tuple[tuple[Segment, ...], ...]:
    """One row of segments for every two rows of pixels; `keep` leaves out the pixels below that row.

    Equal neighbours become one segment, and colours are rounded a little so that more of them are equal: a picture
    is by far the most that ever goes down the line to the terminal.
    """
    width, height, rgb = raster.width, raster.height, raster.rgb
    pixels = [(rgb[i] & 0xF8, rgb[i + 1] & 0xF8, rgb[i + 2] & 0xF8) for i in range(0, width * height * 3, 3)]
    last = height if keep is None else min(keep, height)
    rows: list[tuple[Segment, ...]] = []
    for top in range(0, height, 2):
        cells: list[Segment] = []
        run_style: Style | None = None
        run = 0
        glyph = "▀"
        for x in range(width):
            upper = pixels[top * width + x]
            lower = pixels[(top + 1) * width + x] if top + 1 < last else None
            style = _style(upper, lower)
            if style is not run_style:
                if run_style is not None:
                    cells.append(Segment(glyph * run, run_style))
                run_style, run = style, 0
            run += 1
        if run_style is not None:
            cells.append(Segment(glyph * run, run_style))
        rows.append(tuple(cells))
    return tuple(rows)


class Picture(Widget):
    """One picture, cropped to fill the widget; a calm block of the same size until it is there."""

    etalase = getters.app(Etalase)

    COMPONENT_CLASSES = {"picture--blank"}
    DEFAULT_CSS = "Picture > .picture--blank { background: $raised; color: $dim; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.url: str | None = None
        self._drawn: Raster | None = None
        self._drawn_for: object = None

    @property
    def shown(self) -> bool:
        """Pictures are wanted and this terminal has the colours for them."""
        return draws_pictures(self.etalase)

    def show(self, url: str | None) -> None:
        """Show the picture of this address, now or when it has come; repaints only when something is new."""
        if url == self.url and (self._drawn is not None or self._raster(url) is None):
            return
        self.url, self._drawn_for = url, None
        self.refresh()

    def _raster(self, url: str | None) -> Raster | None:
        width, height = self.content_size
        if not url or not width or not height or not self.shown:
            return None
        pictures = self.etalase.shop.pictures
        raster = pictures.get(url, width, height * 2)
        if raster is None and self.etalase.usable:
            pictures.request(url, width, height * 2)
        return raster

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        wanted = (self.url, self.content_size)
        if wanted != self._drawn_for:
            self._drawn, self._drawn_for = self._raster(self.url), wanted
        raster = self._drawn
        if raster is not None:
            rows = half_blocks(raster)
            if y < len(rows):
                return Strip(rows[y], width)
        return Strip([Segment(" " * width, self.get_component_rich_style("picture--blank"))], width)


def draws_pictures(app: Etalase) -> bool:
    """The buyer wants pictures and the terminal shows colours (half blocks without them are noise)."""
    return (
        app.session.settings.pictures != "off"
        and app.console.color_system not in (None, "standard")  # of 16 colours no picture can be made
        and not app.no_color
    )


__all__ = ["Picture", "draws_pictures", "half_blocks"]
