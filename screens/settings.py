"""Settings: language, theme, pictures, keys, where files are, forget everything."""

from __future__ import annotations

from typing import Literal, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.i18n import N_, _, language
from screens.base import ShopScreen
from styles import sheet
from styles.themes import CONTRAST, DARK, LIGHT
from widgets.bindings import bindings
from widgets.value_row import Value, ValueRow

LANGUAGES = (("id", "Bahasa Indonesia"), ("en", "English"))
THEMES = ((DARK, N_("dark")), (LIGHT, N_("light")), (CONTRAST, N_("high contrast")))
PICTURES = (("off", N_("off")), ("small", N_("small")), ("full", N_("full")))


class SettingsScreen(ShopScreen[None]):
    """Each choice takes effect at once and is remembered."""

    CSS_PATH = sheet("settings")
    BINDINGS = bindings("settings")
    AUTO_FOCUS = "ValueRow"

    def __init__(self) -> None:
        super().__init__()
        self.asked_to_forget = False

    def heading(self) -> str:
        return _("Settings")

    def body(self) -> ComposeResult:
        with VerticalScroll(id="settings", can_focus=False):
            yield ValueRow(_("Language"), id="language")
            yield ValueRow(_("Theme"), id="theme")
            yield ValueRow(_("Pictures"), id="pictures")
            yield Static(self._about(), id="about", markup=False)
            yield Static("", id="forget", markup=False)

    def on_mount(self) -> None:
        self.render_choices()
        self.render_forget()
        self.watch_signal(self.shop.account.changed, self._who_changed)

    def _who_changed(self) -> None:
        self.query_one("#about", Static).update(self._about())

    async def retranslate(self) -> None:
        await super().retranslate()
        self.render_choices()
        self.render_forget()

    def render_choices(self) -> None:
        """Each setting with what is in force marked."""
        in_force = {
            "language": (LANGUAGES, language()),
            "theme": (THEMES, self.app.theme),
            "pictures": (PICTURES, self.shop.session.settings.pictures),
        }
        for name, (choices, chosen) in in_force.items():
            values = tuple(
                Value(value, words if name == "language" else _(words)) for value, words in choices
            )
            self.query_one(f"#{name}", ValueRow).show(values, chosen)

    def _about(self) -> Content:
        store, session, who = self.shop.store, self.shop.session, self.shop.account.who
        account: tuple[Content | tuple[str, str] | str, ...] = ()
        if who:
            account = (
                (_("ACCOUNT"), "$dim"), "\n", _("signed in as {name}").format(name=who), "    ",
                ("ctrl+u", "bold $accent"), " ", _("sign out"), "\n\n",
            )  # fmt: skip
        kept = (
            str(session.folder)
            if session.folder
            else _("nowhere: this is a private session, nothing is kept")
        )
        where = _("demo store, inside this program") if store.is_demo else store.base_url
        return Content.assemble(
            *account,
            (_("STORE"), "$dim"), "\n", store.title or store.name, "  ", (where, "$dim"), "\n\n",
            (_("WHERE YOUR CART AND ORDERS ARE KEPT"), "$dim"), "\n", kept, "\n\n",
            (_("KEYS"), "$dim"), "\n", _("Every key can be moved: see “keys” in settings.json, or ? for the list."),
        )  # fmt: skip

    def render_forget(self) -> None:
        """The way to remove everything, and its second question."""
        if self.asked_to_forget:
            words = Content.assemble(
                (_("Cart, addresses and the list of orders on this machine will be gone."), "bold $bad"),
                "\n",
                ("ctrl+f", "bold $accent"), " ", _("really forget everything"), "    ",
                ("Esc", "bold $accent"), " ", _("keep it"),
            )  # fmt: skip
        else:
            words = Content.assemble(("ctrl+f", "bold $accent"), " ", _("forget everything kept here"))
        self.query_one("#forget", Static).update(words)

    @on(ValueRow.Chosen, "#language")
    async def _language_chosen(self, event: ValueRow.Chosen) -> None:
        self.call_later(self.etalase.use_language, event.value)

    @on(ValueRow.Chosen, "#theme")
    def _theme_chosen(self, event: ValueRow.Chosen) -> None:
        self.etalase.use_theme(event.value)
        self.render_choices()

    @on(ValueRow.Chosen, "#pictures")
    def _pictures_chosen(self, event: ValueRow.Chosen) -> None:
        session = self.shop.session
        session.settings.pictures = cast("Literal['off', 'small', 'full']", event.value)
        session.save_settings()
        self.shop.pictures.changed.emit()
        self.render_choices()

    async def action_forget(self) -> None:
        """Asks once more, then removes everything and starts anew."""
        if not self.asked_to_forget:
            self.asked_to_forget = True
            self.render_forget()
            self.call_after_refresh(self.query_one("#settings").scroll_end, animate=False)
            return
        attempt = self.shop.orders.attempt
        if attempt is not None and attempt.state == "submitting":
            # Forgotten now, nobody would ever learn what became of it.
            self.etalase.notify(_("Your order is being sent…"), severity="warning")
            return
        await self.etalase.forget_everything()

    def action_back(self) -> None:
        if self.asked_to_forget:
            self.asked_to_forget = False
            self.render_forget()
        else:
            self.dismiss()
