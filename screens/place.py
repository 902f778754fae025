"""Where to deliver: search, or province, city, subdistrict one after the other; then the postal code."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input

from app.api.errors import ShopError
from app.i18n import N_, _
from app.records import Place
from app.services.locations import LocationService
from screens.pick_dialog import PickDialog
from screens.place_steps import Mode, PlaceSteps, Row
from styles import sheet
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.field import Field
from widgets.key_bar import KeyBar
from widgets.pick_list import PickList
from widgets.place_words import fit_place
from widgets.static import Static

SEARCH_FROM = 3
"""Letters from which the store is asked."""
PAUSE = 0.25
"""Seconds of rest after a key before the store is asked."""


class PlaceScreen(PickDialog[Place | None]):
    """Gives the chosen place with its postal code, or None when the buyer went back."""

    CSS_PATH = sheet("place")
    AUTO_FOCUS: ClassVar[str | None] = "#place-field"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("place"),
        Binding("enter", "take", N_("take"), id="place.take", priority=False),
        Binding("f5,ctrl+r", "retry", show=False),
    ]

    def __init__(
        self, locations: LocationService, mode: Mode = "search", *, typed: str = "", remember: bool = True
    ) -> None:
        """`typed`: the first letters of the search, struck before the picker was open. `remember`: what is taken is
        among the places used before from then on, on disk."""
        super().__init__()
        self._remember = remember
        self._first = typed
        self._locations = locations
        self._steps = PlaceSteps(mode)
        self._failed: ShopError | None = None
        self._loading = False
        self._wrong = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="place-box"):
            with Horizontal(id="place-top"):
                yield Static(_("Deliver where?"), id="place-title", markup=False)
                yield Static("", id="tab-search", classes="tab", markup=False)
                yield Static("", id="tab-steps", classes="tab", markup=False)
            yield Static("", id="place-path", markup=False)
            field = Field(self._first, id="place-field")
            field.name_enter(N_("take"), "place.take")
            yield field
            yield Static("", id="place-words", markup=False)
            yield ErrorNotice(id="place-error")
            yield PickList(fit_row=fit_place, id="place-list")
            yield KeyBar()

    def on_mount(self) -> None:
        self.draw()
        if self._steps.mode == "steps":
            self._ask()

    # What is on screen

    def draw(self, cursor: int = 0) -> None:
        steps = self._steps
        if not self.has("#place-list"):
            return
        for mode, name in (("search", _("Search")), ("steps", _("Step by step"))):
            here = mode == steps.mode
            self.query_one(f"#tab-{mode}", Static).update(
                Content.assemble((name, "bold $accent" if here else "$dim"))
            )
        field = self.query_one("#place-field", Field)
        field.placeholder = self._hint()
        field.max_length = 5 if steps.typing_code else 80
        rows = steps.filtered(self.typed, self._locations.recent)
        words = self._words(rows)
        self.query_one("#place-path", Static).update(self._path())
        self.query_one("#place-words", Static).update(words)
        self.query_one("#place-words", Static).display = bool(words.plain)
        self.query_one("#place-error", ErrorNotice).show(self._failed, key="Ctrl+R")
        listing = self.query_one(PickList)
        listing.display = bool(rows) and self._failed is None
        listing.show([row.label for row in rows], cursor)
        self.refresh_bindings()

    def _hint(self) -> str:
        match self._steps.step:
            case "search":
                return _("subdistrict, city or postal area")
            case "province":
                return _("type to find a province")
            case "city":
                return _("type to find a city")
            case "subdistrict":
                return _("type to find a subdistrict")
            case _:
                return _("five digits") if self._steps.typing_code else _("type to find a postal code")

    def _path(self) -> Content:
        path = self._steps.path()
        if path:
            return Content(path)
        if self._steps.mode == "steps":
            return Content.assemble((_("First the province"), "$dim"))
        return Content.assemble((_("Three letters are enough"), "$dim"))

    def _words(self, rows: list[Row]) -> Content:
        steps = self._steps
        typed = self.typed.strip()
        if self._wrong:
            return Content.assemble((self._wrong, "$bad"))
        if self._failed is not None:
            return Content("")
        if steps.typing_code:
            return Content.assemble(
                (
                    _("The shop has no list of postal codes for this place. Please type the five digits."),
                    "$dim",
                )
            )
        if self._loading and not rows:
            return Content.assemble((_("One moment…"), "$dim"))
        if steps.step == "search" and len(typed) < SEARCH_FROM:
            return Content.assemble((_("Used before"), "$dim")) if rows else Content("")
        if not rows and steps.loaded_for(typed):
            return Content.assemble((_("No such place. Try fewer letters."), "$warn"))
        return Content("")

    # What the buyer does

    def take_row(self, index: int) -> None:
        steps = self._steps
        typed = self.typed.strip()
        if self._failed is not None:
            self._ask()
            return
        if steps.typing_code:
            if len(typed) == 5 and typed.isascii() and typed.isdigit():
                self._finish(steps.with_code(typed))
            else:
                self._wrong = _("A postal code has five digits.")
                self.draw()
            return
        rows = steps.filtered(typed, self._locations.recent)
        if not 0 <= index < len(rows):
            return
        done = steps.take(rows[index])
        if done is not None:
            self._finish(done)
        else:
            self._enter_step()

    def action_back(self) -> None:
        typed = self._steps.back()
        if typed is None:
            self.dismiss(None)
        else:
            self._enter_step(typed)

    def action_swap(self) -> None:
        self._switch("steps" if self._steps.mode == "search" else "search")

    def _switch(self, mode: Mode) -> None:
        if mode != self._steps.mode:
            self._steps.switch(mode)
            self._enter_step()

    def action_retry(self) -> None:
        if self._failed is not None:
            self._ask()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Retrying is offered only after a failure."""
        return self._failed is not None if action == "retry" else True

    def on_click(self, event: events.Click) -> None:
        if event.widget is None:
            return
        if event.widget.id in ("tab-search", "tab-steps"):
            self._switch(cast(Mode, event.widget.id.removeprefix("tab-")))
        elif event.widget is self.query_one("#place-error"):
            self.action_retry()
        elif event.widget is self:
            self.dismiss(None)
        self.query_one("#place-field", Field).focus()

    def _enter_step(self, typed: str = "") -> None:
        """Show the step the buyer is in now and ask for its list."""
        self._failed, self._wrong, self._loading = None, "", False
        self.workers.cancel_group(self, "places")
        field = self.query_one("#place-field", Field)
        with self.prevent(Input.Changed):
            field.value = typed
        field.cursor_position = len(typed)
        field.focus()
        self.draw()
        if not self._steps.loaded_for(typed.strip()):
            self._ask()

    @on(Input.Changed, "#place-field")
    def _typed_something(self, event: Input.Changed) -> None:
        event.stop()
        self._wrong = ""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._steps.step == "search":
            self._failed = None
            if len(event.value.strip()) >= SEARCH_FROM and not self._steps.loaded_for(event.value.strip()):
                self._loading = True
                self._timer = self.set_timer(PAUSE, self._ask)
            else:
                self._loading = False
                self.workers.cancel_group(self, "places")
        self.draw()

    # What the store is asked

    def _ask(self) -> None:
        self._failed = None
        if self._steps.step == "search" and len(self.typed.strip()) < SEARCH_FROM:
            return
        self._loading = True
        self.draw()
        self._load(self.typed.strip())

    @work(group="places", exclusive=True, exit_on_error=False)
    async def _load(self, typed: str) -> None:
        try:
            done = await self._steps.load(self._locations, typed)
        except ShopError as error:
            self._failed = error
            done = None
        self._loading = False
        if done is not None:
            self._finish(done)
        else:
            self.draw()

    def _finish(self, place: Place) -> None:
        if self._remember:
            self._locations.remember(place)
        self.dismiss(place)
