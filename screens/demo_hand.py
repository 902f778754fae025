"""The hand behind the demo store: whoever shows it makes an order paid, shipped or whatever else by name."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from app.i18n import _
from screens.account_hand import AccountHand
from widgets.bindings import bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.api.errors import ShopError
    from app.sandbox.mailbox import Mail

ACTS = frozenset(("paid", "ship", "deliver", "expire", "cancel"))
"""What can happen to an order; other actions of the demo are about something else."""


class DemoHand(AccountHand):
    """Offers what can happen to the order in front, in the demo store only."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("demo")

    @abstractmethod
    def report(self, error: ShopError) -> None:
        """Say what went wrong."""

    def watch_mails(self) -> None:
        """From now on each e-mail of the demo store is told."""
        self.shop.on_mail = lambda mail: self.call_later(self._mail_came, mail)

    def order_in_front(self) -> str:
        """The secret slug of the order that the screen on top is about; empty when it is about none."""
        slug = getattr(self.screen, "secret_slug", "") if self.screen_stack else ""
        return slug if isinstance(slug, str) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing of the demo in a real store, and of what can happen to an order only what is possible now."""
        demo, slug = self.shop.demo, self.order_in_front()
        if action == "mail":
            return demo is not None
        if action == "customer":
            return self.shop.store.is_demo and hasattr(self.screen, "fill_customer")
        if action in ACTS:
            return demo is not None and bool(slug) and action in demo.possible(slug)
        return super().check_action(action, parameters)

    def action_mail(self) -> None:
        """The e-mails of the demo store."""
        from screens.demo_mail import DemoMailPage

        if not isinstance(self.screen, DemoMailPage):
            self.push_screen(DemoMailPage(), self._use_mail)

    def action_customer(self) -> None:
        """Fill in a customer of the demo store where somebody can sign in."""
        fill: Callable[[], None] | None = getattr(self.screen, "fill_customer", None)
        if fill is not None:
            fill()

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

    def _mail_came(self, mail: Mail) -> None:
        key = self.session_key("demo.mail")
        if mail.code:
            words = _("E-mail from the demo shop: your code is {code}. {key} opens it.")
        elif mail.link:
            words = _("E-mail from the demo shop: a link to a new password. {key} opens it.")
        else:
            words = _("E-mail from the demo shop: {subject}. {key} opens it.")
        self.notify(words.format(code=mail.code, subject=mail.subject, key=key), timeout=12)

    def _use_mail(self, mail: Mail | None) -> None:
        """What its reader would do with it."""
        if mail is None:
            return
        from app.links import Link, hosts_of, read_link

        found = read_link(mail.link or "", hosts_of(self.shop.store, self.session))
        if isinstance(found, Link):
            self.follow_link(found)
        elif mail.code and self.shop.auth.waiting_for_code:
            self.shop.signing.give_code(mail.code)
            self.open_sign_in_code()
        elif mail.code:
            self.notify(_("A code is for the sign-in that asked for it. Please sign in first."))

    def open_sign_in_code(self) -> None:
        """To the page that waits for the code."""
        from screens.code import CodePage

        if not isinstance(self.screen, CodePage):
            self.open_sign_in()
