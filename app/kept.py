"""Where everything is that is kept on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.config import FILE_NAME, ConfigError, find_config_file
from app.paths import config_folder, data_folder

if TYPE_CHECKING:
    from app.config import StoreConfig
    from app.session import Session


def kept_files(
    store: StoreConfig, session: Session, *, log_file: str | None = None, config_file: Path | None = None
) -> dict[str, Path | None]:
    """What there is by name, with its path; None for what is not kept in this run.

    `state` (this store's own folder), `settings`, `config` (the file used, or where one would be looked for), `cache`,
    `data` (only for the demo store) and `log`.
    """
    try:
        config = find_config_file(config_file) or config_folder() / FILE_NAME
    except ConfigError:
        config = config_file or config_folder() / FILE_NAME
    found = {
        "state": session.folder,
        "settings": session.settings_file,
        "config": config,
        "cache": session.cache,
        "data": data_folder(create=False) if store.is_demo else None,
        "log": Path(log_file) if log_file else None,
    }
    if not store.is_demo:
        del found["data"]
    if session.private:
        # Looked at, never written to.
        found.update({name: None for name in ("settings", "cache", "data") if name in found})
    return {name: path.absolute() if path is not None else None for name, path in found.items()}
