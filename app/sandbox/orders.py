"""Orders as the demo store keeps them, and what time does to them: payments come in, unpaid ones lapse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from sqlite3 import IntegrityError
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from app.sandbox.methods import METHODS

if TYPE_CHECKING:
    from app.sandbox.state import Sandbox

Record = dict[str, Any]
"""An order as stored: JSON types only, moments as ISO 8601 text in UTC."""

WIB = timezone(timedelta(hours=7))
AUTO_EXPIRE_DAYS = 1
_ENDED = ("canceled", "completed", "closed", "rts")


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def insert(sandbox: Sandbox, record: Record) -> Record:
    """Store a new order under names nobody has yet: secret_slug and order_id are given here."""
    day = sandbox.now().astimezone(WIB).strftime("%y%m%d")
    while True:
        record["secret_slug"] = sandbox.new_slug()
        record["order_id"] = day + sandbox.new_suffix()
        try:
            sandbox.database.run(
                "INSERT INTO orders (secret_slug, order_id, record) VALUES (?, ?, ?)",
                record["secret_slug"], record["order_id"], json.dumps(record),
            )  # fmt: skip
        except IntegrityError:
            continue
        return record


def find(sandbox: Sandbox, secret_slug: str) -> Record | None:
    """The order as of now; what time has done to it is written down first."""
    with changing(sandbox, secret_slug) as record:
        return record


@contextmanager
def changing(sandbox: Sandbox, secret_slug: str) -> Iterator[Record | None]:
    """The order to change in place; what was changed is stored at the end."""
    with sandbox.database.transaction():
        rows = sandbox.database.rows("SELECT record FROM orders WHERE secret_slug = ?", secret_slug)
        if not rows:
            yield None
            return
        before = str(rows[0][0])
        record: Record = json.loads(before)
        _catch_up(sandbox, record)
        yield record
        after = json.dumps(record)
        if after != before:
            sandbox.database.run("UPDATE orders SET record = ? WHERE secret_slug = ?", after, secret_slug)


def glance(sandbox: Sandbox, secret_slug: str) -> Record | None:
    """The order as stored, whatever time may have done to it since."""
    rows = sandbox.database.rows("SELECT record FROM orders WHERE secret_slug = ?", secret_slug)
    return json.loads(str(rows[0][0])) if rows else None


def newest(sandbox: Sandbox, limit: int = 20) -> list[Record]:
    """The last orders, newest first, as stored."""
    rows = sandbox.database.rows("SELECT record FROM orders ORDER BY number DESC LIMIT ?", limit)
    return [json.loads(str(row[0])) for row in rows]


def _catch_up(sandbox: Sandbox, record: Record) -> None:
    if record["payment_status"] == "paid" or record["status"] in _ENDED:
        return
    now = sandbox.now()
    lapses = _moment(record["expires"])
    payment = record["payment"]
    after = sandbox.manner.autopay_seconds
    if payment and after is not None and METHODS[record["method"]].kind in ("qris", "va"):
        paid = datetime.fromisoformat(payment["created"]) + timedelta(seconds=after)
        if paid <= now and (lapses is None or paid <= lapses):
            set_paid(record, paid)
            return
    if lapses is not None and lapses <= now:
        cancel(sandbox, record, lapses, "Payment time is over")


def whole_id(record: Record) -> int:
    """The id as the older edition has it."""
    return UUID(record["id"]).int >> 80


def line_id(record: Record, index: int) -> str:
    """The id of a line, the same in both editions."""
    return str(uuid5(NAMESPACE_URL, f"{record['id']}/{index}"))


def is_open(record: Record) -> bool:
    """Whether it can still be paid."""
    return record["payment_status"] != "paid" and record["status"] not in _ENDED


def set_status(record: Record, status: str, when: datetime) -> None:
    record["status"] = status
    record["history"].append({"status": status, "timestamp": stamp(when)})


def set_paid(record: Record, when: datetime) -> None:
    """Paid: what is sent waits to be packed, what is not is done at once. Twice is once."""
    if record["payment_status"] == "paid":
        return
    record["payment_status"] = "paid"
    record["paid_time"] = stamp(when)
    record["history"].append({"status": "paid", "timestamp": stamp(when)})
    if record["destination"] is None:
        set_status(record, "completed", when)
    elif record["status"] in ("draft", "pending"):
        set_status(record, "confirmed", when)


def cancel(sandbox: Sandbox, record: Record, when: datetime, reason: str) -> None:
    """Cancelled; the goods go back on the shelf."""
    if record["status"] in _ENDED:
        return
    set_status(record, "canceled", when)
    record["history"][-1]["reason"] = reason
    sandbox.move_stock({int(key): count for key, count in record["stock"].items()}, -1)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
