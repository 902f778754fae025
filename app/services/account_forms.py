"""The forms of a signed-in customer: one profile, one password, one a saved address and one for a new address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.address_form import AddressForm
from app.services.password_form import PasswordForm
from app.services.profile_form import ProfileForm

if TYPE_CHECKING:
    from app.api.models.account import Address
    from app.services.shop import Shop


class AccountForms:
    """Each is made when it is first wanted; what is typed in it stays until it is saved or its customer leaves."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.forget()

    def forget(self) -> None:
        """Nothing typed by one customer is there for the next."""
        self.profile = ProfileForm(self._shop)
        self.password = PasswordForm(self._shop)
        self._addresses: dict[str, AddressForm] = {}

    def address(self, address: Address | None) -> AddressForm:
        """For a saved address, or a new one with None."""
        key = address.id if address is not None else ""
        form = self._addresses.get(key)
        if form is None:
            form = self._addresses[key] = AddressForm(self._shop, address)
        elif not form.dirty and address is not None:
            form.address = address
        return form

    @property
    def new_address_begun(self) -> bool:
        """Something typed into the form of a new address is not saved."""
        form = self._addresses.get("")
        return form is not None and form.dirty
