"""The cart: quantities, removal with undo, a discount code, and on to delivery."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from app.i18n import _, ngettext
from app.money import format_money
from app.services.cart import MAX_QUANTITY
from app.services.discounts import DiscountResult
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.cart_list import CartList
from widgets.discount_words import discount_words
from widgets.error_notice import ErrorNotice
from widgets.field import Field
from widgets.key_hint import key_hint
from widgets.primary_button import PrimaryButton
from widgets.static import Static


class CartScreen(ShopScreen[None]):
    """Renders `CartService`; every change goes to it and comes back by its signal."""

    CSS_PATH = sheet("cart")
    BINDINGS = bindings("cart")
    AUTO_FOCUS = "CartList"

    def heading(self) -> str:
        return _("Cart")

    def badge(self) -> str:
        count = self.shop.cart.count
        return ngettext("{count} item", "{count} items", count).format(count=count) if count else ""

    def body(self) -> ComposeResult:
        yield CartList(id="lines")
        yield Static("", id="empty", markup=False)
        yield ErrorNotice(id="problem")
        yield Static("", id="merge", markup=False)
        with Vertical(id="below"):
            with Horizontal(id="code-row"):
                yield Static(_("Discount code"), id="code-label", markup=False)
                yield Field(
                    self.shop.checkout.draft.discount_code,
                    placeholder=_("d for a code"),
                    max_length=40,
                    id="code",
                )
                yield Static("", id="code-words", markup=False)
            yield Static("", id="totals", markup=False)
            yield PrimaryButton(_("On to delivery"), key_hint="Enter", id="checkout")

    def on_mount(self) -> None:
        self.app.clear_notifications()  # what was said of the cart is in sight now, and would be covered
        self.shop.checkout.begin_cart()
        self.watch_signal(self.shop.cart.changed, self.render_state)
        self.watch_signal(self.shop.checkout.changed, self.render_state)
        self.watch_signal(self.shop.identity.changed, self.render_state)
        self.render_state()
        if self.shop.cart.state in ("saved", "failed") and (self.session_has_cart or self.shop.cart.lines):
            self.shop.spawn(self.shop.cart.refresh, "refresh cart", wait=False)

    @property
    def session_has_cart(self) -> bool:
        return self.shop.session.guest_token is not None

    def render_state(self) -> None:
        """Draw the cart as it is now."""
        if not self.has("#lines"):
            return
        cart = self.shop.cart
        self.query_one(CartList).show(cart.lines)
        self.set_class(not cart.lines, "-empty")
        if not cart.lines and cart.state == "loading":
            empty = Content.assemble((_("Asking the shop for your cart…"), "$dim"))
        else:
            empty = Content.assemble(
                (_("Your cart is empty."), "bold"),
                "\n",
                (_("Find something you like; it takes one key to add it."), "$dim"),
                "\n\n",
                ("Esc", "bold $accent"),
                " ",
                _("to the shop"),
            )
        if cart.removed is not None:
            name = cart.removed.snapshot.name if cart.removed.snapshot else _("the line")
            empty = Content.assemble(
                empty,
                "\n",
                (key_hint("cart.undo"), "bold $accent"),
                " ",
                _("put back: {name}").format(name=name),
            )
        self.query_one("#empty", Static).update(empty)
        self.query_one("#problem", ErrorNotice).show(cart.error)
        self._render_merge()
        discount = self.shop.checkout.discount
        self.query_one("#code-words", Static).update(discount_words(discount))
        self.query_one("#totals", Static).update(self._totals(discount))
        button = self.query_one("#checkout", PrimaryButton)
        problems = cart.problems
        button.blocked = bool(problems) or not cart.lines
        button.label = (
            ngettext("Fix {count} line first", "Fix {count} lines first", len(problems)).format(
                count=len(problems)
            )
            if problems
            else _("On to delivery")
            if cart.needs_delivery
            else _("On to payment")
        )
        button.amount = "" if problems else format_money(cart.subtotal) if cart.subtotal is not None else ""
        self.refresh_header()
        self.refresh_bindings()

    def _render_merge(self) -> None:
        """What a guest had chosen and could not be brought along."""
        merge = self.shop.identity.merge
        words = self.query_one("#merge", Static)
        words.display = merge.waiting
        words.update(
            Content.assemble((_("Bringing along what was in the cart before…"), "$dim"))
            if merge.state == "merging"
            else Content.assemble(
                (_("What was in your cart before you signed in is not here yet."), "$warn"),
                "  ",
                (key_hint("cart.merge"), "bold $accent"),
                " ",
                _("bring along"),
            )
        )

    def _totals(self, discount: DiscountResult | None) -> Content:
        cart = self.shop.cart
        width = 36
        rows = [(_("Subtotal"), format_money(cart.subtotal), "$ink")]
        if discount is not None and discount.eligible and discount.amount:
            rows.append(
                (_("Discount {code}").format(code=discount.code), format_money(-discount.amount), "$good")
            )
        if cart.needs_delivery:
            rows.append((_("Shipping"), _("in the next step"), "$dim"))
        parts: list[tuple[str, str]] = []
        for label, value, style in rows:
            parts += [(label + " " * max(1, width - len(label) - len(value)), "$dim"), (value + "\n", style)]
        return Content.assemble(*parts).rstrip()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        cart = self.shop.cart
        if action == "merge":
            return self.shop.identity.merge.waiting
        if action == "undo":
            return cart.removed is not None
        if action in ("more", "fewer", "remove", "checkout", "code"):
            return bool(cart.lines)
        return True

    def action_more(self) -> None:
        self._step(1)

    def action_fewer(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        line = self.query_one(CartList).current
        if line is None:
            return
        wanted = line.quantity + by
        if wanted < 1:
            self.etalase.notify(
                _("Press {key} to take it out.").format(key=key_hint("cart.remove")), timeout=3
            )
        elif wanted > MAX_QUANTITY:
            self.etalase.notify(_("At most {count} of one thing.").format(count=MAX_QUANTITY), timeout=3)
        else:
            if by > 0 and line.available_qty is not None and wanted > line.available_qty:
                left = line.available_qty
                self.etalase.notify(
                    ngettext("Only {count} left.", "Only {count} left.", left).format(count=left), timeout=3
                )
                return
            self.shop.cart.set_quantity(line.id, wanted)

    @on(CartList.StepAsked)
    def _step_asked(self, event: CartList.StepAsked) -> None:
        self._step(event.by)

    def action_remove(self) -> None:
        line = self.query_one(CartList).current
        if line is None:
            return
        self.shop.cart.remove(line.id)
        name = line.snapshot.name if line.snapshot else _("the line")
        self.etalase.notify(_("Taken out: {name}. z puts it back.").format(name=name), timeout=4)

    def action_merge(self) -> None:
        """Once more, to bring along what was in the cart before signing in."""
        self.shop.spawn(self.shop.identity.merge.run, "merge carts")

    def action_undo(self) -> None:
        self.shop.cart.undo()
        self.app.clear_notifications()

    def action_code(self) -> None:
        self.query_one("#code").focus()

    @on(Field.Submitted, "#code")
    async def _code_submitted(self, event: Field.Submitted) -> None:
        code = event.value
        self.query_one(CartList).focus()
        self.run_worker(self.shop.checkout.set_code(code), group="code", exclusive=True, exit_on_error=False)

    @on(PrimaryButton.Pressed, "#checkout")
    def _checkout_pressed(self) -> None:
        self.action_checkout()

    def action_checkout(self) -> None:
        """On to the checkout, unless a line stands in the way: then the cursor goes there."""
        cart = self.shop.cart
        problems = cart.problems
        if problems:
            lines = self.query_one(CartList)
            lines.cursor = next((i for i, line in enumerate(cart.lines) if line.id == problems[0].id), 0)
            lines.focus()
            self.etalase.notify(
                _("The marked line cannot be ordered like this."), severity="warning", timeout=4
            )
        elif cart.lines:
            self.etalase.open_checkout()

    def action_back(self) -> None:
        if self.focused is not None and self.focused.id == "code":
            self.query_one(CartList).focus()
        else:
            self.dismiss()

    def key_r(self) -> None:
        """Try again what failed."""
        if self.shop.cart.error is not None:
            self.shop.spawn(self.shop.cart.refresh, "refresh cart", wait=False)
