"""A field that is chosen elsewhere: shows what was picked, opens the picker."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from widgets.labelled_row import LabelledRow


class PickBox(Widget, can_focus=True):
    """The box itself: the value, or what to do to get one."""

    BINDINGS = [Binding("enter,space", "open", show=False)]

    class Opened(Message):
        """The buyer wants to pick; `typed` is a letter already struck for it."""

        def __init__(self, box: PickBox, typed: str = "") -> None:
            super().__init__()
            self.box = box
            self.typed = typed

        @property
        def control(self) -> PickBox:
            return self.box

    def __init__(self, value: str, placeholder: str, *, id: str) -> None:
        super().__init__(id=id)
        self._value = value
        self._placeholder = placeholder

    def show(self, value: str) -> None:
        """What was picked; empty for nothing yet."""
        if value != self._value:
            self._value = value
            self.refresh(layout=True)

    def render(self) -> Content:
        return Content(self._value) if self._value else Content.assemble((self._placeholder, "$dim"))

    def action_open(self) -> None:
        self.post_message(self.Opened(self))

    def on_key(self, event: events.Key) -> None:
        """A letter begins the search: a newcomer types the name of the place right here."""
        if event.character and event.character.isalnum():
            event.stop()
            event.prevent_default()
            self.post_message(self.Opened(self, event.character))

    def on_click(self) -> None:
        self.focus()
        self.action_open()


class PickField(LabelledRow):
    """The inner box has the row's name as its id."""

    def __init__(self, name: str, label: str, value: str = "", *, placeholder: str = "") -> None:
        self.box = PickBox(value, placeholder, id=name)
        super().__init__(name, label, self.box)
