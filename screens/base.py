"""What every screen of the shop has: header, keys, countdown, the typed way to the app."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult

from app.i18n import ngettext
from app.main import Etalase
from app.money import format_money
from app.services.shop import Shop
from app.signal import Signal
from widgets.calm_screen import CalmScreen
from widgets.header import ShopHeader
from widgets.key_bar import KeyBar
from widgets.too_small import TooSmall
from widgets.wait_bar import WaitBar

T = TypeVar("T")


class ShopScreen(CalmScreen[T]):
    """A full screen. Subclasses give `body`, and `render_state` if they show what a service owns."""

    AUTO_FOCUS: ClassVar[str | None] = None
    BACK: ClassVar[bool] = True
    """Shows the way back in the header."""

    _subscriptions: list[Callable[[], None]]
    rebuilding = False
    """Composed anew just now: parts are not there, and whatever changes meanwhile is drawn when they all are."""

    etalase = getters.app(Etalase)
    """The app, typed."""

    def __init__(self) -> None:
        super().__init__(classes=self.etalase.size_classes())

    @property
    def shop(self) -> Shop:
        return self.etalase.shop

    @abstractmethod
    def body(self) -> ComposeResult:
        """The widgets between header and keys."""

    def render_state(self) -> None:
        """Fill the widgets of `body` from the services; called again after the language has changed."""

    def heading(self) -> str:
        """What the header says, in the language in force."""
        return self.shop.store.title

    def compose(self) -> ComposeResult:
        yield ShopHeader(
            self.heading(),
            badge=self.badge(),
            cart=self._cart_words(),
            account=self.shop.identity.who,
            back=self.BACK,
        )
        yield from self.body()
        yield WaitBar()
        yield KeyBar()
        yield TooSmall()

    def badge(self) -> str:
        """A dimmed word beside the heading."""
        return ""

    def watch_signal(self, signal: Signal, listener: Callable[[], None]) -> None:
        """Call `listener` in this screen's own context after `signal` is emitted, until the screen is gone.

        Several emits in a row, as when pictures arrive, are one call.
        """
        if not hasattr(self, "_subscriptions"):
            self._subscriptions = []
        waiting = False

        def run() -> None:
            nonlocal waiting
            waiting = False
            if self.is_attached and not self.rebuilding:
                listener()

        def deliver() -> None:
            nonlocal waiting
            if self.is_attached and not waiting:
                waiting = True
                self.call_later(run)

        self._subscriptions.append(signal.subscribe(deliver))

    def on_mount(self) -> None:
        for signal in (self.shop.cart.changed, self.shop.auth.changed, self.shop.identity.changed):
            self.watch_signal(signal, self.refresh_header)
        self.screen_layout_refresh_signal.subscribe(self, self._focus_returns)

    def on_unmount(self) -> None:
        for unsubscribe in getattr(self, "_subscriptions", []):
            unsubscribe()

    def _focus_returns(self, _screen: object) -> None:
        """What is out of sight has lost the focus. Back in sight it has it again, as when the page was opened."""
        if self.focused is None and self.AUTO_FOCUS and self.app.app_focus:
            for widget in self.query(self.AUTO_FOCUS):
                if widget.focusable and widget.is_on_screen:
                    self.set_focus(widget, scroll_visible=False)
                    return

    def refresh_header(self) -> None:
        """Heading, account and cart as they are now."""
        header = self.query_one_optional(ShopHeader)
        if header is None:
            return
        header.title_text = self.heading()
        header.badge = self.badge()
        header.cart = self._cart_words()
        header.account = self.shop.identity.who

    def _cart_words(self) -> str:
        cart = self.shop.cart
        count = cart.count
        if not count:
            return ""
        words = ngettext("Cart {count}", "Cart {count}", count).format(count=count)
        subtotal = cart.subtotal
        if self.app.size.width < 60 or subtotal is None:
            return words
        return f"{words}  {format_money(subtotal)}"

    def waiting(self, seconds: float) -> None:
        """The store asked for a pause."""
        for bar in self.query(WaitBar):
            bar.wait(seconds)

    async def retranslate(self) -> None:
        """Draw everything again in the language in force; what the buyer typed lives in the services."""
        focused = self.focused.id if self.focused is not None else None
        self.rebuilding = True
        try:
            await self.recompose()
        finally:
            self.rebuilding = False
        self.render_state()
        if focused:
            for widget in self.query(f"#{focused}"):
                self.set_focus(widget)

    @on(ShopHeader.CartClicked)
    def _cart_clicked(self) -> None:
        self.etalase.action_open_cart()

    @on(ShopHeader.AccountClicked)
    async def _account_clicked(self) -> None:
        await self.etalase.run_action("open_account")

    @on(ShopHeader.BackClicked)
    async def _back_clicked(self) -> None:
        await self.run_action("back")
