"""A signed-in customer's account: profile, password, address book, orders (NOTES sections 4 and 13)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from app.api.errors import NotFound, ShopError
from app.services.bodies import Json
from app.services.once import Once
from app.services.paged import Paged
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.account import Address, CustomerOrder, Profile
    from app.api.pages import Page
    from app.services.shop import Shop

UNDO_MAY_TAKE = 6.0
"""Seconds in which a deleted address can be put back: the store is told only then."""


class AccountService:
    """What the store knows of the customer who is signed in; nothing of it is ever written to disk."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.profile: Profile | None = None
        self.profile_error: ShopError | None = None
        self.changed = Signal()
        self.addresses: Paged[Address] = Paged(self._address_pages, self._tell)
        self.orders: Paged[CustomerOrder] = Paged(self._order_pages, self._tell)
        self.removed: Address | None = None
        """The address that `undo` puts back."""
        self.removal_error: ShopError | None = None
        self._removal: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()
        self._profiles: Once[str, Profile] = Once(keep=0)

    @property
    def must_choose_password(self) -> bool:
        """The store made up the password: the customer is asked to choose one."""
        return self.profile is not None and self.profile.is_generated_password_reset

    @property
    def shown_addresses(self) -> list[Address]:
        """The address book without what has just been deleted."""
        gone = self.removed.id if self.removed is not None else None
        return [one for one in self.addresses.rows if one.id != gone]

    async def load_profile(self) -> None:
        """Ask who the customer is. Errors end in `profile_error`."""

        async def ask() -> Profile:
            return await (await self._shop.auth.customer()).profile()

        try:
            profile = await self._profiles.get("me", ask, fresh=True)
        except ShopError as error:
            self.profile_error = error
        else:
            if self._shop.auth.signed_in:
                self.profile, self.profile_error = profile, None
        self.changed.emit()

    async def save_profile(self, changes: Json) -> None:
        """Change what is in `changes`: name, phone, date_of_birth, sex, is_unsubscribe. Raises ShopError."""
        self._knows(await (await self._shop.auth.customer()).update_profile(changes))

    async def set_password(self, password: str) -> None:
        """Choose a new password while signed in. Raises ShopError."""
        self._knows(await (await self._shop.auth.customer()).set_password(password))

    async def save_address(self, address_id: str | None, fields: Json) -> Address:
        """Change an entry, or add one with None. `fields` is a CustomerAddressRequest. Raises ShopError."""
        customer = await self._shop.auth.customer()
        if address_id is None:
            saved = await customer.add_address(fields)
            self.addresses.rows = [saved, *self.addresses.rows]
        else:
            saved = await customer.update_address(address_id, fields)
            self.addresses.rows = [saved if one.id == address_id else one for one in self.addresses.rows]
        self.changed.emit()
        return saved

    def remove_address(self, address: Address) -> None:
        """Take it out of sight at once; the store is told when there has been time to undo it."""
        self._hurry.set()  # an earlier one is not waited for any longer
        self._hurry = hurry = asyncio.Event()
        self.removed, self.removal_error = address, None
        self._removal = self._shop.spawn(lambda: self._remove(address, hurry), "delete address")
        self.changed.emit()

    def undo_removal(self) -> None:
        """Put the deleted address back; nothing happens once the store has been told."""
        if self.removed is not None and self._removal is not None:
            self.removed = None
            self._removal.cancel()
            self.changed.emit()

    def tell_removal(self) -> None:
        """Do not wait for an undo any longer: the page of the address book is left."""
        self._hurry.set()

    def forget(self) -> None:
        """Nobody is signed in any more: nothing of them stays in memory."""
        self._hurry.set()
        self.profile = self.profile_error = self.removed = self.removal_error = None
        self.addresses.forget()
        self.orders.forget()
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()

    def _knows(self, profile: Profile) -> None:
        self.profile, self.profile_error = profile, None
        self.changed.emit()

    async def _remove(self, address: Address, hurry: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(UNDO_MAY_TAKE):
                await hurry.wait()
        except TimeoutError:
            pass
        try:
            await (await self._shop.auth.customer()).delete_address(address.id)
        except NotFound:
            pass  # gone is gone
        except ShopError as error:
            self.removal_error = error
            if self.removed is address:
                self.removed = None
            self.changed.emit()
            return
        self.addresses.rows = [one for one in self.addresses.rows if one.id != address.id]
        if self.removed is address:
            self.removed = None
        self.changed.emit()

    async def _address_pages(self, cursor: str | None) -> AsyncIterator[Page[Address]]:
        return (await self._shop.auth.customer()).addresses(start=cursor)

    async def _order_pages(self, cursor: str | None) -> AsyncIterator[Page[CustomerOrder]]:
        return (await self._shop.auth.customer()).orders(start=cursor)
