"""The application: wiring, themes, actions that work everywhere, the one error surface.

The only module of `app` that knows Textual and the screens.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from app.actions import in_scope
from app.config import StoreConfig
from app.faults import write_fault
from app.i18n import _, guess_language, ngettext, set_language
from app.services.shop import Shop
from app.session import Session
from screens.choices_hand import ChoicesHand
from styles import sheet
from styles.themes import DARK, NAMES, THEMES, themes_for
from widgets.key_turns import KeyTurns

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.theme import Theme

    from app.api.errors import ShopError
    from app.links import Link
    from app.terminal import Terminal
    from screens.tour import Tour


def _app_bindings() -> list[BindingType]:
    return [
        Binding(a.key, a.name, a.label, show=a.footer, priority=a.priority, tooltip=a.about, id=a.id)
        for a in in_scope("app")
        if a.id != "app.retry"
    ]


@runtime_checkable
class _Opening(Protocol):
    """The first screen: it paints nothing until all that a start changes has been changed."""

    async def open_window(self) -> None: ...


class Etalase(ChoicesHand):
    """The shop of one store in one terminal."""

    TITLE = "etalase"
    # The first screen is not pushed, so Textual would not read its style sheet: it stands here.
    CSS_PATH: ClassVar[Any] = [sheet("base"), sheet("catalog")]
    BINDINGS: ClassVar[list[BindingType]] = _app_bindings()
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (70, "-medium"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-short"), (20, "-normal"), (34, "-tall")]
    ENABLE_COMMAND_PALETTE = False  # ours is widgets.palette: only our actions, in the buyer's language
    ESCAPE_TO_MINIMIZE = False
    PAUSE_GC_ON_SCROLL = True
    NOTIFICATION_TIMEOUT = 5

    def __init__(
        self,
        store: StoreConfig,
        session: Session,
        *,
        log_file: str | None = None,
        environ: dict[str, str] | None = None,
        terminal: Terminal | None = None,
        link: Link | None = None,
        tour: float | None = None,
    ) -> None:
        """`terminal` already shows the launch frame; without one (tests) Textual opens its own. `link`: where to go.

        `tour`: the pace at which a purchase plays by itself, until a key is pressed; None for none.
        """
        self._terminal = terminal  # the base class asks for the driver while it is made
        super().__init__()
        set_language(session.settings.language or guess_language(environ or {}))
        self._turns = KeyTurns(self, super().on_event)
        self.session = session
        self.log_file = log_file
        self._link = link
        self._pace = tour
        self.tour: Tour | None = None
        self.environ = environ or {}
        self._leaving = False
        self.let_go: Callable[[], None] = lambda: None
        """Ends what of the process still knows of this app; for when it has ended and the process goes on."""
        self.shop = Shop(store, session, on_wait=self._store_asks_to_wait, log_file=log_file)
        self.apply_scrolling()
        self.usable = False
        """The catalogue is on screen and keys are answered; heavy imports are allowed from here on."""
        for theme in themes_for(self.console.color_system):
            self.register_theme(theme)
        self.theme = session.settings.theme if session.settings.theme in NAMES else DARK

    def refresh_css(self, animate: bool = True) -> None:
        """As Textual does, but before there is a screen nothing needs the style sheets: they would be parsed twice."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colour names, so that a style sheet parsed before the theme is set still resolves."""
        return dict(THEMES[0].variables)

    def get_default_screen(self) -> Screen[Any]:
        from screens.catalog import CatalogScreen

        self.shop.restore()
        return CatalogScreen()

    def size_classes(self) -> str:
        """The classes for terminal and look as they are: a screen born with them is laid out once, not twice."""
        width, height = self.size
        across = [name for least, name in self.HORIZONTAL_BREAKPOINTS or () if width >= least]
        down = [name for least, name in self.VERTICAL_BREAKPOINTS or () if height >= least]
        return " ".join((across[-1], down[-1], *sorted(self.look_classes())))

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        # Textual counts the page under the current one as seen even where that covers all of it: it lays it out
        # and, for whatever changes there, paints the current one again.
        covered = self._screen_stack and self._screen_stack[-1].styles.background.a == 1
        return [] if covered else super()._background_screens

    def get_theme(self, theme_name: str) -> Theme | None:
        # Every widget asks for it whenever it is painted, and Textual would put all its own themes together each time.
        return self._registered_themes.get(theme_name) or super().get_theme(theme_name)

    def get_driver_class(self) -> type[Driver]:
        # As Textual does, but TEXTUAL_DRIVER is not listened to: it imports any module on the path.
        if sys.platform == "win32":
            from textual.drivers.windows_driver import WindowsDriver

            return WindowsDriver
        if self._terminal is not None:
            from widgets.driver import ShopDriver

            return ShopDriver
        from textual.drivers.linux_driver import LinuxDriver

        return LinuxDriver

    def on_mount(self) -> None:
        self.apply_keys()
        asyncio.get_running_loop().set_exception_handler(self._task_failed)
        if self._terminal is not None:
            from app import process
            from widgets.driver import ShopDriver

            if isinstance(self._driver, ShopDriver):
                self._driver.terminal = self._terminal
            self.let_go = process.install(self, self._terminal.close)

    def on_ready(self) -> None:
        screen = self.screen
        if isinstance(screen, _Opening):
            self.call_later(screen.open_window)  # after the keys that were typed meanwhile

    def became_usable(self) -> None:
        """The catalogue is painted and keys are answered: what is heavy may begin. Called by its screen."""
        if self.usable:
            return
        gc.freeze()  # what the start made stays: collecting would look at all of it, now of all times
        gc.enable()
        self.usable = True
        self.session.on_notice = tell = partial(self.call_later, self.notify, severity="warning", timeout=10)
        for notice in self.session.notices:
            tell(notice)
        self.shop.spawn(self._open_shop, "open shop", wait=False)
        if not self.shop.orders.can_place:  # an order of the last run: nothing is more urgent to its buyer
            self.open_outcome()
        self.watch_account()
        self.watch_mails()
        link, self._link = self._link, None
        if link is not None:
            self.follow_link(link)
        if self._pace is not None:
            from screens.tour import Tour

            self.tour = Tour(self, self._pace)
            self.tour.start()

    async def _open_shop(self) -> None:
        await self.shop.catalog.restore_rest()
        await self.shop.catalog.refresh()
        if self.shop.identity.merge.waiting:
            await self.shop.identity.merge.run()
        elif self.session.guest_token or self.shop.auth.signed_in:
            await self.shop.cart.refresh()
        await self._tell_what_was_paid()
        await self.shop.auth.tell_revocations()
        self.shop.resume_events()

    async def _tell_what_was_paid(self) -> None:
        """Good news of orders that were still open when the shop was last closed."""
        if not self.session.orders:
            return
        from app.services.catch_up import paid_meanwhile

        paid = await paid_meanwhile(self.shop)
        if paid:
            numbers = ", ".join(order.order_id for order in paid)
            words = ngettext(
                "Your order {numbers} is paid. Thank you!",
                "Your orders {numbers} are paid. Thank you!",
                len(paid),
            )
            self.notify(words.format(numbers=numbers), timeout=10)
        self.shop.proofs.resume()

    async def on_unmount(self) -> None:
        await self.shop.close()

    async def on_event(self, event: events.Event) -> None:
        if self.tour is not None and not event.is_forwarded and self.tour.takes(event):
            return
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._turns.take(event)
        else:
            await super().on_event(event)

    # The one error surface

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print a traceback with every local in it. Tests want just that: there it stays.
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code, self.next_store = 1, None
        write_fault(self.log_file, error)
        sorry = _(
            "Sorry, etalase stumbled and had to close. Your cart and your orders are safe; start it again to go on."
        )
        self._exit_renderables[:] = [sorry]
        self._close_messages_no_wait()

    def _task_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A task nobody waits for failed: the screen still works, so the buyer goes on."""
        error = context.get("exception")
        if not isinstance(error, Exception):
            return
        if self.is_headless:
            self._handle_exception(error)
            return
        write_fault(self.log_file, error)
        self.notify(
            _("Something did not work. What you did so far is safe; please try again."), severity="warning"
        )

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Any = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A passing note, once at a time. Markup is always off: the words may be a store's."""
        for same in [note for note in self._notifications if note.message == message]:
            self._unnotify(same, refresh=False)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def report(self, error: ShopError) -> None:
        """Say what went wrong where no screen has a better place for it."""
        from app.wording import explain

        words = explain(error)
        self.notify(f"{words.title} {words.advice}", severity="error", timeout=8)

    def _store_asks_to_wait(self, seconds: float) -> None:
        for screen in self.screen_stack:
            waiting = getattr(screen, "waiting", None)
            if waiting is not None:
                waiting(seconds)

    async def forget_everything(self) -> None:
        """Remove all that is kept of this store here and begin anew, as for the next buyer."""
        self.action_go_home()
        await self.shop.begin_again()
        self.apply_settings()
        self.shop.spawn(self._open_shop, "open shop", wait=False)

    def action_leave(self) -> None:
        """Leave. The cart stays; an order or a picture on its way is waited for, unless asked a second time."""
        if self.shop.proofs.busy and not self._leaving:
            self._leave_once_sent()
            return
        orders = self.shop.orders
        attempt = orders.attempt
        if attempt is None or attempt.state != "submitting" or self._leaving:
            self.exit()
            return

        def answered() -> None:
            if attempt.state != "submitting":
                self.exit()

        self._leaving = True
        orders.changed.subscribe(answered)
        self.notify(
            _(
                "Your order is on its way. The shop closes as soon as the answer is here; press again to leave now."
            ),
            severity="warning",
            timeout=30,
        )

    def _leave_once_sent(self) -> None:
        """Leave as soon as the proof of a transfer has arrived; stay when it does not."""
        proofs = self.shop.proofs

        def ended() -> None:
            if proofs.busy:
                return
            unsubscribe()
            self._leaving = False
            if not proofs.failed:
                self.action_leave()
                return
            self.notify(
                _("The picture of your transfer did not get through. It waits on the page it was sent from."),
                severity="warning",
                timeout=10,
            )

        self._leaving = True
        unsubscribe = proofs.changed.subscribe(ended)
        self.notify(
            _(
                "The picture of your transfer is on its way. The shop closes as soon as it has arrived; "
                "press again to leave now."
            ),
            severity="warning",
            timeout=30,
        )

    async def action_quit(self) -> None:
        self.action_leave()

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing half done: it says how to leave."""
        self.notify(_("Press {key} to leave the shop.").format(key=self.key_words("app.leave")), timeout=3)

    def action_command_palette(self) -> None:
        """Everything that can be done on the screen in front, by name."""
        from widgets.palette import Palette, commands_on

        below = self.screen
        if isinstance(below, ModalScreen):
            return
        chosen = {active.binding.id: active for active in below.active_bindings.values()}

        async def run(action_id: str | None) -> None:
            active = chosen.get(action_id or "")
            if active is not None:
                await self.run_action(active.binding.action, default_namespace=active.node)

        self.push_screen(Palette(commands_on(below)), run)

    def copy(self, text: str) -> None:
        """Send text to the terminal's clipboard. It cannot be known whether it arrived, and the words say so."""
        self.copy_to_clipboard(text)
        self.notify(
            _("Sent to your clipboard. If nothing pastes, select it with Shift and the mouse."), timeout=4
        )
