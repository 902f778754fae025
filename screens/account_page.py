"""What every page of a customer's account has in common: it is gone as soon as its customer is."""

from __future__ import annotations

from screens.base import ShopScreen


class AccountPage(ShopScreen[None]):
    """A page about whoever is signed in when it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self._login = self._login_now()

    def _login_now(self) -> str:
        current = self.shop.auth.tokens.current
        return current.login if current is not None else ""

    @property
    def is_theirs(self) -> bool:
        """The customer this page is about is still signed in."""
        return bool(self._login) and self._login == self._login_now()

    def on_mount(self) -> None:
        self.watch_signal(self.shop.auth.changed, self._look)
        self.watch_signal(self.shop.account.changed, self._draw)
        self.call_later(self._look)

    def _look(self) -> None:
        if not self.is_theirs:
            self.etalase.close_from(self)

    def _draw(self) -> None:
        if self.is_theirs and not self.rebuilding:
            self.render_state()
