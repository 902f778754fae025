"""An address shown in full, which a terminal that can (OSC 8) makes clickable."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.style import Style

from app.text import safe_url
from widgets.static import Static

LONGEST = 2083
"""Terminals ignore longer addresses, or worse."""


def link_content(url: str, style: str = "underline $accent") -> Content:
    """The address as text; as a link too when it is http or https and nothing but printable ASCII."""
    words = Content(url).stylize(style)
    if safe_url(url) == url and url.isascii() and url.isprintable() and len(url) <= LONGEST:
        return words.stylize(Style(link=url))
    return words


class WebLink(Static):
    """A clickable address."""

    class Clicked(Message):
        """It was clicked in the shop (a terminal opens it only with Ctrl or Shift)."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.url = ""

    def show(self, url: str) -> None:
        """Draw this address; empty hides the widget."""
        self.display = bool(url)
        if url != self.url:
            self.url = url
            self.update(link_content(url))

    def on_click(self) -> None:
        self.post_message(self.Clicked())
