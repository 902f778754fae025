"""The checkout: contact, delivery, courier, payment method, review; live totals; one press, one order."""

from __future__ import annotations

from typing import cast

from textual import events, on, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from app.i18n import _
from app.money import format_money
from app.records import Place
from app.services.discounts import normalise_code
from screens.checkout_account import CheckoutAccount
from screens.checkout_fields import Key, fields, where
from screens.checkout_rows import courier_key, group_of
from screens.checkout_sections import (
    first_unfinished,
    first_wrong,
    keys,
    rejection_words,
    section_done,
)
from screens.left_order import tell_when_answered
from screens.place import PlaceScreen
from widgets.choice_list import ChoiceList
from widgets.error_notice import ErrorNotice
from widgets.pick_field import PickBox
from widgets.primary_button import PrimaryButton
from widgets.section import Section, SectionHead
from widgets.static import Static
from widgets.steps_bar import StepsBar


class CheckoutScreen(CheckoutAccount):
    """Renders `CheckoutService` and `OrderService`; owns nothing but the way through the sections."""

    def on_mount(self) -> None:
        checkout = self.shop.checkout
        self.app.clear_notifications()  # they would cover what is to be filled in
        self.watch_signal(checkout.changed, self.render_state)
        self.watch_signal(self.shop.orders.changed, self.render_state)
        if group := group_of(checkout.method_code):
            self._groups.add(group)
        self.screen_layout_refresh_signal.subscribe(self, self._show_section)
        first = first_unfinished(checkout)
        self._go_to(first)
        self._focus_in(first, "")  # before it is painted: what is typed on sight goes where it belongs

    def on_screen_resume(self) -> None:
        self.render_state()
        self._load()

    def on_unmount(self) -> None:
        if self.sending:
            tell_when_answered(self.etalase)

    # Drawing

    def render_state(self) -> None:
        """Draw the draft, what is known of it, and how the order is doing."""
        if not self.has("#order"):
            return
        checkout = self.shop.checkout
        if self._follow_order():
            return
        if self._open not in keys(checkout):
            self._open = first_unfinished(checkout)
        self.draw()
        self.refresh_header()
        if self.focused is None:
            self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        """What was waited for is there: the arrows work on it without a Tab."""
        if self.focused is None and self.has("#order") and not self.sending:
            self._focus_in(self._open, "")

    # The order on its way

    def _follow_order(self) -> bool:
        """Draw or leave according to the attempt; says whether nothing else is to be drawn."""
        checkout, attempt = self.shop.checkout, self.shop.orders.attempt
        sending = attempt is not None and attempt.state == "submitting"
        self.show_sending(sending)
        if attempt is None:
            return False
        if sending:
            self._following = attempt.id
            self._rejected = ""
            amount = format_money(attempt.total) if attempt.total is not None else ""
            self.query_one("#sending", Static).update(
                Content.assemble(
                    (_("Sending your order…"), "bold"),
                    (f"  {amount}", "$accent"),
                    "\n",
                    (_("Please do not close the shop; this takes a few seconds."), "$dim"),
                )
            )
            return True
        # Another page may have been on top all the while it was out: then this one never drew it being sent.
        unseen = attempt.state == "rejected" and attempt.id not in self.known
        if not (unseen or attempt.id == self._following) or self.etalase.screen is not self:
            return False
        self._following = ""
        self.known.add(attempt.id)
        if attempt.state == "placed":
            self.etalase.open_payment(attempt.secret_slug)
            return True
        if attempt.state == "unknown":
            self.etalase.open_outcome()
        elif attempt.state == "rejected":
            self._rejected = rejection_words(checkout, self.shop.orders.rejection())
            self._visited |= {name for names in fields(checkout).values() for name in names}
            self._go_to(*first_wrong(checkout))
        return False

    def action_order(self) -> None:
        """Place the order, or go to what is missing first. Pressing often is safe: the service takes one."""
        checkout, orders = self.shop.checkout, self.shop.orders
        if not orders.can_place:
            if not self.sending:
                self.etalase.open_outcome()
            return
        if self.asked_to_sign_in():
            return
        self._keep_code()
        if self._code_asked:
            return  # the total is about to change: it is shown before anything is ordered
        missing = checkout.missing()
        if not missing and self._new_total.unread:
            return
        if not missing:
            before = orders.attempt
            orders.place()
            if orders.attempt is not None and orders.attempt is not before:
                self._following = orders.attempt.id
            self.render_state()
            return
        first = missing[0]
        if first in ("items", "line_problem"):
            self.etalase.action_open_cart()
            return
        if first == "totals" and checkout.errors:
            self._load()
            return
        if first == "code":
            self._take_code_out()
            return
        key, name = where(first, checkout) or ("check", "")
        self._visited.add(name)
        self._go_to(key, name)
        self.render_state()

    @on(PrimaryButton.Pressed, "#order")
    def _order_pressed(self) -> None:
        self.action_order()

    # From section to section

    def _go_to(self, key: Key, name: str = "") -> None:
        """Open a section, fold the others, focus what is wanted in it."""
        self._open = key
        self.render_state()
        self.call_after_refresh(self._focus_in, key, name)

    def _focus_in(self, key: Key, name: str) -> None:
        section = self.query_one(f"#section-{key}", Section)
        wanted = section.query(f"#{name}") if name else None
        target: Widget | None = wanted.first() if wanted else None
        if target is None or not target.display:
            target = section.first_focus()
            if key == "check" and not name:
                target = self.query_one("#order", PrimaryButton)
        if target is not None:
            self.set_focus(target, scroll_visible=not self._rejected)
        if self._rejected:
            self._shown = ""
            self.query_one("#sections", VerticalScroll).scroll_home(animate=False)
        else:
            self._shown, self._placed = key, None
            self._show_section()

    def _show_section(self, _screen: object = None) -> None:
        """The open section in sight, from the top of the page on if it fits there: what is done above stays in view.

        Again whenever it has grown or moved, which it does a while after it was opened, until a key says that the
        buyer looks for something else.
        """
        sections = self.query_one("#sections", VerticalScroll)
        if self._shown != self._open or not sections.is_attached:
            return
        place = self.query_one(f"#section-{self._open}", Section).virtual_region
        placed = (place, sections.size)
        if placed == self._placed:
            return
        self._placed = placed
        fits = place.bottom <= sections.size.height
        sections.scroll_to(y=0 if fits else place.y, animate=False, immediate=True)
        if isinstance(self.focused, ChoiceList):
            self.focused.reveal()

    def _advance(self) -> None:
        """On to the next section if this one is complete, else to what is missing in it."""
        checkout = self.shop.checkout
        missing = checkout.missing()
        for m in missing:
            key, name = where(m, checkout) or ("check", "")
            if key == self._open and key != "check":
                self._visited.add(name)
                self._go_to(key, name)
                return
        order = keys(checkout)
        # What was finished before may not be any more: cash at the door rules out most couriers.
        around = order[order.index(self._open) + 1 : -1] + order[: order.index(self._open)]
        self._go_to(next((key for key in around if not section_done(key, checkout, missing)), "check"))

    def go_on_if_done(self) -> None:
        if section_done(self._open, self.shop.checkout, self.shop.checkout.missing()):
            self._advance()

    def action_next(self) -> None:
        order = keys(self.shop.checkout)
        self._go_to(order[min(order.index(self._open) + 1, len(order) - 1)])

    def action_previous(self) -> None:
        order = keys(self.shop.checkout)
        self._go_to(order[max(order.index(self._open) - 1, 0)])

    @on(Section.Asked)
    def _section_asked(self, event: Section.Asked) -> None:
        self._go_to(cast(Key, event.section.key))

    @on(StepsBar.Asked)
    def _step_asked(self, event: StepsBar.Asked) -> None:
        self._go_to(cast(Key, event.key))

    # What the buyer fills in

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        checkout, name, value = self.shop.checkout, event.input.id, event.value
        if name == "code":
            self._typed_code = value
        elif name is None or getattr(checkout.draft, name, value) == value:
            return
        elif name == "address":
            checkout.set_address(value)
        elif name == "notes":
            checkout.set_notes(value)
        else:
            checkout.set_contact(**{name: value})

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        name = event.input.id or ""
        self._visited.add(name)
        names = fields(self.shop.checkout)[self._open]
        if name == "code":
            self._keep_code()
        if name in names and name != names[-1]:
            self.query_one(f"#{names[names.index(name) + 1]}").focus()
        elif self._open == "check":
            self.query_one("#order", PrimaryButton).focus()
        else:
            self._advance()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.call_later(self._focus_again)  # hiding what had the focus takes it, late, from what has it now
        if isinstance(event.widget, Input) and (name := event.widget.id) and self.is_current:
            self._visited.add(name)
            if name == "code":
                self._keep_code()
            self.call_later(self.render_state)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tab from a complete section into the head of the next one opens it."""
        if isinstance(event.widget, SectionHead):
            section = event.widget.query_ancestor(Section)
            order = keys(self.shop.checkout)
            missing = self.shop.checkout.missing()
            before = order.index(cast(Key, section.key)) - 1
            if order[before] == self._open and section_done(self._open, self.shop.checkout, missing):
                self._go_to(cast(Key, section.key))

    def _keep_code(self) -> None:
        """Have a code that was typed checked; the shop owns the task, so leaving the screen does not lose it."""
        typed, self._typed_code = self._typed_code, None
        if typed is None or normalise_code(typed) == self.shop.checkout.draft.discount_code:
            return

        async def check() -> None:
            try:
                await self.shop.checkout.set_code(typed)
            finally:
                self._code_asked -= 1

        self._code_asked += 1
        self.shop.spawn(check, "check discount code")

    def _take_code_out(self) -> None:
        """What no longer counts goes, and the button names the new total: ordering takes another press."""
        self._rejected = ""
        self._typed_code = ""
        self._new_total.awaited()
        with self.prevent(Input.Changed):
            self.query_one("#code", Input).value = ""
        self._keep_code()
        self._go_to("check")

    @on(PickBox.Opened)
    def _pick_place(self, event: PickBox.Opened) -> None:
        self.etalase.push_screen(PlaceScreen(self.shop.locations, typed=event.typed), self._place_picked)

    def _place_picked(self, place: Place | None) -> None:
        self._visited.add("place")
        if place is not None:
            self.shop.checkout.set_place(place)
            self._advance()
        self.render_state()

    @on(ChoiceList.Chosen, "#couriers")
    def _courier_chosen(self, event: ChoiceList.Chosen) -> None:
        for option in self.shop.checkout.options:
            if courier_key(option) == event.choice.id:
                self.shop.checkout.set_courier(option)
                self._advance()
                return

    @on(ChoiceList.Chosen, "#methods")
    def _method_chosen(self, event: ChoiceList.Chosen) -> None:
        if event.choice.fold:
            self._groups ^= {event.choice.id}
            self.draw_methods()
            self.call_after_refresh(event.choices.reveal)
        else:
            self.shop.checkout.set_method(event.choice.id)
            self._advance()

    # Asking the store

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the order is out nothing here does anything; retrying is offered only after a failure."""
        if self.sending and action in ("order", "next", "previous", "back", "retry"):
            return False
        if action == "retry":
            return bool(self.shop.checkout.errors)
        return True

    def action_retry(self) -> None:
        if not self.asked_to_sign_in():
            self._load()

    def on_click(self, event: events.Click) -> None:
        if isinstance(event.widget, ErrorNotice):
            self._load()

    @work(group="load", exclusive=True, exit_on_error=False)
    async def _load(self) -> None:
        checkout = self.shop.checkout
        again = "discount" in checkout.errors
        await checkout.load()
        if again:
            await checkout.set_code(checkout.draft.discount_code)

    def action_back(self) -> None:
        self._keep_code()
        self.dismiss()
