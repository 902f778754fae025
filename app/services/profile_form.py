"""The profile as it is being changed: name, phone, date of birth, sex, newsletter (NOTES section 4)."""

from __future__ import annotations

from datetime import date, timedelta

from app.birth_date import EARLIEST, birth_date_words, read_birth_date
from app.i18n import _
from app.phone import normalise_phone
from app.services.bodies import Json
from app.services.draft_rules import LONGEST_NAME
from app.services.form import Form

SEXES = ("female", "male", "")
"""What is offered; the contract takes any text, and nothing stands for not saying."""


class ProfileForm(Form):
    """Values as fields show them: the date in words, the newsletter as `yes` or `no`."""

    FIELDS = ("name", "phone", "birth", "sex", "newsletter")
    WIRE = {"date_of_birth": "birth", "is_unsubscribe": "newsletter"}

    def stored(self, name: str) -> str:
        profile = self._shop.account.profile
        if profile is None:
            return ""
        customer = profile.customer
        match name:
            case "name":
                return customer.name
            case "phone":
                return customer.phone
            case "birth":
                return birth_date_words(customer.date_of_birth or "")
            case "sex":
                sex = customer.sex or ""
                return sex.casefold() if sex.casefold() in SEXES else sex
            case _:
                return "no" if customer.is_unsubscribe else "yes"

    def problems(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        name, phone, birth = (self.typed.get(field) for field in ("name", "phone", "birth"))
        if name is not None and not name.strip():
            wrong["name"] = _("The shop needs a name.")
        elif name is not None and len(name.strip()) > LONGEST_NAME:
            wrong["name"] = _("At most {count} characters.").format(count=LONGEST_NAME)
        if phone is not None and phone.strip() and normalise_phone(phone) is None:
            wrong["phone"] = _("This is not a phone number.")
        if birth is not None and (words := _wrong_birth(birth, had_one=bool(self.stored("birth")))):
            wrong["birth"] = words
        return wrong

    def changes(self) -> Json:
        body: Json = {}
        for name in (name for name in self.FIELDS if name in self.typed):
            text = self.typed[name].strip()
            if name == "phone":
                text = normalise_phone(text) or ""
                if text == (normalise_phone(self.stored("phone")) or ""):
                    continue
            if name == "birth":
                born = read_birth_date(text)
                if born is not None and birth_date_words(born.isoformat()) != self.stored("birth"):
                    body["date_of_birth"] = born.isoformat()
            elif name == "newsletter":
                body["is_unsubscribe"] = text == "no"
            elif text != self.stored(name):
                body[name] = text
        return body

    async def send(self, body: Json) -> None:
        await self._shop.account.save_profile(body)


def _wrong_birth(text: str, *, had_one: bool) -> str:
    if not text.strip():
        # The contract knows no way to take it out again.
        return _("A birth date can be changed but not taken out.") if had_one else ""
    born = read_birth_date(text)
    if born is None:
        return _("Write it like 17 August 1990.")
    if not EARLIEST <= born <= date.today() + timedelta(days=1):  # noqa: DTZ011 - the buyer's own day
        return _("This date cannot be right.")
    return ""
