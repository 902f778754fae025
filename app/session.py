"""What survives a restart, for one store: guest token, cart, draft, orders, places; and the buyer's settings.

Every save is atomic, 0600, and happens when the thing changes. A damaged file is set aside with a notice and
never blocks the start. With `private` nothing is ever written.

    <state>/settings.json                    shared by all stores
    <state>/stores/<key>/cart.json           guest token, lines, snapshots
    <state>/stores/<key>/draft.json          checkout draft, places used before
    <state>/stores/<key>/attempts/<id>.json  one file each, so that two processes never write the same one
    <state>/stores/<key>/orders/<hash>.json
    <state>/stores/<key>/customer.json       tokens of who is signed in (app.credentials)
    <state>/stores/<key>/events/…            what advertisers are to be told (app.attribution, app.services.tracking)
    <cache>/stores/<key>/…                   blobs
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.i18n import _
from app.records import (
    Draft,
    LineSnapshot,
    OrderAttempt,
    Place,
    PlacedOrder,
    Record,
    SavedLine,
    Settings,
)
from app.storage import keep_newest, read_document, read_file, set_aside, write_document, write_file

if TYPE_CHECKING:
    from app.config import StoreConfig
    from app.first_sight import Start

VERSION = 1
"""Of every document in a store's folder."""
PLACES_KEPT = 5
MOST_OF_ONE = 100
"""Of one thing in an order (NOTES section 15)."""
ENDED = ("placed", "rejected")

R = TypeVar("R", bound=Record)

_SAFE_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,512}")


class Session:
    """The state of one store in memory, mirrored to disk file by file."""

    def __init__(self, folder: Path | None, settings_file: Path | None, cache: Path | None = None) -> None:
        """`folder`: this store's own state folder; None keeps everything in memory (`--private`).

        `settings_file` is shared by all stores, `cache` is this store's own cache folder; when private both
        are only read.
        """
        self.folder = folder
        self.settings: Settings = Settings()
        self.guest_token: str | None = None
        self.cart_lines: list[SavedLine] = []
        self.snapshots: dict[str, LineSnapshot] = {}
        """By `LineSnapshot.key`."""
        self.draft: Draft = Draft()
        self.attempts: list[OrderAttempt] = []
        """Newest first."""
        self.orders: list[PlacedOrder] = []
        """Newest first."""
        self.places: list[Place] = []
        self.account = ""
        """A digest of the customer whose cart, draft and places these are; empty for a guest's."""
        self.notices: list[str] = []
        """Sentences for the buyer about files that had to be set aside (already in the buyer's language)."""
        self.on_notice: Callable[[str], object] | None = None
        """Told each new notice, once there is someone to read it. It may not raise: that would stop a save."""
        self.start: Start | None = None
        """How this run began, for the next one that begins so; None when it is not to be known again."""
        self.settings_file = settings_file
        self.cache = cache
        self._unwritten_orders: dict[str, PlacedOrder] = {}
        self._unwritten_attempts: dict[str, OrderAttempt] = {}

    @property
    def private(self) -> bool:
        return self.folder is None

    def __repr__(self) -> str:
        return f"Session(private={self.private})"

    def load(self) -> None:
        """Read everything that is on disk. Never raises."""
        if self.settings_file is not None and not self.private:
            body = self._read(
                self.settings_file,
                Settings.VERSION,
                _("Your settings could not be read; the usual ones are used."),
            )
            self.settings = Settings.load(body) or Settings()
        elif self.settings_file is not None:
            self.settings = _peek_settings(self.settings_file)
        if self.folder is None:
            return
        self._load_cart(self.folder / "cart.json")
        self._load_draft(self.folder / "draft.json")
        self.reload_orders()

    def reload_orders(self) -> None:
        """Read attempts and orders again: another process may have added some. Never raises.

        What could not be written is tried again, and stays as it is here when it still cannot.
        """
        if self.folder is None:
            return
        for order in tuple(self._unwritten_orders.values()):
            self.save_order(order)
        for attempt in tuple(self._unwritten_attempts.values()):
            with contextlib.suppress(OSError):
                self.save_attempt(attempt)
        lost_attempt = _(
            "A note about an order could not be read. Before you order again, check your e-mail."
        )
        attempts = self._read_folder(self.folder / "attempts", OrderAttempt, lost_attempt)
        orders = self._read_folder(
            self.folder / "orders",
            PlacedOrder,
            _("One of your orders could not be read; its link is in your e-mail."),
        )
        tried = {attempt.id: attempt for attempt in attempts} | self._unwritten_attempts
        made = {order.secret_slug: order for order in orders} | self._unwritten_orders
        self.attempts = sorted(tried.values(), key=lambda attempt: attempt.started_at, reverse=True)
        self.orders = sorted(made.values(), key=lambda order: order.placed_at, reverse=True)

    def save_settings(self) -> None:
        if self.settings_file is not None and not self.private:
            self._write(self.settings_file, Settings.VERSION, self.settings.dump())

    def save_cart(self) -> None:
        """Guest token, cart lines and line snapshots."""
        if self.folder is not None:
            body = {
                "guest_token": self.guest_token,
                "lines": [line.dump() for line in self.cart_lines],
                "snapshots": [snapshot.dump() for snapshot in self.snapshots.values()],
            }
            self._write(self.folder / "cart.json", VERSION, body)

    def save_draft(self) -> None:
        """The draft and the places used before."""
        if self.folder is not None:
            body = {
                "draft": self.draft.dump(),
                "places": [place.dump() for place in self.places[:PLACES_KEPT]],
                "account": self.account,
            }
            self._write(self.folder / "draft.json", VERSION, body)

    def save_attempt(self, attempt: OrderAttempt) -> None:
        """One file an attempt, flushed to the disk before this returns: what two processes do never collides.

        An attempt that another process has meanwhile seen to its end is not undone: `attempt` takes that end
        over. Raises OSError: without this on disk no order may be sent.
        """
        if not any(known is attempt for known in self.attempts):
            self.attempts = [attempt, *(known for known in self.attempts if known.id != attempt.id)]
        if self.folder is None:
            return
        path = self.folder / "attempts" / f"{_file_name(attempt.id)}.json"
        if attempt.state not in ENDED:
            body, _aside = read_document(path, VERSION)
            stored = OrderAttempt.load(body) if body is not None else None
            if stored is not None and stored.id == attempt.id and stored.state in ENDED:
                for f in dataclasses.fields(stored):
                    if f.name != "dismissed":
                        setattr(attempt, f.name, getattr(stored, f.name))
        self._unwritten_attempts[attempt.id] = attempt
        write_document(path, VERSION, attempt.dump(), flush=True)
        del self._unwritten_attempts[attempt.id]

    def save_order(self, order: PlacedOrder) -> None:
        """One file an order, flushed to the disk before this returns; also updates `orders`."""
        for index, known in enumerate(self.orders):
            if known.secret_slug == order.secret_slug:
                self.orders[index] = order
                break
        else:
            self.orders.insert(0, order)
        if self.folder is not None:
            self._unwritten_orders[order.secret_slug] = order
            if self._write(
                self.folder / "orders" / _order_file(order.secret_slug), VERSION, order.dump(), flush=True
            ):
                del self._unwritten_orders[order.secret_slug]

    def stored_order(self, secret_slug: str) -> PlacedOrder | None:
        """As it is on the disk now: another process may have written it. None when it is not there. Never raises."""
        if self.folder is None or secret_slug in self._unwritten_orders:
            return None
        body, _aside = read_document(self.folder / "orders" / _order_file(secret_slug), VERSION)
        return PlacedOrder.load(body) if body is not None else None

    def read_blob(self, name: str) -> bytes | None:
        """A cache file of this store (snapshot, thumbnails, frame); None when absent. Never raises."""
        path = self.blob_path(name)
        return read_file(path) if path is not None else None

    def write_blob(self, name: str, data: bytes) -> None:
        """Write a cache file atomically. Never raises: a full disk here is not worth a buyer's time."""
        path = self.blob_path(name)
        if path is not None and not self.private:
            with contextlib.suppress(OSError):
                write_file(path, data)

    def keep_newest_blobs(self, folder: str, count: int) -> None:
        """Remove the oldest files of a cache subfolder beyond `count`. Never raises."""
        path = self.blob_path(folder)
        if path is None or self.private:
            return
        keep_newest(path, count)

    def forget_account(self) -> None:
        """Remove what belongs to the customer who was signed in: cart, draft, places, and orders made as such."""
        account, self.account = self.account, ""
        self.forget_events()
        self.cart_lines, self.snapshots = [], {}
        self.draft, self.places = Draft(), []
        self.save_cart()
        self.save_draft()
        self.reload_orders()  # another process may have made some as the same customer
        theirs = [order for order in self.orders if order.account and order.account == account]
        tried = [attempt for attempt in self.attempts if attempt.account and attempt.account == account]
        self.orders = [order for order in self.orders if order not in theirs]
        self.attempts = [attempt for attempt in self.attempts if attempt not in tried]
        for order in theirs:
            self._unwritten_orders.pop(order.secret_slug, None)
        for attempt in tried:
            self._unwritten_attempts.pop(attempt.id, None)
        if self.folder is not None:
            files = [self.folder / "orders" / _order_file(order.secret_slug) for order in theirs]
            files += [self.folder / "attempts" / f"{_file_name(attempt.id)}.json" for attempt in tried]
            for file in files:
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)

    @property
    def order_slugs(self) -> set[str]:
        """The secret slugs of `orders`."""
        return {order.secret_slug for order in self.orders}

    def forget_events(self) -> None:
        """Remove what advertisers were to be told, and which of them led here. Never raises."""
        if self.folder is not None:
            shutil.rmtree(self.folder / "events", ignore_errors=True)

    def forget(self) -> None:
        """Remove everything kept here, on disk and in memory, but the settings' language, theme and advertisers."""
        before = self.settings
        self.settings = Settings(language=before.language, theme=before.theme, events=before.events)
        self.guest_token = None
        self.cart_lines = []
        self.snapshots = {}
        self.draft = Draft()
        self.attempts = []
        self.orders = []
        self._unwritten_orders, self._unwritten_attempts = {}, {}
        self.places = []
        self.account = ""
        self.notices = []
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            if self.cache is not None:
                shutil.rmtree(self.cache, ignore_errors=True)
            self.save_settings()

    def _load_cart(self, path: Path) -> None:
        body = self._read(path, VERSION, _("Your saved cart could not be read; the store is asked for it."))
        if body is None:
            return
        token = body.get("guest_token")
        self.guest_token = token if isinstance(token, str) and _TOKEN.fullmatch(token) else None
        lines = _records(SavedLine, body.get("lines"))
        self.cart_lines = [line for line in lines if line.quantity >= 1]
        self.snapshots = {
            snapshot.key: snapshot for snapshot in _records(LineSnapshot, body.get("snapshots"))
        }

    def _load_draft(self, path: Path) -> None:
        body = self._read(path, VERSION, _("What you had filled in could not be read."))
        if body is None:
            return
        self.draft = Draft.load(body.get("draft")) or Draft()
        self.draft.direct = [item for item in self.draft.direct if 1 <= item.quantity <= MOST_OF_ONE]
        self.places = _records(Place, body.get("places"))[:PLACES_KEPT]
        account = body.get("account")
        self.account = account if isinstance(account, str) else ""

    def _read(self, path: Path, version: int, notice: str) -> dict[str, Any] | None:
        body, damaged = read_document(path, version)
        if damaged:
            self.give_notice(notice)
        return body

    def _read_folder(self, folder: Path, kind: type[R], notice: str) -> list[R]:
        records = []
        try:
            paths = sorted(folder.glob("*.json"))
        except OSError:
            paths = []
        for path in paths:
            body = self._read(path, VERSION, notice)
            if body is None:
                continue
            record = kind.load(body)
            if record is not None:
                records.append(record)
            else:
                set_aside(path)
                self.give_notice(notice)
        return records

    def _write(self, path: Path, version: int, body: dict[str, Any], *, flush: bool = False) -> bool:
        """False, and the buyer is told, when it is not on the disk."""
        try:
            write_document(path, version, body, flush=flush)
        except OSError:
            self.give_notice(
                _("Nothing can be saved on this machine: what you do now is kept only until you leave.")
            )
            return False
        return True

    def give_notice(self, sentence: str) -> None:
        """Have the buyer read this, once."""
        if sentence not in self.notices:
            self.notices.append(sentence)
            if self.on_notice is not None:
                self.on_notice(sentence)

    def blob_path(self, name: str) -> Path | None:
        """Where the cache file of that name is; None when there is no cache, or for a name that would leave it."""
        parts = name.split("/")
        if self.cache is None or not all(
            re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}", part) for part in parts
        ):
            return None
        return self.cache.joinpath(*parts)


def open_session(store: StoreConfig, *, private: bool) -> Session:
    """The session of a store, loaded.

    With `private` it starts empty and writes nothing; caches and settings are only read.
    """
    from app.paths import cache_folder, state_folder

    state = state_folder(create=not private)
    cache = cache_folder(create=not private) / "stores" / store.key
    session = Session(None if private else state / "stores" / store.key, state / "settings.json", cache)
    session.load()
    return session


def _records(kind: type[R], raw: Any) -> list[R]:
    if not isinstance(raw, list):
        return []
    return [record for record in map(kind.load, raw) if record is not None]


def _peek_settings(path: Path) -> Settings:
    """The settings without setting a damaged file aside: looking on must not write."""
    import json

    data = read_file(path)
    try:
        return Settings.load(json.loads(data or b"{}")) or Settings()
    except (ValueError, RecursionError):
        return Settings()


def _order_file(secret_slug: str) -> str:
    """The slug opens the order to anyone who has it: it stands inside the file, never in its name."""
    return hashlib.sha256(secret_slug.encode("utf-8", "surrogatepass")).hexdigest()[:32] + ".json"


def _file_name(identity: str) -> str:
    if _SAFE_NAME.fullmatch(identity):
        return identity
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
