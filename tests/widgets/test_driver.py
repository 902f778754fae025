"""The terminal's size, told in the order in which it changed."""

from __future__ import annotations

import sys
from types import SimpleNamespace

from textual.geometry import Size

from tests.terminal import Terminal
from widgets.driver import ShopDriver

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


def test_a_frame_in_the_old_size_is_not_taken_to_be_on_screen() -> None:
    sent: list[str] = []
    page = SimpleNamespace(outer_size=Size(3, 4))
    driver = ShopDriver.__new__(ShopDriver)
    vars(driver).update(
        _app=SimpleNamespace(screen_stack=[page]), _writer_thread=SimpleNamespace(write=sent.append)
    )
    rows = [f"\x1b[{y};1H\x1b[31mabc\x1b[0m" for y in range(1, 5)]
    driver.write("\n".join(rows))
    page.outer_size = Size(3, 2)
    driver.write("\n".join(rows[:2]))
    assert sent[-1] == "\n".join(rows[:2])
