"""Settings: store, language, look, what may be told, and the ways to keys, files and forgetting."""

from __future__ import annotations

from typing import Any, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from app.i18n import N_, _, language, ngettext
from screens.base import ShopScreen
from styles import sheet
from styles.themes import CONTRAST, DARK, LIGHT
from widgets.bindings import bindings
from widgets.static import Static
from widgets.value_row import Value, ValueRow
from widgets.way_row import WayRow

LABEL = 12
"""Columns for the name of a setting."""
CHOICES = {
    "language": (("id", "Bahasa Indonesia"), ("en", "English")),
    "theme": ((DARK, N_("dark")), (LIGHT, N_("light")), (CONTRAST, N_("high contrast"))),
    "pictures": (("off", N_("off")), ("small", N_("small")), ("full", N_("full"))),
    "density": (("comfortable", N_("comfortable")), ("compact", N_("compact"))),
    "scrolling": (("at_once", N_("at once")), ("smooth", N_("smooth"))),
    "events": (("on", N_("are told")), ("off", N_("not told"))),
}
HINTS = {
    "store": N_("Close this shop and open another one. Each has its own cart and its own orders."),
    "language": N_("{key} switches on every page."),
    "theme": N_("{key} goes through them on every page."),
    "pictures": N_("Small ones are half as wide and high. Off: none is fetched and none is drawn."),
    "density": N_("Compact: one line for each thing in the shop window, and no pictures beside them."),
    "scrolling": N_("How pages longer than this terminal move. Smooth sends more over a slow line."),
    "account": N_("Your profile, addresses and password."),
    "keys": N_("Every action with its key; each can have another one."),
    "files": N_("The folders in which your cart, orders and settings are kept."),
    "forget": N_("Cart, addresses, sign-in and the list of orders of this store on this machine."),
}

BY_KEY = {"language": "app.toggle_language", "theme": "app.next_theme"}
"""What can be switched from everywhere."""


class SettingsScreen(ShopScreen[None]):
    """Each choice takes effect at once and is remembered; what the one under the cursor means stands below."""

    CSS_PATH = sheet("settings")
    BINDINGS = bindings("settings")
    AUTO_FOCUS = "#language"

    def __init__(self) -> None:
        super().__init__()
        self.asked_to_forget = False
        self.stores = tuple(self.etalase.stores()) if self.etalase.stores is not None else ()

    def heading(self) -> str:
        return _("Settings")

    def body(self) -> ComposeResult:
        labels = {
            "language": _("Language"),
            "theme": _("Theme"),
            "pictures": _("Pictures"),
            "density": _("Rows"),
            "scrolling": _("Scrolling"),
            "events": _("Advertisers"),
        }
        with VerticalScroll(id="settings", can_focus=False):
            yield WayRow(_("Store"), label_width=LABEL, id="store")
            for name, label in labels.items():
                yield ValueRow(label, label_width=LABEL, id=name)
            yield WayRow(_("Account"), label_width=LABEL, id="account")
            yield WayRow(_("Keys"), label_width=LABEL, id="keys")
            yield WayRow(_("Files"), label_width=LABEL, id="files")
            yield WayRow(_("Forget"), label_width=LABEL, id="forget")
        yield Static("", id="hint", markup=False)
        yield Static("", id="really", markup=False)

    def on_mount(self) -> None:
        self.render_state()
        self.watch_signal(self.shop.account.changed, self.render_state)
        self.watch(self, "focused", self.render_hint, init=False)
        self.call_after_refresh(self.query_one("#settings").scroll_home, animate=False)

    def on_screen_resume(self) -> None:
        self.render_state()

    # Drawing

    def render_state(self) -> None:
        """Each setting with what is in force marked."""
        settings = self.shop.session.settings
        chosen = {
            "language": language(),
            "theme": self.app.theme,
            "pictures": settings.pictures,
            "density": settings.density,
            "scrolling": settings.scrolling,
            "events": "on" if settings.events and not self._not_tracked else "off",
        }
        for name, choices in CHOICES.items():
            values = tuple(
                Value(value, words if name == "language" else _(words))
                for value, words in choices
                if name != "events" or value == "off" or not self._not_tracked
            )
            self.query_one(f"#{name}", ValueRow).show(values, chosen[name])
        who = self.shop.account.who
        moved = len(self.etalase.moved)
        ways = {
            "store": self._store_words(),
            "account": _("signed in as {name}").format(name=who) if who else "",
            "keys": ngettext("{count} of yours", "{count} of yours", moved).format(count=moved)
            if moved
            else _("the usual ones"),
            "files": _("where they are") if self.shop.session.folder is not None else _("none are kept"),
            "forget": _("everything kept here"),
        }
        for name, words in ways.items():
            self.query_one(f"#{name}", WayRow).show(words)
        self.query_one("#store").display = len(self.stores) > 1
        self.set_class(bool(who), "-signed-in")
        self.render_hint()

    @property
    def _not_tracked(self) -> bool:
        """The buyer's environment forbids it, whatever is chosen here."""
        from app.event_config import do_not_track

        return do_not_track(self.etalase.environ)

    def _store_words(self) -> str:
        store = self.shop.store
        return f"{store.title}  {_('demo')}" if store.is_demo else store.title

    def render_hint(self) -> None:
        """What the setting under the cursor means; or the question that stands."""
        if self.rebuilding:
            return
        name = (self.focused.id if self.focused is not None else None) or ""
        asked = self.asked_to_forget
        self.query_one("#hint", Static).update(self._question() if asked else Content(self._hint(name)))
        self.query_one("#really", Static).update(self._answer())
        self.set_class(asked, "-asking")

    def _hint(self, name: str) -> str:
        if name == "events":
            if self._not_tracked:
                return _("DO_NOT_TRACK is set: no advertiser is told anything.")
            if self.shop.store.events is None:
                return _("What you look at and buy, for the advertisements of a shop. This one tells nobody.")
            return _("What you look at and buy, for the advertisements of this shop.")
        if name in BY_KEY:
            return _(HINTS[name]).format(key=self.etalase.key_words(BY_KEY[name]))
        return _(HINTS[name]) if name in HINTS else ""

    def _question(self) -> Content:
        lines = [_("Cart, addresses and the list of orders on this machine will be gone.")]
        if self.shop.account.who:
            lines.append(_("You will be signed out."))
        lines.append(_("Of the settings only language, theme and advertisers stay."))
        return Content.styled(" ".join(lines), "bold $bad")

    def _answer(self) -> Content:
        return Content.assemble(
            (self.etalase.key_words("settings.forget"), "bold $accent"), " ", _("really forget everything"),
            "   ", ("Esc", "bold $accent"), " ", _("no"),
        )  # fmt: skip

    # Choices

    @on(ValueRow.Chosen)
    def _chosen(self, event: ValueRow.Chosen) -> None:
        app, value = self.etalase, cast("Any", event.value)
        match event.row.id:
            case "language":
                self.call_later(app.use_language, value)
                return
            case "theme":
                app.use_theme(value)
            case "pictures":
                app.use_pictures(value)
            case "density":
                app.use_density(value)
            case "scrolling":
                app.use_scrolling(value)
            case "events" if not self._not_tracked:
                self.shop.allow_events(value == "on")
        self.render_state()

    @on(WayRow.Taken)
    def _taken(self, event: WayRow.Taken) -> None:
        match event.row.id:
            case "store":
                self.action_store()
            case "account":
                self.etalase.open_account()
            case "keys":
                self.action_keys()
            case "files":
                self.action_files()
            case "forget":
                self._ask()  # and never more: Enter held down would answer as well

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """To another store only where there is one."""
        return len(self.stores) > 1 if action == "store" else True

    def action_store(self) -> None:
        """Choose another store."""
        from screens.stores import StoresScreen

        self.app.push_screen(StoresScreen(self.stores))

    def action_keys(self) -> None:
        from screens.keys import KeysScreen

        self.app.push_screen(KeysScreen())

    def action_files(self) -> None:
        from screens.kept import KeptScreen

        self.app.push_screen(KeptScreen())

    async def action_forget(self) -> None:
        """Asks once more, then removes everything and starts anew."""
        if not self.asked_to_forget:
            self._ask()
            return
        attempt = self.shop.orders.attempt
        if attempt is not None and attempt.state == "submitting":
            # Forgotten now, nobody would ever learn what became of it.
            self.etalase.notify(_("Your order is being sent…"), severity="warning")
            return
        await self.etalase.forget_everything()

    def _ask(self) -> None:
        self.asked_to_forget = True
        self.render_hint()

    @on(events.Click, "#really")
    async def _answered(self) -> None:
        await self.action_forget()

    def action_back(self) -> None:
        if self.asked_to_forget:
            self.asked_to_forget = False
            self.render_hint()
        else:
            self.dismiss()
