"""One part of a state while it is asked for: marked busy, its error kept, everyone told."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

from app.api.errors import ShopError
from app.signal import Signal

P = TypeVar("P", bound=str)


class Asking(Generic[P]):
    """`async with Asking(…)` around a request: a ShopError of it ends in `errors`, other exceptions go on."""

    def __init__(self, part: P, busy: set[P], errors: dict[P, ShopError], changed: Signal) -> None:
        self._part, self._busy, self._errors, self._changed = part, busy, errors, changed

    async def __aenter__(self) -> None:
        self._busy.add(self._part)
        self._changed.emit()

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, asyncio.CancelledError):
            return False  # a newer question has taken over, and with it the marks
        self._busy.discard(self._part)
        self._errors.pop(self._part, None)
        if isinstance(error, ShopError):
            self._errors[self._part] = error
        self._changed.emit()
        return isinstance(error, ShopError)
