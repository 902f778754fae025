"""Another variant for what is subscribed to: one that is more, or one that is less."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from app.api.errors import ShopError
from app.i18n import _
from app.money import format_money
from app.services.subscription_change import item_of
from screens.account_page import AccountPage
from styles import sheet
from widgets.bindings import bindings
from widgets.choice_list import Choice, ChoiceList
from widgets.error_notice import ErrorNotice
from widgets.key_hint import key_hint
from widgets.primary_button import PrimaryButton
from widgets.static import Static
from widgets.subscription_words import difference, difference_words, interval_words, price_words

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription, SubscriptionItem, VariantOption
    from app.services.subscription_change import Change, Step


class StepScreen(AccountPage):
    """Renders what the store offers for one item; gone once the store has answered to the one chosen."""

    CSS_PATH = sheet("subscription")
    BINDINGS = bindings("step")
    AUTO_FOCUS: ClassVar[str | None] = "#options"

    def __init__(self, subscription_id: str, item_id: str, step: Step) -> None:
        super().__init__()
        self._subscription_id, self._item_id, self._step = subscription_id, item_id, step
        self._options: list[VariantOption] | None = None
        self._failed: ShopError | None = None
        self._chosen = ""
        self._asked = False
        """From here, so that its answer closes this."""

    @property
    def _change(self) -> Change | None:
        return self.shop.subscriptions.changes.get(self._subscription_id) if self._asked else None

    @property
    def option(self) -> VariantOption | None:
        """The one chosen."""
        return next((one for one in self._options or () if str(one.id) == self._chosen), None)

    def heading(self) -> str:
        return _("Upgrade") if self._step == "upgrade" else _("Downgrade")

    def body(self) -> ComposeResult:
        with VerticalScroll(id="step", can_focus=False):
            yield Static("", id="step-now", markup=False)
            yield ErrorNotice(id="problem")
            yield Static("", id="step-words", markup=False)
            yield ChoiceList(id="options")
            yield Static("", id="step-when", markup=False)
        yield PrimaryButton(key_hint=key_hint("step.confirm", "Ctrl+S"), id="do")

    def on_mount(self) -> None:
        self.watch_signal(self.shop.subscriptions.changed, self._draw)
        self.render_state()
        self.ask()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    @work(group="options", exclusive=True, exit_on_error=False)
    async def ask(self) -> None:
        """What the store offers now."""
        self._failed = None
        self._draw()
        try:
            self._options = await self.shop.subscriptions.options(self._step, self._item_id)
        except ShopError as error:
            self._failed = error
        if self.is_attached:
            self._draw()

    def render_state(self) -> None:
        """What there is to choose from, or how far the change is."""
        if not self.has("#do"):
            return
        service, change = self.shop.subscriptions, self._change
        known = service.find(self._subscription_id)
        item = item_of(known, self._item_id) if known is not None else None
        if known is None or item is None or (change and change.state in ("done", "not_done", "unknown")):
            if self.is_current:
                self.dismiss()
            return
        often = interval_words(known.interval, known.interval_count)
        self.query_one("#step-now", Static).update(
            Content.assemble(
                (_("NOW"), "$dim"), "  ", (item.title or _("Item"), "bold"), "\n",
                price_words(item), (f" {often}" if often else "", "$dim"),
            )
        )  # fmt: skip
        refused = change.error if change is not None and change.state == "failed" else None
        self.query_one("#problem", ErrorNotice).show(
            refused or self._failed, key=key_hint("step.confirm", "Ctrl+S") if refused is not None else "r"
        )
        self._render_options(known, item)
        self._render_button(service.inert(self._subscription_id))
        self.refresh_bindings()

    def _render_options(self, known: Subscription, item: SubscriptionItem) -> None:
        options, words = self._options, Content("")
        if options is None and self._failed is None:
            words = Content.assemble((_("Asking the shop what it offers…"), "$dim"))
        elif options == []:
            words = Content.assemble((_("The shop offers nothing else here just now."), "bold"))
        place = self.query_one("#step-words", Static)
        place.update(words)
        place.display = bool(words.plain)
        rows = self.query_one(ChoiceList)
        rows.show([self._row(option, known, item) for option in options or ()], self._chosen)
        rows.display = bool(rows.rows)
        if rows.rows and self.focused is None:
            self.set_focus(rows)
        when = self.query_one("#step-when", Static)
        when.display = bool(rows.rows)
        when.update(
            Content.assemble(
                (_("The shop will say whether it counts at once or from the next period."), "$dim")
            )
        )

    def _row(self, option: VariantOption, known: Subscription, item: SubscriptionItem) -> Choice:
        apart = difference_words(difference(option, item, known))
        often = interval_words(option.interval, option.interval_count)
        price, narrow = format_money(option.price), self.has_class("-narrow")
        note = "  ".join(part for part in (price if narrow else "", apart, often) if part)
        product = item.variant.product_name if item.variant is not None else ""
        name = option.name if option.product_name == product else option.title
        return Choice(str(option.id), name or option.title or _("Item"), note, "" if narrow else price)

    def _render_button(self, inert: bool) -> None:
        button, option = self.query_one("#do", PrimaryButton), self.option
        button.display = bool(self._options)
        button.blocked = inert or option is None
        button.amount = format_money(option.price) if option is not None else ""
        if inert:
            button.label = _("Asking the shop…")
        elif option is None:
            button.label = _("Choose one first")
        else:
            button.label = self.heading()

    @on(ChoiceList.Chosen, "#options")
    def _chose(self, event: ChoiceList.Chosen) -> None:
        if not self.shop.subscriptions.inert(self._subscription_id):
            self._chosen = event.choice.id
            self.render_state()

    @on(ChoiceList.Left)
    def _left(self, event: ChoiceList.Left) -> None:
        if event.direction > 0:
            self.set_focus(self.query_one("#do"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        if action == "confirm":
            return self.option is not None and not self.shop.subscriptions.inert(self._subscription_id)
        return self._failed is not None if action == "retry" else True

    @on(PrimaryButton.Pressed)
    def _pressed(self) -> None:
        self.action_confirm()

    def action_confirm(self) -> None:
        """Once, however often it is pressed."""
        option = self.option
        if option is None or (self._change is not None and self._change.state != "failed"):
            return
        asked = self.shop.subscriptions.step(self._subscription_id, self._step, self._item_id, option)
        self._asked = asked or self._asked

    def action_retry(self) -> None:
        self.ask()

    def action_back(self) -> None:
        self.dismiss()
