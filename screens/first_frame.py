"""The catalogue's first screen as the terminal got it, kept so that the next start shows it before anything is imported."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from textual.screen import Screen
from textual.strip import Strip

from app.launch import capture
from widgets.header import ShopHeader


def first_frame(screen: Screen[Any]) -> str:
    """The screen as text with colours, cart and account left blank: a frame holds nothing of the buyer."""
    console = screen.app.console
    header = screen.query_one(ShopHeader)
    strips = list(screen._compositor.render_strips())
    blank = header.buyer_width() + 1
    if blank > 1 and strips:
        strips[0] = _without_end(strips[0], blank)
    return capture([strip.render(console) for strip in strips])


def _without_end(strip: Strip, width: int) -> Strip:
    start = strip.crop(0, max(0, strip.cell_length - width))
    style = next((segment.style for segment in reversed(start._segments) if not segment.text.strip()), None)
    return Strip([*start, Segment(" " * width, style)], strip.cell_length)
