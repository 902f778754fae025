"""Where a buyer can go: every screen, opened from here and only when it is wanted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from app.keys import in_force

if TYPE_CHECKING:
    from app.links import Link
    from app.records import LineSnapshot
    from app.services.shop import Shop
    from app.session import Session


class Navigation(App[None]):
    """The ways between the screens. Each is imported when first gone to: the shop window is all that a start needs."""

    shop: Shop
    session: Session

    def go(self, screen_type: type[Screen[Any]], make: Callable[[], Screen[Any]]) -> None:
        """Show a screen of this kind: back to it when one is open below, else a new one on top."""
        for depth, screen in enumerate(reversed(self.screen_stack)):
            if isinstance(screen, screen_type):
                for _step in range(depth):
                    self.pop_screen()
                return
        self.push_screen(make())

    def action_go_home(self) -> None:
        """Back to the catalogue, closing everything above it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_open_cart(self) -> None:
        from screens.cart import CartScreen

        self.go(CartScreen, CartScreen)

    def action_open_orders(self) -> None:
        from screens.orders import OrdersScreen

        self.go(OrdersScreen, OrdersScreen)

    def action_open_settings(self) -> None:
        from screens.settings import SettingsScreen

        self.go(SettingsScreen, SettingsScreen)

    def action_open_help(self) -> None:
        from screens.help import HelpScreen

        scopes = frozenset(
            active.binding.id.partition(".")[0]
            for active in self.screen.active_bindings.values()
            if active.binding.id
        )
        moved = in_force(self.session.settings.keys)
        self.go(HelpScreen, lambda: HelpScreen(scopes - {"app"}, moved))

    def open_product(self, slug: str) -> None:
        from screens.product import ProductScreen

        self.push_screen(ProductScreen(slug))

    def open_bundle(self, slug: str) -> None:
        from screens.bundle import BundleScreen

        self.push_screen(BundleScreen(slug))

    def open_checkout(self) -> None:
        """Check out the cart, unless an earlier order's outcome is still open: then that comes first.

        A cart that a customer's ended session has left is checked out once they are signed in again.
        """
        if self.shop.identity.left_behind and self.session.guest_token is None:
            self.open_sign_in()
            return
        self._checkout(self.shop.checkout.begin_cart)

    def buy_now(self, snapshot: LineSnapshot, quantity: int) -> None:
        """Check out just this, leaving the cart alone."""
        self._checkout(lambda: self.shop.checkout.begin_direct(snapshot, quantity))

    def resume_checkout(self) -> None:
        """Back to the draft as it is, cart or bought directly."""
        self._checkout(lambda: None, resumed=True)

    def _checkout(self, begin: Callable[[], None], *, resumed: bool = False) -> None:
        if not self.shop.orders.can_place:
            self.open_outcome()  # and the draft stays that order's: it may come back rejected
            return
        begin()
        from screens.checkout import CheckoutScreen

        told = frozenset(attempt.id for attempt in self.session.attempts if not resumed)

        def make() -> CheckoutScreen:
            if not resumed:
                self.shop.count(lambda tracking: tracking.checkout_opened())
            return CheckoutScreen(told)

        self.go(CheckoutScreen, make)

    def open_outcome(self) -> None:
        """The order whose outcome is not known, or is on its way."""
        from screens.outcome import OutcomeScreen

        self.go(OutcomeScreen, OutcomeScreen)

    def open_payment(self, secret_slug: str) -> None:
        """Pay an order; closes the checkout below, so that Esc leads to the shop."""
        from screens.payment import PaymentScreen

        self.action_go_home()
        self.push_screen(PaymentScreen(secret_slug))

    def open_proof(self, secret_slug: str) -> None:
        """Send the picture of a transfer, above the payment or order screen it was asked from."""
        from screens.proof import ProofScreen

        self.push_screen(ProofScreen(secret_slug))

    def open_order(self, secret_slug: str) -> None:
        from screens.order import OrderScreen

        self.push_screen(OrderScreen(secret_slug))

    @abstractmethod
    def open_sign_in(self) -> None:
        """To the page where one signs in."""

    @abstractmethod
    def open_new_password(self, token: str = "") -> None:
        """Choose a password, with the token of a link."""

    def action_open_link(self) -> None:
        """Ask for a link and go where it leads."""
        from screens.open_link import LinkScreen

        def go(link: Link | None) -> None:
            if link is not None:
                self.follow_link(link)

        if not isinstance(self.screen, LinkScreen):
            self.push_screen(LinkScreen(), go)

    def open_link(self, link: Link) -> None:
        """To what the link names; a name that stands alone is a thing of the catalogue, else an order."""
        kind = link.kind
        if kind == "reset":
            self.open_new_password(link.slug)
            return
        if kind == "name":
            kept = self.shop.orders.is_kept(link.slug)
            items = () if kept else self.shop.catalog.items
            kind = next((item.kind for item in items if item.slug == link.slug), "order")
        if kind == "home":
            self.action_go_home()
        elif kind == "product":
            self.open_product(link.slug)
        elif kind == "bundle":
            self.open_bundle(link.slug)
        else:
            self.open_order(link.slug)

    def follow_link(self, link: Link) -> None:
        """`open_link`, but a name that stands alone waits until it is known what is for sale."""
        self.shop.count(lambda tracking: tracking.came_by(link))
        if link.kind != "name":
            self.open_link(link)
            return

        async def follow() -> None:
            await self.shop.catalog.refresh()
            self.open_link(link)

        self.shop.spawn(follow, "open link", wait=False)
