"""A state that changed and those who want to know: how services reach screens without knowing them."""

from __future__ import annotations

from collections.abc import Callable


class Signal:
    """Calls every subscriber, in order of subscription, whenever the state it belongs to has changed."""

    __slots__ = ("_listeners",)

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` on each `emit`; gives the function that ends the subscription."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def emit(self) -> None:
        """Tell everyone subscribed at this moment."""
        for listener in tuple(self._listeners):
            listener()
