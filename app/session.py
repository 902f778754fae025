"""What survives a restart, for one store: guest token, cart, draft, orders, places; and the buyer's settings.

Every save is atomic, 0600, and happens when the thing changes. A damaged file is set aside with a notice and never
blocks the start. With `private` nothing is ever written.
"""

from __future__ import annotations

from pathlib import Path

from app.records import (
    Draft,
    LineSnapshot,
    OrderAttempt,
    Place,
    PlacedOrder,
    SavedLine,
    Settings,
)


class Session:
    """The state of one store in memory, mirrored to disk file by file."""

    def __init__(self, folder: Path | None, settings_file: Path | None) -> None:
        """`folder`: this store's own state folder; None keeps everything in memory (`--private`)."""
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
        self.notices: list[str] = []
        """Sentences for the buyer about files that had to be set aside (already in the buyer's language)."""
        raise NotImplementedError

    @property
    def private(self) -> bool:
        return self.folder is None

    def load(self) -> None:
        """Read everything that is on disk. Never raises."""
        raise NotImplementedError

    def save_settings(self) -> None:
        raise NotImplementedError

    def save_cart(self) -> None:
        """Guest token, cart lines and line snapshots."""
        raise NotImplementedError

    def save_draft(self) -> None:
        """The draft and the places used before."""
        raise NotImplementedError

    def save_attempt(self, attempt: OrderAttempt) -> None:
        """One file an attempt, flushed to the disk before this returns: what two processes do never collides. Raises OSError: without this on disk no order may be sent."""
        raise NotImplementedError

    def save_order(self, order: PlacedOrder) -> None:
        """One file an order, flushed to the disk before this returns; also updates `orders`."""
        raise NotImplementedError

    def read_blob(self, name: str) -> bytes | None:
        """A cache file of this store (snapshot, thumbnails, frame); None when absent. Never raises."""
        raise NotImplementedError

    def write_blob(self, name: str, data: bytes) -> None:
        """Write a cache file atomically; a full or read-only disk is not an error worth a buyer's time. Never raises."""
        raise NotImplementedError

    def forget(self) -> None:
        """Remove everything kept here, on disk and in memory, but the settings' language and theme."""
        raise NotImplementedError
