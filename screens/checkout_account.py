"""The checkout of a signed-in customer: who orders, their saved addresses, and signing in again when that has ended."""

from __future__ import annotations

from abc import abstractmethod

from textual import on
from textual.content import Content
from textual.widget import Widget

from app.i18n import _
from app.services.delivery_addresses import one_line, place_of
from app.wording import explain
from screens.checkout_arrows import CheckoutArrows
from screens.checkout_sections import who
from widgets.choice_list import Choice, ChoiceList
from widgets.key_hint import key_hint
from widgets.static import Static

NEW, ONCE = "new:", "once:"
"""Rows below the saved addresses; no name of an address has a colon."""


class CheckoutAccount(CheckoutArrows):
    """What is different when `CheckoutService.of_customer`; for a guest nothing of it is seen."""

    _elsewhere = False
    """The buyer went to a page of the account, and what they did there is to be seen here."""
    _for_customer = False

    def on_mount(self) -> None:
        self._for_customer = self.shop.checkout.of_customer
        self.watch_signal(self.shop.account.changed, self.render_state)

    def on_screen_resume(self) -> None:
        if self.shop.checkout.of_customer != self._for_customer:
            self._for_customer = not self._for_customer  # a guest has signed in on the way
            self.call_after_refresh(self.go_on_if_done)
        if self._elsewhere:
            self._elsewhere = False
            self.shop.checkout.delivery.is_old()
            self._forget_prefilled()
            self.call_after_refresh(self.go_on_if_done)

    @abstractmethod
    def go_on_if_done(self) -> None:
        """On to the next section when nothing is missing in this one any more."""

    def draw(self) -> None:
        super().draw()
        customer = self.shop.checkout.of_customer
        for name in ("who", "profile"):
            self.query_one(f"#{name}", Widget).display = customer
        for name in ("name", "email", "phone"):
            self.query_one(f"#row-{name}", Widget).display = not customer
        if customer:
            self._draw_who()
        self._draw_addresses(customer)

    def notice(self) -> Content:
        if self.shop.checkout.signed_out:
            return Content.assemble(
                (_("Your sign-in has ended."), "bold $warn"),
                "\n",
                _("Sign in again and go on here: everything you filled in is kept."),
            )
        return super().notice()

    def _draw_who(self) -> None:
        checkout = self.shop.checkout
        words = Content.assemble((_("You order as"), "$dim"), " ", " · ".join(who(checkout)))
        if problem := self._error("profile"):
            words = Content.assemble(words, "\n", (problem, "$bad"))
        elif self.shop.account.profile_error is not None and not checkout.buyer.known:
            words = Content.assemble(words, "\n", (_("Your profile could not be read just now."), "$dim"))
        self.query_one("#who", Static).update(words)
        missing = checkout.missing()
        label = _("Change your profile")
        if "name" in missing:
            label = _("Add your name to your profile")
        elif "phone" in missing:
            label = _("Add your phone number to your profile")
        self.query_one("#profile", ChoiceList).show([Choice("profile", label, _("kept in your account"))])

    def _draw_addresses(self, customer: bool) -> None:
        checkout = self.shop.checkout
        delivery, failed = checkout.delivery, checkout.errors.get("addresses")
        asked = delivery.known or failed is not None
        listing = self.query_one("#addresses", ChoiceList)
        listing.display = customer and asked
        words = self.query_one("#addresses-words", Static)
        said = self._address_words(asked) if customer else Content("")
        words.display = bool(said.plain)
        words.update(said)
        typed = not customer or (asked and delivery.once)
        for name in ("address", "place"):
            self.query_one(f"#row-{name}", Widget).display = typed
        once = self.query_one("#once-words", Static)
        once.display = customer and typed
        if not customer:
            return
        rows = self._address_choices() if asked else []  # else the cursor would begin on what is there first
        listing.show(rows, checkout.draft.address_id or ONCE)
        buyer = checkout.buyer
        name = ", ".join(part for part in (buyer.name, buyer.phone) if part) or buyer.email
        once.update(Content.assemble((_("The parcel will bear your name: {name}").format(name=name), "$dim")))

    def _address_words(self, asked: bool) -> Content:
        """What is to be read above the list; one line, as an address can be typed all the same."""
        failed = self.shop.checkout.errors.get("addresses")
        if failed is not None:
            title = explain(failed).title
            return Content.assemble(
                (title, "$bad"), "  ", (key_hint("checkout.retry"), "bold $accent"), " ", _("try again")
            )
        if not asked:
            return Content.assemble((_("Asking for your addresses…"), "$dim"))
        return Content.assemble((self._error("addresses") or "", "$bad"))

    def _address_choices(self) -> list[Choice]:
        rows = []
        for address in self.shop.checkout.delivery.rows:
            place = place_of(address)
            line = ", ".join(part for part in (one_line(address), place.display if place else "") if part)
            if place is None or not place.postal_code:
                line = _("not complete: Enter completes it")
            rows.append(Choice(address.id, address.name or one_line(address) or _("Address"), line))
        return [
            *rows,
            Choice(NEW, _("New address"), _("kept in your address book")),
            Choice(ONCE, _("Another address"), _("for this order only")),
        ]

    @on(ChoiceList.Chosen, "#profile")
    def _profile_asked(self) -> None:
        self._elsewhere = True
        self.etalase.open_profile()

    @on(ChoiceList.Chosen, "#addresses")
    def _address_chosen(self, event: ChoiceList.Chosen) -> None:
        delivery = self.shop.checkout.delivery
        if event.choice.id == NEW:
            self._begin_new()
        elif event.choice.id == ONCE:
            delivery.type_one()
            self.render_state()
            self.call_after_refresh(self._to_what_is_typed)
        else:
            address = next((one for one in delivery.rows if one.id == event.choice.id), None)
            if address is None:
                return
            delivery.choose(address)
            place = self.shop.checkout.draft.place
            if place is None or not place.postal_code:
                self._elsewhere = True
                self.etalase.open_address(address)
            else:
                self.go_on_if_done()

    def _to_what_is_typed(self) -> None:
        """The fields have just come: they are to be in sight, not the top of their section."""
        self._shown = ""
        self.query_one("#address").focus(scroll_visible=False)
        self.call_after_refresh(self.query_one("#row-place").scroll_visible, animate=False)

    def _begin_new(self) -> None:
        """To the page that adds an entry; who orders is mostly who receives."""
        form, buyer = self.shop.account.forms.address(None), self.shop.checkout.buyer
        if not form.dirty:
            form.write("name", buyer.name)
            form.write("phone", buyer.phone)
        self.shop.checkout.delivery.expect_new()
        self._elsewhere = True
        self.etalase.open_address()

    def _forget_prefilled(self) -> None:
        """A new entry in which nothing was typed has not been begun."""
        form, buyer = self.shop.account.forms.address(None), self.shop.checkout.buyer
        filled = {name: text for name, text in (("name", buyer.name), ("phone", buyer.phone)) if text}
        if form.typed == filled:
            form.discard()

    def asked_to_sign_in(self) -> bool:
        """The session has ended: to the page where one signs in; the checkout goes on when that closes."""
        if not self.shop.checkout.signed_out:
            return False
        self.etalase.open_sign_in()
        return True
