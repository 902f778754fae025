"""What the pages of a product and of a bundle share: picture, name, price, quantity, the two ways to buy."""

from __future__ import annotations

from abc import abstractmethod
from decimal import Decimal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from app.api.errors import ShopError
from app.i18n import _
from app.money import format_money
from app.records import LineSnapshot
from app.services.cart import MAX_QUANTITY
from app.services.feed import FeedItem
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.key_hint import key_hint
from widgets.picture import Picture
from widgets.primary_button import PrimaryButton
from widgets.quantity import Quantity
from widgets.rich_description import RichDescription
from widgets.static import Static
from widgets.stock import stock_words


class ItemPage(ShopScreen[None]):
    """One thing to buy. Subclasses say what it is and which way it can be had."""

    CSS_PATH = sheet("item_page")
    BINDINGS = [
        *bindings("product"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#choices ValueRow, #add"

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.slug = slug
        self.quantity = 1
        self.picture_index = 0
        self.error: ShopError | None = None
        self._counted = False

    # What a subclass gives

    @abstractmethod
    async def load(self, *, fresh: bool) -> None:
        """Fetch what the page shows. Raises ShopError."""

    @abstractmethod
    def pictures(self) -> list[str]:
        """Addresses of the pictures of what is chosen."""

    @abstractmethod
    def description(self) -> str:
        """Merchant HTML."""

    @abstractmethod
    def price(self) -> Decimal | None:
        """Price of one of what is chosen; None while not known."""

    @abstractmethod
    def stock(self) -> tuple[bool, int | None] | None:
        """(available, how many) of what is chosen; None while not known."""

    @abstractmethod
    def chosen_words(self) -> str:
        """What is chosen, in words: `250 g, ground`."""

    @abstractmethod
    def snapshot(self) -> LineSnapshot | None:
        """What would go into the cart; None while nothing can."""

    @abstractmethod
    def choices(self) -> ComposeResult:
        """The widgets between the price and the quantity."""

    # The page

    @property
    def card(self) -> FeedItem | None:
        """What the catalogue already knows, so that the page is never empty."""
        return next((item for item in self.shop.catalog.items if item.slug == self.slug), None)

    def heading(self) -> str:
        card = self.card
        return card.name if card else _("Product")

    def body(self) -> ComposeResult:
        with Horizontal(id="page"):
            with Vertical(id="left"):
                yield Picture(id="picture")
                yield Static("", id="dots", markup=False)
                with VerticalScroll(id="story"):
                    yield RichDescription(id="description")
            with Vertical(id="right"):
                yield Static("", id="name", markup=False)
                yield Static("", id="price", markup=False)
                with VerticalScroll(id="choices", can_focus=False):
                    yield from self.choices()
                yield ErrorNotice(id="problem")
                with Horizontal(id="amount"):
                    yield Static(_("Quantity"), id="quantity-label", markup=False)
                    yield Quantity(id="quantity")
                    yield Static("", id="sum", markup=False)
                yield PrimaryButton(_("Add to cart"), key_hint=key_hint("product.add"), id="add")
                yield Static("", id="buy-now", markup=False)

    def on_mount(self) -> None:
        self.watch_signal(self.shop.pictures.changed, self.render_picture)
        self.render_state()
        self.fetch(fresh=False)

    @work(group="item", exclusive=True, exit_on_error=False)
    async def fetch(self, *, fresh: bool) -> None:
        """Load the page's data; a failure is said on the page."""
        try:
            await self.load(fresh=fresh)
        except ShopError as error:
            self.error = error
        else:
            self.error = None
        self.loaded()
        self.render_state()
        self._count_visit()

    def _count_visit(self) -> None:
        """Once, when there is something to see."""
        snapshot = self.snapshot()
        if snapshot is not None and self.error is None and not self._counted:
            self._counted = True
            self.shop.count(lambda tracking: tracking.viewed(snapshot))

    def loaded(self) -> None:
        """Called once new data is here, before it is drawn."""

    def action_reload(self) -> None:
        self.fetch(fresh=True)

    def render_state(self) -> None:
        """Draw what is known."""
        if not self.has("#name"):
            return
        price, stock, words = self.price(), self.stock(), self.chosen_words()
        self.query_one("#name", Static).update(Content(self.heading()))
        line: list[tuple[str, str] | str] = [
            (format_money(price), "bold $accent") if price is not None else ("…", "$dim")
        ]
        if stock is not None:
            text, style = stock_words(*stock)
            line += ["   ", (text, style)]
        if words:
            line += ["   ", (words, "$dim")]
        self.query_one("#price", Static).update(Content.assemble(*line))
        self.query_one("#problem", ErrorNotice).show(self.error, about="item")
        self.render_amount()
        self.render_picture()
        self.query_one(RichDescription).show(self.description())
        self.refresh_header()
        self.refresh_bindings()

    def render_amount(self) -> None:
        """Quantity, its sum and the buttons."""
        price, stock = self.price(), self.stock()
        can = self.snapshot() is not None and stock is not None and stock[0] and stock[1] != 0
        most = MAX_QUANTITY if stock is None or stock[1] is None else max(1, min(MAX_QUANTITY, stock[1]))
        self.quantity = min(self.quantity, most)
        stepper = self.query_one(Quantity)
        stepper.most, stepper.value = most, self.quantity
        total = format_money(price * self.quantity) if price is not None else ""
        self.query_one("#sum", Static).update(Content(total))
        add = self.query_one("#add", PrimaryButton)
        add.blocked = not can
        add.amount = total if can else ""
        add.label = _("Add to cart") if can or stock is None else _("Sold out")
        buy = (
            Content.assemble((key_hint("product.buy_now"), "bold $accent"), "   ", _("Buy now"))
            if can
            else Content("")
        )
        self.query_one("#buy-now", Static).update(buy)

    def render_picture(self) -> None:
        """The picture of what is chosen, and which of how many it is."""
        if not self.has(Picture):
            return
        urls = self.pictures()
        self.picture_index %= max(1, len(urls))
        self.query_one(Picture).show(urls[self.picture_index] if urls else None)
        dots = (
            " ".join("●" if i == self.picture_index else "○" for i in range(len(urls)))
            if len(urls) > 1
            else ""
        )
        hint = f"   [ ] {_('pictures')}" if dots else ""
        self.query_one("#dots", Static).update(Content.assemble(dots, (hint, "$dim")))

    # What the buyer does

    @on(Quantity.Changed)
    def _quantity_changed(self, event: Quantity.Changed) -> None:
        self.quantity = event.value
        self.render_amount()

    @on(PrimaryButton.Pressed, "#add")
    def _add_pressed(self) -> None:
        self.action_add()

    def action_more(self) -> None:
        self.query_one(Quantity).action_step(1)

    def action_fewer(self) -> None:
        self.query_one(Quantity).action_step(-1)

    def action_add(self) -> None:
        """Put it into the cart; the write outlives this page."""
        snapshot = self.ready()
        if snapshot is None:
            return
        quantity, etalase = self.quantity, self.etalase

        async def add() -> None:
            try:
                await etalase.shop.cart.add(snapshot, quantity)
            except ShopError as error:
                etalase.report(error)
                await self.not_added(snapshot, error)
            else:
                etalase.notify(
                    _("In the cart: {count} × {name}").format(count=quantity, name=snapshot.name), timeout=3
                )

        self.shop.spawn(add, "add to cart")

    async def not_added(self, snapshot: LineSnapshot, error: ShopError) -> None:
        """Called when the store did not take it into the cart."""

    def action_buy_now(self) -> None:
        snapshot = self.ready()
        if snapshot is not None:
            self.etalase.buy_now(snapshot, self.quantity)

    def ready(self) -> LineSnapshot | None:
        """The snapshot when it can be bought; otherwise says why not."""
        stock, snapshot = self.stock(), self.snapshot()
        if snapshot is None or stock is None:
            self.etalase.notify(
                _("One moment, still asking the shop…")
                if self.error is None
                else _("Press {key} to try again first.").format(key=key_hint("product.reload"))
            )
            return None
        if not stock[0] or stock[1] == 0:
            self.etalase.notify(_("This one is sold out. Choose another."), severity="warning")
            return None
        return snapshot

    def action_next_picture(self) -> None:
        self.picture_index += 1
        self.render_picture()

    def action_previous_picture(self) -> None:
        self.picture_index -= 1
        self.render_picture()

    def action_info(self) -> None:
        """On a small terminal: picture and description in place of the choices, and back."""
        self.toggle_class("-info")
        if self.has_class("-info"):
            self.query_one("#story").focus()
        self.call_after_refresh(self.render_picture)

    def action_back(self) -> None:
        if self.has_class("-info"):
            self.action_info()
        else:
            self.dismiss()
