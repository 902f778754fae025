"""The catalogue: the shop window, and the first thing a buyer sees."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input

from app.api.errors import ShopError
from app.i18n import _
from app.services.feed import ORDERS, FeedItem, Order
from screens.base import ShopScreen
from screens.frame_keeper import FrameKeeper
from widgets.bindings import bindings
from widgets.catalog_list import CatalogList
from widgets.category_bar import CategoryBar
from widgets.error_notice import error_content
from widgets.field import Field
from widgets.item_words import order_words
from widgets.key_bar import KeyBar
from widgets.key_hint import key_hint
from widgets.picture_column import PictureColumn
from widgets.preview import Preview
from widgets.static import Static

AHEAD = 40
"""Rows before the end of what is loaded at which more are asked for."""
PAGE = 100
"""How many more are asked for."""
REST = 0.2
"""Seconds the cursor must rest before the preview follows it."""


class CatalogScreen(ShopScreen[None]):
    """Categories, search, sort, the rows, and what is under the cursor."""

    AUTO_FOCUS: ClassVar[str | None] = "CatalogList"
    BACK = False
    BINDINGS = bindings("catalog")

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        """What is searched for."""
        self.searching = False
        """The search field is open."""
        self.category: int | None = None
        self.order: Order = "featured"
        self._resting: Timer | None = None
        self._frames = FrameKeeper(self, self._at_first)
        self._painting = self.etalase.usable

    def badge(self) -> str:
        return _("demo") if self.shop.store.is_demo else ""

    def body(self) -> ComposeResult:
        with Container(id="top"):
            yield CategoryBar()
            with Horizontal(id="search"):
                yield Static("/", id="search-mark", markup=False)
                yield Field(placeholder=_("Search the whole shop"), max_length=80, id="find")
                yield Static(id="found", markup=False)
        with Horizontal(id="middle"):
            rows = CatalogList()
            rows.display = not self._sentence(self.view())  # what is not seen does not get the focus first
            yield PictureColumn(rows)
            yield rows
            yield Static(id="words", markup=False)
            yield Preview()
        yield Static(id="trouble", markup=False)

    def on_mount(self) -> None:
        self.watch_signal(self.shop.catalog.changed, self.render_state)
        self.watch_signal(self.shop.pictures.changed, self._pictures_changed)
        # Not by Input.Changed: that comes after the letter has been painted, and the rows would follow a frame later.
        self.watch(self.query_one(Field), "value", self._typed, init=False)
        self.render_state()

    def _compositor_refresh(self) -> None:
        # Textual paints three times while it starts, each time everything. The launch frame shows all of it
        # already, so there is one paint, once there is nothing more to change.
        if self._painting:
            super()._compositor_refresh()

    async def open_window(self) -> None:
        """The start is over: paint, and from now on whenever something changes."""
        # A widget asks for a layout when it has nothing else to do. Once all have asked, one is enough for them.
        await asyncio.sleep(0)
        self.call_later(self._open)

    def _open(self) -> None:
        if not self._painting:
            self._painting = True
            self._repaint_required = False
            self._on_timer_update()
            self.call_after_refresh(self.etalase.became_usable)

    async def retranslate(self) -> None:
        # In place, not by composing again: the cursor, the search and the place in the list stay.
        self.query_one(Field).placeholder = _("Search the whole shop")
        self.refresh_header()
        self.render_state()
        self.query_one(CatalogList).redraw()
        self.query_one(Preview).redraw()
        self.query_one(KeyBar).refresh()

    # What is shown

    def view(self) -> list[FeedItem]:
        """The items as searched, filtered and ordered."""
        return self.shop.catalog.view(self.words, None if self.searching else self.category, self.order)

    def render_state(self, *, top: bool = False) -> None:
        """Everything as the catalogue is now; `top` puts the cursor on the first row."""
        catalog = self.shop.catalog
        items = self.view()
        rows = self.query_one(CatalogList)
        rows.show(items, top=top)
        self._show_counts(len(items))
        self._show_words(self._sentence(items))
        stale = catalog.error is not None and bool(catalog.items)
        trouble = self.query_one("#trouble", Static)
        trouble.display = stale
        if stale:
            trouble.update(
                _(
                    "The store does not answer just now; this is what was known before. {key} tries again."
                ).format(key=key_hint("catalog.refresh"))
            )
        if self._resting is None:
            self._preview()
        self._load_ahead()
        self._frames.later()

    def _show_words(self, sentence: Content | str) -> None:
        """In the place of the rows, while there is something to say."""
        words = self.query_one("#words", Static)
        # One by one, not by a class of what they are in: that would style all that is in it anew.
        for part in (self.query_one(PictureColumn), self.query_one(CatalogList)):
            part.display = not sentence
        self.query_one(Preview).set_class(bool(sentence), "-away")
        words.display = bool(sentence)
        if sentence:
            words.update(sentence)

    def _show_counts(self, shown: int) -> None:
        catalog = self.shop.catalog
        total = catalog.total if catalog.total is not None else len(catalog.items)
        aside = order_words(self.order)
        self.query_one(CategoryBar).show(
            catalog.categories,
            total or None,
            self.category,
            aside if self.order != "featured" or self.size.width >= 70 else "",
        )
        loading = catalog.state in ("loading", "partial") and len(catalog.items) < total
        if self.searching or self.category is not None:
            found = _("{shown} of {total}").format(shown=shown, total=total)
            if loading:
                found = _("{found}, loading…").format(found=found)
        else:
            found = ""
        self.query_one("#found", Static).update(found if self.searching else "", layout=False)
        self.query_one(KeyBar).note = "" if self.searching else found

    def _sentence(self, items: list[FeedItem]) -> Content | str:
        """What stands in the place of the rows when there are none."""
        catalog = self.shop.catalog
        if items:
            return ""
        if not catalog.items:
            if catalog.error is not None:
                return error_content(catalog.error)
            if catalog.state in ("empty", "loading", "cached"):
                return _("Opening the shop…")
            return _("Nothing is on display here yet.\n{key}  ask again").format(
                key=key_hint("catalog.refresh")
            )
        if catalog.state in ("loading", "partial"):
            return _("Still looking…")
        if self.words:
            return _("Nothing here is called “{words}”.\nEsc  clear the search").format(words=self.words)
        return _("Nothing in this category just now.\n←  back to all")

    def _pictures_changed(self) -> None:
        self.query_one(PictureColumn).pictures_changed()
        self.query_one(Preview).pictures_changed()
        self._frames.later()

    def look_changed(self) -> None:
        """Other rows, more pictures or fewer."""
        rows = self.query_one(CatalogList)
        rows.reshape()
        rows.redraw()
        self._frames.later()

    def _at_first(self) -> bool:
        """Whether this is what a start shows."""
        rows, catalog = self.query_one(CatalogList), self.shop.catalog
        return (
            self.is_current
            and not self.searching
            and self.category is None
            and self.order == "featured"
            and rows.cursor == 0
            and rows.scroll_offset.y == 0
            and bool(rows.items)
            and catalog.state in ("partial", "fresh")
            and catalog.error is None
            and not self.has("Toast")
        )

    def _preview(self) -> None:
        if self.has_class("-wide"):
            self.query_one(Preview).show(self.query_one(CatalogList).item)

    @on(CatalogList.Moved)
    def _moved(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._rested)
        self._load_ahead()

    def _rested(self) -> None:
        self._resting = None
        self._preview()

    def on_resize(self) -> None:
        self.call_after_refresh(self._preview)
        self._frames.later()

    def on_screen_resume(self) -> None:
        self.query_one(PictureColumn).pictures_changed()
        self._preview()

    # More rows

    def _load_ahead(self) -> None:
        catalog = self.shop.catalog
        if catalog.state != "partial":
            return
        if (self.searching and self.words) or self.category is not None or self.order != "featured":
            self._load(None)
        elif self.query_one(CatalogList).cursor >= catalog.loaded - AHEAD:
            self._load(catalog.loaded + PAGE)

    def _load(self, count: int | None) -> None:
        self.run_worker(
            self.shop.catalog.load_to(count),
            group="load all" if count is None else "load ahead",
            exit_on_error=False,
        )

    # Search

    def _search(self, on: bool) -> None:
        # The class is on the line itself: on the screen it would restyle and repaint everything.
        self.searching = on
        self.query_one("#top").set_class(on, "-searching")
        self.refresh_bindings()

    def action_find(self) -> None:
        self._search(True)
        self.query_one(Field).focus()
        self.render_state()

    def _typed(self, value: str) -> None:
        if value.strip() != self.words:
            self.words = value.strip()
            self.render_state(top=True)

    @on(Input.Submitted, "#find")
    def _submitted(self) -> None:
        self.query_one(CatalogList).focus()

    def key_down(self, event: events.Key) -> None:
        if isinstance(self.focused, Field):
            event.stop()  # or the list, focused now, would move as well
            self.query_one(CatalogList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Esc is offered only where there is something to clear.
        return action != "clear" or self.searching or self.category is not None

    def action_clear(self) -> None:
        """First the words go, then the field."""
        field = self.query_one(Field)
        if self.searching and field.value and isinstance(self.focused, Field):
            field.value = ""
            return
        if self.searching:
            self.words = ""
            field.value = ""
            self._search(False)
            self.query_one(CatalogList).focus()
            self.render_state(top=True)
        elif self.category is not None:
            self._choose(None)

    # Categories and order

    @on(CategoryBar.Chosen)
    def _category_clicked(self, event: CategoryBar.Chosen) -> None:
        self._choose(event.category_id)

    def action_next_category(self) -> None:
        self._step_category(1)

    def action_previous_category(self) -> None:
        self._step_category(-1)

    def _step_category(self, by: int) -> None:
        if self.searching:
            self.query_one(CatalogList if isinstance(self.focused, Field) else Field).focus()
            return
        ids = [None, *(c.id for c in self.shop.catalog.categories)]
        at = ids.index(self.category) if self.category in ids else 0
        self._choose(ids[(at + by) % len(ids)])

    def _choose(self, category_id: int | None) -> None:
        self.category = category_id
        self.refresh_bindings()
        self.render_state(top=True)

    def action_sort(self) -> None:
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.render_state(top=True)
        if self.size.width < 70:
            self.notify(order_words(self.order), timeout=2)

    def action_refresh(self) -> None:
        self.shop.spawn(self.shop.catalog.refresh, "refresh catalogue", wait=False)

    # Buying

    @on(CatalogList.Chosen)
    def action_open(self) -> None:
        item = self.query_one(CatalogList).item
        if item is None:
            return
        if item.kind == "bundle":
            self.etalase.open_bundle(item.slug)
        else:
            self.etalase.open_product(item.slug)

    def action_add(self) -> None:
        """Straight into the cart when there is nothing to choose, else the page where it is chosen."""
        item = self.query_one(CatalogList).item
        if item is None:
            return
        if not item.in_stock:
            self.notify(_("{name} is sold out.").format(name=item.name))
        elif item.option_names:
            self.action_open()
        else:
            self.shop.spawn(lambda: self._add(item), "add from catalogue")

    async def _add(self, item: FeedItem) -> None:
        from app.services.cart import bundle_snapshot, variant_snapshot

        catalog = self.shop.catalog
        try:
            if item.kind == "bundle":
                snapshot = bundle_snapshot(await catalog.bundle(item.slug))
            else:
                product = await catalog.product(item.slug)
                variants = [variant for variant in product.variants if variant.is_active is not False]
                if len(variants) != 1:
                    self.etalase.open_product(item.slug)
                    return
                snapshot = variant_snapshot(product, variants[0])
            await self.shop.cart.add(snapshot)
        except ShopError as error:
            self.etalase.report(error)
        else:
            self.notify(_("{name} is in your cart.").format(name=item.name), timeout=3)
