"""What the shop does when someone signs in or out, whichever page is open: words for it, and what follows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from app.i18n import _, ngettext
from screens.account_ways import AccountWays

if TYPE_CHECKING:
    from app.services.merging import CartMerge


class AccountHand(AccountWays):
    """Watches who is signed in, and holds the ways to the pages of signing in."""

    _login = ""
    """Whose arrival has been told."""
    _asked_for = ""
    """The sign-in after which a password of one's own was asked for."""
    _told_merge: tuple[CartMerge, str] | None = None

    @abstractmethod
    def session_key(self, action_id: str) -> str:
        """The first key of an action, as remapped by the buyer."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some things are for who is signed in."""
        if action in ("sign_out", "open_subscriptions", "open_courses"):
            return self.shop.auth.signed_in
        if action == "open_account":
            return not (self.screen_stack and getattr(self.screen, "signing_in", False))
        return super().check_action(action, parameters)

    def watch_account(self) -> None:
        """From now on: whoever comes or goes is spoken to. Once a run, when the shop can be used."""
        shop = self.shop
        current = shop.auth.tokens.current
        self._login = current.login if current is not None else ""
        for signal, listener in (
            (shop.auth.changed, self._standing_changed),
            (shop.identity.changed, self._merge_changed),
            (shop.identity.changed, self._profile_changed),
            (shop.signing.changed, self._signing_changed),
        ):
            signal.subscribe(self._later(listener))
        self._standing_changed()

    def _later(self, listener: Callable[[], None]) -> Callable[[], None]:
        def later() -> None:
            self.call_later(listener)

        return later

    # The pages

    def action_open_account(self) -> None:
        """To the account; a guest signs in first."""
        if self.shop.auth.signed_in:
            self.open_account()
        else:
            self.open_sign_in()

    def action_open_subscriptions(self) -> None:
        self.open_subscriptions()

    def action_open_courses(self) -> None:
        self.open_courses()

    def open_sign_in(self) -> None:
        """Not while an order is on its way: the cart it is about would go into another one."""
        attempt = self.shop.orders.attempt
        if attempt is not None and attempt.state == "submitting":
            self.notify(
                _("Your order is on its way. Please sign in when the answer is here."), severity="warning"
            )
            return
        from screens.sign_in import SignInPage

        self.go(SignInPage, SignInPage)

    def open_ask_reset(self) -> None:
        from screens.ask_reset import AskResetPage

        self.go(AskResetPage, AskResetPage)

    def open_new_password(self, token: str = "") -> None:
        """With the token of a link, or for the customer who is signed in."""
        from screens.new_password import NewPasswordPage

        for screen in list(self.screen_stack):
            if isinstance(screen, NewPasswordPage):
                self._close_above(screen)
                self.pop_screen()  # a newer link takes its place
                break
        self.push_screen(NewPasswordPage(token))

    def _close_above(self, screen: Screen[Any]) -> None:
        while self.screen is not screen:
            self.pop_screen()

    def action_sign_out(self) -> None:
        """Nothing of the account stays here; not while an order is on its way."""
        attempt = self.shop.orders.attempt
        if attempt is not None and attempt.state == "submitting":
            self.notify(
                _("Your order is on its way. Please sign out when the answer is here."), severity="warning"
            )
            return
        self.shop.spawn(self._sign_out, "sign out")

    async def _sign_out(self) -> None:
        if not self.shop.auth.signed_in:
            return
        self.action_go_home()
        await self.shop.account.settle()
        await self.shop.auth.sign_out()
        self.notify(_("You are signed out. Nothing of your account is left here."))

    # What is told

    def _standing_changed(self) -> None:
        auth = self.shop.auth
        current = auth.tokens.current
        login = current.login if current is not None else ""
        if login and login != self._login:
            self.notify(_("Welcome! You are signed in as {email}.").format(email=auth.email))
        self._login = login
        if auth.ended:
            auth.ended = False
            words = _("Your sign-in has ended. Press {key} to sign in again; your cart is kept.")
            self.notify(
                words.format(key=self.session_key("app.open_account")), severity="warning", timeout=10
            )

    def _merge_changed(self) -> None:
        merge = self.shop.identity.merge
        if merge.state not in ("done", "failed") or self._told_merge == (merge, merge.state):
            return
        self._told_merge = (merge, merge.state)
        if merge.state == "failed":
            self.notify(
                _(
                    "What was in your cart could not be brought along yet. It is safe; try again from the cart."
                ),
                severity="warning",
                timeout=8,
            )
        elif merge.came_along:
            words = ngettext(
                "{count} item from before came along into your cart.",
                "{count} items from before came along into your cart.",
                merge.came_along,
            )
            self.notify(words.format(count=merge.came_along))

    def _profile_changed(self) -> None:
        """A password that the store has made up should not be kept."""
        if not self._login or self._asked_for == self._login or not self.shop.account.must_choose_password:
            return
        attempt = self.shop.orders.attempt
        if attempt is not None and attempt.state == "submitting":
            return
        self._asked_for = self._login
        self.open_new_password()

    def _signing_changed(self) -> None:
        token = self.shop.signing.take_link_token()
        if token:
            self.open_new_password(token)
