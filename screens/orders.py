"""Orders placed on this machine."""

from __future__ import annotations

from typing import Literal, get_args

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from app.api.errors import ShopError
from app.i18n import _, ngettext
from app.records import PlacedOrder
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.order_list import OrderList
from widgets.order_state import payable

Only = Literal["all", "to_pay", "under_way", "over"]
ONLY: tuple[Only, ...] = get_args(Only)
OVER = ("completed", "canceled", "closed", "rts")
"""Nothing happens to an order in these any more."""


class OrdersScreen(ShopScreen[None]):
    """Renders `OrderService.placed`; opening the list asks the store about the newest few that are not finished."""

    CSS_PATH = sheet("orders")
    BINDINGS = bindings("orders")
    AUTO_FOCUS = "OrderList"
    FRESHEN = 5

    def __init__(self) -> None:
        super().__init__()
        self._only: Only = "all"

    def heading(self) -> str:
        return _("Orders placed here")

    def badge(self) -> str:
        if self._only != "all":
            return only_words(self._only)
        count = len(self.shop.orders.placed)
        return ngettext("{count} order", "{count} orders", count).format(count=count) if count else ""

    def body(self) -> ComposeResult:
        yield Static("", id="open-outcome", markup=False)
        yield OrderList(id="orders")
        yield Static("", id="empty", markup=False)
        yield ErrorNotice(id="problem")

    def on_mount(self) -> None:
        self.watch_signal(self.shop.orders.changed, self.render_state)
        self.render_state()
        self.freshen()

    def render_state(self) -> None:
        """Draw the orders as known."""
        if not self.query("#orders"):
            return
        orders = [order for order in self.shop.orders.placed if belongs(order, self._only)]
        self.query_one(OrderList).show(orders)
        self.set_class(not orders, "-empty")
        self.query_one("#empty", Static).update(_nothing(self._only))
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

    @work(group="orders", exclusive=True, exit_on_error=False)
    async def freshen(self) -> None:
        """Ask about the newest orders that can still change; the first failure ends the round and is said."""
        open_orders = [o for o in self.shop.orders.placed if not belongs(o, "over")]
        problem: ShopError | None = None
        for order in open_orders[: self.FRESHEN]:
            try:
                await self.shop.orders.fetch(order.secret_slug)
            except ShopError as error:
                problem = error
                break
        if self.is_attached:
            self.query_one("#problem", ErrorNotice).show(problem, about="order")

    @on(OrderList.Opened)
    def _opened(self, event: OrderList.Opened) -> None:
        self.etalase.open_order(event.secret_slug)

    def action_open(self) -> None:
        order = self.query_one(OrderList).current
        if order is not None:
            self.etalase.open_order(order.secret_slug)

    def key_u(self) -> None:
        """To the order whose outcome is not known."""
        if self.has_class("-unknown"):
            self.etalase.open_outcome()

    def action_filter(self) -> None:
        """All, those to pay, those on the way, those that are over; and all again."""
        self._only = ONLY[(ONLY.index(self._only) + 1) % len(ONLY)]
        self.render_state()

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


def _nothing(only: Only) -> Content:
    if only != "all":
        return Content.assemble(
            (_("None of your orders: {kind}.").format(kind=only_words(only)), "bold"),
            "\n\n",
            ("f", "bold $accent"),
            " ",
            _("shows others"),
        )
    return Content.assemble(
        (_("No order has been placed here yet."), "bold"),
        "\n",
        (_("Once you order, you can pay and follow it here."), "$dim"),
        "\n\n",
        ("l", "bold $accent"),
        " ",
        _("open an order by its link"),
        "   ",
        ("Esc", "bold $accent"),
        " ",
        _("to the shop"),
    )
