"""A new password for whoever is signed in."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from app.i18n import _
from screens.form_page import FormPage
from widgets.labelled_field import LabelledField
from widgets.static import Static


class PasswordScreen(FormPage):
    """Renders `PasswordForm`; what was typed goes when the page is left."""

    def heading(self) -> str:
        return _("Password")

    def save_words(self) -> str:
        return _("Use this password")

    def done_words(self) -> str:
        return _("Your new password is in force.")

    def rows(self) -> Iterable[Widget]:
        yield Static(self._intro(), classes="intro", markup=False)
        for name, label in (("password", _("Password")), ("again", _("Once more"))):
            row = LabelledField(name, label, self.form.value(name), max_length=200)
            row.field.password = True
            yield row

    def _intro(self) -> Content:
        return Content.assemble(
            (_("You sign in with it from now on. It is not shown while you type."), "$dim"),
        )

    def on_unmount(self) -> None:
        # Sent, it has to stay until the answer: it may be refused, and is sent again then.
        form = self.form
        if not form.saving:
            form.discard()
