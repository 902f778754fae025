"""The launch frame: the catalogue's first screen as it was last drawn, shown again before Textual is imported.

It is kept for each store, size, language and look; there is a plain opening page when there is none yet. Textual then
paints the same content over it. Most starts have it on screen before they come here: see `app.first_sight`. Standard
library only.
"""

from __future__ import annotations

import contextlib
import shutil
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from app import first_sight
from app.i18n import _, language
from app.paths import cache_folder
from app.session import Session
from app.storage import keep_newest, write_file
from app.terminal import Terminal
from app.text import clean

FOLDER = "frames"
FRAMES_KEPT = 12
STARTS_KEPT = 24

# Ground, ink, dim, line of each theme, as in styles.themes (a test compares): Textual may not be imported here.
COLOURS: dict[str, tuple[str, str, str, str]] = {
    "etalase-dark": ("#14110f", "#ede6dd", "#a2968a", "#3a332d"),
    "etalase-light": ("#fbf7f1", "#2a221b", "#6d6156", "#d8d0c4"),
    "etalase-contrast": ("#000000", "#ffffff", "#d0d0d0", "#8a8a8a"),
}
DEFAULT_THEME = "etalase-dark"


def open_terminal(
    terminal: Terminal, session: Session, title: str, environ: Mapping[str, str], *, badge: str = ""
) -> None:
    """Have the launch frame of this session's store on the terminal: it is left alone when it is there already."""
    size = terminal_size()
    key = frame_key(session, size, environ)
    if session.start is not None:
        session.start.look = _look(key)
        if session.start.shown == str(session.blob_path(f"{FOLDER}/{key}")):
            return
    frame = load_frame(session, key)
    if frame is None:
        frame = opening_page(title, size, session.settings.theme, colour_depth(environ), badge=badge)
    terminal.open(frame)


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
    chosen = session.settings
    return f"{width}x{height}-{language()}-{theme}-{chosen.pictures}-{chosen.density}-{colour_depth(environ)}"


def capture(rows: Sequence[str]) -> str:
    """A frame from the rows of a screen, each as text with colour sequences, top row first."""
    return "".join(f"\x1b[{number};1H{row}\x1b[0m" for number, row in enumerate(rows, 1))


def save_frame(session: Session, key: str, ansi: str) -> None:
    """Keep a frame made by `capture` for the next start. Never raises.

    The caller blanks the cart: a frame holds the catalogue only, never a count, a name or a price that is not
    public. One that would do more to a terminal than print in colours is not kept.
    """
    data = ansi.encode("utf-8", "replace")
    if first_sight.only_prints(data):
        session.write_blob(f"{FOLDER}/{key}", zlib.compress(data, 1))
        session.keep_newest_blobs(FOLDER, FRAMES_KEPT)
        _remember(session, key)


def load_frame(session: Session, key: str) -> str | None:
    """The frame kept under `key`, None when there is none that may be shown. Never raises."""
    packed = session.read_blob(f"{FOLDER}/{key}")
    return first_sight.unpack(packed) if packed is not None else None


def _remember(session: Session, key: str) -> None:
    """Let the next start that begins like this one know its frame at first sight."""
    start, frame = session.start, session.blob_path(f"{FOLDER}/{key}")
    # What was switched since it began (language, theme) is not what such a start leads to.
    if session.private or start is None or frame is None or start.look != _look(key):
        return
    folder = cache_folder()
    if str(folder) != start.cache:
        return
    with contextlib.suppress(OSError, ValueError):
        write_file(Path(start.entry(key.partition("-")[0])), str(frame.relative_to(folder)).encode("ascii"))
        keep_newest(folder / first_sight.FOLDER, STARTS_KEPT)


def _look(key: str) -> str:
    return key.partition("-")[2]


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
