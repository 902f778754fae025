"""Another store: the ones this program knows, in a short list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from app.config import StoreConfig
from app.i18n import _
from app.text import clean
from screens.dialog import Dialog
from widgets.bindings import bindings
from widgets.fit import cut
from widgets.pick_list import PickList
from widgets.static import Static

ROOM = 8
"""Lines of the terminal that are not for stores."""


class StoresScreen(Dialog[None]):
    """Picking one closes this shop and opens that one; picking the open one only goes back."""

    AUTO_FOCUS: ClassVar[str | None] = "#stores"
    BINDINGS = bindings("stores")

    def __init__(self, stores: Sequence[StoreConfig]) -> None:
        super().__init__()
        self.stores = tuple(stores)

    def body(self) -> ComposeResult:
        yield Static(_("Another store"), classes="dialog-title", markup=False)
        rows = PickList(id="stores")
        rows._bindings.key_to_bindings.pop(
            "enter"
        )  # it is an action of this page's, so that the foot says it
        yield rows
        yield Static(
            _("This shop closes. Its cart and its orders stay here for the next time."),
            classes="dialog-words dim",
            markup=False,
        )

    def on_mount(self) -> None:
        here = next((i for i, store in enumerate(self.stores) if store.key == self.shop.store.key), 0)
        self.render_state()
        self.query_one(PickList).cursor = here

    def on_resize(self) -> None:
        self.call_after_refresh(self.render_state)

    def render_state(self) -> None:
        """The stores, the open one marked; where each is, as far as there is room."""
        rows = self.query_one(PickList)
        width = rows.scrollable_content_region.width - 1
        lines = []
        for store in self.stores:
            mark = "● " if store.key == self.shop.store.key else "○ "
            name = clean(store.title, 60) or store.name
            where = _("demo, built in") if store.is_demo else store.base_url.partition("://")[2]
            words = cut(f"{mark}{name}", width)
            room = width - cell_len(words) - 3
            lines.append(words + (f"   {cut(where, room)}" if room >= 12 else ""))
        rows.styles.height = min(len(lines), max(1, self.app.size.height - ROOM))
        rows.show(lines, rows.cursor)

    def action_open(self) -> None:
        self.query_one(PickList).action_pick()

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        store = self.stores[event.index]
        if store.key == self.shop.store.key or not self.etalase.go_to_store(store):
            self.dismiss()

    def action_back(self) -> None:
        self.dismiss()
