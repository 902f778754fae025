"""Where files live: the platform's own folders, readable by the owner only."""

from __future__ import annotations

import contextlib
from pathlib import Path

APP = "etalase"


def state_folder(*, create: bool = True) -> Path:
    """Carts, drafts, orders, settings: what must survive a restart."""
    import platformdirs

    return _own(Path(platformdirs.user_state_dir(APP, appauthor=False)), create)


def data_folder(*, create: bool = True) -> Path:
    """The demo store's own data."""
    import platformdirs

    return _own(Path(platformdirs.user_data_dir(APP, appauthor=False)), create)


def cache_folder(*, create: bool = True) -> Path:
    """Snapshots, thumbnails, launch frames: what may be deleted at any time."""
    import platformdirs

    return _own(Path(platformdirs.user_cache_dir(APP, appauthor=False)), create)


def config_folder(*, create: bool = False) -> Path:
    """Where `etalase.toml` is looked for; a person puts it there, so it is not made unasked."""
    import platformdirs

    return _own(Path(platformdirs.user_config_dir(APP, appauthor=False)), create)


def make_private_folder(folder: Path) -> None:
    """Make `folder`, and what is missing above it, with mode 0700. Raises OSError."""
    missing = []
    here = folder
    while not here.is_dir():
        missing.append(here)
        if here.parent == here:
            break
        here = here.parent
    for path in reversed(missing):
        # Another process may have made it a moment ago.
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
    if not folder.is_dir():
        raise NotADirectoryError(str(folder))


def _own(folder: Path, create: bool) -> Path:
    if create:
        # A folder that cannot be made shows when something is written to it; a start never fails on it.
        with contextlib.suppress(OSError):
            make_private_folder(folder)
            if folder.stat().st_mode & 0o077:
                folder.chmod(0o700)
    return folder


def downloads_folder() -> Path:
    """Where a buyer looks for files they asked for; made when missing."""
    from platformdirs import user_downloads_path

    folder = user_downloads_path()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
