"""A signed-in customer's account: profile, password, address book, orders (NOTES sections 4 and 13)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from app.api.errors import BrokenReply, NotFound, ServerFault, ShopError, SignedOut, Unreachable
from app.services.account_forms import AccountForms
from app.services.bodies import Json
from app.services.once import Once
from app.services.paged import Paged
from app.signal import Signal
from app.text import clean

if TYPE_CHECKING:
    from app.api.models.account import Address, CustomerOrder, Profile
    from app.api.pages import Page
    from app.services.shop import Shop

UNDO_MAY_TAKE = 6.0
"""Seconds in which a deleted address can be put back: the store is told only then."""

LAST_WORD_MAY_TAKE = 1.5
"""Seconds that signing out waits for a deletion to be told."""

MOST_PAGES = 50
"""Of the address book, looked through for one entry."""


class AccountService:
    """What the store knows of the customer who is signed in; nothing of it is ever written to disk.

    A reply that comes after its customer has left changes nothing here.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.profile: Profile | None = None
        self.profile_error: ShopError | None = None
        self.changed = Signal()
        self.forms = AccountForms(shop)
        """What is being filled in."""
        self.addresses: Paged[Address] = Paged(self._address_pages, self._tell)
        self.orders: Paged[CustomerOrder] = Paged(self._order_pages, self._tell)
        self.removed: Address | None = None
        """The address that `undo_removal` puts back."""
        self.not_removed: Address | None = None
        """The address that could not be deleted, because of `removal_error`."""
        self.removal_error: ShopError | None = None
        self._gone: set[str] = set()
        """Addresses out of sight, whether or not the store knows it yet."""
        self._removal: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()
        self._profiles: Once[str, Profile] = Once(keep=0)
        self._life = 0
        """Counts how often all was forgotten."""

    @property
    def who(self) -> str:
        """The customer's name, else the e-mail address; empty for a guest."""
        if not self._shop.auth.signed_in:
            return ""
        name = self.profile.customer.name if self.profile is not None else ""
        return name or clean(self._shop.auth.email)

    @property
    def must_choose_password(self) -> bool:
        """The store made up the password: the customer is asked to choose one."""
        return self.profile is not None and self.profile.is_generated_password_reset

    @property
    def shown_addresses(self) -> list[Address]:
        """The address book without what has just been deleted, each entry once."""
        return list({one.id: one for one in self.addresses.rows if one.id not in self._gone}.values())

    async def load_profile(self) -> None:
        """Ask who the customer is. Errors end in `profile_error`."""
        life = self._life

        async def ask() -> Profile:
            return await (await self._shop.auth.customer()).profile()

        try:
            profile = await self._profiles.get("me", ask, fresh=True)
        except ShopError as error:
            if life == self._life:
                self.profile_error = error
                self.changed.emit()
        else:
            self._knows(profile, life)

    async def save_profile(self, changes: Json) -> None:
        """Change what is in `changes`: name, phone, date_of_birth, sex, is_unsubscribe. Raises ShopError."""
        life = self._life
        self._knows(await (await self._shop.auth.customer()).update_profile(changes), life)

    async def set_password(self, password: str) -> None:
        """Choose a new password while signed in. Raises ShopError."""
        life = self._life
        self._knows(await (await self._shop.auth.customer()).set_password(password), life)

    async def save_address(self, address_id: str | None, fields: Json) -> Address:
        """Change an entry, or add one with None. `fields` is a CustomerAddressRequest. Raises ShopError."""
        life = self._life
        customer = await self._shop.auth.customer()
        if address_id is None:
            saved = await customer.add_address(fields)
        else:
            saved = await customer.update_address(address_id, fields)
        if life == self._life:
            rows = self.addresses.rows
            known = any(one.id == saved.id for one in rows)
            self.addresses.rows = (
                [saved if one.id == saved.id else one for one in rows] if known else [saved, *rows]
            )
            self.changed.emit()
        return saved

    async def find_address(self, fields: Json) -> Address | None:
        """An entry of the store's that says just this, after the answer to adding it was lost. Raises ShopError."""
        book = self.addresses
        await book.load(fresh=True)
        for _page in range(MOST_PAGES):
            if book.state != "partial":
                break
            await book.more()
        if book.state == "failed" and book.error is not None:
            raise book.error
        names = ("name", "phone", "address", "postal_code")
        return next(
            (one for one in book.rows if all(getattr(one, name) == fields.get(name) for name in names)), None
        )

    def remove_address(self, address: Address) -> None:
        """Take it out of sight at once; the store is told when there has been time to undo it."""
        self._hurry.set()  # an earlier one is not waited for any longer
        self._hurry = hurry = asyncio.Event()
        self.removed, self.not_removed, self.removal_error = address, None, None
        self._gone.add(address.id)
        self._removal = self._shop.spawn(lambda: self._remove(address, hurry), "delete address")
        self.changed.emit()

    def undo_removal(self) -> None:
        """Put the deleted address back; nothing happens once the store is being told."""
        if self.removed is not None and self._removal is not None and not self._hurry.is_set():
            self._gone.discard(self.removed.id)
            self.removed = None
            self._removal.cancel()
            self.changed.emit()

    def tell_removal(self) -> None:
        """Do not wait for an undo any longer: the page of the address book is left."""
        self._hurry.set()

    async def settle(self) -> None:
        """Have the store told of what was deleted, and wait for its answer, but not for long."""
        self.tell_removal()
        if self._removal is not None and not self._removal.done():
            await asyncio.wait((self._removal,), timeout=LAST_WORD_MAY_TAKE)

    def forget(self) -> None:
        """Nobody is signed in any more: nothing of them stays in memory."""
        self._life += 1
        self._hurry.set()
        self._gone, self._removal = set(), None
        self._profiles = Once(keep=0)
        self.profile = self.profile_error = None
        self.removed = self.not_removed = self.removal_error = None
        self.forms.forget()
        self.addresses.forget()
        self.orders.forget()
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()

    def _knows(self, profile: Profile, life: int) -> None:
        if life == self._life:
            self.profile, self.profile_error = profile, None
            self.changed.emit()
            self._shop.identity.tell()

    async def _remove(self, address: Address, hurry: asyncio.Event) -> None:
        life = self._life
        try:
            async with asyncio.timeout(UNDO_MAY_TAKE):
                await hurry.wait()
        except TimeoutError:
            hurry.set()  # from now on there is nothing to undo
        if life != self._life:
            return
        if self.removed is address:
            self.removed = None
            self.changed.emit()
        failed: ShopError | None = None
        try:
            await (await self._shop.auth.customer()).delete_address(address.id)
        except NotFound:
            pass  # gone is gone
        except ShopError as error:
            failed = None if await self._is_gone(address, error) else error
        if life != self._life:
            return
        if failed is None:
            self.addresses.rows = [one for one in self.addresses.rows if one.id != address.id]
        elif not isinstance(failed, SignedOut):
            self.not_removed, self.removal_error = address, failed
        if failed is not None:
            self._gone.discard(address.id)
        self.changed.emit()

    async def _is_gone(self, address: Address, error: ShopError) -> bool:
        """Whether the store has deleted it although it did not say so. Never raises a ShopError."""
        if isinstance(error, Unreachable) and not error.sent:
            return False
        if isinstance(error, (Unreachable, ServerFault, BrokenReply)):
            try:
                await (await self._shop.auth.customer()).address(address.id)
            except NotFound:
                return True
            except ShopError:
                pass
        return False

    async def _address_pages(self, cursor: str | None) -> AsyncIterator[Page[Address]]:
        return (await self._shop.auth.customer()).addresses(start=cursor)

    async def _order_pages(self, cursor: str | None) -> AsyncIterator[Page[CustomerOrder]]:
        return (await self._shop.auth.customer()).orders(start=cursor)
