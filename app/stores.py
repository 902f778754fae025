"""The stores one can go to from the one that is open."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.config import DEMO, ConfigError, StoreConfig, find_config_file, load_store, read_stores


def stores_to_open(
    first: StoreConfig, environ: Mapping[str, str], *, config_file: Path | None = None
) -> tuple[StoreConfig, ...]:
    """The stores of `etalase.toml`, the one of the environment, and the demo; `first` is the one that etalase was
    started with, and stays as it was asked for.

    A store whose entry is not complete is left out: only starting with it says what is missing.
    """
    names: list[str | None] = [None]  # the usual one
    with contextlib.suppress(ConfigError):
        file = find_config_file(config_file)
        names += read_stores(file)[0] if file is not None else ()
    found: list[StoreConfig] = []
    for name in names:
        with contextlib.suppress(ConfigError):
            found.append(load_store(name, environ, config_file=config_file))
    if not first.is_demo:
        found.append(load_store(DEMO, environ))
    # Going back to it is no reason to start over again.
    mine = replace(first, demo_fresh=False)
    stores = {store.key: store for store in found if not (store.is_demo and first.is_demo)}
    stores[mine.key] = mine
    return tuple(sorted(stores.values(), key=lambda store: store.is_demo))
