"""What whoever shows the demo store can make happen to an order. Real stores have none of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.sandbox.mailbox import Mail


@dataclass(frozen=True, slots=True)
class DemoControl:
    """The hand behind the demo store."""

    possible: Callable[[str], frozenset[str]]
    """By secret slug, what can happen to that order now: of `paid`, `expire`, `ship`, `deliver`, `cancel`."""
    act: Callable[[str, str], bool]
    """Name and secret slug: makes it happen; False when it could not any more. Ask for the order afterwards."""
    mails: Callable[[], list[Mail]]
    """The e-mails the store has sent, newest first; the `code` or `link` of one is what its reader is after."""
    watch: Callable[[Callable[[Mail], None]], None]
    """Have each further e-mail told as it is sent."""
