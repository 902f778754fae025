"""Which advertisement led here: the click ids of a link, kept for a week in the store's own folder (NOTES section 10).

    <state>/stores/<key>/events/attribution.json

Only what an advertiser that is on can be told is kept at all.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from app.storage import read_document, write_document

if TYPE_CHECKING:
    from app.event_config import Relay

VERSION = 1
FILE = "attribution.json"
KEPT = 7 * 24 * 3600
"""Seconds."""

# Parameters of a link, and the names of the cookies a browser would keep them in.
_PARAMETERS = {
    "fbclid": "fbclid",
    "fbc": "fbc",
    "_fbc": "fbc",
    "fbp": "fbp",
    "_fbp": "fbp",
    "ttclid": "ttclid",
    "_ttclid": "ttclid",
    "ttp": "ttp",
    "_ttp": "ttp",
    "click_id": "click_id",
    "_kwai_click_id": "click_id",
}
_OF_RELAY: dict[Relay, tuple[str, ...]] = {
    "meta": ("fbclid", "fbc", "fbp"),
    "tiktok": ("ttclid", "ttp"),
    "snackvideo": ("click_id",),
}
_ID = re.compile(r"[A-Za-z0-9._~:+/=-]{1,500}")
_COOKIE = re.compile(rf"fb\.[0-2]\.\d{{10,16}}\.{_ID.pattern}")


class Attribution:
    """Click ids by name: `fbc`, `fbp`, `ttclid`, `ttp`, `click_id`. `repr` shows none of them."""

    def __init__(self, folder: Path | None, *, clock: Callable[[], float] = time.time) -> None:
        """`folder`: of this store's events; None keeps them in memory. `clock` gives Unix seconds."""
        self._path = folder / FILE if folder is not None else None
        self._clock = clock
        self._memory: dict[str, tuple[str, float]] = {}

    def take(self, query: str, relays: Collection[Relay]) -> None:
        """Keep what the query of a link says for these relays; one that says nothing changes nothing. Never raises."""
        wanted = {name for relay in relays for name in _OF_RELAY[relay]}
        found = {name: value for name, value in _ids_in(query).items() if name in wanted}
        now, kept = self._clock(), self._read()
        fbclid = found.pop("fbclid", "")
        if fbclid and not kept.get("fbc", ("", 0))[0].endswith(f".{fbclid}"):
            found["fbc"] = f"fb.1.{int(now * 1000)}.{fbclid}"
        if found:
            self._write(kept | {name: (value, now) for name, value in found.items()})

    def ids(self, relay: Relay) -> dict[str, str]:
        """What is known for a relay; for Meta always with the id of this browser, `fbp`. Never raises."""
        kept = self._read()
        if relay == "meta" and "fbp" not in kept:
            now = self._clock()
            number = secrets.randbelow(9 * 10**9) + 10**9
            kept["fbp"] = (f"fb.1.{int(now * 1000)}.{number}", now)
            self._write(kept)
        return {name: kept[name][0] for name in _OF_RELAY[relay] if name in kept}

    def forget(self) -> None:
        """Nothing of it is known any more; the file is the session's to remove."""
        self._memory = {}

    def _read(self) -> dict[str, tuple[str, float]]:
        """What is not older than it may be: as another window may just have written it."""
        stored = _entries(read_document(self._path, VERSION)[0]) if self._path is not None else {}
        now = self._clock()
        known = self._memory | stored
        kept = {name: entry for name, entry in known.items() if 0 <= now - entry[1] < KEPT}
        if len(kept) < len(known):
            self._write(kept)
        return kept

    def _write(self, kept: dict[str, tuple[str, float]]) -> None:
        self._memory = kept
        if self._path is not None:
            with contextlib.suppress(OSError):
                write_document(
                    self._path, VERSION, {"ids": {name: list(entry) for name, entry in kept.items()}}
                )
                self._memory = {}


def _entries(body: dict[str, Any] | None) -> dict[str, tuple[str, float]]:
    ids = body.get("ids") if body is not None else None
    found = {}
    for name, entry in ids.items() if isinstance(ids, dict) else ():
        if name not in _PARAMETERS or not isinstance(entry, list) or len(entry) != 2:
            continue
        value, at = entry
        if (
            isinstance(value, str)
            and _harmless(name, value)
            and isinstance(at, (int, float))
            and abs(at) < 1e12
        ):
            found[name] = (value, float(at))
    return found


def _harmless(name: str, value: str) -> bool:
    return bool((_COOKIE if name in ("fbc", "fbp") else _ID).fullmatch(value))


def _ids_in(query: str) -> dict[str, str]:
    try:
        # A plus is part of an id, not a space.
        pairs = parse_qsl(query.replace("+", "%2B"), max_num_fields=50)
    except ValueError:
        return {}
    found: dict[str, str] = {}
    for parameter, value in pairs:
        name = _PARAMETERS.get(parameter.lower())
        if name is not None and _harmless(name, value):
            found.setdefault(name, value)
    return found
