"""What advertisers are still to be told, on disk, so that it outlives this run; bounded, and nothing in it twice.

    <state>/stores/<key>/events/queue/<moment>-<o|i>-<relay>-<random>.json   o: of an order, i: of anything else
    <state>/stores/<key>/events/told/<hash>                                  an order's event has been queued
    <state>/stores/<key>/events/awaited/<hash>.json                          an order that counts once it is paid

Without a folder (`--private`) all of it is in memory.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.event_config import RELAYS, Relay
from app.paths import make_private_folder
from app.storage import keep_newest, read_file, write_document

VERSION = 1
MOST = 100
"""Entries; beyond that the oldest go, those of orders last."""
MOST_MARKS = 1000
MOST_AWAITED = 100
OLDEST = 24 * 3600
"""Seconds that an entry waits: relays take an event for one of the moment it reaches them."""
AWAITED_FOR = 30 * 24 * 3600
"""Seconds in which an order may be paid and still counts."""

_NAME = re.compile(rf"\d{{13}}-[oi]-({'|'.join(RELAYS)})-[0-9a-f]{{12}}\.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """One request to a relay that has not been answered yet. `repr` does not show what is in it."""

    name: str
    relay: Relay
    at: float
    """Unix seconds."""
    body: dict[str, Any] = field(repr=False)
    leaving: bool = False
    """It may have reached the relay already."""

    @property
    def of_order(self) -> bool:
        return "-o-" in self.name


class EventQueue:
    """Shared by the processes that have this store open. Nothing here raises."""

    def __init__(self, folder: Path | None, *, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._last = 0
        """Number of the newest entry made here, so that they are in order though made in the same millisecond."""
        self._known: dict[str, Entry] = {}
        self._marks: set[str] = set()
        self._awaited: dict[str, dict[str, Any]] = {}

    def add(self, relay: Relay, body: dict[str, Any], *, of_order: bool) -> None:
        """Put it behind the others, and let the oldest go when there are too many. A disk that is full keeps none."""
        at = self._clock()
        kind = "o" if of_order else "i"
        self._last = max(int(at * 1000) % 10**13, self._last + 1)
        name = f"{self._last:013d}-{kind}-{relay}-{secrets.token_hex(6)}.json"
        names = self._names()
        for oldest in sorted(names, key=lambda one: ("-o-" in one, one))[: max(0, len(names) - MOST + 1)]:
            self._remove(oldest)
        self._keep(Entry(name, relay, at, body))

    @property
    def empty(self) -> bool:
        return not self._names()

    def entries(self) -> list[Entry]:
        """For the one process that sends. Oldest first; what is too old, damaged, or must not be sent a second time is gone."""
        names = self._names()
        self._known = {name: entry for name, entry in self._known.items() if name in names}
        now = self._clock()
        found = []
        for name in sorted(names):
            entry = self._known.get(name) or self._read(name)
            if entry is None or not 0 <= now - entry.at < OLDEST:
                self._remove(name)
                continue
            self._known[name] = entry
            found.append(entry)
        return found

    def taken_over(self) -> None:
        """From now on this process sends: what another one has written of the entries since counts."""
        if self._folder is not None:
            self._known = {}

    def leaves(self, entry: Entry) -> bool:
        """Note that it goes out now. False when that could not be noted: then it had better stay."""
        return self._keep(dataclasses.replace(entry, leaving=True))

    def stays(self, entry: Entry) -> None:
        """It has not gone out after all."""
        self._keep(dataclasses.replace(entry, leaving=False))

    def remove(self, entry: Entry) -> None:
        self._remove(entry.name)

    def mark(self, what: str) -> bool:
        """True for the first who marks it, on this machine and ever; False also when that cannot be known."""
        digest = _digest(what)
        if digest in self._marks:
            return False
        self._marks.add(digest)
        folder = self._sub("told")
        if folder is None:
            return True
        try:
            if not folder.is_dir():
                make_private_folder(folder)
            os.close(os.open(folder / digest, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError:
            return False
        keep_newest(folder, MOST_MARKS)
        return True

    def wait_for(self, order: str, details: dict[str, Any]) -> None:
        """Keep what is to be told once this order is paid."""
        details = {"at": self._clock(), **details}
        folder = self._sub("awaited")
        if folder is None:
            self._awaited[_digest(order)] = details
            return
        with contextlib.suppress(OSError):
            write_document(folder / f"{_digest(order)}.json", VERSION, details)
        keep_newest(folder, MOST_AWAITED)

    def arrived(self, order: str) -> dict[str, Any] | None:
        """What was kept for it: given to the first who asks, in whatever process, and to nobody else."""
        folder = self._sub("awaited")
        if folder is None:
            details = self._awaited.pop(_digest(order), None)
        else:
            path = folder / f"{_digest(order)}.json"
            details = _parse(read_file(path))
            try:
                path.unlink()
            except OSError:
                return None
        at = details.get("at") if details is not None else None
        return details if isinstance(at, (int, float)) and 0 <= self._clock() - at < AWAITED_FOR else None

    def forget(self) -> None:
        """Nothing of it is known any more; the files are the session's to remove."""
        self._known, self._marks, self._awaited = {}, set(), {}

    def _sub(self, name: str) -> Path | None:
        return self._folder / name if self._folder is not None else None

    def _names(self) -> set[str]:
        folder = self._sub("queue")
        if folder is None:
            return set(self._known)
        try:
            return {path.name for path in folder.iterdir() if _NAME.fullmatch(path.name)}
        except OSError:
            return set()

    def _read(self, name: str) -> Entry | None:
        folder, relay = self._sub("queue"), _NAME.fullmatch(name)
        body = _parse(read_file(folder / name)) if folder is not None else None
        if body is None or relay is None:
            return None
        at, request = body.get("at"), body.get("body")
        # One that was on its way when the program ended may have arrived: it does not go again.
        if (
            body.get("leaving") is not False
            or not isinstance(at, (int, float))
            or not isinstance(request, dict)
        ):
            return None
        return Entry(name, next(one for one in RELAYS if one == relay[1]), at, request)

    def _keep(self, entry: Entry) -> bool:
        folder = self._sub("queue")
        if folder is not None:
            try:
                write_document(
                    folder / entry.name,
                    VERSION,
                    {"at": entry.at, "body": entry.body, "leaving": entry.leaving},
                )
            except OSError:
                return False
        self._known[entry.name] = entry
        return True

    def _remove(self, name: str) -> None:
        self._known.pop(name, None)
        folder = self._sub("queue")
        if folder is not None:
            with contextlib.suppress(OSError):
                (folder / name).unlink()


def _digest(what: str) -> str:
    """An order's number says whose it is: it stands in no file name."""
    return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _parse(data: bytes | None) -> dict[str, Any] | None:
    try:
        body = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and body.get("version") == VERSION else None
