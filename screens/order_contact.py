"""How to reach the seller of an order: WhatsApp with the words the store proposes, telephone, e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from app.i18n import _
from app.phone import normalise_phone
from screens.dialog import Dialog
from widgets.bindings import bindings
from widgets.qr_code import QrCode
from widgets.static import Static
from widgets.web_link import link_content

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder

LONGEST_MESSAGE = 400
"""Characters of the store's words that go into the link: more makes a QR no telephone reads from a screen."""


def chat_link(phone: str, message: str = "") -> str:
    """`https://wa.me/628…?text=…`; empty for what is no telephone number."""
    digits = normalise_phone(phone)
    if digits is None:
        return ""
    words = message.strip()[:LONGEST_MESSAGE]
    return f"https://wa.me/{digits}" + (f"?text={quote(words, safe='')}" if words else "")


class ContactScreen(Dialog[None]):
    """What an order says of its seller; nothing is asked and nothing is opened from here."""

    AUTO_FOCUS: ClassVar[str | None] = "#contact"
    BINDINGS = bindings("contact")

    def __init__(self, order: PublicOrder) -> None:
        super().__init__()
        self._order = order
        self.phone = order.handler_phone
        self.mail = order.business.contact_email if order.business else ""
        self.link = chat_link(self.phone, order.chat_message)

    def body(self) -> ComposeResult:
        name = self._order.store.name if self._order.store else ""
        yield Static(name or _("The seller"), classes="dialog-title", markup=False)
        with VerticalScroll(id="contact"), Horizontal(id="contact-columns"):
            yield QrCode(id="contact-qr")
            yield Static("", id="contact-words", markup=False)

    def on_mount(self) -> None:
        self.render_state()

    def on_resize(self) -> None:
        self.call_after_refresh(self.render_state)

    def render_state(self) -> None:
        """The code where it fits, the link and the addresses always."""
        if not self.has("#contact-words"):
            return
        self._draw_qr()
        parts: list[Content | tuple[str, str] | str] = []
        if self.link:
            title = _("Scan to write on WhatsApp, or open:")
            if not self.query_one(QrCode).display:
                title = _("Write on WhatsApp:")
            parts += [(title, "bold"), "\n", link_content(self.link, "$accent"), "\n\n"]
        for label, value in ((_("Phone"), self.phone), (_("E-mail"), self.mail)):
            if value:
                parts += [(f"{label}  ", "$dim"), value, "\n"]
        if not parts:
            parts += [
                _("The shop gave no phone number or e-mail address."),
                "\n",
                (_("It is in the e-mail about your order, or where you found this shop."), "$dim"),
            ]
        self.query_one("#contact-words", Static).update(Content.assemble(*parts))
        self.refresh_bindings()

    def _draw_qr(self) -> None:
        """The whole link if its code fits; else one that only opens the chat; else none."""
        code = self.query_one(QrCode)
        width, height = self.app.size
        beside = 30 if width >= 70 else 0
        code.room = (min(width, 72) - 4 - beside, height - (6 if height >= 20 else 4) - (0 if beside else 6))
        for link in (self.link, chat_link(self.phone)):
            code.data = link
            code.display = bool(link) and bool(code.rows())
            if code.display:
                return

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is can be copied."""
        if action == "copy":
            return bool(self.link or self.phone)
        return bool(self.mail) if action == "copy_mail" else True

    def action_copy(self) -> None:
        self.etalase.copy(self.link or self.phone)

    def action_copy_mail(self) -> None:
        self.etalase.copy(self.mail)

    def action_back(self) -> None:
        self.dismiss()
