"""The hand behind the demo store: whoever shows it makes an order paid, shipped or whatever else by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from app.actions import in_scope
from app.i18n import _
from screens.navigation import Navigation
from widgets.bindings import bindings

if TYPE_CHECKING:
    from app.api.errors import ShopError

ACTS = frozenset(action.name for action in in_scope("demo"))


class DemoHand(Navigation):
    """Offers what can happen to the order in front, in the demo store only."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("demo")

    def report(self, error: ShopError) -> None:
        """Say what went wrong."""
        raise NotImplementedError

    def order_in_front(self) -> str:
        """The secret slug of the order that the screen on top is about; empty when it is about none."""
        slug = getattr(self.screen, "secret_slug", "") if self.screen_stack else ""
        return slug if isinstance(slug, str) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of the demo's actions only what is possible now."""
        if action not in ACTS:
            return super().check_action(action, parameters)
        demo, slug = self.shop.demo, self.order_in_front()
        return demo is not None and bool(slug) and action in demo.possible(slug)

    async def action_paid(self) -> None:
        await self._let_happen("paid")

    async def action_expire(self) -> None:
        await self._let_happen("expire")

    async def action_ship(self) -> None:
        await self._let_happen("ship")

    async def action_deliver(self) -> None:
        await self._let_happen("deliver")

    async def action_cancel(self) -> None:
        await self._let_happen("cancel")

    async def _let_happen(self, name: str) -> None:
        from app.api.errors import ShopError

        demo, slug = self.shop.demo, self.order_in_front()
        if demo is None or not slug:
            return
        if not demo.act(name, slug):
            self.notify(_("That cannot happen to this order any more."), severity="warning")
        try:
            await self.shop.orders.fetch(slug)
        except ShopError as error:
            self.report(error)
