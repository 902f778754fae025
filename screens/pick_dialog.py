"""A field over a list: what is typed filters, arrows walk the list without leaving the field, Enter takes."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from widgets.calm_screen import CalmScreen
from widgets.pick_list import PickList

T = TypeVar("T")


class PickDialog(ModalScreen[T], CalmScreen[T]):
    """Subclasses compose one `Input` and one `PickList`, draw both in `draw`, and take a row in `take_row`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def draw(self, cursor: int = 0) -> None:
        """Fill the widgets from what is known, the cursor on that row."""

    def take_row(self, index: int) -> None:
        """The row of that number was taken; it may no longer be there."""

    @property
    def typed(self) -> str:
        return self.query_one(Input).value

    async def retranslate(self) -> None:
        """Draw again in the language in force; where the buyer is and what was typed stay."""
        typed = self.typed
        await self.recompose()
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = typed
        field.focus()
        self.draw()

    def action_move(self, by: int) -> None:
        self.query_one(PickList).move(by)

    def action_page(self, pages: int) -> None:
        self.query_one(PickList).action_page(pages)

    def action_take(self) -> None:
        self.take_row(self.query_one(PickList).cursor)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        self.take_row(event.index)
