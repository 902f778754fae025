"""Where the demo store keeps what happened: one SQLite file, or memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VERSION = 2

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS carts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS cart_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT, cart_id INTEGER NOT NULL, type TEXT NOT NULL,
    item_id INTEGER NOT NULL, quantity INTEGER NOT NULL, UNIQUE (cart_id, type, item_id));
CREATE TABLE IF NOT EXISTS stock_taken (variant_id INTEGER PRIMARY KEY, taken INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS orders (
    number INTEGER PRIMARY KEY AUTOINCREMENT, secret_slug TEXT NOT NULL UNIQUE,
    order_id TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS proofs (
    key TEXT PRIMARY KEY, secret_slug TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL,
    closes TEXT NOT NULL, received INTEGER NOT NULL DEFAULT 0, picture BLOB);
CREATE TABLE IF NOT EXISTS customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, password TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS customer_orders (
    number INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL, secret_slug TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS subscriptions (
    id TEXT PRIMARY KEY, customer_id INTEGER NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS course_progress (
    customer_id INTEGER NOT NULL, content_uuid TEXT NOT NULL, progress REAL NOT NULL, updated TEXT NOT NULL,
    PRIMARY KEY (customer_id, content_uuid));
CREATE TABLE IF NOT EXISTS relayed (
    id INTEGER PRIMARY KEY AUTOINCREMENT, relay TEXT NOT NULL, body TEXT NOT NULL, received TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS grants (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, value TEXT,
    active INTEGER NOT NULL DEFAULT 1, created TEXT NOT NULL, updated TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS token_families (
    id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS tokens (
    digest TEXT PRIMARY KEY, family_id INTEGER NOT NULL, kind TEXT NOT NULL, ends REAL NOT NULL,
    spent INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS one_time_codes (
    customer_id INTEGER PRIMARY KEY, digest TEXT NOT NULL, ends REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS reset_tokens (
    digest TEXT PRIMARY KEY, customer_id INTEGER NOT NULL, ends REAL NOT NULL);
CREATE TABLE IF NOT EXISTS mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL,
    code TEXT, link TEXT, sent TEXT NOT NULL);
"""


class Database:
    """A connection with explicit transactions.

    A damaged file is set aside; a place that cannot be written means memory.
    """

    def __init__(self, file: Path | None, *, fresh: bool = False) -> None:
        self.file = file
        self.set_aside: Path | None = None
        """Where a damaged file went, when there was one."""
        self._connection = self._open(fresh)

    def close(self) -> None:
        self._connection.close()

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return self._connection.execute(query, values).fetchall()

    def run(self, query: str, *values: object) -> int:
        """The id of the row inserted, for an INSERT."""
        return self._connection.execute(query, values).lastrowid or 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, also against another process on the same file; inside another it is part of that."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def fact(self, name: str) -> str | None:
        found = self.rows("SELECT value FROM facts WHERE name = ?", name)
        return str(found[0][0]) if found else None

    def set_fact(self, name: str, value: str) -> None:
        self.run("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, value)

    def _open(self, fresh: bool) -> sqlite3.Connection:
        if self.file is None:
            return _connect(None)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if fresh:
                _remove(self.file)
            return _connect(self.file)
        except sqlite3.OperationalError:
            return _connect(None)
        except sqlite3.DatabaseError:
            return self._start_over(self.file)
        except OSError:
            return _connect(None)

    def _start_over(self, file: Path) -> sqlite3.Connection:
        target = file.with_name(file.name + ".damaged")
        try:
            file.replace(target)
            self.set_aside = target
            _remove(file)
            return _connect(file)
        except (OSError, sqlite3.Error):
            return _connect(None)


def _connect(file: Path | None) -> sqlite3.Connection:
    if file is not None:
        # Made before SQLite opens it, so that it and the files beside it are never readable by others.
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        file.chmod(0o600)
    connection = sqlite3.connect(
        ":memory:" if file is None else file, isolation_level=None, check_same_thread=False, timeout=5
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, VERSION):
            raise sqlite3.DatabaseError("of another version")
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("damaged")
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + suffix).unlink()
