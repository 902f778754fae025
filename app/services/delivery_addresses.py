"""Where a customer's order goes: an entry of their address book, or an address for this order only (NOTES section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.records import Place

if TYPE_CHECKING:
    from app.api.models.account import Address
    from app.records import Draft
    from app.services.shop import Shop


class DeliveryAddresses:
    """The address book as the checkout knows it, and which of it the draft names. Nothing of it is on disk but that."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.rows: list[Address] = []
        """The one of the last order first, then the newest."""
        self.known = False
        """The store has said what is in the address book."""
        self._last = ""
        self._typed: tuple[str, Place | None] = ("", None)
        """What stood there before an entry was chosen."""
        self._seen: set[str] | None = None
        """Entries there were before a new one was begun; None when none is waited for."""
        shop.account.changed.subscribe(self._account_changed)

    @property
    def _draft(self) -> Draft:
        return self._shop.session.draft

    @property
    def chosen(self) -> Address | None:
        """The entry the order goes to."""
        return next((one for one in self.rows if one.id == self._draft.address_id), None)

    @property
    def once(self) -> bool:
        """The order goes to an address typed for it alone; the parcel is then in the customer's own name."""
        return self._shop.auth.signed_in and not self._draft.address_id

    def choose(self, address: Address) -> None:
        """Have the order sent there."""
        if self.once:
            self._typed = (self._draft.address, self._draft.place)
        self._shop.checkout.set_destination(address.id, one_line(address), place_of(address))

    def type_one(self) -> None:
        """Have the order sent to an address that is typed; what was typed before is there again."""
        if not self.once:
            address, place = self._typed
            self._shop.checkout.set_destination("", address, place)

    def expect_new(self) -> None:
        """An entry is about to be added: as soon as the store has it, the order goes there."""
        self._seen = {one.id for one in [*self.rows, *self._shop.account.addresses.rows]}

    def is_old(self) -> None:
        """Ask again at the next occasion."""
        self.known = False

    async def load(self) -> None:
        """Ask for the address book; where nothing is chosen or typed yet, the first entry is. Raises ShopError."""
        if self.known or not self._shop.auth.signed_in:
            return
        rows = await (await self._shop.auth.customer()).checkout_addresses()
        self.rows, self.known = self._sorted(rows), True
        self._settle()

    def finished(self) -> None:
        """The order is made: what was typed for it alone goes."""
        if self.once:
            self._draft.address, self._draft.place = "", None
        self._typed, self._seen, self.known = ("", None), None, False
        self._last = self._draft.address_id

    def forget(self) -> None:
        """Another buyer, or nobody."""
        self.rows, self.known, self._last = [], False, ""
        self._typed, self._seen = ("", None), None

    def _sorted(self, rows: list[Address]) -> list[Address]:
        self._last = self._last or self._draft.address_id
        once_each = list({one.id: one for one in rows}.values())
        newest = sorted(once_each, key=lambda one: int(one.id) if one.id.isdecimal() else 0, reverse=True)
        return sorted(newest, key=lambda one: one.id != self._last)

    def _settle(self) -> None:
        """The draft's address as the store has it now; the first one where there is none."""
        draft = self._draft
        address = self.chosen
        if address is None:
            gone, untouched = bool(draft.address_id), not draft.address.strip() and draft.place is None
            draft.address_id = ""
            if not self.rows or not (gone or untouched):
                return
            address = self.rows[0]
        draft.address_id, draft.address, draft.place = address.id, one_line(address), place_of(address)
        self._shop.session.save_draft()

    def _account_changed(self) -> None:
        seen, book = self._seen, self._shop.account.addresses.rows
        new = next((one for one in book if one.id not in seen), None) if seen is not None else None
        if new is not None:
            self._seen = None
            self.rows = [new, *(one for one in self.rows if one.id != new.id)]
            self.choose(new)


def one_line(address: Address) -> str:
    """`Jl. Kenanga 5, RT 02`: a field has one line."""
    return " ".join(address.address.split())


def place_of(address: Address) -> Place | None:
    """Its area; None when the store named none that can be sent to."""
    where = address.location
    if where is None or where.id is None:
        return None
    return Place(
        where.id, where.subdistrict_name, where.city_name, where.province_name, address.postal_code.strip()
    )
