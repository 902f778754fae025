"""How many changes are on their way, and waiting until none is."""

from __future__ import annotations

import asyncio


class Pending:
    """Counts what has been begun and not ended."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()

    @property
    def none(self) -> bool:
        """Nothing is on its way."""
        return self._none.is_set()

    def begin(self) -> None:
        self._count += 1
        self._none.clear()

    def end(self) -> None:
        self._count -= 1
        if self._count == 0:
            self._none.set()

    async def settle(self) -> None:
        """Wait until nothing is."""
        await self._none.wait()
