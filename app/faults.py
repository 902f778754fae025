"""What is written down of an error nobody expected: its kind and where it happened, never what it held.

A traceback with locals would print tokens and addresses; even the message of an exception may quote a reply.
"""

from __future__ import annotations

import contextlib
import traceback
from datetime import UTC, datetime
from pathlib import Path

PLACES = 3
"""Innermost places named."""


def describe(error: BaseException) -> str:
    """`KeyError at screens/catalog.py:120 < textual/message_pump.py:700`."""
    cause = getattr(error, "error", None)
    if isinstance(cause, BaseException):  # a failed worker wraps what failed
        error = cause
    frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
    places = ["/".join(Path(frame.filename).parts[-2:]) + f":{frame.lineno}" for frame in reversed(frames)]
    return f"{type(error).__name__} at {' < '.join(places) or 'no place known'}"


def write_fault(log_file: str | None, error: BaseException) -> None:
    """One line into the log, when there is one. Never raises."""
    if log_file is None:
        return
    line = f"{datetime.now(UTC).isoformat(timespec='seconds')} fault {describe(error)}\n"
    with contextlib.suppress(OSError), Path(log_file).open("a", encoding="utf-8") as file:
        file.write(line)
