"""Paying an order: what to transfer, scan or open, how long there is, and the moment it is paid."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.timer import Timer

from app import browser
from app.i18n import _
from app.money import format_money
from app.qr import drawing
from screens.base import ShopScreen
from screens.payment_files import save_picture
from styles import sheet
from widgets import payment_words as words
from widgets.account_list import AccountList
from widgets.bindings import bindings
from widgets.payment_panel import PaymentPanel, Shown
from widgets.payment_status import PaymentStatus, status_choices
from widgets.payment_top import PaymentTop
from widgets.primary_button import PrimaryButton
from widgets.qr_code import QrCode, QrPage
from widgets.va_steps import WAYS
from widgets.value_card import ValueCard
from widgets.way_bar import WayBar
from widgets.web_link import WebLink

if TYPE_CHECKING:
    from app.api.errors import ShopError
    from app.api.models.order import PublicOrder
    from app.services.payment import PaymentView

PHONE_BANKING = WAYS.index("mobile")


class PaymentScreen(ShopScreen[None]):
    """Renders the payment view of one order; a `PaymentWatch` asks the store only while this screen is open."""

    CSS_PATH = sheet("payment")
    BINDINGS = bindings("payment")
    AUTO_FOCUS = "#pay-scroll"

    def __init__(self, secret_slug: str) -> None:
        super().__init__()
        self.secret_slug = secret_slug
        self.way = PHONE_BANKING
        self._countdown: Timer | None = None
        self._unseen = False
        self._asking = False
        self._asked_at = ""
        self._unanswered: ShopError | None = None
        self._drawn: object = None

    @property
    def order(self) -> PublicOrder | None:
        return self.shop.orders.known.get(self.secret_slug)

    def view(self) -> PaymentView | None:
        """What is to be paid and how; None while the order is not known."""
        order = self.order
        if order is None:
            return None
        from app.services.payment import payment_view

        return payment_view(order)

    def heading(self) -> str:
        order = self.order
        return _("Order {number}").format(number=order.order_id if order else "").strip()

    @property
    def panel(self) -> PaymentPanel:
        return self.query_one(PaymentPanel)

    def key_of(self, action: str) -> str:
        """The key of an action of this screen, as it is shown."""
        return self.app.get_key_display(Binding(self.etalase.session_key(f"payment.{action}"), action))

    def body(self) -> ComposeResult:
        self._drawn = None
        yield PaymentTop(id="top")
        yield PaymentPanel(id="pay-scroll")
        yield PaymentStatus(id="status")
        yield PrimaryButton(_("See the order"), key_hint="Enter", id="to-order")
        yield QrPage(id="page")

    def on_mount(self) -> None:
        from app.services.watch import PaymentWatch

        self.payment_watch = PaymentWatch(self.shop, self.secret_slug)
        self.watch_signal(self.shop.orders.changed, self.render_state)
        self.watch_signal(self.payment_watch.changed, self.render_state)
        self.watch(self.app, "app_focus", self._looked_at)
        self.render_state()
        self.follow()

    def _looked_at(self, focused: bool) -> None:
        """The buyer turned to another window, or back."""
        if self.payment_watch.unfocused == focused:
            self.payment_watch.unfocused = not focused

    @work(group="payment", exclusive=True, exit_on_error=False)
    async def follow(self, *, seen_again: bool = False) -> None:
        """Watch the payment; ends by itself when paid, over, or when this screen goes."""
        await self.payment_watch.run(seen_again=seen_again)

    def on_screen_suspend(self) -> None:
        """Nobody looks: nothing is asked."""
        self._unseen = True
        self.workers.cancel_group(self, "payment")

    def on_screen_resume(self) -> None:
        if self._unseen:
            self._unseen = False
            self.follow(seen_again=True)

    def on_resize(self) -> None:
        self.call_after_refresh(self.render_state)  # once it has the classes of its new size

    # Drawing

    def render_state(self) -> None:
        """Draw the payment as it stands."""
        if self.rebuilding or not self.has("#steps"):
            return
        self.refresh_header()
        order, view = self.order, self.view()
        error = self.payment_watch.error or self._unanswered
        place = (self.app.size, [self.has_class(name) for name in ("-short", "-tall", "-narrow")])
        drawn = (order, view, error, self.way, self._asking, self._asked_at, place)
        if drawn == self._drawn:
            return  # an answer that says nothing new costs the terminal nothing
        self._drawn = drawn
        no_details = self._no_details(view)
        about_all = error if (view is None or view.waiting_for_info) and not no_details else None
        large = view is not None and self._fits_large(view)
        shown = Shown(self.key_of, self.way, self.opens, large, error=about_all, no_details=no_details)
        self.panel.show(order, view, shown)
        self.query_one("#to-order").display = view is not None and (
            view.ended is not None or view.kind == "cod"
        )
        said = status_choices(
            view,
            error=error if about_all is None and not no_details else None,
            asking=self._asking,
            asked_at=self._asked_at,
            check_key=self.key_of("check"),
            retry_key=self.key_of("retry"),
        )
        self.query_one(PaymentStatus).show(said)
        self._render_page(view)
        self._render_time()
        self.refresh_bindings()

    def _no_details(self, view: PaymentView | None) -> bool:
        """The store has answered, but not with what is to be shown, after all the asking that makes sense."""
        from app.api.errors import BrokenReply

        return (
            view is not None and view.waiting_for_info and isinstance(self.payment_watch.error, BrokenReply)
        )

    def _render_page(self, view: PaymentView | None) -> None:
        page = self.query_one(QrPage)
        is_open = view is not None and view.ended is None
        page.data = (view.qr or view.link_qr or "") if view is not None and is_open else ""
        way_back = f"{self.key_of('back')} {_('back')}"
        what = f"{words.method_title(view)}  {format_money(view.amount)}" if view is not None else ""
        page.caption = f"{what}   {way_back}"
        page.instead = f"{_('The QR does not fit here.')}\n{way_back}"
        if not page.data:
            self.remove_class("-full")

    def _render_time(self) -> None:
        """The countdown: one line, once a second, only while there is something to count."""
        view = self.view()
        left: int | None = None
        if view is not None and view.expires_at is not None and view.ended is None and view.kind != "cod":
            left = max(0, int((view.expires_at - datetime.now(UTC)).total_seconds()))
        self.query_one(PaymentTop).show(words.method_title(view) if view is not None else "", left)
        if left is not None and self._countdown is None:
            self._countdown = self.set_interval(1, self._tick)
        elif left is None and self._countdown is not None:
            self._countdown.stop()
            self._countdown = None

    def _tick(self) -> None:
        if self.rebuilding:
            return
        self._render_time()
        if self._countdown is None:
            self.render_state()  # the time is over

    # What a buyer can do

    @property
    def opens(self) -> bool:
        """A page can be opened in a browser that this buyer sees."""
        return not self.shop.session.private and browser.opener(self.etalase.environ) is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        view = self.view() if self.is_mounted else None
        is_open = view is not None and view.ended is None and view.kind != "cod"
        if view is None:
            return action in ("back", "retry")
        match action:
            case "save_qr":
                return is_open and bool(view.qr)
            case "full_qr":
                return is_open and self._fits_large(view)
            case "open_page":
                return bool(self._page_to_open()) and self.opens
            case "copy":
                return is_open and bool(self._to_copy())
            case "copy_amount":
                return is_open
            case "proof":
                return view.kind == "bank_transfer" and (view.ended is None or view.by_clock)
            case "check":
                return view.manual_check and not view.waiting_for_info
            case "retry":
                return is_open or view.manual_check
            case "next_way" | "previous_way":
                return is_open and view.kind == "va" and not view.waiting_for_info
            case _:
                return True

    def _fits_large(self, view: PaymentView) -> bool:
        return bool(drawing(view.qr or view.link_qr or "", *self.app.size, quiet=1))

    def _page_to_open(self) -> str:
        return self.panel.page_url if self.has("#link") else ""

    def _to_copy(self) -> str:
        """The number, code or link, bare."""
        view = self.view()
        if view is None:
            return ""
        account = self.panel.accounts.account
        return view.number or (account.number if account else "") or view.link or view.qr or ""

    @on(AccountList.Copied)
    def action_copy(self) -> None:
        if text := self._to_copy():
            self.etalase.copy(text)

    def action_copy_amount(self) -> None:
        view = self.view()
        if view is not None and view.amount is not None:
            self.etalase.copy(f"{view.amount.normalize():f}")

    @on(ValueCard.Copied)
    def _card_clicked(self, event: ValueCard.Copied) -> None:
        if event.card.id == "amount":
            self.action_copy_amount()
        else:
            self.action_copy()

    def action_full_qr(self) -> None:
        """The QR alone, and back."""
        if self.check_action("full_qr", ()):
            self.toggle_class("-full")

    @on(QrPage.Closed)
    @on(QrCode.Clicked)
    def _qr_clicked(self) -> None:
        self.action_full_qr()

    @on(WebLink.Clicked)
    def action_open_page(self) -> None:
        """In a browser where there is one to be seen, else into the clipboard."""
        url = self._page_to_open()
        if self.opens and browser.open_page(url, self.etalase.environ):
            self.etalase.notify(_("Opened in your browser."), timeout=4)
        elif url:
            self.etalase.copy(url)

    def action_next_way(self) -> None:
        self._choose_way(self.way + 1)

    def action_previous_way(self) -> None:
        self._choose_way(self.way - 1)

    @on(WayBar.Chosen)
    def _way_clicked(self, event: WayBar.Chosen) -> None:
        self._choose_way(event.index)

    def _choose_way(self, way: int) -> None:
        self.way = way % len(WAYS)
        self.render_state()

    @work(group="save-qr", exclusive=True, exit_on_error=False)
    async def action_save_qr(self) -> None:
        """A picture of the QR beside the buyer's other downloads."""
        view, order = self.view(), self.order
        if view is not None and view.qr and order is not None:
            await save_picture(self.etalase, view.qr, f"{view.method}-{order.order_id}")

    def action_proof(self) -> None:
        self.etalase.open_proof(self.secret_slug)

    def action_retry(self) -> None:
        """Ask for the payment details again; a question that is out is waited for."""
        if not self.payment_watch.asking:
            self._unanswered = None
            self.follow()

    @on(PaymentStatus.Clicked)
    def _status_clicked(self) -> None:
        if self.payment_watch.error is not None or self._unanswered is not None:
            self.action_retry()
        elif self.check_action("check", ()):
            self.action_check()

    def action_check(self) -> None:
        """Ask once whether the money has arrived, however often it is pressed."""
        if not self._asking:
            self._asking, self._asked_at, self._unanswered = True, "", None
            self._check()

    @work(group="check", exclusive=True, exit_on_error=False)
    async def _check(self) -> None:
        from app.api.errors import ShopError

        self.render_state()
        try:
            await self.shop.orders.fetch(self.secret_slug)
            self._asked_at = f"{datetime.now().astimezone():%H.%M}"
        except ShopError as error:
            self._unanswered = error
        finally:
            self._asking = False
            if self.is_attached:
                self.render_state()

    @on(PrimaryButton.Pressed, "#to-order")
    def _to_order_pressed(self) -> None:
        self.action_order()

    def action_order(self) -> None:
        self.etalase.open_order(self.secret_slug)

    def action_back(self) -> None:
        if self.has_class("-full"):
            self.remove_class("-full")
        else:
            self.dismiss()
