"""The terminal's size, told in the order in which it changed."""

from __future__ import annotations

import sys

from tests.terminal import Terminal

# The window is dragged on just when the app is asking how large it has become.
DRAGGED = """
import fcntl, signal, struct, sys, termios
from textual.app import App
from textual.widgets import Static
from widgets.driver import ShopDriver

class Dragged(ShopDriver):
    rests = True

    def _get_terminal_size(self):
        size = super()._get_terminal_size()
        if not self.rests:
            self.rests = True
            drag(30, 8)
        return size

class Shop(App):
    def compose(self):
        yield Static(id="words")

    def on_resize(self, event):
        self.query_one("#words", Static).update(f"{event.size.width} wide")

    def key_x(self):
        self._driver.rests = False
        drag(70, 20)

def drag(columns, rows):
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

Shop(driver_class=Dragged).run()
"""


def test_the_size_that_came_last_stays() -> None:
    with Terminal([sys.executable, "-c", DRAGGED]) as terminal:
        terminal.wait("80 wide")
        terminal.press("x")
        terminal.wait("30 wide")
        terminal.rest()
        assert "30 wide" in terminal.text()
