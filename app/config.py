"""Which store: from the environment, from `etalase.toml`, or the demo. Half a configuration is an error that names what is missing.

Plain dataclasses and tomllib: pydantic may not be imported before the first frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEMO = "demo"


class ConfigError(Exception):
    """What is wrong with the configuration, in words for the terminal."""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """One store to open."""

    name: str
    """The name in `etalase.toml`, or `demo`, or the store id when it came from the environment."""
    base_url: str = "https://api.scalev.com"
    store_id: str = ""
    api_key: str = ""
    """Publishable key (`sfpk_…`); `repr` hides it."""
    title: str = ""
    """What the header calls the store; the name when empty."""
    connect_timeout: float = 5.0
    read_timeout: float = 15.0
    demo_items: int | None = None
    """For the demo: a generated catalogue of this size instead of the made one."""
    demo_fresh: bool = False

    @property
    def is_demo(self) -> bool:
        return self.name == DEMO

    @property
    def key(self) -> str:
        """A file-name-safe name for this store's own folder: the same store always has the same one."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"StoreConfig(name={self.name!r}, base_url={self.base_url!r}, store_id={self.store_id!r})"


def load_store(
    name: str | None, environ: Mapping[str, str], *, config_file: Path | None = None
) -> StoreConfig:
    """The store to open.

    `name` picks one of `etalase.toml` (searched: the given file, ./etalase.toml, the user's config folder). Without a
    name: the three SCALEV_ variables when any is set, else the only or the `default` store of the file, else the demo.
    Raises ConfigError when something is missing, malformed, or a secret (`sk_…`) stands where a publishable key belongs.
    """
    raise NotImplementedError
