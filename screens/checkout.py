"""The checkout: contact, delivery, courier, payment method, review; live totals; one press, one order."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from app.i18n import _, ngettext
from app.money import format_money
from app.records import Place
from screens.base import ShopScreen
from screens.checkout_rows import (
    courier_choices,
    courier_key,
    group_of,
    line_rows,
    method_choices,
    total_rows,
)
from screens.checkout_sections import (
    FIELDS,
    OWN_NAMES,
    WHERE,
    Key,
    build,
    keys,
    missing_words,
    section_done,
    summary,
    title,
)
from screens.place import PlaceScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.choice_list import ChoiceList
from widgets.discount_words import discount_words
from widgets.error_notice import ErrorNotice
from widgets.labelled_field import LabelledField
from widgets.pick_field import PickBox, PickField
from widgets.primary_button import PrimaryButton
from widgets.section import Section, SectionHead
from widgets.steps_bar import StepsBar, WayStep
from widgets.totals import MoneyRow, Totals


class CheckoutScreen(ShopScreen[None]):
    """Renders `CheckoutService` and `OrderService`; holds only which section is open and what was visited."""

    CSS_PATH = sheet("checkout")
    BINDINGS = bindings("checkout")
    AUTO_FOCUS: ClassVar[str | None] = ""  # not None, which would mean the first thing there is

    def __init__(self) -> None:
        super().__init__()
        self._open: Key = "contact"
        self._visited: set[str] = set()
        """Fields left once: from then on their errors are said."""
        self._groups: set[str] = set()
        self._following = ""
        """The attempt this screen saw leave: only its end leads on from here."""
        self._rejected = ""
        self._typed_code: str | None = None

    def heading(self) -> str:
        return _("Order") if not self.shop.checkout.direct else _("Buy now")

    def body(self) -> ComposeResult:
        checkout = self.shop.checkout
        yield StepsBar(id="steps")
        with Container(id="page"):
            with VerticalScroll(id="sections", can_focus=False):
                yield Static("", id="rejected", markup=False)
                yield from build(checkout)
            with Vertical(id="side"):
                with VerticalScroll(id="review", can_focus=False):
                    yield Static(_("Summary").upper(), classes="heading", markup=False)
                    yield Totals(id="review-lines")
                    yield Totals(id="review-totals")
                yield Totals(id="sticky")
                yield PrimaryButton(id="order")
        yield Static("", id="sending", markup=False)

    def on_mount(self) -> None:
        checkout = self.shop.checkout
        self.watch_signal(checkout.changed, self.render_state)
        self.watch_signal(self.shop.orders.changed, self.render_state)
        if group := group_of(checkout.draft.payment_method):
            self._groups.add(group)
        self._go_to(self._first_unfinished())

    def on_screen_resume(self) -> None:
        self.render_state()
        self._load()

    async def retranslate(self) -> None:
        """Everything in the language in force; what was typed is in the draft, the focus goes where it was."""
        focused = self.focused.id if self.focused is not None else None
        await self.recompose()
        self._show_open()
        self.render_state()
        if focused and (found := self.query(f"#{focused}")):
            self.set_focus(found.first())

    # Drawing

    def render_state(self) -> None:
        """Draw the draft, what is known of it, and how the order is doing."""
        if not self.query("#order"):
            return
        checkout = self.shop.checkout
        if self._follow_order():
            return
        missing = checkout.missing()
        needed = keys(checkout)
        if self._open not in needed:
            self._open = self._first_unfinished()
            self._show_open()
        steps = []
        for section in self.query(Section):
            key = cast(Key, section.key)
            done = section_done(key, checkout, missing)
            section.display = key in needed
            section.tell(done=done, summary=summary(key, checkout, done))
        for key in needed:
            done = section_done(key, checkout, missing)
            steps.append(WayStep(key, title(key), done, key == self._open))
        self.query_one(StepsBar).show(steps)
        self._draw_fields()
        self._draw_couriers()
        self._draw_methods()
        self._draw_totals()
        self._draw_button()
        rejected = self.query_one("#rejected", Static)
        rejected.display = bool(self._rejected)
        rejected.update(Content.assemble((_("The shop did not take the order."), "bold $bad"), "\n", self._rejected))
        self.refresh_header()
        if self.focused is None:
            self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        """What was waited for is there: the arrows work on it without a Tab."""
        if self.focused is None and self.query("#order") and not self.has_class("-sending"):
            self._focus_in(self._open, "")

    def _draw_fields(self) -> None:
        checkout = self.shop.checkout
        draft = checkout.draft
        for row in self.query(LabelledField):
            name = row.field.id or ""
            row.say(self._error(name))
            value = str(getattr(draft, "discount_code" if name == "code" else name, ""))
            if row.field.value != value and not row.field.has_focus and not (name == "code" and self._typed_code):
                with self.prevent(Input.Changed):
                    row.field.value = value
        place = self.query_one("#row-place", PickField)
        place.box.show(draft.place.display if draft.place else "")
        place.say(self._error("place"))
        words = discount_words(checkout.discount)
        if "discount" in checkout.busy:
            words = Content.assemble((_("asking …"), "$dim"))
        self.query_one("#row-code", LabelledField).tell(words)

    def _error(self, name: str) -> str | None:
        """What is wrong with a field that was left or asked for; what is merely empty is asked for."""
        if name not in self._visited:
            return None
        checkout = self.shop.checkout
        for known_as in OWN_NAMES.get(name, (name,)):
            if words := checkout.field_error(known_as):
                return words
        return next(
            (missing_words(m) for m in checkout.missing() if m in WHERE and WHERE[m][1] == name and m != "totals"),
            None,
        )

    def _draw_couriers(self) -> None:
        checkout = self.shop.checkout
        failed = checkout.errors.get("shipping")
        courier = checkout.draft.courier
        listing = self.query_one("#couriers", ChoiceList)
        listing.show(courier_choices(checkout.options), courier_key(courier) if courier else "")
        listing.display = bool(checkout.options) and failed is None
        words = ""
        if failed is None and not checkout.options:
            if checkout.draft.place is None:
                words = _("First say where to: the price depends on it.")
            elif "shipping" in checkout.busy:
                words = _("Asking the couriers …")
            else:
                words = _("No courier goes there. Please choose another area, or ask the seller.")
        self._words("couriers", words, self._error("couriers"))
        self.query_one("#couriers-error", ErrorNotice).show(failed)

    def _draw_methods(self) -> None:
        checkout = self.shop.checkout
        failed = checkout.errors.get("methods")
        listing = self.query_one("#methods", ChoiceList)
        listing.show(method_choices(checkout.methods, self._groups), checkout.draft.payment_method)
        listing.display = bool(checkout.methods) and failed is None
        words = ""
        if failed is None and not checkout.methods:
            words = (
                _("Asking how you can pay …")
                if "methods" in checkout.busy
                else _("The shop takes no payments right now. Please ask the seller.")
            )
        problem = checkout.cod_problem if checkout.draft.payment_method == "cod" else None
        self._words("methods", words, problem or self._error("methods"))
        self.query_one("#methods-error", ErrorNotice).show(failed)

    def _words(self, name: str, words: str, problem: str | None = None) -> None:
        line = self.query_one(f"#{name}-words", Static)
        line.display = bool(words or problem)
        line.update(Content.assemble((words, "$dim") if words else (problem or "", "$bad")))

    def _draw_totals(self) -> None:
        checkout = self.shop.checkout
        goods = self.shop.cart.subtotal if not checkout.direct else checkout.lines[0].total
        lines, totals = line_rows(checkout.lines), total_rows(checkout, goods)
        stale = checkout.summary is not None and checkout.summary_stale
        for name in ("review", "check"):
            self.query_one(f"#{name}-lines", Totals).show(lines)
            self.query_one(f"#{name}-totals", Totals).show(totals, stale=stale)
        count = sum(line.quantity for line in checkout.lines)
        what = ngettext("{count} item", "{count} items", count).format(count=count)
        self.query_one("#sticky", Totals).show([MoneyRow(f"{_('Total')}  {what}", totals[-1].amount, strong=True)], stale=stale)
        self.query_one("#totals-error", ErrorNotice).show(
            checkout.errors.get("summary") or checkout.errors.get("discount")
        )

    def _draw_button(self) -> None:
        checkout = self.shop.checkout
        button = self.query_one("#order", PrimaryButton)
        missing = checkout.missing()
        if not self.shop.orders.can_place:
            button.label, button.amount, button.blocked = _("An earlier order is still open: look"), "", True
        elif missing:
            failed = missing[0] == "totals" and "summary" in checkout.errors
            button.label = _("The total is not known: try again") if failed else missing_words(missing[0])
            button.amount, button.blocked = "", True
        else:
            button.label, button.amount, button.blocked = _("Place order"), format_money(checkout.total), False

    # The order on its way

    def _follow_order(self) -> bool:
        """Draw or leave according to the attempt; says whether nothing else is to be drawn."""
        attempt = self.shop.orders.attempt
        sending = attempt is not None and attempt.state == "submitting"
        if sending != self.has_class("-sending"):
            self.set_class(sending, "-sending")
            self.refresh_bindings()
        if attempt is None:
            return False
        if sending:
            self._following = attempt.id
            self._rejected = ""
            amount = format_money(attempt.total) if attempt.total is not None else ""
            self.query_one("#sending", Static).update(
                Content.assemble(
                    (_("Sending your order …"), "bold"),
                    (f"  {amount}", "$accent"),
                    "\n",
                    (_("Please do not close the shop; this takes a few seconds."), "$dim"),
                )
            )
            return True
        if attempt.id != self._following or self.etalase.screen is not self:
            return False
        self._following = ""
        if attempt.state == "placed":
            self.etalase.open_payment(attempt.secret_slug)
            return True
        if attempt.state == "unknown":
            self.etalase.open_outcome()
        elif attempt.state == "rejected":
            self._rejected = self.shop.orders.rejection() or _("Please check what you filled in and try again.")
            self._visited |= {name for names in FIELDS.values() for name in names}
            self._go_to(self._first_wrong())
        return False

    def _first_wrong(self) -> Key:
        for key in keys(self.shop.checkout):
            for name in FIELDS[key]:
                if any(self.shop.checkout.field_error(known_as) for known_as in OWN_NAMES.get(name, (name,))):
                    return key
        return self._first_unfinished()

    def action_order(self) -> None:
        """Place the order, or go to what is missing first. Pressing often is safe: the service takes one."""
        checkout, orders = self.shop.checkout, self.shop.orders
        if not orders.can_place:
            if not self.has_class("-sending"):
                self.etalase.open_outcome()
            return
        self._keep_code()
        missing = checkout.missing()
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
        key, name = WHERE[first]
        self._visited.add(name)
        self._go_to(key, name)
        self.render_state()

    @on(PrimaryButton.Pressed, "#order")
    def _order_pressed(self) -> None:
        self.action_order()

    # From section to section

    def _first_unfinished(self) -> Key:
        checkout = self.shop.checkout
        missing = checkout.missing()
        for key in keys(checkout):
            if not section_done(key, checkout, missing):
                return key
        return "check"

    def _go_to(self, key: Key, name: str = "") -> None:
        """Open a section, fold the others, focus what is wanted in it."""
        self._open = key
        self._show_open()
        self.render_state()
        self.call_after_refresh(self._focus_in, key, name)

    def _show_open(self) -> None:
        for section in self.query(Section):
            section.opened = section.key == self._open

    def _focus_in(self, key: Key, name: str) -> None:
        section = self.query_one(f"#section-{key}", Section)
        wanted = section.query(f"#{name}") if name else None
        target: Widget | None = wanted.first() if wanted else None
        if target is None or not target.display:
            target = section.first_focus()
            if key == "check" and not name:
                target = self.query_one("#order", PrimaryButton)
        if target is not None:
            target.focus()
        section.scroll_visible(animate=False, top=True)

    def _advance(self) -> None:
        """On to the next section if this one is complete, else to what is missing in it."""
        checkout = self.shop.checkout
        missing = checkout.missing()
        for m in missing:
            key, name = WHERE.get(m, ("check", ""))
            if key == self._open and key != "check":
                self._visited.add(name)
                self._go_to(key, name)
                return
        order = keys(checkout)
        after = order[order.index(self._open) + 1 :]
        open_next = next((key for key in after if not section_done(key, checkout, missing)), "check")
        self._go_to(cast(Key, open_next))

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
        if name in ("name", "email", "phone"):
            if getattr(checkout.draft, name) != value:
                checkout.set_contact(**{name: value})
        elif name == "address":
            if checkout.draft.address != value:
                checkout.set_address(value)
        elif name == "notes":
            if checkout.draft.notes != value:
                checkout.set_notes(value)
        elif name == "code":
            self._typed_code = value

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        name = event.input.id or ""
        self._visited.add(name)
        names = FIELDS[self._open]
        if name == "code":
            self._keep_code()
        if name in names and name != names[-1]:
            self.query_one(f"#{names[names.index(name) + 1]}").focus()
        elif self._open == "check":
            self.query_one("#order", PrimaryButton).focus()
        else:
            self._advance()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        name = event.widget.id
        if isinstance(event.widget, Input) and name and self.is_current:
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
        typed, self._typed_code = self._typed_code, None
        if typed is not None and typed.strip() != self.shop.checkout.draft.discount_code:
            self.shop.spawn(lambda: self.shop.checkout.set_code(typed), "check discount code")

    @on(PickBox.Opened)
    def _pick_place(self) -> None:
        self.etalase.push_screen(PlaceScreen(self.shop.locations), self._place_picked)

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
            self._draw_methods()
            self.call_after_refresh(event.choices.reveal)
        else:
            self.shop.checkout.set_method(event.choice.id)
            self._advance()

    @on(ChoiceList.Left)
    def _list_left(self, event: ChoiceList.Left) -> None:
        self._step_focus(event.direction)

    def on_key(self, event: events.Key) -> None:
        """Up and Down go from field to field, and past the ends of a section to its neighbour."""
        if event.key in ("up", "down") and isinstance(self.focused, (Input, PickBox, SectionHead, PrimaryButton)):
            event.stop()
            self._step_focus(-1 if event.key == "up" else 1)
        elif event.key in ("pageup", "pagedown") and not self.has_class("-sending"):
            event.stop()
            sections = self.query_one("#sections", VerticalScroll)
            (sections.scroll_page_up if event.key == "pageup" else sections.scroll_page_down)(animate=False)

    def _step_focus(self, direction: int) -> None:
        chain = self.focus_chain
        if self.focused not in chain:
            return
        at = chain.index(self.focused) + direction
        opened = self.query_one(f"#section-{self._open}", Section)
        inside = any(node is opened for node in self.focused.ancestors)
        if direction < 0 and inside and (at < 0 or opened not in chain[at].ancestors):
            if at >= 0 and isinstance(chain[at], SectionHead):
                chain[at].focus()
            elif opened.key != "contact":
                self.action_previous()
        elif 0 <= at < len(chain):
            chain[at].focus()

    # Asking the store

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the order is out nothing here does anything; retrying is offered only after a failure."""
        if self.has_class("-sending") and action in ("order", "next", "previous", "back", "retry"):
            return False
        if action == "retry":
            return bool(self.shop.checkout.errors)
        return True

    def action_retry(self) -> None:
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

