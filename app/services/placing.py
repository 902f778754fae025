"""The parts of placing an order: one at a time on this machine, and what a failure means (NOTES section 7)."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from app.api.errors import BrokenReply, ServerFault, ShopError, Unreachable
from app.records import AttemptState, OrderAttempt, PlacedOrder
from app.services.banks import row_code

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from app.api.models.order import PublicOrder
    from app.services.review import CheckoutLine

OPEN: frozenset[AttemptState] = frozenset(("submitting", "unknown"))
"""States in which the store may have an order nobody has seen yet."""


class PlacingLock:
    """Held from before an attempt is written until its end is: who holds it is alive and has an order on its way.

    Under another `name` it is held by the one process that does something else.

    The system lets go of it when a process dies, however it dies. Where files cannot be locked, or with a session
    in memory, there is nobody to keep out.
    """

    def __init__(self, folder: Path | None, name: str = "placing.lock") -> None:
        self._path = folder / name if folder is not None else None
        self._lock: BaseFileLock | None = None
        self._held = False

    @property
    def held(self) -> bool:
        """This shop has an order on its way."""
        return self._held

    def take(self) -> bool:
        """False while another process, or another shop in this one, is placing. Raises OSError."""
        if self._path is None:
            self._held = True
            return True
        from filelock import FileLock, Timeout

        from app.paths import make_private_folder

        if not self._path.parent.is_dir():
            make_private_folder(self._path.parent)
        lock = FileLock(self._path, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)
        try:
            lock.acquire()
        except Timeout:
            return False
        except NotImplementedError:
            self._held = True
            return True
        self._lock, self._held = lock, True
        return True

    def release(self) -> None:
        """Let go of it; nothing happens when it is not held."""
        lock, self._lock, self._held = self._lock, None, False
        if lock is not None:
            with contextlib.suppress(OSError):
                lock.release()


def meaning(error: BaseException) -> tuple[AttemptState, str]:
    """What a failed checkout request says about the order: certainly none, or nobody knows; and our word for why."""
    if isinstance(error, Unreachable):
        return ("unknown" if error.sent else "rejected"), error.code
    if isinstance(error, ServerFault | BrokenReply):
        return "unknown", error.code
    if isinstance(error, ShopError):
        return "rejected", error.code
    return "unknown", "killed"


def is_open(attempt: OrderAttempt) -> bool:
    """The buyer has to know about it before ordering again."""
    return attempt.state == "submitting" or (attempt.state == "unknown" and not attempt.dismissed)


def cart_digest(token: str | None) -> str:
    """Tells one guest token from another without keeping it; empty for none."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()[:16] if token else ""


def line_words(lines: list[CheckoutLine]) -> list[str]:
    """`2 × Kopi Gayo, 250 g`: what was ordered, for a note that outlives the cart."""
    return [f"{line.quantity} × " + ", ".join(p for p in (line.name, line.options) if p) for line in lines]


def placed_order(order: PublicOrder, attempt: OrderAttempt) -> PlacedOrder:
    """What to keep of an order just made."""
    return PlacedOrder(
        secret_slug=order.secret_slug,
        order_id=order.order_id,
        placed_at=attempt.started_at,
        total=order.gross_revenue if order.gross_revenue is not None else attempt.total,
        payment_method=row_code(order.payment_method, order.sub_payment_method),
        payment_status=order.payment_status,
        status=order.status,
        summary=", ".join(attempt.lines),
        public_order_url=order.public_order_url,
        expires_at=order.payment_expiration_at,
        account=attempt.account,
    )


def found_order(order: PublicOrder) -> PlacedOrder:
    """What to keep of an order that was not made here, but opened by its link."""
    names = [f"{line.quantity or 1} × {line.product_name}" for line in order.orderlines if line.product_name]
    return PlacedOrder(
        secret_slug=order.secret_slug,
        order_id=order.order_id,
        placed_at=order.draft_time,
        total=order.gross_revenue,
        payment_method=row_code(order.payment_method, order.sub_payment_method),
        payment_status=order.payment_status,
        status=order.status,
        summary=", ".join(names),
        public_order_url=order.public_order_url,
        expires_at=order.payment_expiration_at,
    )


def known_better(kept: PlacedOrder, order: PublicOrder) -> PlacedOrder:
    """`kept` with what the store says now; what it is silent about stays."""
    return PlacedOrder(
        secret_slug=kept.secret_slug,
        order_id=order.order_id or kept.order_id,
        placed_at=kept.placed_at,
        total=order.gross_revenue if order.gross_revenue is not None else kept.total,
        payment_method=row_code(order.payment_method, order.sub_payment_method) or kept.payment_method,
        payment_status=order.payment_status or kept.payment_status,
        status=order.status or kept.status,
        summary=kept.summary,
        public_order_url=order.public_order_url or kept.public_order_url,
        proof=kept.proof,
        expires_at=order.payment_expiration_at or kept.expires_at,
        account=kept.account,
    )
