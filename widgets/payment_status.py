"""One line that says what is being waited for, in as many words as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from app.i18n import _
from app.wording import explain

if TYPE_CHECKING:
    from app.api.errors import ShopError
    from app.services.payment import PaymentView


class PaymentStatus(Widget):
    """Always one row, so that nothing moves when what it says changes."""

    DEFAULT_CSS = "PaymentStatus { height: 1; }"

    class Clicked(Message):
        """It was clicked: what its key does is wanted."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: list[Content] = []

    def show(self, choices: list[Content]) -> None:
        """The same said in fewer and fewer words; none leaves the line empty."""
        if choices != self._choices:
            self._choices = choices
            self.refresh()

    def render(self) -> Content:
        width = self.content_size.width
        for words in self._choices:
            if words.cell_length <= width:
                return words
        return self._choices[-1].truncate(width, ellipsis=True) if self._choices else Content("")

    def on_click(self) -> None:
        self.post_message(self.Clicked())


def status_choices(
    view: PaymentView | None,
    *,
    error: ShopError | None,
    asking: bool,
    asked_at: str,
    check_key: str,
    retry_key: str,
) -> list[Content]:
    """What the line says. `asking`: the buyer's own question has no answer yet; `asked_at`: when it said not yet."""
    if view is None or (view.waiting_for_info and not asking):
        return []  # what is awaited says so itself
    if asking:
        return [Content.assemble((_("Asking the shop…"), "$dim"))]
    if error is not None and (view.ended is None or view.manual_check):
        words = explain(error, "order")
        again = (
            [("  ", ""), (retry_key, "bold $accent"), (f" {_('try again')}", "")] if words.can_retry else []
        )
        return [
            Content.assemble((words.title, "$warn"), (f" {words.advice}", "$dim"), *again),
            Content.assemble((words.title, "$warn"), *again),
            Content.assemble((words.title, "$warn")),
        ]
    if asked_at:
        not_yet = _("Not arrived yet at {time}.").format(time=asked_at)
        return [
            Content.assemble((not_yet, "$warn"), (f" {_('It can take a few minutes.')}", "$dim")),
            Content.assemble((not_yet, "$warn")),
        ]
    key = (check_key, "bold $accent")
    if view.polls:
        return [
            Content.assemble(
                (f"{_('Waiting for your payment…')} {_('This page updates by itself.')}", "$dim")
            ),
            Content.assemble((_("Waiting for your payment…"), "$dim")),
        ]
    if view.manual_check and view.ended == "conflict":
        return [Content.assemble(key, ("  ", ""), (_("asks how it stands now"), "$dim"))]
    if view.manual_check:
        return [
            Content.assemble(key, ("  ", ""), (_("Paid already? Ask whether it has arrived."), "$dim")),
            Content.assemble(key, ("  ", ""), (_("asks whether it has arrived"), "$dim")),
        ]
    return []
