"""Painting without a terminal: what the widgets draw is drawn; that is not put together into bytes which nobody reads."""

from __future__ import annotations

from typing import Any

from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.geometry import Region
from textual.screen import Screen

put_together = Compositor.render_update


def draw(
    compositor: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> Any:
    """In place of `Compositor.render_update`: what `full` asks for is a picture, and is made as ever."""
    if full:
        return put_together(compositor, full, screen_stack, simplify)
    visible_screen_stack.set(screen_stack or [])
    changed = compositor._dirty_regions.copy()
    compositor._dirty_regions.clear()
    for widget, (region, clip) in list(compositor.visible_widgets.items()):
        seen = region.intersection(clip)
        if seen and any(seen.overlaps(part) for part in changed):
            widget.render_lines(Region(seen.x - region.x, seen.y - region.y, seen.width, seen.height))
    return None
