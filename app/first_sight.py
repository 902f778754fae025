"""Products on screen at once: the launch frame of a start that begins like an earlier one, before anything is imported.

What a start shows first follows from a few plain facts: the words of the command, the variables and files that say
which store, language, theme and colours, and the size of the terminal. Under a digest of them stands where the frame
is that such a start led to. A start that differs in any of them finds nothing and goes the ordinary way
(`app.launch`), and so does one of which something is unclear.

    <cache>/starts/<digest>-<size>    the frame's path below <cache>, written by app.launch
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib

from app import __version__

TYPE_CHECKING = False  # as in typing, which takes as long to import as everything here
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

APP = "etalase"
FOLDER = "starts"
LARGEST = 2 * 1024 * 1024
"""No frame is longer, in bytes."""
_LARGEST_FACT = 256 * 1024

_VARIABLES = ("NO_COLOR", "COLORTERM", "TERM")
_PREFIXES = ("LANG", "LC_", "SCALEV_", "TEXTUAL_")
_NEVER = ("--private", "--fresh", "--config")
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x1B})


class Start:
    """One way to begin, as it will be known again."""

    __slots__ = ("cache", "digest", "look", "shown")

    def __init__(self, cache: str, digest: str) -> None:
        self.cache = cache
        """The cache folder, as a path."""
        self.digest = digest
        """Of everything that decides what is shown but the size. The facts themselves are kept nowhere: a key is
        among them."""
        self.look = ""
        """What it led to: the frame's name without the size; empty until that is known."""
        self.shown = ""
        """The path of the frame that is on the terminal, empty when there is none."""

    def entry(self, size: str) -> str:
        """The path of the file that says where the frame of this size (`120x40`) is."""
        return f"{self.cache}/{FOLDER}/{self.digest}-{size}"


class _Unclear(Exception):
    """Something that decides about the first frame cannot be told without the real thing."""


def recognise(given: Sequence[str], environ: Mapping[str, str]) -> Start | None:
    """What kind of start this is; None for one that is not to be known again (`--private` above all). Never raises."""
    if sys.platform != "linux" or "COLUMNS" in environ or "LINES" in environ:
        return None
    if any(word.partition("=")[0] in _NEVER for word in given):
        return None
    try:
        cache = _folder(environ, "XDG_CACHE_HOME", ".cache")
        config = _folder(environ, "XDG_CONFIG_HOME", ".config")
        state = _folder(environ, "XDG_STATE_HOME", ".local/state")
        files = (f"{APP}.toml", f"{config}/{APP}.toml", f"{state}/settings.json")
        facts = (
            __version__,
            _words(given),
            [(name, environ[name]) for name in sorted(environ) if _matters(name)],
            [_read(file, _LARGEST_FACT) for file in files],
        )
    except _Unclear:
        return None
    return Start(cache, hashlib.sha256(repr(facts).encode("ascii", "backslashreplace")).hexdigest()[:40])


def frame_of(start: Start) -> str | None:
    """The frame that the last start like this led to, for the terminal as it is now; sets `start.shown`. Never raises."""
    try:
        size = "{}x{}".format(*os.get_terminal_size(1))
        where = (_read(start.entry(size), 1000) or b"").decode("ascii")
        stores, store, frames, name = where.split("/")
        if (
            (stores, frames) != ("stores", "frames")
            or store.startswith(".")
            or not name.startswith(f"{size}-")
        ):
            return None
        path = f"{start.cache}/{where}"
        frame = unpack(_read(path, LARGEST) or b"")
    except (_Unclear, OSError, ValueError):
        return None
    if frame is not None:
        start.shown = path
    return frame


def unpack(packed: bytes) -> str | None:
    """The frame from a cache file; None when it is not one. Neither its size nor its content is trusted."""
    try:
        data = zlib.decompressobj().decompress(packed, LARGEST)
        return data.decode("utf-8") if data and only_prints(data) else None
    except (zlib.error, ValueError):
        return None


def only_prints(data: bytes) -> bool:
    """Whether this UTF-8 does no more to a terminal than print in colours: nothing else is ever written to it.

    Allowed are text, colours (`m`) and cursor addresses (`H`).
    """
    if len(data) > LARGEST or len(data.translate(None, _CONTROLS)) != len(data):
        return False
    for after in data.split(b"\x1b")[1:]:
        if after[:1] != b"[" or after[1:62].lstrip(b"0123456789;")[:1] not in (b"m", b"H"):
            return False
    # The second set of control characters: U+0080 to U+009F.
    return all(after[:1] >= b"\xa0" for after in data.split(b"\xc2")[1:])


def _words(given: Sequence[str]) -> list[str]:
    """The command line without the log, which shows nowhere, and without a link, which shows later."""
    words: list[str] = []
    rest = iter(given)
    for word in rest:
        if word == "open" and not (words and words[-1].startswith("--")):
            next(rest, None)
        elif word == "--log":
            if next(rest, None) is None:
                raise _Unclear
        elif not word.startswith("--log="):
            words.append(word)
    return words


def _matters(name: str) -> bool:
    return name in _VARIABLES or name.startswith(_PREFIXES)


def _folder(environ: Mapping[str, str], variable: str, usual: str) -> str:
    # platformdirs would say it, 15 ms later; app.launch keeps nothing when the two do not agree.
    base = environ.get(variable, "")
    if not base.startswith("/"):
        home = environ.get("HOME", "")
        if not home.startswith("/"):
            raise _Unclear
        base = f"{home}/{usual}"
    return f"{base}/{APP}"


def _read(path: str, largest: int) -> bytes | None:
    """The whole of a regular file, None when there is none."""
    try:
        # Without O_NONBLOCK opening a named pipe would wait for a writer forever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise _Unclear from None
    try:
        found = os.fstat(descriptor)
        if found.st_mode & 0o170000 != 0o100000 or found.st_size > largest:
            raise _Unclear
        return os.read(descriptor, found.st_size)
    except OSError:
        raise _Unclear from None
    finally:
        os.close(descriptor)
