"""Proof of a transfer: a place to put the picture, the picture itself, the order it belongs to (NOTES section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.sandbox.bodies import Fields, Invalid
from app.sandbox.orders import Record, is_open, stamp

if TYPE_CHECKING:
    from app.sandbox.state import Sandbox

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
BIGGEST = 10_485_760
OPEN_FOR = timedelta(minutes=15)
"""How long a place takes the picture."""
_FILES = "/files/"
_UPLOADS = "/uploads/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one picture goes."""

    key: str
    secret_slug: str
    content_type: str
    size: int
    closes: datetime
    received: int
    """How often a whole picture has arrived here."""

    @property
    def path(self) -> str:
        """Of the picture on this store."""
        return _FILES + self.key

    @property
    def upload_path(self) -> str:
        return f"{_UPLOADS}{self.key}?expires={quote(stamp(self.closes))}"


def open_place(sandbox: Sandbox, record: Record, fields: Fields) -> tuple[str, Place]:
    """The name of the file and a place for it. Raises Invalid."""
    filename = fields.text("filename", required=True, most=255, nullable=False)
    content_type = fields.text("content_type", required=True, nullable=False)
    if content_type and content_type not in ENDINGS:
        fields.fail("content_type", "must be a JPEG, PNG or WebP picture")
    size = fields.body.get("content_length")
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= BIGGEST:
        fields.fail("content_length", f"must be a whole number from 1 to {BIGGEST}")
    fields.done()
    if record["method"] != "bank_transfer":
        raise Invalid("Proof is only for bank transfers")
    if not is_open(record):
        raise Invalid("This order can no longer be paid")
    assert isinstance(size, int)
    key = f"transfer-proofs/{sandbox.new_slug()}.{ENDINGS[content_type]}"
    place = Place(key, record["secret_slug"], content_type, size, sandbox.now() + OPEN_FOR, 0)
    sandbox.database.run(
        "INSERT INTO proofs (key, secret_slug, content_type, size, closes) VALUES (?, ?, ?, ?, ?)",
        key, place.secret_slug, content_type, size, stamp(place.closes),
    )  # fmt: skip
    return filename, place


def find_place(sandbox: Sandbox, key: str) -> Place | None:
    rows = sandbox.database.rows(
        "SELECT secret_slug, content_type, size, closes, received FROM proofs WHERE key = ?", key
    )
    if not rows:
        return None
    slug, content_type, size, closes, received = rows[0]
    moment = datetime.fromisoformat(str(closes))
    return Place(key, str(slug), str(content_type), int(str(size)), moment, int(str(received)))


def keep(sandbox: Sandbox, place: Place, picture: bytes) -> None:
    """The picture has arrived; a second one takes its place."""
    sandbox.database.run(
        "UPDATE proofs SET picture = ?, received = received + 1 WHERE key = ?", picture, place.key
    )


def picture_of(sandbox: Sandbox, place: Place) -> bytes | None:
    """What was sent there; None when nothing was."""
    rows = sandbox.database.rows("SELECT picture FROM proofs WHERE key = ?", place.key)
    picture = rows[0][0] if rows else None
    return picture if isinstance(picture, bytes) else None


def received(sandbox: Sandbox, secret_slug: str) -> int:
    """How often a picture has arrived for an order, over all its places."""
    rows = sandbox.database.rows("SELECT SUM(received) FROM proofs WHERE secret_slug = ?", secret_slug)
    return int(str(rows[0][0] or 0))


def attach(sandbox: Sandbox, record: Record, url: str, base: str) -> None:
    """The order's proof is the picture at `url`. Raises Invalid unless it is one that was sent here for it."""
    name = "transferproof_url"
    if record["method"] != "bank_transfer":
        raise Invalid("Proof is only for bank transfers", {name: ["is only for bank transfers"]})
    path = url.removeprefix(base)
    place = find_place(sandbox, path.removeprefix(_FILES)) if url == base + path else None
    if place is None or path != place.path or place.secret_slug != record["secret_slug"]:
        raise Invalid("That is not a file sent to us", {name: ["is not a file sent for this order"]})
    if not place.received:
        raise Invalid("The file has not arrived yet", {name: ["has not been uploaded"]})
    record[name] = path


def address(path: str | None, base: str) -> str | None:
    """The web address of an order's proof."""
    return base + path if path and path.startswith("/") else path
