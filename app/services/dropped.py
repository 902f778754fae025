"""The file that a terminal means when one is dropped on it or its path is pasted."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LONGEST = 8192
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def looks_like_path(text: str) -> bool:
    """Whether a text is rather a path than letters of a name."""
    start = text.strip().lstrip("'\"& ")
    return start.startswith(("/", "~", "./", "../", "file:", "\\\\")) or bool(_DRIVE.match(start))


def dropped_path(text: str) -> Path | None:
    """The path in what was typed, pasted or dropped; None when it is none.

    Terminals write a dropped file quoted, with backslashes before spaces, or as a file:// address; of several the
    first counts. The file need not be there.
    """
    text = text.strip("\r\n\t ").partition("\n")[0].strip()
    if not text or len(text) > _LONGEST or "\0" in text:
        return None
    ways = [way for way in (text, _unquoted(text), _from_address(text)) if way]
    paths = [_home(way) for way in ways]
    for path in paths:
        try:
            if path.exists():
                return path
        except (OSError, ValueError):
            continue
    return paths[-1] if looks_like_path(text) else None


def _unquoted(text: str) -> str | None:
    text = text.removeprefix("& ").strip()  # as PowerShell has it
    if text[:1] in "'\"" and text[-1:] == text[:1] and text.count(text[0]) == 2:
        return text[1:-1]
    if _DRIVE.match(text) or os.name == "nt":
        return None
    try:
        parts = shlex.split(text)
    except ValueError:
        return None
    return parts[0] if parts else None


def _from_address(text: str) -> str | None:
    text = text.strip("'\"").split()[0] if text.strip("'\"") else ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() != "file" or parts.netloc.lower() not in ("", "localhost"):
        return None
    path = unquote(parts.path, errors="surrogateescape")
    return path[1:] if re.match(r"/[A-Za-z]:", path) else path or None


def _home(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
