"""A customer's tokens on disk: one file only its owner can read, and a lock across processes (NOTES section 4)."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.records import Record
from app.storage import read_document, write_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from filelock import BaseFileLock

VERSION = 1


@dataclass(slots=True, repr=False)
class Credentials(Record):
    """One pair of tokens. Times are unix seconds on this machine's clock."""

    access: str
    refresh: str
    access_until: float
    refresh_until: float
    login: str
    """Made here at each sign-in: tells the tokens of one from those of another, whoever it is."""
    email: str = ""
    spent: bool = False
    """`refresh` has been sent and its answer is not here: it must never be sent again."""


@dataclass(slots=True, repr=False)
class Revocation(Record):
    """Tokens of someone who has signed out, that the store has not heard of yet."""

    access: str
    refresh: str
    until: float
    """After this they are worth nothing anyway."""


class CredentialStore:
    """The newest pair, for every process of this buyer on this machine; in memory only without a folder."""

    def __init__(self, folder: Path | None, on_damage: Callable[[], None] = lambda: None) -> None:
        """`on_damage` is told when a pair that could not be understood has been removed."""
        self._on_damage = on_damage
        self._path = folder / "customer.json" if folder is not None else None
        self._aside = folder / "signed-out.json" if folder is not None else None
        self._memory: Credentials | None = None
        self._revocations: list[Revocation] = []
        self._lock: BaseFileLock | None = None

    def __repr__(self) -> str:
        return "CredentialStore(…)"

    def read(self) -> Credentials | None:
        """The pair as it is now; None when nobody is signed in or the file was damaged. Never raises."""
        if self._path is None:
            return self._memory
        body, damaged = read_document(self._path, VERSION, secret=True)
        pair = Credentials.load(body) if body is not None else None
        if body is not None and pair is None:
            self.clear()
            damaged = True
        if damaged and not os.path.lexists(self._path):
            self._on_damage()
        return pair

    def write(self, credentials: Credentials) -> None:
        """On the disk when this returns. Raises OSError."""
        self._memory = credentials
        if self._path is not None:
            write_document(self._path, VERSION, credentials.dump(), flush=True)

    def clear(self) -> None:
        """Nobody is signed in any more. Never raises: what cannot be removed is emptied."""
        self._memory = None
        if self._path is None:
            return
        with contextlib.suppress(FileNotFoundError):
            try:
                self._path.unlink()
            except FileNotFoundError:
                raise
            except OSError:
                with contextlib.suppress(OSError):
                    os.truncate(self._path, 0)

    def revocations(self) -> list[Revocation]:
        """What is still to be told to the store, oldest first. Never raises."""
        if self._aside is None:
            return list(self._revocations)
        body, _damaged = read_document(self._aside, VERSION, secret=True)
        raw = body.get("pairs") if body is not None else None
        loaded = map(Revocation.load, raw if isinstance(raw, list) else [])
        return [one for one in loaded if one is not None]

    def keep_revocations(self, pairs: list[Revocation]) -> None:
        """Replace the list. Never raises: what cannot be kept ends by itself, later."""
        self._revocations = list(pairs)
        if self._aside is None:
            return
        with contextlib.suppress(OSError):
            if pairs:
                write_document(self._aside, VERSION, {"pairs": [one.dump() for one in pairs]}, flush=True)
            else:
                self._aside.unlink(missing_ok=True)

    def take(self) -> bool:
        """Become the one who changes the pair; False while another process is. Raises OSError."""
        if self._path is None:
            return True
        from filelock import FileLock, Timeout

        from app.paths import make_private_folder

        if not self._path.parent.is_dir():
            make_private_folder(self._path.parent)
        lock = FileLock(
            self._path.with_suffix(".lock"), timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False
        )
        try:
            lock.acquire()
        except Timeout:
            return False
        except NotImplementedError:
            return True  # nothing can be locked here
        self._lock = lock
        return True

    def release(self) -> None:
        """Let others change it; nothing happens when it is not held."""
        lock, self._lock = self._lock, None
        if lock is not None:
            with contextlib.suppress(OSError):
                lock.release()
