"""The checkout draft and everything that depends on it: couriers, methods, totals, what is missing (NOTES section 7)."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from app.api.errors import ShopError
from app.records import DirectItem, LineSnapshot, Place
from app.services.asking import Asking
from app.services.banks import VA, rows_to_choose
from app.services.bodies import Json
from app.services.couriers import courier_of, still_offered
from app.services.delivery_addresses import DeliveryAddresses
from app.services.desk import order_body
from app.services.discounts import normalise_code
from app.services.draft_rules import CONTACT, WIRE_FIELDS, Missing, cod_words, field_words
from app.services.purchase import Purchase
from app.services.review import CheckoutLine
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.catalog import PaymentMethod
    from app.api.models.checkout import ShippingOption, Summary
    from app.services.discounts import DiscountResult
    from app.services.shop import Shop

__all__ = ["CheckoutLine", "CheckoutService", "Missing", "Part"]

Part = Literal["methods", "addresses", "shipping", "summary", "discount"]

COD = "cod"


class CheckoutService(Purchase):
    """Owns the draft. Every change is saved at once; what depends on it is asked again (debounced, newest wins).

    Each answer is kept with the part of the draft it was asked for (`_…_for`), so nothing is asked twice for the
    same facts and an answer to an earlier draft is known to be old.
    """

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop)
        self.methods: list[PaymentMethod] = []
        """Those of `rows_to_choose`. COD is among them; `cod_problem` says when it cannot be."""
        self._bank_sent: dict[str, str] = {}
        self.options: list[ShippingOption] = []
        self.summary: Summary | None = None
        self.discount: DiscountResult | None = None
        self.busy: set[Part] = set()
        self.errors: dict[Part, ShopError] = {}
        self.changed = Signal()
        self.debounce = 0.25
        """Seconds without a change before the store is asked."""
        self._methods_known = False
        self._shipping_for: object = None
        self._discount_for: object = None
        self._summary_for: object = None
        self._asking: asyncio.Task[None] | None = None
        self._asking_for: object = None
        self._preparing = 0
        self._watching = False
        self._rejected: dict[str, str] = {}
        self._counted = ""
        """The code that was part of a total the buyer has seen."""
        self.delivery = DeliveryAddresses(shop)
        self._asked_as: str | None = None
        """The sign-in the answers are for, empty for a guest; None before the first."""
        shop.cart.changed.subscribe(self._cart_changed)
        shop.auth.changed.subscribe(self._buyer_changed)

    @property
    def summary_stale(self) -> bool:
        """True while `summary` belongs to an earlier draft: show it dimmed."""
        return self.summary is None or self._summary_for != self._totals_key()

    @property
    def total(self) -> Decimal | None:
        """What the store asks for the draft as it is now; None while that is not known."""
        return self.summary.gross_revenue if self.summary is not None and not self.summary_stale else None

    @property
    def code(self) -> str:
        """The discount code that counts: empty when the store has said that it does not."""
        discount, code = self.discount, self.draft.discount_code
        return "" if discount is not None and discount.code == code and not discount.eligible else code

    @property
    def lost_code(self) -> str:
        """The code that was in the total, or on the order, and no longer counts; empty when there is none.

        It is taken out by the buyer before anything is ordered: nobody pays another total than the one agreed to.
        """
        code = self.draft.discount_code
        lost = "code" in self._rejected or (code == self._counted and not self.code)
        return code if code and lost else ""

    @property
    def cod_problem(self) -> str | None:
        """Why paying on delivery cannot be chosen as things are, in words; None when it can, or is not offered."""
        offered = any(method.code == COD for method in self.methods)
        return cod_words(self.draft, delivery=self.needs_delivery) if offered else None

    def begin_cart(self) -> None:
        """Check out the cart; what was filled in before is still there."""
        if self.direct:
            self.draft.direct = []
            self._other_items()
        self._shop.cart.accept_prices()

    def begin_direct(self, snapshot: LineSnapshot, quantity: int) -> None:
        """Check out just this; the guest token is then left out of every call so that the cart stays."""
        self._shop.session.snapshots[snapshot.key] = snapshot.copy()
        self._shop.session.save_cart()
        wanted = [DirectItem(snapshot.kind, snapshot.ref_id, min(max(quantity, 1), 100))]
        if self.draft.direct != wanted:
            self.draft.direct = wanted
            self._other_items()

    def finished(self) -> None:
        """The order is made: only contact and address are kept for the next one."""
        draft = self.draft
        draft.direct, draft.courier, draft.notes, draft.discount_code = [], None, "", ""
        draft.payment_method, draft.sub_payment_method = "", None
        self.delivery.finished()
        self._stop()
        self._watching = False
        self._forget_answers()

    def begin_again(self) -> None:
        """Another buyer, with a draft of their own: methods and all other answers were for the one before."""
        self.methods, self._methods_known = [], False
        self.finished()
        self.delivery.forget()

    async def load(self) -> None:
        """Ask for what is not known yet: payment methods, couriers, totals. Errors end in `errors`."""
        self._watching = True
        if self._asking is None or self._asking.done() or self._asking_for != self._totals_key():
            self._ask_again(delay=0)
        while self._asking is not None and not self._asking.done():
            await asyncio.wait((self._asking,))

    def set_contact(
        self, *, name: str | None = None, email: str | None = None, phone: str | None = None
    ) -> None:
        for field, value in (("name", name), ("email", email), ("phone", phone)):
            if value is not None and getattr(self.draft, field) != value:
                self._set(field, value)

    def set_address(self, address: str) -> None:
        self.draft.address_id = ""
        self._set("address", address)

    def set_place(self, place: Place) -> None:
        """New destination: couriers and totals are asked again, the chosen courier stays only if still offered."""
        self.set_destination("", self.draft.address, place)

    def set_destination(self, address_id: str, address: str, place: Place | None) -> None:
        """All of where to: an entry of the customer's address book, or with an empty id what was typed."""
        for name in ("address_id", "postal_code"):
            self._rejected.pop(name, None)
        self.draft.address_id = address_id
        if address != self.draft.address:
            self._set("address", address)
        self._set("place", place)
        self._ask_again()

    def set_courier(self, option: ShippingOption) -> None:
        self._set("courier", courier_of(option))
        self._ask_again()

    def set_method(self, code: str) -> None:
        """Choose a row of `methods` by its code."""
        self._choose_method(code)
        self._ask_again()

    def set_notes(self, notes: str) -> None:
        self._set("notes", notes)

    async def set_code(self, code: str) -> None:
        """Check and keep a discount code; empty removes it. The answer is in `discount`."""
        self._stop()
        self._rejected.pop("code", None)
        self._counted = ""
        self._set("discount_code", normalise_code(code))
        await self._shop.cart.settle()
        await self._check_code()
        if self._watching:
            self._ask_again(delay=0)

    def missing(self) -> list[Missing]:
        """What still stops the order; empty means it can be placed."""
        draft, delivery = self.draft, self.needs_delivery
        missing: list[Missing] = ["sign_in"] if self.signed_out else []
        if not self.lines:
            missing.append("items")
        if not self.direct and self._shop.cart.problems:
            missing.append("line_problem")
        missing += self._missing_fields()
        if self._courier_missing() or (draft.payment_method == COD and delivery and self.cod_problem):
            missing.append("courier")
        if self._method_missing() or (draft.payment_method == COD and not delivery):
            missing.append("payment_method")
        if self.lost_code:
            missing.append("code")
        if self.total is None or not (self.direct or self._shop.cart.settled):
            missing.append("totals")
        return missing

    def field_error(self, name: str) -> str | None:
        """A word for the field (`name`, `email`, `phone`, `address`, `address_id`, `place`, `postal_code`,
        `courier`, `payment_method`, `code`, `notes`) in the buyer's language, or None. The server's own after a rejection."""
        typed_here = name not in CONTACT or not self.of_customer
        return self._rejected.get(name) or (field_words(name, self.draft) if typed_here else None)

    def rejected(self, fields: dict[str, str]) -> None:
        """Keep what the store said of each field, until that field changes; code and totals are asked again."""
        self._rejected = {WIRE_FIELDS.get(name, name): words for name, words in fields.items()}
        self._summary_for = self._discount_for = None
        self._ask_again()
        self.changed.emit()

    def order_body(self) -> Json:
        """What the order button sends for the draft as it is: a guest's request, or a customer's."""
        return order_body(self._shop, delivery=self.needs_delivery, code=self.code)

    # What depends on the draft

    def _set(self, field: str, value: Any) -> None:
        setattr(self.draft, field, value)
        self._rejected.pop({"discount_code": "code"}.get(field, field), None)
        self._shop.session.save_draft()
        self.changed.emit()

    def _choose_method(self, code: str) -> None:
        bank = self.draft.sub_payment_method = self._bank_sent.get(code)
        self._set("payment_method", code if bank is None else VA)

    def _other_items(self) -> None:
        self.draft.courier = None
        self._forget_answers()

    def _forget_answers(self) -> None:
        self.options, self.summary, self.discount = [], None, None
        self._shipping_for = self._discount_for = self._summary_for = None
        self.errors.clear()
        self._rejected.clear()
        self._shop.session.save_draft()
        self.changed.emit()

    def _courier_missing(self) -> bool:
        return self.needs_delivery and self.draft.courier is None and not self._nothing_to_send()

    @property
    def couriers_known(self) -> bool:
        """`options` are the store's answer for the draft as it is, be it that there are none."""
        return self._shipping_for is not None and self._shipping_for == self._shipping_key()

    def _nothing_to_send(self) -> bool:
        """The store offers no courier and nothing here is certainly physical: a bundle of digital things."""
        return self.couriers_known and not self.options and not self._sure_to_be_sent()

    def _method_missing(self) -> bool:
        # A store without any method is a two-step store, where paying is arranged on the order (NOTES section 7).
        return not self.draft.payment_method and (bool(self.methods) or not self._methods_known)

    def _cart_changed(self) -> None:
        cart = self._shop.cart
        if not self._watching or self.direct or self._preparing or cart.state != "fresh" or not cart.settled:
            return
        if self.summary is not None and self.summary_stale:
            self._ask_again()

    def _buyer_changed(self) -> None:
        """Someone else is served now, by other routes: all is asked anew. Whose session ended only waits."""
        login = self._shop.auth.login
        if login == self._asked_as:
            return
        self._stop()
        if self.signed_out:
            self.errors.clear()
            self.changed.emit()
            return
        self._asked_as = login
        self.methods, self._methods_known = [], False
        self.delivery.forget()
        self._forget_answers()
        self._ask_again(delay=0)

    def _stop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        self.busy.clear()

    def _ask_again(self, delay: float | None = None) -> None:
        """Ask, after a moment without changes, for all that the draft as it then is has no answer to."""
        if not self._watching:
            return
        self._stop()
        self._asking_for = self._totals_key()
        self._asking = self._shop.spawn(
            lambda: self._ask(self.debounce if delay is None else delay), "checkout", wait=False
        )

    async def _ask(self, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        if self.signed_out:
            return
        self._asked_as = self._shop.auth.login
        if not self.direct:
            await self._shop.identity.settled()
            self._preparing += 1  # what the cart says of itself meanwhile is waited for here
            try:
                if self._shop.cart.state in ("saved", "failed"):
                    await self._shop.cart.refresh()
                await self._shop.cart.settle()
            finally:
                self._preparing -= 1
        await asyncio.gather(self._ask_methods(), self._ask_totals(), self._ask_profile())

    async def _ask_profile(self) -> None:
        account = self._shop.account
        if self._shop.auth.signed_in and account.profile is None:
            await account.load_profile()

    async def _ask_totals(self) -> None:
        if self._shop.auth.signed_in and self.needs_delivery and not self.delivery.known:
            async with self._part("addresses"):
                await self.delivery.load()
        if not self.lines or not await self._ask_couriers() or self._courier_missing():
            return
        await self._check_code()
        await self._ask_summary()

    def _part(self, part: Part) -> Asking[Part]:
        return Asking(part, self.busy, self.errors, self.changed)

    async def _ask_methods(self) -> None:
        if self._methods_known:
            return
        async with self._part("methods"):
            offered = await (await self._shop.desk()).payment_methods()
            self.methods, self._bank_sent = rows_to_choose(offered)
            self._methods_known = True
            if chosen := self.method_code:  # maybe of a time when the store named it otherwise
                self._choose_method(chosen if any(m.code == chosen for m in self.methods) else "")

    async def _ask_couriers(self) -> bool:
        """False when the couriers could not be asked: then there are no totals to ask for either."""
        key = self._shipping_key()
        if not self.needs_delivery:
            return True
        if self.draft.place is None or not self.draft.place.postal_code:
            return False
        if key == self._shipping_for:
            return True
        async with self._part("shipping"):
            self.options = await (await self._shop.desk()).shipping_options(self.draft)
            self._shipping_for = key
            self._keep_courier()
            return True
        return False

    def _keep_courier(self) -> None:
        """The chosen courier as it is offered now, or none."""
        chosen = self.draft.courier
        if chosen is None:
            return
        again = still_offered(chosen, self.options)
        if again != chosen:
            self._set("courier", again)

    async def _check_code(self) -> None:
        code = self.draft.discount_code
        key = self._totals_key() if code else None
        if not code:
            self.discount = None
            self.errors.pop("discount", None)
            self.changed.emit()
        elif key != self._discount_for:
            async with self._part("discount"):
                result = await self._shop.discounts.check(code)
                if self.draft.discount_code == code:
                    self.discount, self._discount_for = result, key

    async def _ask_summary(self) -> None:
        key = self._totals_key()
        if key == self._summary_for:
            return
        async with self._part("summary"):
            code, desk = self.code, await self._shop.desk()
            self.summary = await desk.summary(self.draft, delivery=self.needs_delivery, code=code)
            self._summary_for, self._counted = key, code or self._counted
