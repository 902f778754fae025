"""One line for the guest who may have an account here."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from app.i18n import _
from widgets.key_bar import offered


class SignInOffer(Widget):
    """Clicked, it leads where its key leads."""

    DEFAULT_CSS = "SignInOffer { height: 1; padding: 0 1; } SignInOffer:hover { text-style: underline; }"

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> Content:
        found = (one for one in offered(self.screen, typing=True) if one.binding.id == "app.open_account")
        binding = next((one.binding for one in found), Binding("f6", "open_account"))
        return Content.assemble(
            (_("Have an account here?"), "$dim"),
            "  ",
            (self.app.get_key_display(binding), "bold $accent"),
            " ",
            _("sign in"),
        )

    async def on_click(self) -> None:
        await self.app.run_action("open_account")
