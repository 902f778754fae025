"""The first moment of a start: something to see, and no key lost, before Textual is imported.

The terminal is switched to its other screen with echo off, and the catalogue's first screen is written as it was last
drawn for this store, size, language, theme and colour depth; a plain opening page when there is none yet. Textual then
paints the same content over it. Standard library only.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from app.i18n import _, language
from app.session import Session
from app.text import clean

try:
    import termios
except ImportError:  # Windows: the launch frame is shown, keys are left alone
    termios = None  # type: ignore[assignment]

FOLDER = "frames"
FRAMES_KEPT = 12
LARGEST = 2 * 1024 * 1024
"""No frame is longer, in characters."""

# Ground, ink, dim, line of each theme, as in styles.themes (a test compares): Textual may not be imported here.
COLOURS: dict[str, tuple[str, str, str, str]] = {
    "etalase-dark": ("#14110f", "#ede6dd", "#a2968a", "#3a332d"),
    "etalase-light": ("#fbf7f1", "#2a221b", "#6d6156", "#d8d0c4"),
    "etalase-contrast": ("#000000", "#ffffff", "#d0d0d0", "#8a8a8a"),
}
DEFAULT_THEME = "etalase-dark"

OTHER_SCREEN = "\x1b[?1049h"
_ENTER = f"{OTHER_SCREEN}\x1b[?25l\x1b[?7l\x1b[H\x1b[2J"
# Every mode that we or Textual may have set, so that a killed program leaves a terminal one can work in.
_LEAVE = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?2048l\x1b[?1004l"
    "\x1b[<u\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
)
_FRAME = re.compile("(?:[^\x00-\x1f\x7f-\x9f]|\x1b\\[[0-9;]{0,60}[mH])*")
"""What a frame may hold: printable text, colours, cursor addresses. Nothing else is ever written to the terminal."""


class Terminal:
    """The terminal while a program has it: `close` gives it back as it was, however often it is called."""

    def __init__(self, file: int, keys: int) -> None:
        """`file` is the descriptor written to, `keys` the one read from."""
        self._file = file
        self._keys = keys
        self._before: list[Any] | None = None
        self._open = False

    def open(self, frame: str) -> None:
        """Switch echo and line mode off, keeping what was typed, and show the frame. Never raises."""
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


def open_terminal(session: Session, title: str, environ: Mapping[str, str], *, badge: str = "") -> Terminal:
    """Show the launch frame of this session's store on the process's own terminal."""
    size = terminal_size()
    frame = load_frame(session, frame_key(session, size, environ))
    if frame is None:
        frame = opening_page(title, size, session.settings.theme, colour_depth(environ), badge=badge)
    terminal = Terminal(_descriptor(sys.__stderr__, 2), _descriptor(sys.__stdin__, 0))
    terminal.open(frame)
    return terminal


def terminal_size() -> tuple[int, int]:
    """Columns and lines, asked for in the way Textual asks."""
    columns, lines = shutil.get_terminal_size()
    return columns or 80, lines or 25


def colour_depth(environ: Mapping[str, str]) -> str:
    """`none`, `16`, `256` or `truecolor`, decided as Textual decides it."""
    if "NO_COLOR" in environ:
        return "none"
    forced = environ.get("TEXTUAL_COLOR_SYSTEM", "auto")
    if forced in ("standard", "256", "truecolor"):
        return "16" if forced == "standard" else forced
    term = environ.get("TERM", "").strip().lower()
    if term in ("", "dumb", "unknown"):
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if term.rpartition("-")[2] in ("256color", "kitty") else "16"


def frame_key(session: Session, size: tuple[int, int], environ: Mapping[str, str]) -> str:
    """The cache name of the frame for this size and look; whatever changes the drawing is part of it."""
    width, height = size
    theme = session.settings.theme if session.settings.theme in COLOURS else DEFAULT_THEME
    return f"{width}x{height}-{language()}-{theme}-{session.settings.pictures}-{colour_depth(environ)}"


def capture(rows: Sequence[str]) -> str:
    """A frame from the rows of a screen, each as text with colour sequences, top row first."""
    return "".join(f"\x1b[{number};1H{row}\x1b[0m" for number, row in enumerate(rows, 1))


def save_frame(session: Session, key: str, ansi: str) -> None:
    """Keep a frame made by `capture` for the next start. Never raises.

    The caller blanks the cart: a frame holds the catalogue only, never a count, a name or a price that is not
    public. One that would do more to a terminal than print in colours is not kept.
    """
    if len(ansi) <= LARGEST and _FRAME.fullmatch(ansi):
        session.write_blob(f"{FOLDER}/{key}", zlib.compress(ansi.encode("utf-8"), 1))
        session.keep_newest_blobs(FOLDER, FRAMES_KEPT)


def load_frame(session: Session, key: str) -> str | None:
    """The frame kept under `key`, None when there is none that may be shown. Never raises."""
    packed = session.read_blob(f"{FOLDER}/{key}")
    if packed is None:
        return None
    try:
        # A cache file is not trusted: neither its size nor its content.
        frame = zlib.decompressobj().decompress(packed, LARGEST).decode("utf-8")
    except (zlib.error, ValueError):
        return None
    return frame if frame and _FRAME.fullmatch(frame) else None


def opening_page(title: str, size: tuple[int, int], theme: str, depth: str, *, badge: str = "") -> str:
    """What is shown when this store was never drawn at this size: its name, a rule, "opening…"."""
    width, height = size
    ground, ink, dim, line = (_Ink(colour, depth) for colour in COLOURS.get(theme, COLOURS[DEFAULT_THEME]))
    name = clean(title, max(1, width - 4))
    start = f" {name}" + (f"  {badge}" if badge and len(name) + len(badge) + 4 < width else "")
    rows = [
        f"{ink.text}\x1b[1m {name}\x1b[22m{dim.text}{start[len(name) + 1 :]}",
        f"{line.text}{'─' * width}",
        "",
        f"{dim.text} {_('opening…')}",
    ][:height]
    blank = " " * width
    painted = [f"{ground.fill}{blank}\x1b[{number};1H{row}" for number, row in enumerate(rows, 1)]
    painted += [f"{ground.fill}{blank}"] * (height - len(rows))
    return capture(painted)


class _Ink:
    """A colour as the sequences of one depth; at 16 and none the terminal's own colours are left alone."""

    def __init__(self, colour: str, depth: str) -> None:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        code = ""
        if depth == "truecolor":
            code = f"2;{red};{green};{blue}"
        elif depth == "256":
            code = f"5;{_nearest_256(red, green, blue)}"
        self.text = f"\x1b[38;{code}m" if code else ""
        self.fill = f"\x1b[48;{code}m" if code else ""


def _nearest_256(red: int, green: int, blue: int) -> int:
    if max(red, green, blue) - min(red, green, blue) < 12:
        grey = round(((red + green + blue) / 3 - 8) / 10)
        return 16 if grey < 0 else 231 if grey > 23 else 232 + grey
    r, g, b = (round(part / 255 * 5) for part in (red, green, blue))
    return 16 + 36 * r + 6 * g + b


def _descriptor(stream: Any, otherwise: int) -> int:
    try:
        return int(stream.fileno())
    except (AttributeError, OSError, ValueError):
        return otherwise
