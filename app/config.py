"""Which store: from the environment, from `etalase.toml`, or the demo.

Half a configuration is an error that names what is missing.

Plain dataclasses and tomllib: pydantic may not be imported before the first frame.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.i18n import _

if TYPE_CHECKING:
    from app.event_config import EventConfig

DEMO = "demo"
FILE_NAME = "etalase.toml"
DEFAULT_BASE = "https://api.scalev.com"
KEY_PREFIX = "sfpk_"

VARIABLES = {
    "base_url": "SCALEV_API_BASE",
    "store_id": "SCALEV_STORE_UNIQUE_ID",
    "api_key": "SCALEV_STOREFRONT_API_KEY",
}
_NEEDED = ("store_id", "api_key")
_TEXTS = ("base_url", "store_id", "api_key", "title", "pages", "reset_origin")
_TIMES = ("connect_timeout", "read_timeout", "upload_timeout")
_FIELDS = (*_TEXTS, *_TIMES, "events")
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


class ConfigError(Exception):
    """What is wrong with the configuration, in words for the terminal."""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """One store to open."""

    name: str
    """The name in `etalase.toml`, or `demo`, or the store id when it came from the environment."""
    base_url: str = DEFAULT_BASE
    store_id: str = ""
    api_key: str = ""
    """Publishable key (`sfpk_…`); `repr` hides it."""
    title: str = ""
    """What the header calls the store; when none is given, its name."""
    pages: str = ""
    """Addresses of the store's own web pages, parted by spaces: links that lead there are this store's."""
    reset_origin: str = ""
    """`http://localhost:PORT` when the store has registered that as an origin: links to a new password lead here."""
    connect_timeout: float = 5.0
    read_timeout: float = 15.0
    upload_timeout: float = 30.0
    """The longest, in seconds, that nothing of a file sent to the shop gets through."""
    events: EventConfig | None = None
    """Which advertisers are told of what is looked at and bought; None: none, or the buyer's DO_NOT_TRACK."""
    demo_items: int | None = None
    """For the demo: a generated catalogue of this size instead of the made one."""
    demo_fresh: bool = False
    demo_edition: str = "newer"
    """For the demo: which edition of the API it is a store of, `older` or `newer`."""
    demo_provider: str = "xendit"
    """For the demo: the shape of its payments, `xendit` or `singapay`."""
    demo_payment_delay: float = 0.0
    """For the demo: seconds until a payment that was made can be paid."""
    demo_autopay: bool = True
    """For the demo: QRIS and virtual accounts are paid by themselves after a while."""
    demo_access_ttl: int = 900
    """For the demo: seconds until a sign-in has to be renewed."""

    def __post_init__(self) -> None:
        if not self.title:
            from app.sandbox import DEMO_STORE_NAME

            object.__setattr__(self, "title", DEMO_STORE_NAME if self.is_demo else self.name)

    @property
    def is_demo(self) -> bool:
        return self.name == DEMO

    @property
    def key(self) -> str:
        """A file-name-safe name for this store's own folder: the same store always has the same one."""
        if self.is_demo:
            # A generated catalogue has other things under the same ids, so it keeps its own cart.
            return DEMO if self.demo_items is None else f"{DEMO}-{self.demo_items}"
        slug = re.sub(r"[^a-z0-9]+", "-", self.store_id.lower()).strip("-")[:40] or "store"
        digest = hashlib.sha256(
            f"{self.base_url}\n{self.store_id}".encode("utf-8", "surrogatepass")
        ).hexdigest()
        return f"{slug}-{digest[:10]}"

    def __repr__(self) -> str:
        return f"StoreConfig(name={self.name!r}, base_url={self.base_url!r}, store_id={self.store_id!r})"


def load_store(
    name: str | None, environ: Mapping[str, str], *, config_file: Path | None = None
) -> StoreConfig:
    """The store to open.

    `name` picks one of `etalase.toml` (searched: the given file, ./etalase.toml, the user's config folder).
    Without a name: the three SCALEV_ variables when any is set, else the only or the `default` store of the
    file, else the demo. Raises ConfigError when something is missing, malformed, or a secret (`sk_…`) stands
    where a publishable key belongs.
    """
    if name == DEMO:
        return _demo()
    given = {field: environ.get(variable, "").strip() for field, variable in VARIABLES.items()}
    if name is None and any(given.values()):
        return _heeding(environ, _from_environment(given, environ))
    file = find_config_file(config_file)
    if file is None:
        if name is None:
            return _demo()
        raise ConfigError(
            _(
                "There is no {file} to find the store “{name}” in. Looked in this folder and in {folder}."
            ).format(file=FILE_NAME, name=name, folder=_config_folder())
        )
    return _heeding(environ, _from_file(file, name))


def _heeding(environ: Mapping[str, str], store: StoreConfig) -> StoreConfig:
    """The store as this buyer has it: DO_NOT_TRACK is heard before anything else of the program could not hear it."""
    if store.events is not None:
        from app.event_config import do_not_track

        if do_not_track(environ):
            return replace(store, events=None)
    return store


def _demo() -> StoreConfig:
    """The demo as it is shown: what a real payment lets one wait for is waited for here too."""
    from app.sandbox import PAYMENT_DELAY

    return StoreConfig(DEMO, demo_payment_delay=PAYMENT_DELAY)


def find_config_file(config_file: Path | None = None) -> Path | None:
    """The `etalase.toml` that is used, None when there is none.

    Raises ConfigError when the given one is missing.
    """
    if config_file is not None:
        if not config_file.is_file():
            raise ConfigError(_("There is no file {file}.").format(file=config_file))
        return config_file
    for candidate in (Path(FILE_NAME), _config_folder() / FILE_NAME):
        if candidate.is_file():
            return candidate
    return None


def mask(key: str) -> str:
    """A key as it may be shown: its first eight characters."""
    return f"{key[:8]}…" if key else "–"


def _config_folder() -> Path:
    from app.paths import config_folder

    return config_folder()


def _from_environment(given: dict[str, str], environ: Mapping[str, str]) -> StoreConfig:
    missing = [VARIABLES[field] for field in _NEEDED if not given[field]]
    if missing:
        present = [VARIABLES[field] for field, value in given.items() if value]
        raise ConfigError(
            _(
                "The store is only half configured: {present} is set, {missing} is not. "
                "Set it as well, or unset all SCALEV_ variables to open the demo store."
            ).format(present=", ".join(present), missing=", ".join(missing))
        )
    store_id = given["store_id"]
    events = None
    if any(variable.startswith("SCALEV_EVENTS") for variable in environ):
        from app.event_config import read_environment

        events = read_environment(environ)
    return StoreConfig(
        name=store_id if store_id != DEMO else f"{DEMO} (SCALEV)",
        base_url=base_address(given["base_url"] or DEFAULT_BASE, VARIABLES["base_url"]),
        store_id=plain_word(store_id, VARIABLES["store_id"]),
        api_key=_publishable(given["api_key"], VARIABLES["api_key"]),
        events=events,
    )


def _from_file(file: Path, name: str | None) -> StoreConfig:
    stores, default = read_stores(file)
    if name is None:
        if default is not None:
            name = default
        elif len(stores) == 1:
            name = next(iter(stores))
        elif not stores:
            return _demo()
        else:
            raise ConfigError(
                _(
                    "{file} has several stores ({names}). Say which with --store, or put a default at its top."
                ).format(file=file, names=", ".join(stores))
            )
        if name == DEMO:
            return _demo()
    if name not in stores:
        raise ConfigError(_unknown_store(file, name, list(stores)))
    return _store(file, name, stores[name])


def read_stores(file: Path) -> tuple[dict[str, dict[str, Any]], str | None]:
    """What a file says of each store, and which is the default; neither is checked yet. Raises ConfigError."""
    import tomllib

    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            _("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror)
        ) from error
    except (ValueError, RecursionError) as error:
        # tomllib's own words quote at most the place, never the line with the key on it.
        raise ConfigError(_("{file} is not valid TOML: {reason}.").format(file=file, reason=error)) from None
    stores = content.get("stores", {})
    default = content.get("default")
    unknown = [key for key in content if key not in ("stores", "default")]
    if unknown:
        raise ConfigError(
            _("{file}: “{field}” means nothing here. Stores are written as [stores.NAME].").format(
                file=file, field=unknown[0]
            )
        )
    if not isinstance(stores, dict) or not all(isinstance(store, dict) for store in stores.values()):
        raise ConfigError(_("{file}: stores are written as [stores.NAME].").format(file=file))
    if DEMO in stores:
        raise ConfigError(
            _("{file}: the name “demo” belongs to the demo store; call yours something else.").format(
                file=file
            )
        )
    if default is not None and not isinstance(default, str):
        raise ConfigError(_("{file}: default must be the name of a store, in quotes.").format(file=file))
    return stores, default


def _unknown_store(file: Path, name: str, names: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, [*names, DEMO], n=1)
    if close:
        return _("There is no store “{name}” in {file}. Did you mean “{close}”?").format(
            name=name, file=file, close=close[0]
        )
    return _("There is no store “{name}” in {file}. It has: {names}.").format(
        name=name, file=file, names=", ".join(names) or "–"
    )


def _store(file: Path, name: str, raw: dict[str, Any]) -> StoreConfig:
    section = f"{file}, [stores.{name}]"
    for field in raw:
        if field not in _FIELDS:
            import difflib

            close = difflib.get_close_matches(field, _FIELDS, n=1)
            hint = " " + _("Did you mean “{close}”?").format(close=close[0]) if close else ""
            raise ConfigError(
                _("{where}: “{field}” means nothing here.").format(where=section, field=field) + hint
            )
    for field in _TEXTS:
        if not isinstance(raw.get(field, ""), str):
            raise ConfigError(
                _("{where}: {field} must be text in quotes.").format(where=section, field=field)
            )
    missing = [field for field in _NEEDED if not raw.get(field, "").strip()]
    if missing:
        raise ConfigError(
            _("{where}: {missing} is missing. Write it there, in quotes.").format(
                where=section, missing=", ".join(missing)
            )
        )
    events = None
    if "events" in raw:
        from app.event_config import read_events

        events = read_events(raw["events"], f"{section[:-1]}.events]")
    return StoreConfig(
        name=name,
        events=events,
        base_url=base_address(raw.get("base_url", "").strip() or DEFAULT_BASE, f"{section}, base_url"),
        store_id=plain_word(raw["store_id"].strip(), f"{section}, store_id"),
        api_key=_publishable(raw["api_key"].strip(), f"{section}, api_key"),
        title=raw.get("title", "").strip(),
        pages=_pages(raw.get("pages", ""), f"{section}, pages"),
        reset_origin=loopback(raw.get("reset_origin", "").strip(), f"{section}, reset_origin"),
        connect_timeout=_seconds(raw.get("connect_timeout", 5.0), f"{section}, connect_timeout"),
        read_timeout=_seconds(raw.get("read_timeout", 15.0), f"{section}, read_timeout"),
        upload_timeout=_seconds(raw.get("upload_timeout", 30.0), f"{section}, upload_timeout"),
    )


def _publishable(key: str, where: str) -> str:
    """The key when a buyer's machine may have it. The message never repeats it: it may be a secret."""
    if not key.startswith(KEY_PREFIX):
        raise ConfigError(
            _(
                "{where} is not a publishable storefront key: those begin with sfpk_. "
                "A business key (sk_… and others) is a secret and must not be put here."
            ).format(where=where)
        )
    return plain_word(key, where)


def plain_word(value: str, where: str) -> str:
    """An id or key as it can stand in an address or header; `where` names it in the ConfigError it raises else."""
    if not re.fullmatch(r"[\x21-\x7e]{1,200}", value):
        raise ConfigError(
            _("{where} has a space or another character that cannot be in it.").format(where=where)
        )
    return value


def base_address(value: str, where: str) -> str:
    """The address of an API, without a slash at its end: https, or http on this machine. Raises ConfigError."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.username or parts.query or parts.fragment:
        raise ConfigError(
            _("{where} must be an address such as {example}.").format(where=where, example=DEFAULT_BASE)
        )
    if parts.scheme == "http" and host not in _LOCAL_HOSTS:
        raise ConfigError(
            _("{where} must begin with https://. Plain http is only for a store on this machine.").format(
                where=where
            )
        )
    return plain_word(value, where).rstrip("/")


def _pages(value: str, where: str) -> str:
    from app.links import host_of

    for address in value.split():
        if not host_of(address):
            raise ConfigError(
                _("{where} must be an address such as {example}.").format(
                    where=where, example="https://toko.example"
                )
            )
    return value


def loopback(value: str, where: str) -> str:
    """An origin on this machine, to the letter as the store has it registered."""
    found = re.fullmatch(r"http://(?:localhost|127\.0\.0\.1):([1-9]\d{1,4})", value)
    if value and (found is None or int(found.group(1)) > 65535):
        raise ConfigError(
            _("{where} must be an address on this machine such as {example}.").format(
                where=where, example="http://localhost:8123"
            )
        )
    return value


def _seconds(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 600:
        raise ConfigError(
            _("{where} must be a number of seconds, more than 0 and at most 600.").format(where=where)
        )
    return float(value)
