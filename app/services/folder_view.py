"""A folder as someone looking for a picture wants to see it: folders, and files that are called like pictures."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.services.proof_file import ENDINGS

MOST = 2000
"""Pictures, and folders, that are listed; the newest pictures first."""
_ENDINGS = tuple(ending for endings in ENDINGS.values() for ending in endings)


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder, or a file that is called like a picture. `name` is as on the disk: clean it before it is shown."""

    name: str
    path: Path
    is_folder: bool
    size: int = 0
    """Bytes."""
    changed: float = 0.0
    """Unix seconds."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What is in a folder."""

    path: Path
    entries: tuple[Entry, ...]
    """Folders by name, then pictures, the newest first: the one looked for was mostly made just now."""
    cut: bool = False
    """There is more than is listed."""


def look_into(path: Path) -> Folder:
    """What is in a folder, without what is hidden; nothing is opened. Runs in a thread. Raises OSError."""
    folders: list[Entry] = []
    pictures: list[Entry] = []
    with os.scandir(path) as found:
        for item in found:
            if item.name.startswith("."):
                continue
            entry = _entry(item)
            if entry is not None:
                (folders if entry.is_folder else pictures).append(entry)
    folders.sort(key=lambda entry: entry.name.casefold())
    pictures.sort(key=lambda entry: (-entry.changed, entry.name.casefold()))
    cut = len(folders) > MOST or len(pictures) > MOST
    return Folder(path, (*folders[:MOST], *pictures[:MOST]), cut)


def _entry(item: os.DirEntry[str]) -> Entry | None:
    try:
        if item.is_dir():
            return Entry(item.name, Path(item.path), True)
        if item.name.lower().endswith(_ENDINGS) and item.is_file():
            found = item.stat()
            return Entry(item.name, Path(item.path), False, found.st_size, found.st_mtime)
    except (OSError, ValueError):  # gone meanwhile, or a link that leads nowhere
        pass
    return None


def first_folders() -> tuple[Path, ...]:
    """Where pictures are looked for, the likeliest first: each is there, and none twice."""
    import platformdirs

    found: list[Path] = []
    ways: tuple[Callable[[], Path], ...] = (
        platformdirs.user_downloads_path,
        platformdirs.user_pictures_path,
        platformdirs.user_desktop_path,
        Path.home,
        Path.cwd,
    )
    for way in ways:
        try:
            path = way()
            if path.is_dir() and not any(path.samefile(other) for other in found):
                found.append(path)
        except (OSError, RuntimeError):
            continue
    return tuple(found)


def nearest_folder(path: Path) -> Path:
    """The folder itself, or the first above it that is there."""
    for folder in (path, *path.parents):
        try:
            if folder.is_dir():
                return folder
        except (OSError, ValueError):
            continue
    return Path.home()


def short_path(path: Path) -> str:
    """`~/Downloads` for what is in the home folder; not yet cleaned."""
    try:
        return os.path.join("~", path.relative_to(Path.home())).rstrip("/.") or "~"  # noqa: PTH118
    except (ValueError, RuntimeError):
        return str(path)
