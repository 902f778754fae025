"""One entry of the address book as it is being filled in (a CustomerAddressRequest)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.api.errors import BrokenReply, ServerFault, Unreachable
from app.i18n import _
from app.phone import normalise_phone
from app.records import Place
from app.services.bodies import Json
from app.services.draft_rules import LONGEST_NAME, is_email
from app.services.form import Form
from app.text import clean

if TYPE_CHECKING:
    from app.api.models.account import Address
    from app.services.shop import Shop

NEEDED = ("name", "phone", "address", "place", "postal_code")


class AddressForm(Form):
    """`place` is what the location picker gave; the postal code it brings can be changed by hand."""

    FIELDS = ("name", "phone", "address", "place", "postal_code", "notes", "email")
    WIRE = {
        "location_id": "place",
        "location": "place",
        "province": "place",
        "city": "place",
        "subdistrict": "place",
    }

    def __init__(self, shop: Shop, address: Address | None) -> None:
        super().__init__(shop)
        self.address = address
        """The entry as the store has it; None for a new one."""
        self._location_id: int | None = None
        self._lost = False
        """The store may have added it, but its answer did not arrive: before adding it again that is looked up."""

    @property
    def is_new(self) -> bool:
        return self.address is None

    def stored(self, name: str) -> str:
        address = self.address
        if address is None:
            return self._customers_own(name)
        if name == "place":
            return area_words(address)
        return clean(str(getattr(address, name)), 4000)

    def _customers_own(self, name: str) -> str:
        """A new entry begins with the customer's name and telephone: most often it is theirs."""
        profile = self._shop.account.profile
        if profile is None or name not in ("name", "phone"):
            return ""
        return profile.customer.name if name == "name" else profile.customer.phone

    def take(self, place: Place) -> None:
        """Where to, as the location picker gave it."""
        self._location_id = place.location_id
        self.write("place", Place(place.location_id, place.subdistrict, place.city, place.province).display)
        if place.postal_code:
            self.write("postal_code", place.postal_code)

    def problems(self) -> dict[str, str]:
        wrong = {
            name: _empty_words(name)
            for name in NEEDED
            if not self.value(name).strip() and (self.is_new or name in self.typed)
        }
        typed = {name: text.strip() for name, text in self.typed.items() if text.strip()}
        if "phone" in typed and normalise_phone(typed["phone"]) is None:
            wrong["phone"] = _("This is not a phone number.")
        if "postal_code" in typed and not (
            len(code := typed["postal_code"]) == 5 and code.isascii() and code.isdigit()
        ):
            wrong["postal_code"] = _("A postal code has five digits.")
        if "email" in typed and not is_email(typed["email"]):
            wrong["email"] = _("This is not an e-mail address.")
        if len(typed.get("name", "")) > LONGEST_NAME:
            wrong["name"] = _("At most {count} characters.").format(count=LONGEST_NAME)
        return wrong

    def changes(self) -> Json:
        body: Json = {}
        for name in self.FIELDS:
            text = self.value(name).strip()
            if not (self.is_new or name in self.typed):
                continue
            if name == "place":
                body["location_id"] = self._location_id
            elif name == "phone":
                body["phone"] = normalise_phone(text) or text
            elif text or not self.is_new:
                body[name] = text
        return body

    async def send(self, body: Json) -> None:
        account, address = self._shop.account, self.address
        if address is not None:
            self.address = await account.save_address(address.id, body)
            return
        if self._lost and await account.find_address(body) is not None:
            self._lost = False
            return
        try:
            await account.save_address(None, body)
        except (Unreachable, ServerFault, BrokenReply) as error:
            self._lost = not isinstance(error, Unreachable) or error.sent
            raise
        self._lost = False

    def discard(self) -> None:
        self._location_id = None
        super().discard()


def area_words(address: Address) -> str:
    """`Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta`; empty when the store named no area."""
    where = address.location
    if where is None:
        return ""
    return ", ".join(filter(None, (where.subdistrict_name, where.city_name, where.province_name)))


def _empty_words(name: str) -> str:
    return {
        "name": _("Who receives it?"),
        "phone": _("The courier needs a phone number."),
        "address": _("Street, number, building?"),
        "place": _("Choose the area."),
        "postal_code": _("Type the postal code."),
    }[name]
