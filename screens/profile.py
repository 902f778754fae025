"""The customer's profile."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from app.i18n import N_, _
from app.services.draft_rules import LONGEST_NAME, LONGEST_PHONE
from app.services.profile_form import SEXES
from screens.form_page import FormPage
from widgets.error_notice import ErrorNotice
from widgets.labelled_field import LabelledField
from widgets.labelled_row import LabelledRow
from widgets.static import Static
from widgets.value_row import Value, ValueRow

SEX_WORDS = dict(zip(SEXES, (N_("female"), N_("male"), N_("rather not say")), strict=True))
NEWSLETTER = (("yes", N_("yes, please")), ("no", N_("no")))


class ProfileScreen(FormPage):
    """Renders `ProfileForm`; until the profile is known there is nothing to fill in."""

    def heading(self) -> str:
        return _("Profile")

    def done_words(self) -> str:
        return _("Your profile is saved.")

    def rows(self) -> Iterable[Widget]:
        form = self.form
        yield LabelledField("name", _("Name"), form.value("name"), max_length=LONGEST_NAME)
        yield LabelledField(
            "phone", _("Phone"), form.value("phone"), placeholder="0812 …", max_length=LONGEST_PHONE
        )
        yield LabelledField(
            "birth", _("Birth date"), form.value("birth"), placeholder=_("17 August 1990"), max_length=40
        )
        yield LabelledRow("sex", _("Sex"), ValueRow("", label_width=1, id="sex"))
        yield LabelledRow("newsletter", _("Newsletter"), ValueRow("", label_width=1, id="newsletter"))
        yield LabelledRow("email", _("E-mail"), Static("", id="email", markup=False))

    def on_mount(self) -> None:
        if self.shop.account.profile is None:
            self.load()

    def load(self) -> None:
        """Ask the store; the answer comes by the signal."""
        self.shop.spawn(self.shop.account.load_profile, "profile", wait=False)

    def render_state(self) -> None:
        super().render_state()
        if not self.has("#save"):
            return
        account, form = self.shop.account, self.form
        unknown = account.profile is None
        self.set_class(unknown, "-unknown")
        for part in ("#fields", "#save"):
            self.query_one(part).disabled = unknown  # or the keys would go into a field that is not in sight
        if unknown:
            self.query_one("#problem", ErrorNotice).show(account.profile_error)
            asking = account.profile_error is None
            words = Content.assemble((_("Asking the shop for your profile…") if asking else "", "$dim"))
            self.query_one("#waiting", Static).update(words)
            return
        assert account.profile is not None
        sex = form.value("sex")
        kept = form.stored("sex")
        offered = SEXES if kept in SEXES else (*SEXES, kept)
        self.query_one("#sex", ValueRow).show(
            tuple(Value(one, _(SEX_WORDS[one]) if one in SEX_WORDS else one) for one in offered), sex
        )
        self.query_one("#newsletter", ValueRow).show(
            tuple(Value(one, _(words)) for one, words in NEWSLETTER), form.value("newsletter")
        )
        self.query_one("#email", Static).update(
            Content(account.profile.customer.email or self.shop.account.who)
        )
        self.query_one("#row-email", LabelledRow).tell(
            Content.assemble((_("You sign in with it; only the seller can change it."), "$dim"))
        )
        if self.focused is None:
            self.set_focus(self.query_one("#name", Input))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        account = self.shop.account
        if account.profile is None:
            return action == "back" or (action == "retry" and account.profile_error is not None)
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        self.load()
