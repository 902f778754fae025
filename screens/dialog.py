"""A page in front of a page: a box in the middle, the whole screen where there is no room around it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from app.main import Etalase
from app.services.shop import Shop
from styles import sheet
from widgets.calm_screen import CalmScreen
from widgets.key_bar import KeyBar

T = TypeVar("T")


class Dialog(ModalScreen[T], CalmScreen[T]):
    """Subclasses give `body` and fill it in `render_state`; Esc is their `action_back`."""

    CSS_PATH = sheet("dialog")

    rebuilding = False
    """As of a `ShopScreen`: whatever changes meanwhile is drawn when all parts are there."""

    etalase = getters.app(Etalase)

    def __init__(self) -> None:
        super().__init__(classes=self.etalase.size_classes())

    @property
    def shop(self) -> Shop:
        return self.etalase.shop

    @abstractmethod
    def body(self) -> ComposeResult:
        """The widgets in the box, above its keys."""

    def render_state(self) -> None:
        """Fill them; called again after the language has changed."""

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield from self.body()
            yield KeyBar()

    async def retranslate(self) -> None:
        """Draw again in the language in force; what is typed lives in a service, or is put back by the subclass."""
        focused = self.focused.id if self.focused is not None else None
        self.rebuilding = True
        try:
            await self.recompose()
        finally:
            self.rebuilding = False
        self.render_state()
        if focused and (found := self.query(f"#{focused}")):
            self.set_focus(found.first())
