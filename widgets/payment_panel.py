"""How an order is to be paid, or that it has been: everything between the heading and the line that says what is awaited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region

from app.i18n import _
from app.money import format_money
from widgets import payment_words as words
from widgets.account_list import AccountList
from widgets.error_notice import ErrorNotice
from widgets.grouped import grouped
from widgets.qr_code import USUAL, QrCode
from widgets.receipt_words import receipt_words
from widgets.static import Static
from widgets.step_list import StepList
from widgets.va_steps import way_names
from widgets.value_card import ValueCard
from widgets.way_bar import WayBar
from widgets.web_link import WebLink

if TYPE_CHECKING:
    from app.api.errors import ShopError
    from app.api.models.order import PublicOrder
    from app.services.payment import PaymentView

USUAL_LINK = 60
"""Letters in what wallets want scanned, about."""
PARTS = ("qr", "lead", "cards", "accounts", "words", "link", "more", "ways", "steps")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the panel needs to know beside the order."""

    key_of: words.KeyOf
    way: int
    """Which of `va_steps.WAYS`."""
    opens: bool
    """A page can be opened in a browser here."""
    large: bool
    """The QR fits the screen when it is alone."""
    error: ShopError | None = None
    """Why there is nothing to show; None while there is, or while it is on its way."""
    no_details: bool = False
    """The store has answered, but not with what is to be shown, after all the asking that makes sense."""


class PaymentPanel(VerticalScroll):
    """Draws a payment view; scrolls where the rows do not suffice, what matters most on top."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="pay"):
            yield QrCode(id="qr")
            with Vertical(id="side"):
                yield Static("", id="lead", markup=False)
                with Container(id="cards"):
                    yield ValueCard(id="number")
                    yield ValueCard(id="amount")
                yield AccountList(id="accounts")
                yield ErrorNotice(id="problem")
                yield Static("", id="words", markup=False)
                yield WebLink(id="link")
                yield Static("", id="more", markup=False)
                yield WayBar(id="ways")
                yield StepList(id="steps")

    @property
    def qr(self) -> QrCode:
        return self.query_one("#qr", QrCode)

    @property
    def accounts(self) -> AccountList:
        return self.query_one("#accounts", AccountList)

    @property
    def page_url(self) -> str:
        """The address on screen, empty without one."""
        return self.query_one("#link", WebLink).url

    def show(self, order: PublicOrder | None, view: PaymentView | None, shown: Shown) -> None:
        """Draw the payment as it stands; None while the order is not known."""
        error = shown.error
        self.query_one("#problem", ErrorNotice).show(error, key=shown.key_of("retry"), about="order")
        if order is None or view is None:
            for name in PARTS:
                self.query_one(f"#{name}").display = False
            self._say("words", Content.assemble((_("Asking the shop…"), "$dim")) if error is None else "")
            self.screen.remove_class("-qr", "-number")
            return
        due = view if view.ended is None and view.kind != "cod" else None
        self._show_qr(None if shown.no_details else due, shown)
        self._show_values(due, shown)
        if due is None:
            self._show_end(order, view)
        elif shown.no_details:
            self._show_texts("", words.no_details_words(view, shown.key_of("retry")), view.page)
        elif view.waiting_for_info:
            asking = Content.assemble((_("Asking for the payment details…"), "$dim"))
            silent = error is not None or words.drawn(view)
            self._show_texts(words.lead_words(view), "" if silent else asking)
        else:
            page = view.page if view.kind == "text" and view.method != "ovo" else None
            more = words.more_words(view, shown.key_of, opens=shown.opens, large=shown.large)
            noted = view.kind == "qris" and not self.screen.has_class("-qr")  # the notice has said it
            self._show_texts(words.lead_words(view), "", view.link or page, "" if noted else more)
        steps = words.steps_of(due, shown.way) if due is not None and not due.waiting_for_info else []
        self.query_one("#steps", StepList).show(steps)
        ways = self.query_one("#ways", WayBar)
        ways.display = bool(steps) and view.kind == "va"
        ways.show(way_names(), way_names(short=True), shown.way)

    def _show_end(self, order: PublicOrder, view: PaymentView) -> None:
        """The receipt, or why there is nothing to pay any more."""
        if view.ended is None or view.ended == "paid":
            page = order.post_payment_redirect_url if view.ended == "paid" else None
            self._show_texts("", receipt_words(order, view), page)
        else:
            self._show_texts("", words.ended_words(order, view))

    def _show_texts(
        self, lead: str, text: Content | str, link: str | None = None, more: Content | str = ""
    ) -> None:
        self._say("lead", Content.assemble((lead, "bold")))
        self._say("words", text)
        self.query_one("#link", WebLink).show(link or "")
        self._say("more", more)

    def _say(self, name: str, content: Content | str) -> None:
        """Fill a text; an empty one takes no rows."""
        widget = self.query_one(f"#{name}", Static)
        text = content if isinstance(content, Content) else Content(content)
        widget.display = bool(text.plain)
        widget.update(words.tight(text) if self.screen.has_class("-short") else text)

    def _show_qr(self, view: PaymentView | None, shown: Shown) -> None:
        qr = self.qr
        data = view.qr or "" if view is not None else ""
        awaited = view is not None and view.waiting_for_info and words.drawn(view)
        width, height = self.app.size
        beside = 34 if width >= 70 else 0
        qr.room = (width - 4 - beside, max(4, height - (5 if height < 34 else 8)))
        qr.data, qr.awaited = data, _("Fetching the QR…") if awaited else ""
        qr.usual = USUAL if view is not None and view.kind == "qris" else USUAL_LINK
        fits = bool(data and qr.rows())
        # Where it does not fit the words lead to the same place, but for a QRIS nothing else does.
        qr.display = awaited or fits or (bool(data) and view is not None and view.link is None)
        qr.instead = _no_room(shown)
        self.screen.set_class(awaited or fits, "-qr")

    def _show_values(self, view: PaymentView | None, shown: Shown) -> None:
        key_of = shown.key_of
        accounts = view.accounts if view is not None else ()
        number, amount = self.query_one("#number", ValueCard), self.query_one("#amount", ValueCard)
        self.query_one("#cards").display = view is not None
        listed = self.accounts
        listed.display = len(accounts) > 1
        listed.show(accounts, key_of("copy"))
        if listed.display and self.has_focus:
            listed.focus(scroll_visible=False)
        numbered = view is not None and view.kind in ("va", "retail") and not shown.no_details
        number.display = len(accounts) == 1 or numbered
        self.screen.set_class(number.display, "-number")
        if view is None:
            return
        if accounts:
            label, value, holder = accounts[0].bank or _("Account"), accounts[0].number, accounts[0].holder
        else:
            label = _("Payment code") if view.kind == "retail" else _("Virtual account number")
            value, holder = view.number, view.holder or ("…" if view.waiting_for_info else "")
        note = _("in the name of {name}").format(name=holder) if holder else ""
        number.show(label, grouped(value), note=note, key=key_of("copy"))
        amount.show(
            words.amount_label(view),
            format_money(view.amount),
            note="" if self.screen.has_class("-short") else words.pay_before(view),
            key=key_of("copy_amount"),
            style="bold $accent",
        )

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing in it looks different with the focus: only the panel itself is styled anew."""
        self.app.stylesheet.update_nodes([self])

    def on_account_list_marked(self, event: AccountList.Marked) -> None:
        """Keep the marked account in sight."""
        listed = self.accounts
        top = listed.region.y - self.region.y + self.scroll_offset.y + event.row
        self.scroll_to_region(Region(0, top, 1, event.rows), animate=False)


def _no_room(shown: Shown) -> Content:
    """What to do when the QR does not fit beside the words."""
    parts: words.Parts = [(_("The QR does not fit here."), "bold $warn"), "\n"]
    if shown.large:
        return Content.assemble(*parts, *words.key_words(shown.key_of("full_qr"), _("shows it alone")))
    parts += [_("Make the window larger, or save it as a picture."), "\n"]
    return Content.assemble(*parts, *words.key_words(shown.key_of("save_qr"), _("saves it as a picture")))
