"""What the checkout looks like: its parts, and how the draft and what is known of it are drawn into them."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.widgets import Input

from app.i18n import _, ngettext
from app.money import format_money
from screens.base import ShopScreen
from screens.checkout_fields import Key, own_names, where
from screens.checkout_rows import (
    cod_note,
    courier_choices,
    courier_key,
    line_rows,
    method_choices,
    total_rows,
)
from screens.checkout_sections import (
    NewTotal,
    build,
    keys,
    missing_words,
    section_done,
    summary,
    title,
)
from styles import sheet
from widgets.bindings import bindings
from widgets.choice_list import ChoiceList
from widgets.discount_words import discount_words
from widgets.error_notice import ErrorNotice
from widgets.labelled_field import LabelledField
from widgets.pick_field import PickField
from widgets.primary_button import PrimaryButton
from widgets.section import Section
from widgets.sign_in_offer import SignInOffer
from widgets.static import Static
from widgets.steps_bar import StepsBar, WayStep
from widgets.totals import MoneyRow, Totals


class CheckoutPage(ShopScreen[None]):
    """Holds which section is open and what was visited; `draw` renders the services. What happens on a key is in
    `CheckoutScreen`."""

    CSS_PATH = sheet("checkout")
    BINDINGS = bindings("checkout")
    AUTO_FOCUS: ClassVar[str | None] = ""  # not None, which would mean the first thing there is

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        """`known`: attempts whose outcome has been told; one refused while another page was open is not among them."""
        super().__init__()
        self._open: Key = "contact"
        self._shown = ""
        """The section that is kept in sight."""
        self._placed: tuple[Region, Size] | None = None
        """Where it was when it was last brought there, and in how much room."""
        self._sections: list[Section] = []
        self.sending = False
        """The order is out: nothing is to be seen but that."""
        self._visited: set[str] = set()
        """Fields left once: from then on their errors are said."""
        self._groups: set[str] = set()
        self.known = set(known)
        """Attempts whose outcome this page has told, or that were over before it was opened."""
        self._following = ""
        """The attempt this screen saw leave: only its end leads on from here."""
        self._rejected = ""
        self._typed_code: str | None = None
        self._new_total = NewTotal()
        self._code_asked = 0
        """Codes on their way to the store."""

    def heading(self) -> str:
        return _("Order") if not self.shop.checkout.direct else _("Buy now")

    def body(self) -> ComposeResult:
        checkout = self.shop.checkout
        yield StepsBar(id="steps")
        with Container(id="page"):
            with VerticalScroll(id="sections", can_focus=False):
                yield Static("", id="rejected", markup=False)
                yield SignInOffer(id="sign-in-offer")
                self._sections = build(checkout)
                yield from self._sections
            with Vertical(id="side"):
                with VerticalScroll(id="review", can_focus=False):
                    yield Static(_("Summary").upper(), classes="heading", markup=False)
                    yield Totals(id="review-lines")
                    yield Totals(id="review-totals")
                yield Totals(id="sticky")
                yield PrimaryButton(id="order")
        yield Static("", id="sending", markup=False)

    def show_sending(self, sending: bool) -> None:
        """Whether the order is on its way. Not by a class of the screen: all of the page would be styled anew."""
        for name in ("page", "steps"):
            self.query_one(f"#{name}").display = not sending
        self.query_one("#sending").display = sending
        if sending != self.sending:
            self.sending = sending
            self.refresh_bindings()

    def draw(self) -> None:
        """The draft, what is known of it and what is missing."""
        checkout = self.shop.checkout
        missing = checkout.missing()
        if not missing:
            self._new_total.came()
        needed = keys(checkout)
        steps = []
        for section in self._sections:
            key = cast(Key, section.key)
            done = section_done(key, checkout, missing)
            section.display = key in needed
            section.opened = key == self._open
            section.tell(done=done, summary=summary(key, checkout, done))
            if key in needed:
                steps.append(WayStep(key, title(key), done, key == self._open))
        self.query_one(StepsBar).show(steps)
        self.query_one(SignInOffer).display = self._open == "contact" and not self.shop.auth.signed_in
        self._draw_fields()
        self._draw_couriers()
        self.draw_methods()
        self._draw_totals()
        self._draw_button()
        notice = self.notice()
        rejected = self.query_one("#rejected", Static)
        rejected.display = bool(notice.plain)
        rejected.update(notice)

    def notice(self) -> Content:
        """What is to be read before anything else; empty for nothing."""
        if not self._rejected:
            return Content("")
        return Content.assemble((_("The shop did not take the order."), "bold $bad"), "\n", self._rejected)

    def _draw_fields(self) -> None:
        checkout = self.shop.checkout
        draft = checkout.draft
        for row in (row for section in self._sections for row in section.rows(LabelledField)):
            name = row.field.id or ""
            row.say(self._error(name))
            value = str(getattr(draft, "discount_code" if name == "code" else name, ""))
            if (
                row.field.value != value
                and not row.field.has_focus
                and not (name == "code" and self._typed_code)
            ):
                with self.prevent(Input.Changed):
                    row.field.value = value
        place = self.query_one("#row-place", PickField)
        place.box.show(draft.place.display if draft.place else "")
        place.say(self._error("place"))
        words = discount_words(checkout.discount, lost=bool(checkout.lost_code))
        if "discount" in checkout.busy:
            words = Content.assemble((_("asking…"), "$dim"))
        self.query_one("#row-code", LabelledField).tell(words)

    def _error(self, name: str) -> str | None:
        """What is wrong with a field that was left or asked for; what is merely empty is asked for."""
        if name not in self._visited:
            return None
        checkout = self.shop.checkout
        for known_as in own_names(name, checkout):
            if words := checkout.field_error(known_as):
                return words
        return next(
            (
                missing_words(m)
                for m in checkout.missing()
                if (where(m, checkout) or ("", ""))[1] == name and m != "totals"
            ),
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
            elif not checkout.couriers_known:
                words = _("Asking the couriers…")
            else:
                words = _("No courier goes there. Please choose another area, or ask the seller.")
        cash = checkout.cod_problem if checkout.draft.payment_method == "cod" else None
        self._words("couriers", words, cash or self._error("couriers"))
        self.query_one("#couriers-error", ErrorNotice).show(failed)

    def draw_methods(self) -> None:
        checkout = self.shop.checkout
        failed = checkout.errors.get("methods")
        listing = self.query_one("#methods", ChoiceList)
        listing.show(method_choices(checkout.methods, self._groups, cod_note(checkout)), checkout.method_code)
        listing.display = bool(checkout.methods) and failed is None
        words = ""
        if failed is None and not checkout.methods:
            words = (
                _("Asking how you can pay…")
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
        total = MoneyRow(f"{_('Total')}  {what}", totals[-1].amount, strong=True)
        self.query_one("#sticky", Totals).show([total], stale=stale)
        self.query_one("#totals-error", ErrorNotice).show(
            checkout.errors.get("summary") or checkout.errors.get("discount")
        )

    def _draw_button(self) -> None:
        checkout = self.shop.checkout
        button = self.query_one("#order", PrimaryButton)
        missing = checkout.missing()
        if not self.shop.orders.can_place:
            button.label, button.amount, button.blocked = _("An earlier order is still open: look"), "", True
        elif missing[:1] == ["sign_in"]:
            button.label, button.amount, button.blocked = missing_words("sign_in"), "", False
        elif missing[:1] == ["code"]:
            button.label = _("Take out code {code}").format(code=checkout.lost_code)
            button.amount, button.blocked = "", False
        elif missing:
            failed = missing[0] == "totals" and "summary" in checkout.errors
            button.label = _("The total is not known: try again") if failed else missing_words(missing[0])
            button.amount, button.blocked = "", True
        else:
            button.label, button.amount, button.blocked = (
                _("Place order"),
                format_money(checkout.total),
                False,
            )
