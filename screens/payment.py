"""Paying an order: what to transfer, scan or open, how long there is, and the moment it is paid."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from app.i18n import _
from app.money import format_money
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.payment_words import instruction_words, receipt_words, tight
from widgets.primary_button import PrimaryButton
from widgets.qr_code import QrCode

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.payment import PaymentView


class PaymentScreen(ShopScreen[None]):
    """Renders the payment view of one order; a `PaymentWatch` asks the store only while this screen is open."""

    CSS_PATH = sheet("payment")
    BINDINGS = bindings("payment")
    AUTO_FOCUS = "#pay-scroll"

    def __init__(self, secret_slug: str) -> None:
        super().__init__()
        self.secret_slug = secret_slug
        self._countdown: Timer | None = None
        self._unseen = False

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

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("", id="total", markup=False)
            yield Static("", id="left-time", markup=False)
        with VerticalScroll(id="pay-scroll"):
            yield ErrorNotice(id="problem")
            with Horizontal(id="pay"):
                yield QrCode(id="qr")
                yield Static("", id="words", markup=False)
        yield PrimaryButton(_("See the order"), key_hint="Enter", id="to-order")

    def on_mount(self) -> None:
        from app.services.watch import PaymentWatch

        self.payment_watch = PaymentWatch(self.shop, self.secret_slug)
        self.watch_signal(self.shop.orders.changed, self.render_state)
        self.watch_signal(self.payment_watch.changed, self.render_state)
        self.render_state()
        self.follow()

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
        self.render_state()

    def render_state(self) -> None:
        """Draw the payment as it stands."""
        if not self.query("#words"):
            return
        self.refresh_header()
        view = self.view()
        problem = self.payment_watch.error if view is None or view.ended is None else None
        self.query_one("#problem", ErrorNotice).show(problem, about="order")
        order = self.order
        if view is None or order is None:
            self.query_one("#words", Static).update(Content.assemble((_("Asking the shop…"), "$dim")))
            self.query_one(QrCode).display = False
            return
        self.query_one("#total", Static).update(Content.assemble((format_money(view.amount), "bold $accent")))
        qr = self.query_one(QrCode)
        shows_qr = bool(view.qr) and view.ended is None
        qr.display = shows_qr
        width, height = self.app.size
        beside = 34 if width >= 70 else 0
        qr.room = (width - 4 - beside, max(4, height - 7 - (0 if beside else 1)))
        qr.data = view.qr or "" if shows_qr else ""
        if view.link and not qr.rows():
            qr.display = shows_qr = False  # the link in the words leads to the same place
        self.set_class(shows_qr, "-qr")
        words = (
            receipt_words(order, view)
            if view.ended == "paid" or view.kind == "cod"
            else instruction_words(order, view)
        )
        self.query_one("#words", Static).update(words if height >= 20 else tight(words))
        self.query_one("#to-order", PrimaryButton).display = view.ended is not None or view.kind == "cod"
        self._render_time()
        self.refresh_bindings()

    def _render_time(self) -> None:
        """The countdown: one small widget, once a second, only while there is something to count."""
        view = self.view()
        if view is None or view.expires_at is None or view.ended is not None or view.kind == "cod":
            if self._countdown is not None:
                self._countdown.stop()
                self._countdown = None
            self.query_one("#left-time", Static).update("")
            return
        left = int((view.expires_at - datetime.now(UTC)).total_seconds())
        if left <= 0:
            words = _("time is up")
        elif left >= 3600:
            words = _("{hours} h {minutes:02d} min left").format(
                hours=left // 3600, minutes=left % 3600 // 60
            )
        else:
            words = _("{minutes}:{seconds:02d} left").format(minutes=left // 60, seconds=left % 60)
        shown = self.query_one("#left-time", Static)
        if getattr(self, "_shown_time", None) != words:
            self._shown_time = words
            shown.update(Content.assemble((words, "bold $warn" if left < 300 else "$dim")))
        if self._countdown is None and left > 0:
            self._countdown = self.set_interval(1, self._render_time)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        view = self.view() if self.is_mounted else None
        if action == "save_qr":
            return view is not None and bool(view.qr) and view.ended is None
        if action in ("copy", "copy_amount"):
            return view is not None and view.ended is None and view.kind != "cod"
        if action == "check":
            return view is not None and view.manual_check
        if action == "order":
            return view is not None
        return True

    def action_copy(self) -> None:
        """The number, code or link, bare."""
        view = self.view()
        if view is None:
            return
        text = view.number or view.qr or view.link or (view.accounts[0].number if view.accounts else "")
        if text:
            self.etalase.copy(text)

    def action_copy_amount(self) -> None:
        view = self.view()
        if view is not None and view.amount is not None:
            self.etalase.copy(f"{view.amount.normalize():f}")

    @work(group="save-qr", exclusive=True, exit_on_error=False)
    async def action_save_qr(self) -> None:
        """A picture of the QR beside the buyer's other downloads."""
        import asyncio

        view, order = self.view(), self.order
        if view is None or not view.qr or order is None:
            return
        if self.shop.session.private:
            self.etalase.notify(_("This is a private session: no file is written here."), severity="warning")
            return
        from app.paths import downloads_folder
        from app.qr import save_png

        name = "".join(c for c in order.order_id if c.isascii() and c.isalnum()) or "order"
        path = Path(f"qris-{name}.png")
        try:
            path = downloads_folder() / path
            await asyncio.to_thread(save_png, view.qr, path)
        except (OSError, ValueError):
            self.etalase.notify(
                _("The picture could not be saved to {path}.").format(path=path), severity="error"
            )
        else:
            self.etalase.notify(_("Saved: {path}").format(path=path), timeout=8)

    def action_retry(self) -> None:
        """Ask for the payment details again."""
        self.follow()

    @work(group="check", exclusive=True, exit_on_error=False)
    async def action_check(self) -> None:
        """Ask once whether the money has arrived."""
        from app.api.errors import ShopError

        try:
            order = await self.shop.orders.fetch(self.secret_slug)
        except ShopError as error:
            self.etalase.report(error)
            return
        if order.payment_status != "paid":
            self.etalase.notify(_("Not arrived yet. It can take a few minutes."), timeout=4)

    @on(PrimaryButton.Pressed, "#to-order")
    def _to_order_pressed(self) -> None:
        self.action_order()

    def action_order(self) -> None:
        self.etalase.open_order(self.secret_slug)

    def action_back(self) -> None:
        self.dismiss()
