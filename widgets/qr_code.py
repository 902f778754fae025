"""A QR drawn in cells, black on white in every theme, in the largest form that fits."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from app.i18n import _
from app.qr import Matrix, half_blocks, matrix, sextants


class QrCode(Widget):
    """Half blocks where there are rows enough, else sextants, else words that say what to do instead."""

    DEFAULT_CSS = "QrCode { width: auto; height: auto; }"

    data: reactive[str] = reactive("", layout=True)
    room: reactive[tuple[int, int]] = reactive((80, 24), layout=True)
    """Columns and rows the screen can spare."""

    def _modules(self) -> Matrix:
        if not self.data:
            return ()
        try:
            return matrix(self.data)
        except ValueError:
            return ()

    def rows(self) -> list[str]:
        """The drawing as text, empty when it does not fit or there is nothing to draw."""
        modules = self._modules()
        if not modules:
            return []
        width, height = self.room
        size = len(modules)
        if size <= width and (size + 1) // 2 <= height:
            return half_blocks(modules)
        if (size + 1) // 2 <= width and (size + 2) // 3 <= height:
            return sextants(modules)
        return []

    def get_content_width(self, container: Size, viewport: Size) -> int:
        rows = self.rows()
        return len(rows[0]) if rows else min(40, max(10, self.room[0]))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.rows()) or super().get_content_height(container, viewport, width)

    def render(self) -> Content:
        rows = self.rows()
        if rows:
            return Content("\n".join(rows)).stylize("#000000 on #ffffff")
        if not self.data:
            return Content("")
        return Content.assemble(
            (_("The QR does not fit here."), "bold $warn"),
            "\n",
            _("Make the window larger, or save it as a picture."),
        )
