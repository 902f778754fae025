"""One entry of the address book, or a new one."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from app.i18n import _
from app.records import Place
from app.services.address_form import AddressForm
from app.services.draft_rules import LONGEST_EMAIL, LONGEST_NAME, LONGEST_PHONE
from screens.form_page import FormPage
from screens.place import PlaceScreen
from widgets.labelled_field import LabelledField
from widgets.pick_field import PickBox, PickField


class AddressScreen(FormPage):
    """Renders an `AddressForm`."""

    def __init__(self, form: AddressForm) -> None:
        super().__init__(form)
        self._address_form = form

    def heading(self) -> str:
        return _("New address") if self._address_form.is_new else _("Address")

    def done_words(self) -> str:
        return _("The address is saved.")

    def rows(self) -> Iterable[Widget]:
        value = self.form.value
        yield LabelledField(
            "name", _("Name"), value("name"), placeholder=_("who receives it"), max_length=LONGEST_NAME
        )
        yield LabelledField(
            "phone", _("Phone"), value("phone"), placeholder="0812 …", max_length=LONGEST_PHONE
        )
        yield LabelledField(
            "address",
            _("Address"),
            value("address"),
            placeholder=_("street, number, building"),
            max_length=500,
        )
        yield PickField("place", _("Area"), value("place"), placeholder=_("Enter to choose"))
        yield LabelledField("postal_code", _("Postal code"), value("postal_code"), max_length=10)
        yield LabelledField(
            "notes", _("Notes"), value("notes"), placeholder=_("for the courier, if you like"), max_length=500
        )
        yield LabelledField(
            "email", _("E-mail"), value("email"), placeholder=_("of who receives it, if you like"),
            max_length=LONGEST_EMAIL,
        )  # fmt: skip

    def render_state(self) -> None:
        super().render_state()
        for row in self.query(PickField):
            row.box.show(self.form.value("place"))

    @on(PickBox.Opened)
    def _pick_place(self, event: PickBox.Opened) -> None:
        picker = PlaceScreen(self.shop.locations, typed=event.typed, remember=False)
        self.etalase.push_screen(picker, self._picked)

    def _picked(self, place: Place | None) -> None:
        if place is not None and self.is_theirs:
            self._address_form.take(place)
            self.query_one("#notes").focus()
