"""Who the buyer is to the store: signing in with or without a code, signing out, passwords (NOTES section 4).

No password and no code is ever kept on disk. What belongs to a customer in other services is dropped by those who
watch `changed`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from app.api.errors import Refused, Rejected, ShopError
from app.credentials import CredentialStore, Revocation
from app.i18n import _
from app.services.tokens import LoginBearer, TokenKeeper
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.auth import AuthClient
    from app.api.customer import CustomerClient
    from app.api.models.account import Tokens
    from app.services.shop import Shop

State = Literal["guest", "code", "customer"]

RESEND_PAUSE = 30.0
"""Seconds until another code may be asked for: the store mails one each time."""


class AuthService:
    """One buyer's standing with the store. `code` means that a one-time code has been sent and is waited for."""

    def __init__(self, shop: Shop, *, clock: Callable[[], float] = time.time) -> None:
        self._shop = shop
        self._clock = clock
        self._store = CredentialStore(shop.session.folder, self._tell_damage)
        self._password = ""
        self._code_sent = 0.0
        self._leaving = False
        self._customer: CustomerClient | None = None
        self._bearer: LoginBearer | None = None
        self.tokens = TokenKeeper(self._store, self._refresh, clock=clock)
        self.email = ""
        """Whose account it is, or to whom the code was sent; empty for a guest."""
        self.message = ""
        """The store's own words about the code, cleaned; hostile: render as plain Content."""
        self.waiting_for_code = False
        self.ended = False
        """The session ended by itself, and the buyer has not been told yet."""
        self.changed = Signal()
        self.tokens.changed.subscribe(self._tokens_changed)

    @property
    def state(self) -> State:
        if self.tokens.current is not None:
            return "customer"
        return "code" if self.waiting_for_code else "guest"

    @property
    def signed_in(self) -> bool:
        return self.tokens.current is not None

    @property
    def login(self) -> str:
        """Tells one sign-in from another; empty for a guest."""
        return self.tokens.current.login if self.tokens.current is not None else ""

    def restore(self) -> None:
        """Signed in as in the last run, if the tokens still hold. Never raises; asks nothing."""
        self.ended = not self.tokens.restore()
        if self.tokens.current is not None:
            self.email = self.tokens.current.email

    async def customer(self) -> CustomerClient:
        """What the account may ask, and nobody who signs in later. Raises SignedOut for a guest, Unreachable when there
        is no connection."""
        bearer = self.tokens.bearer()
        from app.api.customer import CustomerClient

        client = await self._shop.client()
        if self._customer is None or self._bearer != bearer:
            self._bearer = bearer
            self._customer = CustomerClient(
                client.wire, bearer, store_id=client.store_id, api_key=client.api_key
            )
        return self._customer

    async def sign_in(self, email: str, password: str) -> State:
        """`customer`, or `code` when the store wants one first. Raises ShopError; Refused for a wrong password."""
        email = email.strip()
        reply = await (await self._desk()).login(email, password)
        tokens = reply.tokens
        if tokens is not None:
            self._arrived(tokens, email)
        else:
            self.email, self._password, self.message = email, password, reply.message
            self.waiting_for_code, self._code_sent = True, self._clock()
            self.changed.emit()
        return self.state

    async def enter_code(self, code: str) -> None:
        """Finish with the code. Raises ShopError: Refused or Rejected when it is wrong or too old."""
        tokens = await (await self._desk()).verify(self.email, "".join(code.split()))
        self._arrived(tokens, self.email)

    @property
    def resend_wait(self) -> float:
        """Seconds until another code may be asked for; 0 when it may be now."""
        return max(0.0, self._code_sent + RESEND_PAUSE - self._clock())

    async def send_code_again(self) -> State:
        """Another code: the contract has no route for it but signing in again. Raises ShopError."""
        if not self.waiting_for_code or self.resend_wait > 0:
            return self.state
        return await self.sign_in(self.email, self._password)

    def forget_code(self) -> None:
        """Back to being a guest, from waiting for a code."""
        if self.waiting_for_code:
            self.waiting_for_code, self.email, self._password, self.message = False, "", "", ""
            self.changed.emit()

    async def sign_out(self) -> None:
        """The tokens go from this machine at once; the store is told now, or later when it cannot be reached."""
        await self.tokens.settle()
        pair = self.tokens.current
        if pair is None:
            return
        last = Revocation(access=pair.access, refresh=pair.refresh, until=pair.refresh_until)
        self._store.keep_revocations([*self._store.revocations(), last])
        self._leaving = True
        try:
            self.tokens.end()
        finally:
            self._leaving = False
        self._shop.spawn(self.tell_revocations, "tell the store of a sign-out")

    async def tell_revocations(self) -> None:
        """Have the store refuse the tokens of those who signed out here. What it could not be told stays for later."""
        left: list[Revocation] = []
        pairs = self._store.revocations()
        for pair in pairs:
            if pair.until <= self._clock():
                continue
            try:
                await (await self._desk()).blacklist([pair.access, pair.refresh])
            except (Rejected, Refused):
                continue  # it does not know them: then they open nothing
            except ShopError:
                left.append(pair)
        told = [pair for pair in pairs if pair not in left]
        self._store.keep_revocations([pair for pair in self._store.revocations() if pair not in told])

    async def ask_for_reset(self, email: str, *, origin: str | None = None) -> None:
        """Have a link sent to choose a new password. The reply never says whether there is such an account."""
        await (await self._desk()).forget_password(email.strip(), origin=origin)

    async def reset_password(self, token: str, password: str) -> None:
        """Choose a password with the token of a link. Raises ShopError: NotFound or Rejected for a link too old."""
        await (await self._desk()).save_password(token, password)

    async def _desk(self) -> AuthClient:
        from app.api.auth import AuthClient

        client = await self._shop.client()
        return AuthClient(client.wire, store_id=client.store_id, api_key=client.api_key)

    async def _refresh(self, token: str) -> Tokens:
        return await (await self._desk()).refresh(token)

    def _arrived(self, tokens: Tokens, email: str) -> None:
        self.waiting_for_code, self._password, self.message = False, "", ""
        self.email, self.ended = email, False
        self.tokens.adopt(tokens, email)

    def _tell_damage(self) -> None:
        self._shop.session.give_notice(
            _("Your sign-in could not be read and was removed from this machine. Please sign in again.")
        )

    def _tokens_changed(self) -> None:
        if self.tokens.current is None:
            self.ended = not self._leaving
            self.email = ""
        self.changed.emit()
