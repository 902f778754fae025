"""An order on its way, or lost sight of: what is known of it and what to do. Never orders again by itself."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from app.api.errors import ShopError, SignedOut
from app.i18n import _
from app.money import format_money
from app.records import OrderAttempt
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.choice_list import Choice, ChoiceList
from widgets.dates import short_date
from widgets.error_notice import ErrorNotice
from widgets.static import Static


class OutcomeScreen(ShopScreen[None]):
    """Renders `OrderService.attempt` while it is submitting or unknown."""

    CSS_PATH = sheet("outcome")
    BINDINGS = bindings("outcome")
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self) -> None:
        super().__init__()
        self._asking = False
        self._sure = False
        """The buyer said no order was made and is asked once more."""
        self._contact = False
        self._error: ShopError | None = None

    @property
    def shop_attempt(self) -> OrderAttempt | None:
        """The attempt in question."""
        return self.shop.orders.attempt

    def heading(self) -> str:
        return _("Your order")

    def body(self) -> ComposeResult:
        with VerticalScroll(id="outcome", can_focus=False):
            yield Static("", id="outcome-words", markup=False)
            yield ErrorNotice(id="outcome-error")
            yield ChoiceList(marks=False, id="outcome-choices")

    def on_mount(self) -> None:
        self.watch_signal(self.shop.orders.changed, self.render_state)
        self.render_state()

    def on_screen_resume(self) -> None:
        self.render_state()
        attempt = self.shop_attempt
        if attempt is not None and attempt.state == "unknown" and _not_asked(attempt):
            self._find_out()

    async def retranslate(self) -> None:
        await self.recompose()
        self.render_state()

    def render_state(self) -> None:
        """Draw what is known now, or go where the order went."""
        if not self.has("#outcome-words") or self.etalase.screen is not self:
            return
        attempt = self.shop_attempt
        if attempt is None:
            self.dismiss()
            return
        if attempt.state == "placed":
            if attempt.listed:
                self.etalase.notify(_("Found among your orders: it was made."))
            self.etalase.open_payment(attempt.secret_slug)
            return
        if attempt.state == "rejected":
            if why := self.shop.orders.rejection():
                self.etalase.notify(why, severity="warning", timeout=10)
            self._to_checkout(attempt)
            return
        unknown = attempt.state == "unknown"
        signed_out = self._signed_out(attempt)
        words = _unknown_words(attempt, self._asking, signed_out) if unknown else _sending_words(attempt)
        if self._contact:
            words = Content("\n\n").join([words, self._contact_words(attempt)])
        self.query_one("#outcome-words", Static).update(words)
        self.query_one("#outcome-error", ErrorNotice).show(self._error)
        choices = self.query_one(ChoiceList)
        choices.display = unknown
        if unknown:
            choices.show(self._choices(attempt))
            if self.focused is None:
                self.set_focus(choices, scroll_visible=False)  # what happened is read first
        self.refresh_bindings()

    def _choices(self, attempt: OrderAttempt) -> list[Choice]:
        if self._sure:
            return [
                Choice("keep", _("No, leave it as it is")),
                Choice(
                    "again",
                    _("Yes, I have checked: order again"),
                    _("if the first one exists, you get two"),
                ),
            ]
        if self._signed_out(attempt):
            first = Choice("sign_in", _("Sign in again"), _("then your orders tell"))
        else:
            first = Choice("check", _("Check again"))
        return [
            first,
            Choice("contact", _("How to reach the seller")),
            Choice("have", _("I have the order"), _("it came by e-mail, or the seller says so")),
            Choice("none", _("I have checked: no order was made"), _("then order again")),
        ]

    def _signed_out(self, attempt: OrderAttempt) -> bool:
        """Ordered by a customer whose session has ended since."""
        return bool(attempt.account) and not self.shop.auth.signed_in

    def _contact_words(self, attempt: OrderAttempt) -> Content:
        phone = self._seller_phone()
        if phone:
            return Content.assemble(_("The seller"), "  ", (phone, "bold"))
        return Content.assemble(
            (_("The seller's number is not known here."), "bold"),
            "\n",
            (_("It is in e-mails of earlier orders, or where you found this shop."), "$dim"),
        )

    def _seller_phone(self) -> str:
        orders = self.shop.orders
        for placed in orders.placed:
            known = orders.known.get(placed.secret_slug)
            if known is not None and known.handler_phone:
                return str(known.handler_phone)
        return ""

    @on(ChoiceList.Left)
    def _left(self, event: ChoiceList.Left) -> None:
        if event.direction < 0:
            self.query_one("#outcome", VerticalScroll).scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """The words may be longer than a small terminal."""
        if event.key in ("pageup", "pagedown"):
            words = self.query_one("#outcome", VerticalScroll)
            (words.scroll_page_up if event.key == "pageup" else words.scroll_page_down)(animate=False)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        match event.choice.id:
            case "check":
                self.action_check()
            case "sign_in":
                self.etalase.open_sign_in()
            case "contact":
                self.action_contact()
            case "have":
                self.shop.orders.dismiss()
                self.etalase.action_go_home()
                self.shop.spawn(self.shop.cart.refresh, "refresh cart", wait=False)
                self.etalase.notify(_("Good to hear. Thank you!"))
            case "none":
                self._ask_surely(True)
            case "keep":
                self._ask_surely(False)
            case "again":
                self._order_again()

    def _ask_surely(self, sure: bool) -> None:
        self._sure = sure
        self.render_state()
        choices = self.query_one(ChoiceList)
        choices.move_to(choices.rows[0].id)

    def _order_again(self) -> None:
        attempt = self.shop_attempt
        self.shop.orders.dismiss()
        self._to_checkout(attempt)

    def _to_checkout(self, attempt: OrderAttempt | None) -> None:
        """To the draft of this attempt: what was bought directly is not exchanged for the cart."""
        self.etalase.action_go_home()
        if attempt is not None and not attempt.from_cart and self.shop.checkout.direct:
            self.etalase.resume_checkout()
        else:
            self.etalase.open_checkout()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be found out while the order is still on its way."""
        attempt = self.shop_attempt
        if action in ("check", "contact"):
            return attempt is not None and attempt.state == "unknown"
        return True

    def action_check(self) -> None:
        self._find_out()

    def action_contact(self) -> None:
        self._contact = True
        self._look_up_seller()
        self.render_state()

    def action_back(self) -> None:
        if self._sure:
            self._ask_surely(False)
        else:
            self.dismiss()

    @work(group="find out", exclusive=True, exit_on_error=False)
    async def _find_out(self) -> None:
        self._asking, self._error = True, None
        self.render_state()
        try:
            await self.shop.orders.find_out()
        except SignedOut:
            pass  # the page itself says what to do then
        except ShopError as error:
            self._error = error
        finally:
            self._asking = False
        self.render_state()

    @work(group="seller", exclusive=True, exit_on_error=False)
    async def _look_up_seller(self) -> None:
        """The number stands in any earlier order: ask for the newest when none was seen in this run."""
        orders = self.shop.orders
        if not self._seller_phone() and orders.placed:
            try:
                await orders.fetch(orders.placed[0].secret_slug)
            except ShopError as error:
                self._error = error
            self.render_state()


def _sending_words(attempt: OrderAttempt) -> Content:
    amount = format_money(attempt.total) if attempt.total is not None else ""
    return Content.assemble(
        (_("Your order is being sent…"), "bold"),
        ("  " + amount, "$accent"),
        "\n",
        (_("Please do not order again. This page goes on by itself."), "$dim"),
    )


def _not_asked(attempt: OrderAttempt) -> bool:
    """Something that could tell more has not been asked yet."""
    if attempt.account and attempt.listed is None:
        return True
    return attempt.from_cart and attempt.cart_emptied is None


def _unknown_words(attempt: OrderAttempt, asking: bool, signed_out: bool) -> Content:
    """What happened, what is known, what to do."""
    parts: list[Content] = [
        Content.assemble((_("We do not know yet whether your order arrived."), "bold $warn")),
        Content(f"{_why(attempt)} {_('Please do not order again yet.')}"),
        Content(""),
    ]
    if attempt.lines:
        what = ", ".join(attempt.lines[:3]) + (" …" if len(attempt.lines) > 3 else "")
        total = f"  {format_money(attempt.total)}" if attempt.total is not None else ""
        parts += [Content.assemble((what + total, "$dim")), Content("")]
    if asking:
        parts.append(Content.assemble(("… ", "$dim"), (_("asking the shop"), "$dim")))
    elif signed_out and attempt.listed is None:
        parts.append(
            Content.assemble(
                ("? ", "bold"), _("Sign in again, and your orders at the shop tell whether it was made.")
            )
        )
    elif attempt.listed is False and attempt.cart_emptied is None:
        parts.append(
            Content.assemble(
                ("✗ ", "bold"), _("It is not among your newest orders: it was most likely not made.")
            )
        )
    elif not attempt.from_cart and attempt.account:
        parts.append(Content.assemble(("? ", "bold"), _("The shop could not be asked yet.")))
    elif not attempt.from_cart:
        parts.append(Content.assemble(("? ", "bold"), _("Bought directly, so the cart cannot tell.")))
    elif attempt.cart_emptied is None:
        parts.append(Content.assemble(("? ", "bold"), _("The shop could not be asked yet.")))
    elif attempt.cart_emptied:
        parts.append(
            Content.assemble(
                ("✓ ", "bold $good"),
                _("The cart at the shop is empty now: the order was almost certainly made."),
            )
        )
    else:
        parts.append(
            Content.assemble(
                ("✗ ", "bold"),
                _("The cart at the shop still holds your things: the order was most likely not made."),
            )
        )
    if attempt.listed is False and attempt.cart_emptied and not asking:
        parts.append(Content.assemble(("? ", "bold"), _("Yet it is not among your newest orders.")))
    to = attempt.email or _("your e-mail")
    parts.append(
        Content.assemble(("→ ", "bold $accent"), _("Look into {email}, or ask the seller.").format(email=to))
    )
    return Content("\n").join(parts)


def _why(attempt: OrderAttempt) -> str:
    when = short_date(attempt.started_at)
    match attempt.reason:
        case "timeout":
            words = _("The shop took too long to answer ({when}).")
        case "killed":
            words = _("The program ended while your order was being sent ({when}).")
        case "server" | "broken_reply" | "cut":
            words = _("The shop had trouble while taking your order ({when}).")
        case _:
            words = _("The connection broke while your order was being sent ({when}).")
    return words.format(when=when)
