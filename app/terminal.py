"""The process's own terminal while the program has it, and how it is given back.

The first frame waits for what is imported here.
"""

from __future__ import annotations

import contextlib
import os
import sys

TYPE_CHECKING = False  # as in typing, which takes longer to import than all of this
if TYPE_CHECKING:
    from typing import Any

try:
    import termios
except ImportError:  # Windows: the launch frame is shown, keys are left alone
    termios = None  # type: ignore[assignment]

OTHER_SCREEN, MAIN_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
_ENTER = f"{OTHER_SCREEN}\x1b[?25l\x1b[?7l\x1b[H\x1b[2J"
# Every mode that we or Textual may have set, so that a killed program leaves a terminal one can work in.
_LEAVE = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?2048l\x1b[?1004l"
    "\x1b[<u\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
)


class Terminal:
    """The terminal while a program has it: `close` gives it back as it was, however often it is called."""

    def __init__(self, file: int | None = None, keys: int | None = None) -> None:
        """`file` is the descriptor written to, `keys` the one read from; left out, those Textual uses."""
        self._file = _descriptor(sys.__stderr__, 2) if file is None else file
        self._keys = _descriptor(sys.__stdin__, 0) if keys is None else keys
        self._before: list[Any] | None = None
        self._open = False

    def open(self, frame: str) -> None:
        """Switch echo and line mode off, keeping what was typed, and show the frame. Never raises.

        Called again it shows another frame instead.
        """
        if self._open:
            self._write("\x1b[?25l\x1b[?7l\x1b[0m\x1b[2J" + frame)
            return
        self._open = True
        if termios is not None:
            with contextlib.suppress(termios.error, OSError):
                self._before = termios.tcgetattr(self._keys)
                raw = termios.tcgetattr(self._keys)
                # Enter must arrive as Textual expects it; ctrl+c still ends a start that hangs.
                raw[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
                raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
                raw[6][termios.VMIN] = 1
                raw[6][termios.VTIME] = 0
                termios.tcsetattr(self._keys, termios.TCSANOW, raw)
        self._write(_ENTER + frame)

    def close(self) -> None:
        """Main screen, cursor, echo: all as before. Never raises."""
        if not self._open:
            return
        self._open = False
        if termios is not None and self._before is not None:
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(self._keys, termios.TCSANOW, self._before)
        self._write(_LEAVE)

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        with contextlib.suppress(OSError):
            while data:
                data = data[os.write(self._file, data) :]


def on_a_terminal() -> bool:
    """Keys come from a terminal, and what is drawn goes to one."""
    return all(_is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr))


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):
        return False


def _descriptor(stream: Any, otherwise: int) -> int:
    try:
        return int(stream.fileno())
    except (AttributeError, OSError, ValueError):
        return otherwise
