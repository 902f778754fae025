"""One subscription: what it is of, how long its period lasts, what is to pay, and what can be changed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from app.api.errors import ShopError
from app.i18n import _
from app.money import format_money
from app.services.subscription_change import may_cancel, may_resume, may_step
from screens.account_page import AccountPage
from screens.record_page import RecordPage
from styles import sheet
from widgets.bindings import bindings
from widgets.choice_list import Choice, ChoiceList
from widgets.dates import full_date
from widgets.error_notice import ErrorNotice
from widgets.figures import Figures, Row
from widgets.fit import cut
from widgets.key_hint import key_hint
from widgets.primary_button import PrimaryButton
from widgets.static import Static
from widgets.subscription_change import change_words
from widgets.subscription_items import SubscriptionItems
from widgets.subscription_words import following, invoice_words, status_words, title_of

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription, SubscriptionItem
    from app.services.subscription_change import Step


LONGEST_NUMBER = 26
"""Columns: beside its label on the narrowest screen."""


class SubscriptionScreen(AccountPage, RecordPage):
    """Renders one subscription of `SubscriptionService`."""

    CSS_PATH = sheet("subscription")
    BINDINGS = bindings("subscription")
    AUTO_FOCUS: ClassVar[str | None] = "#sub-scroll"

    def __init__(self, subscription_id: str) -> None:
        super().__init__()
        self.subscription_id = subscription_id
        self._order_failed: ShopError | None = None
        self._told = ""

    @property
    def subscription(self) -> Subscription | None:
        return self.shop.subscriptions.find(self.subscription_id)

    @property
    def inert(self) -> bool:
        """Something is under way about it: nothing else is asked for."""
        return self.shop.subscriptions.inert(self.subscription_id)

    def heading(self) -> str:
        known = self.subscription
        return title_of(known) if known is not None else _("Subscription")

    def body(self) -> ComposeResult:
        yield Static("", id="state", markup=False)
        with VerticalScroll(id="sub-scroll"):
            yield ErrorNotice(id="problem")
            yield Static("", id="said", markup=False)
            with Horizontal(id="columns"):
                with Vertical(id="what"):
                    yield SubscriptionItems(id="items")
                    yield ChoiceList(marks=False, id="ways")
                with Vertical(id="how"):
                    yield Figures(id="figures")
                    yield Static("", id="invoice", markup=False)
        yield PrimaryButton(key_hint=key_hint("subscription.order"), id="pay")

    def on_mount(self) -> None:
        self.watch_signal(self.shop.subscriptions.changed, self._draw)
        self.render_state()
        self.fetch()

    def on_unmount(self) -> None:
        self.shop.subscriptions.read(self.subscription_id)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    async def ask(self) -> None:
        await self.shop.subscriptions.fetch(self.subscription_id)

    # What is on screen

    def render_state(self) -> None:
        """Draw it as known."""
        if not self.has("#pay"):
            return
        known = self.subscription
        self.refresh_header()
        self.refresh_bindings()
        notice = self.query_one("#problem", ErrorNotice)
        if self._order_failed is not None:
            notice.show(self._order_failed, key=key_hint("subscription.order"), about="order")
        else:
            notice.show(self._failed)
        self._render_said(known)
        self.query_one("#columns").display = known is not None
        to_pay = self._order_to_pay
        pay = self.query_one("#pay", PrimaryButton)
        pay.display = bool(to_pay)
        if known is None:
            self.query_one("#state", Static).update(self.waiting_words())
            return
        words, style = status_words(known)
        after = following(known)
        if cell_len(words) + cell_len(after) + 9 > self.size.width:
            after = ""
        self.query_one("#state", Static).update(
            Content.assemble(
                ("● ", style), (words, f"bold {style}"), (f"   {after}" if after else "", "$dim")
            )
        )
        self.query_one(SubscriptionItems).show(known, self.shop.subscriptions.offered)
        self.query_one(Figures).show(figures(known))
        invoice = known.latest_renewal_invoice
        self.query_one("#invoice", Static).update(
            Content.assemble((_("LATEST INVOICE"), "$dim"), "\n", invoice_words(invoice)) if invoice else ""
        )
        self.query_one("#invoice").display = invoice is not None
        pay.label = _("To the payment")
        pay.amount = format_money(invoice.amount, invoice.currency) if invoice and invoice.unpaid else ""
        ways = self.query_one(ChoiceList)
        ways.show(self._ways(known))
        ways.display = bool(ways.rows)
        if ways.rows and self.focused is self.query_one("#sub-scroll"):
            self.set_focus(ways, scroll_visible=False)
        elif not ways.rows and self.focused is None:
            self.set_focus(self.query_one("#sub-scroll"))

    def _render_said(self, known: Subscription | None) -> None:
        change = self.shop.subscriptions.changes.get(self.subscription_id)
        words = change_words(change, known)
        said = self.query_one("#said", Static)
        said.display = bool(words.plain)
        said.update(words)
        if words.plain != self._told:
            self._told = words.plain
            if self._told:
                self.query_one("#sub-scroll", VerticalScroll).scroll_home(animate=False)

    def _ways(self, known: Subscription) -> list[Choice]:
        """What can be asked for as it is now."""
        rows: list[Choice] = []
        several = len(known.subscription_items) > 1
        brief = self.has_class("-short") and not several
        for item in known.subscription_items:
            if may_step(known, item):
                name = item.title if several else ""
                rows += [
                    Choice(f"upgrade {item.id}", _("Upgrade"), name or _("to something bigger")),
                    Choice(f"downgrade {item.id}", _("Downgrade"), name or _("to something smaller")),
                ]
        end = full_date(known.current_period_end)
        if may_resume(known):
            words = _("let it go on after {date}").format(date=end) if end else _("let it go on")
            rows.append(Choice("resume", _("Resume"), words))
        if self._order:
            words = _("pay it, or look at it") if self._order_to_pay else _("look at it")
            rows.append(Choice("order", _("Its order"), words))
        if may_cancel(known):  # last: one Enter too many leads elsewhere
            words = _("it goes on until {date}").format(date=end) if end else _("it ends with its period")
            rows.append(Choice("cancel", _("Cancel"), words))
        return [Choice(row.id, row.label) for row in rows] if brief else rows

    @property
    def _order_to_pay(self) -> str:
        """The id of the order the store still waits for; empty when there is none."""
        known = self.subscription
        if known is None:
            return ""
        invoice = known.latest_renewal_invoice
        if invoice is not None and invoice.unpaid and invoice.order_id:
            return invoice.order_id
        pending = (item.pending for item in known.subscription_items)
        waiting = next(
            (action.order_id for action in pending if action is not None and action.order_id), None
        )
        return waiting or (known.order_id if known.status == "unactivated" else None) or ""

    @property
    def _order(self) -> str:
        """The id of the order to look at: that to be paid, else that of the invoice, else the first."""
        known = self.subscription
        if known is None:
            return ""
        invoice = known.latest_renewal_invoice
        return self._order_to_pay or (invoice.order_id if invoice else None) or known.order_id or ""

    # What the buyer does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        known = self.subscription
        match action:
            case "order":
                return bool(self._order)
            case "cancel":
                return known is not None and not self.inert and may_cancel(known)
            case "resume":
                return known is not None and not self.inert and may_resume(known)
            case "upgrade" | "downgrade":
                return not self.inert and self._steppable() is not None
            case _:
                return True

    def _steppable(self) -> SubscriptionItem | None:
        """The item of the row the cursor is on, else the first that can be changed."""
        known = self.subscription
        if known is None:
            return None
        able = [item for item in known.subscription_items if may_step(known, item)]
        lists = self.query(ChoiceList)
        rows = lists.first().rows if lists else ()
        at = rows[min(lists.first().cursor, len(rows) - 1)].id.partition(" ")[2] if rows else ""
        return next((item for item in able if item.id == at), able[0] if able else None)

    @on(ChoiceList.Chosen, "#ways")
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        way, _space, item_id = event.choice.id.partition(" ")
        match way:
            case "cancel":
                self.action_cancel()
            case "resume":
                self.action_resume()
            case "order":
                self.action_order()
            case "upgrade":
                self._step("upgrade", item_id)
            case "downgrade":
                self._step("downgrade", item_id)

    @on(ChoiceList.Left)
    def _ways_left(self, event: ChoiceList.Left) -> None:
        scroll = self.query_one("#sub-scroll", VerticalScroll)
        scroll.scroll_relative(y=event.direction * 2, animate=False)

    def action_cancel(self) -> None:
        self._ask_surely("cancel")

    def action_resume(self) -> None:
        self._ask_surely("resume")

    def _ask_surely(self, kind: Literal["cancel", "resume"]) -> None:
        from screens.ending import EndingScreen

        known = self.subscription
        able = known is not None and (may_cancel if kind == "cancel" else may_resume)(known)
        if able and not self.inert and self.is_current:
            self.etalase.push_screen(EndingScreen(self.subscription_id, kind))

    def action_upgrade(self) -> None:
        item = self._steppable()
        if item is not None:
            self._step("upgrade", item.id)

    def action_downgrade(self) -> None:
        item = self._steppable()
        if item is not None:
            self._step("downgrade", item.id)

    def _step(self, step: Step, item_id: str) -> None:
        from screens.step import StepScreen

        if not self.inert and self.is_current:
            self.etalase.push_screen(StepScreen(self.subscription_id, item_id, step))

    @on(PrimaryButton.Pressed, "#pay")
    def _pay_pressed(self) -> None:
        self.action_order()

    @work(group="order", exclusive=True, exit_on_error=False)
    async def action_order(self) -> None:
        """To the order that is to be paid, else to the one it belongs to."""
        order_id = self._order
        if not order_id:
            return
        try:
            slug = await self.shop.subscriptions.order_slug(order_id)
        except ShopError as error:
            self._order_failed = error
            self._draw()
            return
        self._order_failed = None
        if self.is_current and self.is_theirs:
            self._draw()
            self.etalase.open_order(slug)

    def action_refresh(self) -> None:
        self._order_failed = None
        super().action_refresh()


def figures(subscription: Subscription) -> list[Row]:
    """Number, period and days, as far as the store names them."""
    begin, end = full_date(subscription.current_period_start), full_date(subscription.current_period_end)
    coming = subscription.status == "active" and not subscription.is_cancel_at_period_end
    rows = [
        (_("Number"), cut(subscription.subscription_id, LONGEST_NUMBER)),
        (_("Active since"), full_date(subscription.activated_at)),
        (_("Period"), f"{begin} – {end}" if begin and end else ""),
        (_("Next payment"), end if coming else ""),
        (_("Goes on until"), end if subscription.is_cancel_at_period_end and not subscription.over else ""),
        (_("Cancelled"), full_date(subscription.canceled_at)),
        (_("Ended"), full_date(subscription.expired_at)),
    ]
    return [(label, value, "$ink") for label, value in rows if value] or [
        (_("The shop names no days."), "", "$dim")
    ]
