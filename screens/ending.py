"""Ending a subscription with its period, or letting it go on after all: what happens when is said first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content

from app.i18n import _
from screens.dialog import Dialog
from widgets.bindings import bindings
from widgets.dates import full_date
from widgets.error_notice import ErrorNotice
from widgets.key_hint import key_hint
from widgets.primary_button import PrimaryButton
from widgets.static import Static
from widgets.subscription_change import ends_words
from widgets.subscription_words import interval_words, title_of

if TYPE_CHECKING:
    from app.services.subscription_change import Change


class EndingScreen(Dialog[None]):
    """Renders the change of one subscription in `SubscriptionService`; gone once the store has answered. The button does
    not have the focus at first: Enter pressed twice on the page below asks for nothing."""

    AUTO_FOCUS: ClassVar[str | None] = "#ending"
    BINDINGS = [
        *bindings("ending"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, subscription_id: str, kind: Literal["cancel", "resume"]) -> None:
        super().__init__()
        self._subscription_id = subscription_id
        self._kind = kind
        self._unsubscribe: Callable[[], None] | None = None
        self._asked = False
        """From here, so that its answer closes this."""

    @property
    def _change(self) -> Change | None:
        return self.shop.subscriptions.changes.get(self._subscription_id) if self._asked else None

    def body(self) -> ComposeResult:
        yield Static("", classes="dialog-title", markup=False)
        with VerticalScroll(id="ending"):
            yield Static("", id="ending-words", classes="dialog-words", markup=False)
            yield ErrorNotice(id="ending-error")
        yield PrimaryButton(key_hint=key_hint("ending.confirm", "Ctrl+S"), id="ending-do")

    def on_mount(self) -> None:
        self._unsubscribe = self.shop.subscriptions.changed.subscribe(self._changed)
        self.render_state()

    def on_unmount(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()

    def _changed(self) -> None:
        self.call_later(self.render_state)

    def render_state(self) -> None:
        """What would happen, or how far it is."""
        if self.rebuilding or not self.has("#ending-do"):
            return
        known, change = self.shop.subscriptions.find(self._subscription_id), self._change
        if known is None or (change is not None and change.state in ("done", "not_done", "unknown")):
            if self.is_current:
                self.dismiss()
            return
        cancel = self._kind == "cancel"
        title = _("Cancel this subscription?") if cancel else _("Resume this subscription?")
        self.query_one(".dialog-title", Static).update(Content(title))
        end = full_date(known.current_period_end)
        often = interval_words(known.interval, known.interval_count)
        if cancel:
            words = [ends_words(end), _("Until then you can take it back.")]
        else:
            if end:
                words = [_("It will not end on {date}.").format(date=end)]
            else:
                words = [_("It will not end with its period.")]
            words.append(
                _("It goes on, and is paid {often} as before.").format(often=often)
                if often
                else _("It goes on, and is paid as before.")
            )
        self.query_one("#ending-words", Static).update(
            Content.assemble((title_of(known), "bold"), "\n", "\n".join(words))
        )
        error = change.error if change is not None and change.state == "failed" else None
        self.query_one("#ending-error", ErrorNotice).show(error, key=key_hint("ending.confirm", "Ctrl+S"))
        button = self.query_one("#ending-do", PrimaryButton)
        button.blocked = self.shop.subscriptions.inert(self._subscription_id)
        if button.blocked:
            button.label = _("Asking the shop…")
        elif cancel:
            button.label = _("Cancel on {date}").format(date=end) if end else _("Cancel at the period's end")
        else:
            button.label = _("Let it go on")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is on its way is not asked for again."""
        return not (action == "confirm" and self.shop.subscriptions.inert(self._subscription_id))

    @on(PrimaryButton.Pressed)
    def _pressed(self) -> None:
        self.action_confirm()

    def action_confirm(self) -> None:
        """Once, however often it is pressed."""
        service = self.shop.subscriptions
        if self._change is not None and self._change.state != "failed":
            return
        self._asked = (service.cancel if self._kind == "cancel" else service.resume)(
            self._subscription_id
        ) or self._asked

    def action_back(self) -> None:
        self.dismiss()
