"""The sections of the checkout: what is in each, what its folded line says, what in it is still missing."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from app.i18n import _
from app.money import format_money
from screens.checkout_fields import Key, fields, own_names, where
from screens.checkout_rows import chosen_method
from widgets.choice_list import ChoiceList
from widgets.error_notice import ErrorNotice
from widgets.labelled_field import LabelledField
from widgets.pick_field import PickField
from widgets.section import Section
from widgets.static import Static
from widgets.totals import Totals

if TYPE_CHECKING:
    from app.services.checkout import CheckoutService, Missing


def keys(checkout: CheckoutService) -> list[Key]:
    """The sections this order needs: nothing digital is delivered."""
    if checkout.needs_delivery:
        return ["contact", "deliver", "courier", "pay", "check"]
    return ["contact", "pay", "check"]


def title(key: Key) -> str:
    """The section's name, one word."""
    return {
        "contact": _("Contact"),
        "deliver": _("Deliver"),
        "courier": _("Courier"),
        "pay": _("Pay"),
        "check": _("Check"),
    }[key]


def build(checkout: CheckoutService) -> list[Section]:
    """All five, filled with the draft; those not needed are hidden by the screen."""
    draft = checkout.draft
    return [
        Section(
            "contact",
            title("contact"),
            Static("", id="who", classes="section-words", markup=False),
            ChoiceList(marks=False, id="profile"),
            LabelledField("name", _("Name"), draft.name, placeholder=_("who receives it"), max_length=200),
            LabelledField(
                "email", _("E-mail"), draft.email, placeholder=_("for the order's link"), max_length=254
            ),
            LabelledField("phone", _("Phone"), draft.phone, placeholder="0812 …", max_length=20),
        ),
        Section(
            "deliver",
            title("deliver"),
            Static("", id="addresses-words", classes="section-words", markup=False),
            ChoiceList(id="addresses"),
            Static("", id="once-words", classes="section-words", markup=False),
            LabelledField(
                "address",
                _("Address"),
                draft.address,
                placeholder=_("street, number, building"),
                max_length=500,
            ),
            PickField(
                "place",
                _("Area"),
                draft.place.display if draft.place else "",
                placeholder=_("Enter to choose"),
            ),
        ),
        Section(
            "courier",
            title("courier"),
            Static("", id="couriers-words", classes="section-words", markup=False),
            ErrorNotice(id="couriers-error"),
            ChoiceList(id="couriers"),
        ),
        Section(
            "pay",
            title("pay"),
            Static("", id="methods-words", classes="section-words", markup=False),
            ErrorNotice(id="methods-error"),
            ChoiceList(id="methods"),
        ),
        Section(
            "check",
            title("check"),
            LabelledField(
                "code",
                _("Discount"),
                draft.discount_code,
                placeholder=_("code, if you have one"),
                max_length=40,
            ),
            LabelledField(
                "notes", _("Notes"), draft.notes, placeholder=_("for the seller, if you like"), max_length=500
            ),
            ErrorNotice(id="totals-error"),
            Totals(id="check-lines", classes="check-review"),
            Totals(id="check-totals", classes="check-review"),
        ),
    ]


def section_done(key: Key, checkout: CheckoutService, missing: list[Missing]) -> bool:
    """Nothing is missing in it any more."""
    return key != "check" and not any((where(m, checkout) or ("check",))[0] == key for m in missing)


def summary(key: Key, checkout: CheckoutService, done: bool) -> str:
    """What the folded line says."""
    draft = checkout.draft
    match key:
        case "contact" if checkout.of_customer:
            return " · ".join(who(checkout))
        case "contact":
            return " · ".join(part for part in (draft.name, draft.email, draft.phone) if part.strip())
        case "deliver":
            place = draft.place.display if draft.place else ""
            saved = checkout.delivery.chosen
            to = f"{saved.name} · " if saved is not None and saved.name else ""
            return to + ", ".join(part for part in (draft.address, place) if part.strip())
        case "courier":
            courier = draft.courier
            if courier is None:
                return "" if draft.place else _("once we know where to")
            return " · ".join(part for part in (courier.name, format_money(courier.cost)) if part)
        case "pay":
            return chosen_method(checkout)
        case _:
            return " · ".join(part for part in (draft.discount_code, draft.notes) if part)


def who(checkout: CheckoutService) -> list[str]:
    """The customer who orders, as their profile says: name, e-mail address, phone, as far as known."""
    account = checkout.buyer
    return [part for part in (account.name, account.email, account.phone) if part.strip()]


def missing_words(first: Missing) -> str:
    """What the order button asks for instead of being grey without a word."""
    return {
        "sign_in": _("Sign in again to go on"),
        "items": _("There is nothing to order yet"),
        "line_problem": _("Fix the cart first"),
        "name": _("Fill in your name"),
        "email": _("Fill in your e-mail"),
        "phone": _("Fill in your phone number"),
        "address": _("Fill in the address"),
        "place": _("Choose the area"),
        "postal_code": _("Choose the postal code"),
        "courier": _("Choose a courier"),
        "payment_method": _("Choose how to pay"),
        "code": _("Take the code out first"),
        "totals": _("Waiting for the total…"),
    }[first]


def first_unfinished(checkout: CheckoutService) -> Key:
    """The section to go on with."""
    missing = checkout.missing()
    return next((key for key in keys(checkout) if not section_done(key, checkout, missing)), "check")


def first_wrong(checkout: CheckoutService) -> tuple[Key, str]:
    """Section and field of the first thing the store complained of; where to go on when of none."""
    for key in keys(checkout):
        for name in fields(checkout)[key]:
            if any(checkout.field_error(known_as) for known_as in own_names(name, checkout)):
                return key, name
    return first_unfinished(checkout), ""


def rejection_words(checkout: CheckoutService, said: str) -> str:
    """Why the order was not taken and what to do; `said` is what is known of it otherwise."""
    if code := checkout.lost_code:
        return _(
            "The code {code} no longer counts. Take it out, and you see the new total before you order."
        ).format(code=code)
    return said or _("Please check what you filled in and try again.")


class NewTotal:
    """Whether a total other than the one agreed to has just come on screen: hasty presses do not order at it."""

    READING = 0.7
    """Seconds it stands there before a press counts."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._awaited = False

    def awaited(self) -> None:
        """What the total depended on is gone: the next one is news."""
        self._awaited = True

    def came(self) -> None:
        """A total is on screen."""
        if self._awaited:
            self._awaited, self._since = False, monotonic()

    @property
    def unread(self) -> bool:
        return self._since is not None and monotonic() < self._since + self.READING
