"""What the pages of one record have in common: what is known is shown at once, and asked again."""

from __future__ import annotations

from abc import abstractmethod

from textual import work
from textual.content import Content

from app.api.errors import ShopError
from app.i18n import _
from screens.base import ShopScreen


class RecordPage(ShopScreen[None]):
    """Renders one record of a service, which keeps it. A failed question leaves what is known on the page."""

    def __init__(self) -> None:
        super().__init__()
        self._failed: ShopError | None = None
        """Why the last question has no answer."""
        self._asking = False

    @abstractmethod
    async def ask(self) -> None:
        """Have the service fetch the record. Raises ShopError."""

    @work(group="record", exclusive=True, exit_on_error=False)
    async def fetch(self) -> None:
        """Ask the store how it is doing."""
        self._asking = True
        self._draw()
        try:
            await self.ask()
            self._failed = None
        except ShopError as error:
            self._failed = error
        finally:
            self._asking = False
        if self.is_attached:
            self._draw()

    def _draw(self) -> None:
        self.render_state()

    def waiting_words(self) -> Content:
        """What stands in the place of a record that is not known."""
        return Content.assemble((_("Asking the shop…") if self._asking else "", "$dim"))

    def action_refresh(self) -> None:
        self.fetch()

    def action_back(self) -> None:
        self.dismiss()
