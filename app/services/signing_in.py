"""What a buyer does to sign in or to get a new password, step by step (NOTES section 4).

The steps outlive the pages that show them: a page that goes away cannot tear a sign-in apart. Nothing typed is ever
written down; a password is held only by the page it is typed on, and while a code is waited for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal

from app.api.errors import ShopError
from app.signal import Signal

if TYPE_CHECKING:
    from app.reset_listener import ResetListener
    from app.services.shop import Shop

Step = Literal["password", "code", "again", "ask", "choose"]
"""password: sign in; code: enter it; again: have another sent; ask: for a reset link; choose: a new password."""


class SigningIn:
    """At most one step at a time is with the store; what became of it is in `error` or in `done`."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._listener: ResetListener | None = None
        self.email = ""
        """As typed: no page asks for it a second time."""
        self.code = ""
        """As typed, or as an e-mail of the demo store brought it."""
        self.busy: Step | None = None
        self.failed: Step | None = None
        """The step that `error` is about."""
        self.error: ShopError | None = None
        self.done: Step | None = None
        """The last step that went well, until the next one begins or `forget_steps`."""
        self.link_token = ""
        """Of a reset link that came to this machine by itself; whoever opens the form takes it away."""
        self.changed = Signal()

    @property
    def listening(self) -> bool:
        """A reset link opened on this machine comes back here by itself."""
        return self._listener is not None and self._listener.open

    def sign_in(self, password: str) -> None:
        """Begin with `email` and this password; ends signed in, or with a code on its way."""
        self._take("password", lambda: self._shop.auth.sign_in(self.email, password))

    def enter_code(self) -> None:
        """Finish with `code`."""
        self._take("code", self._enter)

    def give_code(self, code: str) -> None:
        """Put a code where it would be typed."""
        self.code = code
        self.changed.emit()

    def send_code_again(self) -> None:
        """Another code; nothing happens before the pause is over."""
        if self._shop.auth.resend_wait <= 0:
            self._take("again", self._again)

    def ask_for_link(self) -> None:
        """Have a link to a new password sent to `email`; it leads back here where the store allows that."""
        self._take("ask", self._ask)

    def choose(self, password: str, token: str = "") -> None:
        """A new password: with the token of a link, or of the customer who is signed in."""
        if token:
            self._take("choose", lambda: self._shop.auth.reset_password(token, password))
        else:
            self._take("choose", lambda: self._shop.account.set_password(password))

    def forget_steps(self) -> None:
        """A page begins anew: what became of the step before is told."""
        if self.busy is None:
            self.failed = self.error = self.done = None

    def begin_again(self) -> None:
        """The next one at this machine finds nothing of what was typed."""
        self.close()
        self.email = self.code = ""
        self.failed = self.error = self.done = None

    def take_link_token(self) -> str:
        """The token of the link that came by itself, once."""
        token, self.link_token = self.link_token, ""
        return token

    def close(self) -> None:
        """The shop is left: nothing waits for a link any more."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        self.link_token = ""

    def _take(self, step: Step, work: Callable[[], Awaitable[object]]) -> None:
        if self.busy is not None:
            return
        self.busy, self.failed, self.error, self.done = step, None, None, None
        self.changed.emit()

        async def run() -> None:
            try:
                await work()
            except ShopError as error:
                self.failed, self.error = step, error
            else:
                self.done = step
            finally:
                self.busy = None
                self.changed.emit()

        self._shop.spawn(run, "sign in")

    async def _enter(self) -> None:
        await self._shop.auth.enter_code(self.code)
        self.code = ""

    async def _again(self) -> None:
        await self._shop.auth.send_code_again()
        self.code = ""  # the one before works no more

    async def _ask(self) -> None:
        origin = self._shop.store.reset_origin
        if origin and not await self._listen(origin):
            origin = ""  # then the page of the store does it
        try:
            await self._shop.auth.ask_for_reset(self.email, origin=origin or None)
        except ShopError:
            self.close()
            raise

    async def _listen(self, origin: str) -> bool:
        """Whether a link opened on this machine will come here."""
        from app.reset_listener import ResetListener

        self.close()
        listener = ResetListener(origin, self._link_came)
        try:
            await listener.start()
        except OSError:
            return False  # another etalase listens there, perhaps
        self._listener = listener
        return True

    def _link_came(self, token: str) -> None:
        self._listener, self.link_token = None, token
        self.changed.emit()
