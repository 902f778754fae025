"""Answers asked for once: kept for a while, and shared by all who ask while the question is out."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Once(Generic[K, V]):
    """At most `keep` answers by key, the longest unused dropped first. Failures are not kept.

    With `give_up` a question ends when nobody waits for its answer any more; else it goes on and its answer is kept.
    """

    def __init__(self, keep: int = 200, *, give_up: bool = False) -> None:
        self._keep = keep
        self._give_up = give_up
        self._waiting: dict[asyncio.Task[V], int] = {}
        self._answers: OrderedDict[K, V] = OrderedDict()
        self._asking: dict[K, asyncio.Task[V]] = {}

    def known(self, key: K) -> V | None:
        """The answer when there is one already."""
        return self._answers.get(key)

    async def get(self, key: K, ask: Callable[[], Awaitable[V]], *, fresh: bool = False) -> V:
        """The answer kept, else that of `ask`, which runs once however many are waiting.

        One who stops waiting does not stop the others. `fresh` does not take the answer kept. Raises what
        `ask` raises.
        """
        if key in self._answers and not fresh:
            self._answers.move_to_end(key)
            return self._answers[key]
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.ensure_future(self._ask(key, ask))
            task.add_done_callback(unheard)
        self._waiting[task] = self._waiting.get(task, 0) + 1
        try:
            return await asyncio.shield(task)
        finally:
            self._left(key, task)

    def forget(self, key: K) -> None:
        """Who asks from now on asks anew; who is waiting gets the answer to the question that is out."""
        self._asking.pop(key, None)
        self._answers.pop(key, None)

    def _left(self, key: K, task: asyncio.Task[V]) -> None:
        """One who waited no longer does."""
        self._waiting[task] -= 1
        if not self._waiting[task]:
            del self._waiting[task]
            if self._give_up and not task.done():
                if self._asking.get(key) is task:
                    self.forget(key)
                task.cancel()

    async def _ask(self, key: K, ask: Callable[[], Awaitable[V]]) -> V:
        try:
            answer = await ask()
        finally:
            if self._asking.get(key) is asyncio.current_task():
                del self._asking[key]
        self._answers[key] = answer
        self._answers.move_to_end(key)
        while len(self._answers) > self._keep:
            self._answers.popitem(last=False)
        return answer


def unheard(task: asyncio.Task[Any]) -> None:
    """When everyone has stopped waiting, an error that came anyway is nobody's business."""
    if not task.cancelled():
        task.exception()
