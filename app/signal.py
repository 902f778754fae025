"""A state that changed and those who want to know: how services reach screens without knowing them."""

from __future__ import annotations

from collections.abc import Callable, Collection


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

    def take_over(self, successor: Signal, gone: Collection[object]) -> None:
        """The state is a new one: its own listeners come in, those that are methods of what is `gone` go."""
        staying = [
            one for one in self._listeners if not any(getattr(one, "__self__", None) is g for g in gone)
        ]
        self._listeners = [*successor._listeners, *staying]
