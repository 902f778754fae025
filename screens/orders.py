"""A buyer's orders: those of the account, and those made on this machine."""

from __future__ import annotations

from typing import Literal, get_args

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content

from app.api.errors import ShopError
from app.i18n import _, ngettext
from app.records import PlacedOrder
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.key_hint import key_hint
from widgets.order_list import OrderList
from widgets.order_state import payable
from widgets.static import Static

Only = Literal["all", "to_pay", "under_way", "over"]
ONLY: tuple[Only, ...] = get_args(Only)
OVER = ("completed", "canceled", "closed", "rts")
"""Nothing happens to an order in these any more."""


class OrdersScreen(ShopScreen[None]):
    """Renders `OwnOrders`; opening the list asks for the account's newest, and about the newest few made here that are
    not finished."""

    CSS_PATH = sheet("orders")
    BINDINGS = bindings("orders")
    AUTO_FOCUS = "OrderList"
    FRESHEN = 5
    AHEAD = 8
    """With fewer orders after the cursor the next page is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._only: Only = "all"

    def heading(self) -> str:
        return _("Your orders") if self.shop.auth.signed_in else _("Orders placed here")

    def badge(self) -> str:
        if self._only != "all":
            return only_words(self._only)
        count = len(self.shop.orders.own.rows)
        if not count or self.shop.orders.own.more_to_come:
            return ""
        return ngettext("{count} order", "{count} orders", count).format(count=count)

    def body(self) -> ComposeResult:
        yield Static("", id="open-outcome", markup=False)
        yield OrderList(id="orders")
        yield Static("", id="empty", markup=False)
        yield ErrorNotice(id="problem")
        yield Static("", id="more", markup=False)

    def on_mount(self) -> None:
        self.watch_signal(self.shop.orders.changed, self.render_state)
        self.watch_signal(self.shop.account.changed, self.render_state)
        self.render_state()
        self.freshen()

    def render_state(self) -> None:
        """Draw the orders as known."""
        if not self.has("#orders"):
            return
        own, listed = self.shop.orders.own, self.shop.account.orders
        rows = own.rows
        orders = [order for order in rows if belongs(order, self._only)]
        here = _("made here without signing in")
        self.query_one(OrderList).show(
            orders, {order.secret_slug: here for order in rows if own.made_here(order)}
        )
        self.set_class(not orders, "-empty")
        asking = self.shop.auth.signed_in and listed.state in ("unknown", "loading")
        empty = self.query_one("#empty", Static)
        if self.shop.auth.signed_in and listed.state == "failed" and not listed.rows:
            empty.update("")  # what is wrong is said below
        elif asking:
            empty.update(Content.assemble((_("Asking the shop for your orders…"), "$dim")))
        else:
            empty.update(_nothing(self._only, more=own.more_to_come))
        more = self.query_one("#more", Static)
        more.display = self.shop.auth.signed_in and own.more_to_come
        more.update(self._more_words(len(rows)))
        self.refresh_bindings()
        attempt = self.shop.orders.attempt
        unknown = attempt is not None and attempt.state == "unknown" and not attempt.dismissed
        self.set_class(unknown, "-unknown")
        if unknown:
            self.query_one("#open-outcome", Static).update(
                Content.assemble(
                    (_("One order's outcome is not known yet."), "bold $warn"),
                    "  ",
                    ("u", "bold $accent"),
                    " ",
                    _("find out"),
                )
            )
        self.refresh_header()

    def _more_words(self, loaded: int) -> Content:
        """How many of the account's orders are known here: a filter knows no others."""
        words = ngettext("{count} order loaded", "{count} orders loaded", loaded).format(count=loaded)
        if self.shop.account.orders.state == "loading":
            return Content.assemble((f"{words}   ", "$dim"), (_("asking for more…"), "$dim"))
        return Content.assemble(
            (f"{words}   ", "$dim"), (key_hint("orders.more"), "bold $accent"), " ", _("loads more")
        )

    @work(group="orders", exclusive=True, exit_on_error=False)
    async def freshen(self) -> None:
        """Ask for the account's newest, and about the newest made here that can still change; the first failure ends the
        round and is said."""
        own, signed_in = self.shop.orders.own, self.shop.auth.signed_in
        problem: ShopError | None = None
        if signed_in:
            await own.refresh()
            if self.is_attached:
                self.query_one("#problem", ErrorNotice).show(self.shop.account.orders.error)
            if self.shop.account.orders.error is not None:
                return
        here = [o for o in self.shop.orders.placed if not (signed_in and o.account)]
        open_orders = [o for o in here if not belongs(o, "over")]
        for order in open_orders[: self.FRESHEN]:
            try:
                await self.shop.orders.fetch(order.secret_slug)
            except ShopError as error:
                problem = error
                break
        if self.is_attached:
            self.query_one("#problem", ErrorNotice).show(problem, about="order")

    @on(OrderList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(OrderList.Walked)
    def _walked(self, event: OrderList.Walked) -> None:
        if event.left < self.AHEAD and self.shop.account.orders.state == "partial":
            self._load_more()

    @work(group="more", exclusive=True, exit_on_error=False)
    async def _load_more(self) -> None:
        """The page of the account's orders after those known."""
        await self.shop.orders.own.more()
        if self.is_attached:
            self.query_one("#problem", ErrorNotice).show(
                self.shop.account.orders.error, key=key_hint("orders.more")
            )

    def action_open(self) -> None:
        order = self.query_one(OrderList).current
        if order is None:
            return
        own = self.shop.orders.own.find(order.secret_slug)
        if own is not None:
            self.shop.orders.own.learned(own)
        self.etalase.open_order(order.secret_slug)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """More can be loaded only while there is more, and one opened only where one is listed."""
        own = self.shop.orders.own
        match action:
            case "more":
                return own.more_to_come
            case "filter":
                return bool(own.rows) or own.more_to_come
            case "open":
                return not self.has_class("-empty")
            case _:
                return True

    def action_more(self) -> None:
        """The next page of the account's orders."""
        self._load_more()

    def key_u(self) -> None:
        """To the order whose outcome is not known."""
        if self.has_class("-unknown"):
            self.etalase.open_outcome()

    def action_filter(self) -> None:
        """All, those to pay, those on the way, those that are over; and all again."""
        self._only = ONLY[(ONLY.index(self._only) + 1) % len(ONLY)]
        self.render_state()
        if len(self.query_one(OrderList).rows) < self.AHEAD and self.shop.account.orders.state == "partial":
            self._load_more()

    def action_refresh(self) -> None:
        self.freshen()

    def action_back(self) -> None:
        self.dismiss()


def belongs(order: PlacedOrder, only: Only) -> bool:
    """Whether an order is among those of a kind."""
    over = order.status in OVER
    match only:
        case "to_pay":
            return not over and payable(order)
        case "under_way":
            return not over and not payable(order)
        case "over":
            return over
        case _:
            return True


def only_words(only: Only) -> str:
    """What the header says of the orders shown."""
    return {
        "all": _("all"),
        "to_pay": _("to pay"),
        "under_way": _("under way"),
        "over": _("done"),
    }[only]


def _nothing(only: Only, *, more: bool = False) -> Content:
    if only != "all":
        words = _("None of those loaded: {kind}.") if more else _("None of your orders: {kind}.")
        return Content.assemble(
            (words.format(kind=only_words(only)), "bold"),
            "\n\n",
            (key_hint("orders.filter"), "bold $accent"),
            " ",
            _("shows others"),
        )
    return Content.assemble(
        (_("No order has been placed here yet."), "bold"),
        "\n",
        (_("Once you order, you can pay and follow it here."), "$dim"),
        "\n\n",
        (key_hint("app.open_link"), "bold $accent"),
        " ",
        _("open an order by its link"),
        "\n",
        ("Esc", "bold $accent"),
        " ",
        _("to the shop"),
    )
