"""A customer's tokens, renewed one at a time and never with a refresh token that has been sent before (NOTES section 4).

A refresh token works once, and sending one again ends every session of its family. So: one renewal in this process
and, under a lock of the disk, in all; the pair on disk is marked as spent before the request leaves; the new pair is
on disk before anyone uses it. An answer that is lost ends in signing in again.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.api.errors import NotFound, RateLimited, ShopError, SignedOut, Unreachable
from app.credentials import Credentials, CredentialStore
from app.services.once import unheard
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.account import Tokens

MARGIN = 60.0
"""Seconds before its end at which an access token is renewed; never more than a fifth of its life."""
USUAL_LIFE, USUAL_REFRESH_LIFE = 900.0, 2_592_000.0
LOOK_AGAIN = 0.05
LOCK_MAY_TAKE = 90.0
"""Seconds: longer than any exchange with the store can last."""


@dataclass(frozen=True, slots=True)
class LoginBearer:
    """The bearers of one sign-in: what one customer began is never finished as the next one."""

    keeper: TokenKeeper
    login: str

    async def access(self, *, refused: str | None = None) -> str:
        """As `TokenKeeper.access`. Raises SignedOut also when somebody else is signed in now."""
        self._check()
        access = await self.keeper.access(refused=refused)
        self._check()
        return access

    def _check(self) -> None:
        current = self.keeper.current
        if current is None or current.login != self.login:
            raise SignedOut


class TokenKeeper:
    """Gives a bearer that can be used now. `changed` tells that someone signed in or is signed out."""

    def __init__(
        self,
        store: CredentialStore,
        refresh: Callable[[str], Awaitable[Tokens]],
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`refresh` sends a refresh token to the store, once, and raises a ShopError."""
        self._store = store
        self._refresh = refresh
        self._clock = clock
        self._sleep = sleep
        self._renewing: asyncio.Task[Credentials] | None = None
        self.current: Credentials | None = None
        self.changed = Signal()

    def __repr__(self) -> str:
        return "TokenKeeper(…)"

    def restore(self) -> bool:
        """Take up the pair of the last run. Never raises; False when there was one that cannot be used any more."""
        kept = self._store.read()
        if kept is not None and kept.spent and self._take():
            # Nobody is renewing it just now, so nobody knows what has become of it: unless that ended this moment.
            try:
                kept = self._store.read()
                if kept is not None and kept.spent:
                    self._store.clear()
                    return False
            finally:
                self._store.release()
        if kept is None:
            return True
        if kept.refresh_until <= self._clock():
            self._store.clear()
            return False
        self.current = kept
        return True

    def adopt(self, tokens: Tokens, email: str) -> None:
        """Someone has just signed in. On disk before this returns, unless nothing can be written there."""
        self._keep(tokens, login=uuid.uuid4().hex, email=email)
        self.changed.emit()

    async def access(self, *, refused: str | None = None) -> str:
        """A bearer; `refused` is one that the store has just answered with 401.

        Raises SignedOut when there is none to be had, Unreachable or RateLimited when it could not be asked for.
        """
        current = self.current
        if current is None:
            raise SignedOut
        if current.access != refused and not self._ageing(current):
            return current.access
        if self._renewing is None:
            self._renewing = asyncio.create_task(self._renew(refused), name="renew tokens")
            self._renewing.add_done_callback(self._renewed)
        return (await asyncio.shield(self._renewing)).access

    def bearer(self) -> LoginBearer:
        """For whoever is signed in now. Raises SignedOut for a guest."""
        if self.current is None:
            raise SignedOut
        return LoginBearer(self, self.current.login)

    async def settle(self) -> None:
        """Wait for a renewal that is under way, however it ends."""
        if self._renewing is not None:
            with contextlib.suppress(ShopError):
                await asyncio.shield(self._renewing)

    def end(self) -> None:
        """Nobody is signed in any more: memory and disk forget the pair."""
        mine, self.current = self.current, None
        kept = self._store.read()
        if mine is None or kept is None or kept.login == mine.login:
            self._store.clear()
        self.changed.emit()

    def _renewed(self, task: asyncio.Task[Credentials]) -> None:
        self._renewing = None
        unheard(task)

    def _ageing(self, pair: Credentials) -> bool:
        return pair.access_until <= self._clock()

    async def _renew(self, refused: str | None) -> Credentials:
        waited = 0.0
        while not self._take():
            if waited >= LOCK_MAY_TAKE:
                raise Unreachable("timeout", sent=False)
            await self._sleep(LOOK_AGAIN)
            waited += LOOK_AGAIN
        try:
            return await self._renew_alone(refused)
        finally:
            self._store.release()

    def _take(self) -> bool:
        try:
            return self._store.take()
        except OSError:
            return True  # a disk that takes no lock takes no other process's pair either

    async def _renew_alone(self, refused: str | None) -> Credentials:
        mine, kept = self.current, self._store.read()
        if mine is None or kept is None or kept.spent or kept.login != mine.login:
            # Signed out by another window, someone else signed in there, or a renewal of which nobody knows the end.
            self.end()
            raise SignedOut
        if kept.access not in (mine.access, refused) and not self._ageing(kept):
            self.current = kept
            return kept
        noted = self._mark(kept, spent=True)
        try:
            tokens = await self._refresh(kept.refresh)
        except (NotFound, RateLimited):
            self._mark(kept, spent=False)
            raise
        except Unreachable as error:
            if error.sent:
                self.end()
                raise SignedOut from error
            self._mark(kept, spent=False)
            raise
        except ShopError as error:
            self.end()
            raise SignedOut from error
        except BaseException:
            # Cancelled with the whole program: what is on disk says spent, and the next start asks to sign in.
            self.current = None
            raise
        if noted and ((there := self._store.read()) is None or there.login != kept.login):
            self.end()  # signed out in another window meanwhile: the pair must not come back
            raise SignedOut
        return self._keep(tokens, login=kept.login, email=kept.email)

    def _mark(self, pair: Credentials, *, spent: bool) -> bool:
        """False when it could not be written."""
        pair.spent = spent
        return self._save(pair)

    def _keep(self, tokens: Tokens, *, login: str, email: str) -> Credentials:
        now = self._clock()
        life = _seconds(tokens.expires_in, USUAL_LIFE)
        pair = Credentials(
            access=tokens.access,
            refresh=tokens.refresh,
            access_until=now + life - min(MARGIN, life / 5),
            refresh_until=now + _seconds(tokens.refresh_expires_in, USUAL_REFRESH_LIFE),
            login=login,
            email=email,
        )
        self._save(pair)
        self.current = pair
        return pair

    def _save(self, pair: Credentials) -> bool:
        """On disk; where nothing can be written, an old pair at least must not stay there to be sent again."""
        try:
            self._store.write(pair)
        except OSError:
            self._store.clear()
            return False
        return True


def _seconds(said: int | None, usual: float) -> float:
    """A life of no time at all would have the tokens renewed before every request."""
    return float(said) if said is not None and said > 0 else usual
