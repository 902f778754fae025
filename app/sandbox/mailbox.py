"""The e-mails the demo store would send; they are kept here, and nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.sandbox.database import Database

MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail."""

    id: int
    """Rising: a later mail has a higher one."""
    to: str
    subject: str
    text: str
    """All of it, in Indonesian as the store writes; code and link stand in it too."""
    code: str | None
    """The one-time code it brings."""
    link: str | None
    """The link it brings."""
    sent: datetime


class Mailbox:
    """All mails of the demo store."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._told: Callable[[Mail], None] | None = None

    def watch(self, told: Callable[[Mail], None]) -> None:
        """Have `told` called with each further mail."""
        self._told = told

    def deliver(
        self, to: str, subject: str, text: str, *, code: str | None = None, link: str | None = None
    ) -> None:
        """Keep a mail; the oldest make room."""
        with self._database.transaction():
            last = self._database.run(
                "INSERT INTO mails (recipient, subject, text, code, link, sent) VALUES (?, ?, ?, ?, ?, ?)",
                to, subject, text, code, link, self._now().isoformat(),
            )  # fmt: skip
            self._database.run("DELETE FROM mails WHERE id <= ?", last - MOST_KEPT)
        if self._told is not None and (mail := self.newest()) is not None:
            self._told(mail)

    def mails(self) -> list[Mail]:
        """Newest first."""
        rows = self._database.rows(
            "SELECT id, recipient, subject, text, code, link, sent FROM mails ORDER BY id DESC"
        )
        return [
            Mail(
                int(str(id)), str(to), str(subject), str(text), _text(code), _text(link),
                datetime.fromisoformat(str(sent)),
            )
            for id, to, subject, text, code, link, sent in rows
        ]  # fmt: skip

    def newest(self) -> Mail | None:
        return next(iter(self.mails()), None)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
