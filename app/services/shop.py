"""One store and all that belongs to it: session, wire, services. One object, made at start, replaced by a reset."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from app.api.errors import ShopError, Unreachable
from app.config import StoreConfig
from app.session import Session
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.client import StorefrontClient
    from app.sandbox.mailbox import Mail
    from app.services.account import AccountService
    from app.services.auth import AuthService
    from app.services.buy_again import BuyAgain
    from app.services.cart import CartService
    from app.services.catalog import CatalogService
    from app.services.checkout import CheckoutService
    from app.services.courses import CourseService
    from app.services.demo import DemoControl
    from app.services.desk import Desk
    from app.services.discounts import DiscountService
    from app.services.identity import Identity
    from app.services.locations import LocationService
    from app.services.order_notes import OrderNotes
    from app.services.orders import OrderService
    from app.services.pictures import PictureService
    from app.services.proof import ProofService
    from app.services.signing_in import SigningIn
    from app.services.subscriptions import SubscriptionService
    from app.services.tracking import TrackingService

WRITES_MAY_TAKE = 1.5
"""Seconds that `close` lets writes end, so that the whole program ends in under two."""
LAST_WORDS_MAY_TAKE = 0.3
"""Seconds more for what is cancelled to end, beside what the writes have left of theirs."""
CONNECTING_MAY_TAKE = 1.0


@runtime_checkable
class _Watched(Protocol):
    """A service whose state a screen may watch."""

    changed: Signal


@runtime_checkable
class _Closing(Protocol):
    """A service that has something to stop when the shop is left."""

    def close(self) -> None: ...


class Shop:
    """The services of one store over one lazily made client.

    `client` imports httpx and pydantic in a thread on first use, so nothing here slows the first frame. For the same
    reason each service is a cached property that imports its module and makes it when it is first asked for; a new one
    needs nothing else here. What a service has of a method below is called when its moment comes, but only on services
    that exist by then: none is made to be told that it has nothing to do.

        changed        a Signal; its listeners go on listening after everything here was forgotten
        close()        the shop is left
        forget()       a sign-in has ended: what only a customer may see goes (app.services.identity)
        begin_again()  the next buyer is another one: nothing of the one before stays (app.services.identity)
    """

    def __init__(
        self,
        store: StoreConfig,
        session: Session,
        *,
        on_wait: Callable[[float], None] | None = None,
        log_file: str | None = None,
    ) -> None:
        self.store = store
        self.session = session
        self._on_wait = on_wait
        self._log_file = log_file
        self._client: StorefrontClient | None = None
        self.demo: DemoControl | None = None
        """What makes things happen in the demo store; None for a real one, and before the first request."""
        self.on_mail: Callable[[Mail], object] | None = None
        """Told each e-mail that the demo store sends."""
        self._connecting: asyncio.Task[StorefrontClient] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._writes: set[asyncio.Task[None]] = set()
        self.identity.watch()

    def made(self) -> dict[str, object]:
        """The services there are by now, by name, the oldest first."""
        return {
            name: made
            for name, made in vars(self).items()
            if isinstance(getattr(Shop, name, None), cached_property)
        }

    @cached_property
    def auth(self) -> AuthService:
        from app.services.auth import AuthService

        return AuthService(self)

    @cached_property
    def account(self) -> AccountService:
        from app.services.account import AccountService

        return AccountService(self)

    @cached_property
    def signing(self) -> SigningIn:
        from app.services.signing_in import SigningIn

        return SigningIn(self)

    @cached_property
    def identity(self) -> Identity:
        from app.services.identity import Identity

        return Identity(self)

    @cached_property
    def catalog(self) -> CatalogService:
        from app.services.catalog import CatalogService

        return CatalogService(self)

    @cached_property
    def cart(self) -> CartService:
        from app.services.cart import CartService

        return CartService(self)

    @cached_property
    def locations(self) -> LocationService:
        from app.services.locations import LocationService

        return LocationService(self)

    @cached_property
    def discounts(self) -> DiscountService:
        from app.services.discounts import DiscountService

        return DiscountService(self)

    @cached_property
    def checkout(self) -> CheckoutService:
        from app.services.checkout import CheckoutService

        return CheckoutService(self)

    @cached_property
    def orders(self) -> OrderService:
        from app.services.orders import OrderService

        return OrderService(self)

    @cached_property
    def again(self) -> BuyAgain:
        from app.services.buy_again import BuyAgain

        return BuyAgain(self)

    @cached_property
    def notes(self) -> OrderNotes:
        from app.services.order_notes import OrderNotes

        return OrderNotes(self)

    @cached_property
    def proofs(self) -> ProofService:
        from app.services.proof import ProofService

        return ProofService(self)

    @cached_property
    def courses(self) -> CourseService:
        from app.services.courses import CourseService

        return CourseService(self)

    @cached_property
    def pictures(self) -> PictureService:
        from app.services.pictures import PictureService

        return PictureService(self)

    @cached_property
    def subscriptions(self) -> SubscriptionService:
        from app.services.subscriptions import SubscriptionService

        return SubscriptionService(self)

    @property
    def tracking(self) -> TrackingService | None:
        """Whom to tell of what happens; None unless the store wants it counted and the buyer lets it."""
        wanted = self.store.events is not None and self.session.settings.events
        return self._tracking if wanted else None

    @cached_property
    def _tracking(self) -> TrackingService:
        from app.services.tracking import TrackingService

        assert self.store.events is not None
        return TrackingService(self, self.store.events)

    def count(self, tell: Callable[[TrackingService], None]) -> None:
        """Tell of something that has happened, if anyone is to be told. Never raises, takes no time."""
        if (tracking := self.tracking) is not None:
            tell(tracking)

    def resume_events(self) -> None:
        """Once the shop can be used: tell advertisers what the last run could not, or forget it."""
        if (tracking := self.tracking) is not None:
            tracking.resume()
        else:
            self.session.forget_events()

    def allow_events(self, allowed: bool) -> None:
        """The buyer's choice, remembered; turned off, what was still to be told is forgotten."""
        self.session.settings.events = allowed
        self.session.save_settings()
        if not allowed:
            if "_tracking" in vars(self):
                self._tracking.begin_again()
            self.session.forget_events()

    async def client(self) -> StorefrontClient:
        """The one client of this store; made on first use, shared by everyone who asks meanwhile.

        Raises Unreachable when it cannot be made; the next call tries again.
        """
        if self._client is None:
            connecting = self._connecting
            if connecting is None or (
                connecting.done() and (connecting.cancelled() or connecting.exception())
            ):
                connecting = self._connecting = asyncio.create_task(self._connect())
            try:
                self._client = await asyncio.shield(connecting)
            except Exception as error:
                if isinstance(error, ShopError):
                    raise
                raise Unreachable("connect", sent=False) from error
        return self._client

    async def desk(self) -> Desk:
        """Where cart and checkout ask: the customer's who is signed in, else the guest's. Raises as `client` does."""
        from app.services.desk import CustomerDesk, GuestDesk, cart_named

        client = await self.client()
        if self.auth.signed_in:
            return CustomerDesk(client, await self.auth.customer(), lambda: cart_named(self))
        return GuestDesk(client)

    async def _connect(self) -> StorefrontClient:
        from app.services.connect import connect  # heavy imports live behind this line

        return await connect(
            self.store, self.session, on_wait=self._on_wait, log_file=self._log_file, on_demo=self._is_demo
        )

    def _is_demo(self, demo: DemoControl) -> None:
        self.demo = demo
        demo.watch(self._mail_came)

    def _mail_came(self, mail: Mail) -> None:
        if self.on_mail is not None:
            self.on_mail(mail)

    def spawn(self, work: Callable[[], object], name: str, *, wait: bool = True) -> asyncio.Task[None]:
        """Run a coroutine function as a task the shop owns: no screen can cancel it.

        `wait`: a write, which `close` lets end; a read it cancels.
        """

        async def run() -> None:
            result = work()
            if asyncio.iscoroutine(result):
                await result

        task = asyncio.create_task(run(), name=name)
        self._tasks.add(task)
        if wait:
            self._writes.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(self._writes.discard)
        return task

    def restore(self) -> None:
        """Everything known from the last run, for the first frame; no network, no heavy import."""
        self.catalog.restore()
        self.auth.restore()
        self.identity.restore()
        self.cart.restore()
        if self.session.attempts:
            self.orders.restore()

    async def close(self) -> None:
        """Stop reading, let running writes end, wait for all that was stopped (2 s at most), drop the connection."""
        for service in self.made().values():
            if isinstance(service, _Closing):
                service.close()
        now = asyncio.get_running_loop().time
        end = now() + WRITES_MAY_TAKE + LAST_WORDS_MAY_TAKE
        for task in self._tasks - self._writes:
            task.cancel()
        if self._writes:
            await asyncio.wait(tuple(self._writes), timeout=WRITES_MAY_TAKE)
        # Whoever is cancelled here writes down what it knows: an order on its way becomes one of unknown outcome.
        # And gives back its locks: until it has, the next one to open this store is kept out.
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=max(end - now(), LAST_WORDS_MAY_TAKE))
        connecting = self._connecting
        if connecting is not None and not connecting.done():
            # Its thread goes on whatever is done here: what it makes has to be closed.
            await asyncio.wait((connecting,), timeout=CONNECTING_MAY_TAKE)
            connecting.cancel()
        if connecting is not None and connecting.done() and not connecting.cancelled():
            self._client = connecting.result() if connecting.exception() is None else None
        if self._client is not None:
            await self._client.close()
        self._client = self._connecting = self.demo = None

    async def begin_again(self) -> None:
        """Forget all that is kept of this store and start as for the next buyer; who watches a service goes on watching."""
        with contextlib.suppress(TimeoutError):
            # Tokens that are only thrown away would be good for weeks, to whoever has a copy.
            await asyncio.wait_for(self.auth.sign_out(), WRITES_MAY_TAKE)
        await self.close()
        self.session.forget()
        gone = self.made()
        for name in gone:
            delattr(self, name)
        self.identity.watch()
        for before, service in [(before, getattr(self, name)) for name, before in gone.items()]:
            if isinstance(before, _Watched) and isinstance(service, _Watched):
                before.changed.take_over(service.changed, gone.values())
                service.changed = before.changed
        self.restore()
        for service in self.made().values():
            if isinstance(service, _Watched):
                service.changed.emit()
