"""A text field with its name and its error."""

from __future__ import annotations

from widgets.field import Field
from widgets.labelled_row import LabelledRow


class LabelledField(LabelledRow):
    """The inner Field has the row's name as its id."""

    def __init__(
        self, name: str, label: str, value: str = "", *, placeholder: str = "", max_length: int = 0
    ) -> None:
        self.field = Field(value, placeholder=placeholder, max_length=max_length, id=name)
        super().__init__(name, label, self.field)
