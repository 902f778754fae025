"""A real terminal for tests and the bench: a program in a pty, what it draws, the bytes it sends, when it sent them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

import pyte

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
"""Seconds until something that does not come fails the test."""

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "backspace": "\x7f",
    "space": " ",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f10": "\x1b[21~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

# pyte draws the tail of private sequences it does not know as text.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[(?:[<=>][0-9;:]*[a-zA-Z]|\?[0-9;]*(?:\$p|u))|\x1b[PX^_].*?\x1b\\", re.S
)


_ASKS_FOR_WHOLE_FRAMES = b"\x1b[?2026$p"
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"


class Terminal:
    """Runs a command in a pty of `size` (columns, rows); use as a context manager, which ends it.

    Only whole frames are shown, as today's terminals do.
    """

    def __init__(
        self,
        command: list[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.command = command
        self.size = size
        self.env = {
            "PATH": os.environ.get("PATH", ""),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            **(env or {}),
        }
        self.output = b""
        self.arrivals: list[tuple[float, int]] = []
        """When bytes were read, and how many had come by then: drawing them here takes longer than sending them."""
        self.drawing = True
        """Off while times are measured: then `screen` stands still, and `moment` draws what came."""
        self.screen = pyte.Screen(*size)
        self._lines: dict[int, str] = {}
        """Its rows as last read, of which those are old that the screen calls dirty."""
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""

    def __enter__(self) -> Self:
        self.master, slave = pty.openpty()
        self._set_size(slave)
        self.started = monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=self.env,
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=_as_a_terminal_would,
        )
        os.close(slave)
        os.set_blocking(self.master, False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()

    def close(self) -> None:
        """Take the terminal away, as a dropped connection does."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def _set_size(self, fd: int) -> None:
        columns, rows = self.size
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size, as dragging its corner does."""
        self.size = (columns, rows)
        self.screen.resize(rows, columns)
        self._set_size(self.master)

    def pump(self, seconds: float) -> bytes:
        """Read what the program sends for at most `seconds`; gives the new bytes, returns at the first of them."""
        if self.master < 0 or not select.select([self.master], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self.master, 1 << 20)
        except (OSError, BlockingIOError):
            return b""
        self.output += data
        self.arrivals.append((monotonic(), len(self.output)))
        if _ASKS_FOR_WHOLE_FRAMES in self.output[-len(data) - len(_ASKS_FOR_WHOLE_FRAMES) :]:
            os.write(self.master, b"\x1b[?2026;2$y")
        if not self.drawing:
            return data
        self._held += data
        begun = self._held.rfind(_FRAME_BEGINS)
        if begun > self._held.rfind(_FRAME_ENDS):
            cut = begun
        else:
            # A sequence may be cut by the read: hold back from the last escape on, unless it is long enough to be whole.
            cut = self._held.rfind(b"\x1b")
            if cut < 0 or len(self._held) - cut >= 24:
                cut = len(self._held)
        self._draw(cut)
        return data

    def _draw(self, until: int) -> None:
        ready, self._held = self._held[:until], self._held[until:]
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", ready))

    def _flush(self) -> None:
        """Nothing more is coming for now: what was held back is whole, but for a frame that is still being sent."""
        begun = self._held.rfind(_FRAME_BEGINS)
        self._draw(begun if begun > self._held.rfind(_FRAME_ENDS) else len(self._held))

    def text(self) -> str:
        """What is on screen, trailing spaces removed."""
        screen = self.screen
        for y in screen.dirty:
            cells = screen.buffer[y]
            self._lines[y] = "".join([cells[x].data for x in range(screen.columns)]).rstrip()
        screen.dirty.clear()
        return "\n".join(self._lines[y] for y in range(screen.lines))

    def moment(self, shown: Callable[[pyte.Screen], object]) -> float | None:
        """When a screen on which `shown` is true was complete, on the clock of `monotonic`; None when it never was."""
        screen = pyte.Screen(*self.size)
        stream = pyte.ByteStream(screen)
        begin = 0
        for time, end in self.arrivals:
            stream.feed(_UNKNOWN_TO_PYTE.sub(b"", self.output[begin:end]))
            begin = end
            if shown(screen):
                return time
        return None

    def block_cursor(self) -> str:
        """The line in which a block cursor stands: a single cell on another ground; empty when there is none."""
        for y, line in enumerate(self.screen.display):
            cells = self.screen.buffer[y]
            grounds = [cells[x].bg for x in range(self.size[0])]
            for left, here, right in zip(grounds, grounds[1:], grounds[2:], strict=False):
                if left == right != here:
                    return line
        return ""

    def wait(
        self, until: str | Callable[[str], object], limit: float | None = None, *, what: str = ""
    ) -> None:
        """Until the screen matches a regular expression or a condition. Raises AssertionError with the screen.

        `what` is waited for, in words for that error.
        """
        end = monotonic() + (limit or PATIENCE)
        while True:
            text = self.text()
            if re.search(until, text) if isinstance(until, str) else until(text):
                return
            if not self.pump(0.05):
                self._flush()
                if self.process.poll() is not None and not self.pump(0):
                    raise AssertionError(f"the program ended ({self.process.returncode})\n{self.text()}")
            if monotonic() > end:
                raise AssertionError(f"never came: {what or until}\n{self.text()}")

    def rest(self, quiet: float = 0.3, limit: float | None = None) -> None:
        """Until nothing has been sent for `quiet` seconds."""
        end = monotonic() + (limit or PATIENCE)
        last = monotonic()
        while monotonic() - last < quiet:
            if self.pump(0.02):
                last = monotonic()
            if monotonic() > end:
                raise AssertionError("the program never comes to rest")
        self._flush()

    def press(self, *keys: str) -> None:
        """Send keys by name; a single character stands for itself."""
        for key in keys:
            os.write(self.master, KEYS.get(key, key).encode())
            self.pump(0.02)

    def type(self, words: str) -> None:
        """Type words."""
        for letter in words:
            self.press(letter)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def wait_end(self, limit: float | None = None) -> int:
        """Until the program has ended; gives its exit code."""
        end = monotonic() + (limit or PATIENCE)
        while self.process.poll() is None:
            self.pump(0.05)
            if monotonic() > end:
                raise AssertionError(f"the program does not end\n{self.text()}")
        while self.pump(0.05):
            pass
        self._flush()
        return int(self.process.returncode)


def _as_a_terminal_would() -> None:
    """In the new process: this is its terminal, and Ctrl+C is heard even where the tests run in the background."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def etalase(*arguments: str) -> list[str]:
    """The command that starts the shop from this checkout."""
    return [sys.executable, "-c", "import sys; from app.cli import main; sys.exit(main())", *arguments]


def home(folder: Path, **more: str) -> dict[str, str]:
    """An environment whose state, data, cache and configuration live under `folder`."""
    return {
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        **more,
    }
