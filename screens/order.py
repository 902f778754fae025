"""One order: where it stands, what was bought, where it goes, how to reach the seller, and buying it again."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from app.api.errors import ShopError
from app.i18n import _
from app.money import format_money
from app.services.library import counts
from app.services.proof import may_prove
from screens.record_page import RecordPage
from styles import sheet
from widgets.again_words import again_words, all_in_words
from widgets.bindings import bindings
from widgets.dates import short_date
from widgets.error_notice import ErrorNotice
from widgets.figures import Figures
from widgets.key_hint import key_hint
from widgets.order_history import History
from widgets.order_lines import OrderLines
from widgets.order_state import payable, state_words, step_words
from widgets.order_totals import order_totals
from widgets.order_where import where_words
from widgets.primary_button import PrimaryButton
from widgets.static import Static

if TYPE_CHECKING:
    from app.api.models.order import OrderLine, PublicOrder


class OrderScreen(RecordPage):
    """Renders one order of `OrderService`."""

    CSS_PATH = sheet("order")
    BINDINGS = bindings("order")
    AUTO_FOCUS = "#order-scroll"

    def __init__(self, secret_slug: str) -> None:
        super().__init__()
        self.secret_slug = secret_slug
        self._again_asked = False
        """This screen put the lines into the cart: only then does the end of it lead there."""
        self._note_told = False

    @property
    def order(self) -> PublicOrder | None:
        return self.shop.orders.known.get(self.secret_slug)

    def heading(self) -> str:
        order = self.order
        kept = next((o for o in self.shop.orders.placed if o.secret_slug == self.secret_slug), None)
        number = order.order_id if order else kept.order_id if kept else ""
        return _("Order {number}").format(number=number).strip()

    def badge(self) -> str:
        order = self.order
        return short_date(order.draft_time) if order is not None else ""

    def body(self) -> ComposeResult:
        yield Static("", id="state", markup=False)
        yield Static("", id="steps", markup=False)
        with VerticalScroll(id="order-scroll"):
            yield ErrorNotice(id="problem")
            yield Static("", id="offer", classes="order-notice", markup=False)
            yield Static("", id="again", classes="order-notice", markup=False)
            with Horizontal(id="columns"):
                with Vertical(id="what"):
                    yield OrderLines(id="lines")
                    yield History(id="history")
                with Vertical(id="how"):
                    yield Figures(id="totals")
                    yield Static("", id="where", markup=False)
            # On a narrow screen what is to be paid comes before what happened.
            yield History(id="history-below")
        yield PrimaryButton(_("Pay"), key_hint="Enter", id="pay")

    def on_mount(self) -> None:
        shop = self.shop
        self._note_told = shop.notes.note(self.secret_slug).sent
        self.watch_signal(shop.orders.changed, self.render_state)
        self.watch_signal(shop.again.changed, self._again_changed)
        self.watch_signal(shop.notes.changed, self._note_changed)
        self.render_state()
        self.fetch()

    async def ask(self) -> None:
        await self.shop.orders.own.fetch(self.secret_slug)

    def render_state(self) -> None:
        """Draw the order as known."""
        if not self.has("#pay"):
            return
        order = self.order
        self.refresh_header()
        self.refresh_bindings()
        self.query_one("#problem", ErrorNotice).show(self._failed, about="order")
        self.query_one("#columns").display = order is not None
        pay = self.query_one("#pay", PrimaryButton)
        pay.display = self.payable
        if order is None:
            self.query_one("#state", Static).update(self.waiting_words())
            return
        self.query_one("#state", Static).update(state_words(order))
        steps = step_words(order)
        self.query_one("#steps", Static).update(steps)
        self.set_class(not steps.plain, "-no-steps")
        self.query_one(OrderLines).show(order.orderlines)
        self.query_one(Figures).show(order_totals(order))
        self.query_one("#where", Static).update(where_words(order))
        for history in self.query(History):
            history.show(order)
        self._notice("offer", self._offer_words())
        outcome = self.shop.again.outcomes.get(self.secret_slug)
        self._notice("again", again_words(outcome) if outcome is not None else Content(""))
        pay.amount = format_money(order.gross_revenue)

    def _notice(self, name: str, words: Content) -> None:
        place = self.query_one(f"#{name}", Static)
        place.display = bool(words.plain)
        place.update(words)

    def _offer_words(self) -> Content:
        """An order that came by its link is shown as long as the program runs; keeping it is the buyer's choice."""
        if not self._may_keep:
            return Content("")
        return Content.assemble(
            (_("Opened by its link; not kept on this machine."), "$dim"),
            "  ",
            (key_hint("order.keep"), "bold $accent"),
            " ",
            _("keep it here"),
        )

    @property
    def _may_keep(self) -> bool:
        shop = self.shop
        return (
            self.order is not None
            and not shop.session.private
            and not shop.orders.is_kept(self.secret_slug)
            and shop.orders.own.find(self.secret_slug) is None
        )

    @property
    def payable(self) -> bool:
        """There is something the buyer can still pay."""
        order = self.order
        return order is not None and payable(order)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        match action:
            case "pay":
                return self.payable
            case "proof":
                return self.order is not None and may_prove(self.order)
            case "copy" | "contact":
                return self.order is not None
            case "note":
                return self.order is not None and self.order.status != "canceled"
            case "again":
                return self.order is not None and bool(self.order.orderlines)
            case "keep":
                return self._may_keep
            case "course":
                return bool(self._courses())
            case _:
                return True

    @on(PrimaryButton.Pressed, "#pay")
    def _pay_pressed(self) -> None:
        self.action_pay()

    def action_pay(self) -> None:
        self.etalase.open_payment(self.secret_slug)

    def action_proof(self) -> None:
        self.etalase.open_proof(self.secret_slug)

    def action_copy(self) -> None:
        order = self.order
        if order is not None:
            self.etalase.copy(order.shipment_receipt or order.public_order_url or order.order_id)

    @work(group="contact", exclusive=True, exit_on_error=False)
    async def action_contact(self) -> None:
        """How to reach the seller; the customer's shape of an order is silent about that, the public one is not."""
        from screens.order_contact import ContactScreen

        order = self.order
        if order is not None and not order.handler_phone and self.shop.orders.own.find(self.secret_slug):
            with contextlib.suppress(ShopError):
                order = await self.shop.orders.fetch(self.secret_slug)
        if order is not None and self.is_current:
            self.etalase.push_screen(ContactScreen(order))

    def action_note(self) -> None:
        from screens.order_note import NoteScreen

        note = self.shop.notes.note(self.secret_slug)
        if note.sent:
            self.shop.notes.write(self.secret_slug, "")
        self._note_told = False
        self.etalase.push_screen(NoteScreen(self.secret_slug))

    def _note_changed(self) -> None:
        note = self.shop.notes.note(self.secret_slug)
        if note.sent and not self._note_told:
            self._note_told = True
            self.etalase.notify(_("Your note is with the seller."))

    def action_keep(self) -> None:
        self.shop.orders.keep(self.secret_slug)
        self.etalase.notify(_("Kept: you find it among your orders."))

    # What was bought, and buying it again

    def action_again(self) -> None:
        """Put the lines into the cart; until that has been told, and for lines that are in, nothing happens twice."""
        order = self.order
        if order is not None and not self._again_asked and self.shop.again.start(order):
            self._again_asked = True

    async def retranslate(self) -> None:
        await super().retranslate()
        if self._again_asked:
            self._again_changed()  # it may have ended while the page was composed anew

    def _again_changed(self) -> None:
        self.render_state()
        outcome = self.shop.again.outcomes.get(self.secret_slug)
        if outcome is None or outcome.busy or not self._again_asked:
            return
        self._again_asked = False
        if outcome.left:
            self.query_one("#order-scroll", VerticalScroll).scroll_home(animate=False)
        elif self.is_current:
            self.etalase.action_open_cart()  # where they are to be seen
        else:
            self.etalase.notify(all_in_words(outcome))

    def _courses(self) -> list[OrderLine]:
        """Lines behind which there are lessons, for a customer: nobody else has a way to them."""
        order = self.order
        if order is None or not self.shop.auth.signed_in or not counts(order):
            return []
        return [line for line in order.orderlines if line.is_course]

    def action_course(self) -> None:
        """To the course of the line that was chosen; else of the first that has one."""
        lines, courses = self.query_one(OrderLines), self._courses()
        line = lines.lines[lines.cursor] if lines.has_focus and lines.cursor < len(lines.lines) else None
        if courses:
            self._open_course(line if line is not None and line.is_course else courses[0])

    def _open_course(self, line: OrderLine) -> None:
        """The account's list of orders says which variant a line is of; the public order does not."""
        own = self.shop.orders.own.find(self.secret_slug)
        told = own.orderlines if own is not None else []
        same = (one for one in told if (one.product_name, one.values) == (line.product_name, line.values))
        order = own or self.order
        if order is not None:
            self.etalase.open_course(self.shop.courses.library.of_line(order, next(same, line)))

    @on(OrderLines.Chosen)
    def _line_chosen(self, event: OrderLines.Chosen) -> None:
        if event.line in self._courses():
            self._open_course(event.line)
            return
        item = self.shop.again.find(event.line)
        if item is None:
            self.etalase.notify(_("This is not in the shop any more, or has another name now."))
        elif item.kind == "bundle":
            self.etalase.open_bundle(item.slug)
        else:
            self.etalase.open_product(item.slug)

    @on(OrderLines.Left)
    def _lines_left(self, event: OrderLines.Left) -> None:
        scroll = self.query_one("#order-scroll", VerticalScroll)
        scroll.scroll_relative(y=event.direction * 2, animate=False)
