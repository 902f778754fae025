"""The e-mails of the demo store: newest first, and Enter does what their reader would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from app.i18n import _
from screens.dialog import Dialog
from widgets.bindings import bindings
from widgets.pick_list import PickList
from widgets.static import Static

if TYPE_CHECKING:
    from app.sandbox.mailbox import Mail


class DemoMailPage(Dialog["Mail | None"]):
    """Gives the mail whose code or link is wanted, or None."""

    AUTO_FOCUS: ClassVar[str | None] = "#mails"
    BINDINGS = bindings("mail")

    def __init__(self) -> None:
        super().__init__()
        self._mails: list[Mail] = []

    def body(self) -> ComposeResult:
        yield Static(_("E-mails the demo shop has sent"), classes="dialog-title", markup=False)
        yield PickList(id="mails")
        yield Static("", id="mail-words", classes="dialog-words", markup=False)

    def on_mount(self) -> None:
        self.render_state()

    def render_state(self) -> None:
        """Time, subject and addressee of each."""
        if not self.has("#mails"):
            return
        demo = self.shop.demo
        self._mails = demo.mails() if demo is not None else []
        rows = self.query_one("#mails", PickList)
        rows.show([f"{mail.sent.astimezone():%H.%M}  {mail.subject}  {mail.to}" for mail in self._mails])
        rows.display = bool(self._mails)
        words = (
            _("Enter fills in the code, or opens the link.")
            if self._mails
            else _("None yet: codes and links to a new password come here.")
        )
        self.query_one("#mail-words", Static).update(Content.assemble((words, "$dim")))

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        self.dismiss(self._mails[event.index])

    def action_back(self) -> None:
        self.dismiss(None)
