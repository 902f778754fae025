"""One order: where it stands, what was bought, where it goes, how to reach the seller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.api.errors import ShopError
from app.i18n import _
from app.money import format_money
from app.text import clean
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.dates import short_date
from widgets.error_notice import ErrorNotice
from widgets.figures import Figures
from widgets.order_totals import order_totals
from widgets.order_words import method_words, status_words
from widgets.primary_button import PrimaryButton

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder

Parts = list[tuple[str, str] | str]

MOMENTS = ("at", "timestamp", "time", "inserted_at", "created_at")
"""Where an entry of the history may carry its time: the contract names no key."""
STEPS = (("draft", "pending"), ("confirmed",), ("in_process", "ready"), ("shipped",), ("completed", "closed"))


class OrderScreen(ShopScreen[None]):
    """Renders one order of `OrderService`; what is known is shown at once and asked again."""

    CSS_PATH = sheet("order")
    BINDINGS = bindings("order")
    AUTO_FOCUS = "#order-scroll"

    def __init__(self, secret_slug: str) -> None:
        super().__init__()
        self.secret_slug = secret_slug
        self.contact_shown = False

    @property
    def order(self) -> PublicOrder | None:
        return self.shop.orders.known.get(self.secret_slug)

    def heading(self) -> str:
        order = self.order
        kept = next((o for o in self.shop.orders.placed if o.secret_slug == self.secret_slug), None)
        number = order.order_id if order else kept.order_id if kept else ""
        return _("Order {number}").format(number=number).strip()

    def body(self) -> ComposeResult:
        yield Static("", id="state", markup=False)
        yield Static("", id="steps", markup=False)
        with VerticalScroll(id="order-scroll"):
            yield ErrorNotice(id="problem")
            with Horizontal(id="columns"):
                with Vertical(id="what"):
                    yield Static("", id="lines", markup=False)
                with Vertical(id="how"):
                    yield Figures(id="totals")
                    yield Static("", id="where", markup=False)
        yield PrimaryButton(_("Pay"), key_hint="Enter", id="pay")

    def on_mount(self) -> None:
        self.watch_signal(self.shop.orders.changed, self.render_state)
        self.render_state()
        self.fetch()

    @work(group="order", exclusive=True, exit_on_error=False)
    async def fetch(self) -> None:
        """Ask the store how the order is doing."""
        problem: ShopError | None = None
        try:
            await self.shop.orders.fetch(self.secret_slug)
        except ShopError as error:
            problem = error
        if self.is_attached:
            self.query_one("#problem", ErrorNotice).show(problem, about="order")
            self.render_state()

    def render_state(self) -> None:
        """Draw the order as known."""
        if not self.query("#state"):
            return
        order = self.order
        self.refresh_header()
        self.refresh_bindings()
        if order is None:
            self.query_one("#state", Static).update(Content.assemble((_("Asking the shop…"), "$dim")))
            self.query_one("#pay").display = False
            return
        words, style = status_words(order.status, order.payment_status, order.payment_method)
        self.query_one("#state", Static).update(Content.assemble(("● ", style), (words, f"bold {style}")))
        self.query_one("#steps", Static).update(self._steps(order))
        self.query_one("#lines", Static).update(self._lines(order))
        self.query_one(Figures).show(order_totals(order))
        self.query_one("#where", Static).update(self._where(order))
        pay = self.query_one("#pay", PrimaryButton)
        pay.display = self.payable
        pay.amount = format_money(order.gross_revenue)

    @property
    def payable(self) -> bool:
        """There is something the buyer can still pay."""
        order = self.order
        return (
            order is not None
            and order.payment_status != "paid"
            and order.status in ("draft", "pending", "")
            and order.payment_method != "cod"
        )

    def _steps(self, order: PublicOrder) -> Content:
        """How far the order has come; empty when it is on no way to its buyer any more."""
        if order.status in ("canceled", "rts", "shipped_rts"):
            return Content("")
        parts: Parts = []
        reached = next((i for i, names in enumerate(STEPS) if order.status in names), 0)
        labels = (_("placed"), _("confirmed"), _("prepared"), _("shipped"), _("done"))
        for index, label in enumerate(labels):
            mark = "●" if index <= reached else "○"
            parts.append((f"{mark} {label}", "$ink" if index <= reached else "$dim"))
            if index < len(labels) - 1:
                parts.append((" — ", "$line"))
        return Content.assemble(*parts)

    def _lines(self, order: PublicOrder) -> Content:
        parts: Parts = [(_("ITEMS"), "$dim")]
        for line in order.orderlines:
            parts += ["\n", (f"{line.quantity or 1} × ", "$dim"), line.product_name or _("Item")]
            if line.options:
                parts.append((f"  {line.options}", "$dim"))
            if line.variant_price is not None:
                parts.append((f"  {format_money(line.variant_price)}", "$ink"))
        steps: Parts = []
        before = ""
        for entry in order.status_history:
            status = clean(str(entry.get("status") or ""))
            words = _("placed") if status == "draft" else status_words(status, "")[0]
            if status and words != before:
                moment = next((str(entry[key]) for key in MOMENTS if entry.get(key)), "")
                steps += ["\n", (f"{short_date(moment):<14}", "$dim"), words]
                before = words
        for shipment in order.shipment_status_history:
            words = shipment.description or shipment.status
            if words:
                steps += ["\n", (f"{short_date(shipment.timestamp_source):<14}", "$dim"), words]
        if steps:
            parts += ["\n\n", (_("WHAT HAPPENED"), "$dim"), *steps]
        return Content.assemble(*parts)

    def _where(self, order: PublicOrder) -> Content:
        parts: Parts = ["\n", (_("PAYMENT"), "$dim"), "\n", method_words(order.payment_method)]
        if order.paid_time:
            parts.append((f"  {short_date(order.paid_time)}", "$dim"))
        to = order.destination_address
        if to is not None and (to.address or to.city):
            parts += ["\n\n", (_("DELIVERY"), "$dim")]
            area = ", ".join(part for part in (to.subdistrict, to.city, to.province) if part)
            parts += [f"\n{line}" for line in (to.name, to.phone, to.address, area) if line]
        service = order.courier_service
        if service is not None:
            courier = f"{service.courier.name} {service.name}" if service.courier else service.name
            parts += ["\n", (courier.strip(), "$dim")]
        if order.shipment_receipt:
            parts += [
                "\n",
                _("Tracking number"),
                " ",
                (order.shipment_receipt, "bold $accent"),
                ("  k", "bold"),
                " ",
                (_("copy"), "$dim"),
            ]
        if self.contact_shown:
            parts += ["\n\n", (_("SELLER"), "$dim")]
            phone = order.handler_phone
            mail = order.business.contact_email if order.business else ""
            parts += [f"\n{line}" for line in (phone, mail) if line]
            if not phone and not mail:
                parts += ["\n", _("The shop gave no phone number or e-mail address.")]
        if order.public_order_url:
            parts += ["\n\n", (_("ORDER PAGE"), "$dim"), "\n", order.public_order_url]
        return Content.assemble(*parts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        return self.payable if action == "pay" else True

    @on(PrimaryButton.Pressed, "#pay")
    def _pay_pressed(self) -> None:
        self.action_pay()

    def action_pay(self) -> None:
        self.etalase.open_payment(self.secret_slug)

    def action_copy(self) -> None:
        order = self.order
        if order is not None:
            self.etalase.copy(order.shipment_receipt or order.public_order_url or order.order_id)

    def action_contact(self) -> None:
        self.contact_shown = not self.contact_shown
        self.render_state()
        self.query_one("#order-scroll").scroll_end(animate=False)

    def action_refresh(self) -> None:
        self.fetch()

    def action_back(self) -> None:
        self.dismiss()
