"""The line on top: where one is, and what is in the cart."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class ShopHeader(Widget):
    """`‹ title … cart`, a rule below. Drawn in one piece: two lines, no child widgets."""

    title_text: reactive[str] = reactive("")
    badge: reactive[str] = reactive("")
    cart: reactive[str] = reactive("")
    back: reactive[bool] = reactive(False)

    class CartClicked(Message):
        """The cart in the corner was clicked."""

    class BackClicked(Message):
        """The way back in the other corner was clicked."""

    def __init__(self, title: str = "", *, badge: str = "", cart: str = "", back: bool = False) -> None:
        super().__init__()
        self.set_reactive(ShopHeader.title_text, title)
        self.set_reactive(ShopHeader.badge, badge)
        self.set_reactive(ShopHeader.cart, cart)
        self.set_reactive(ShopHeader.back, back)

    def render(self) -> Content:
        width = self.size.width
        cart = self.cart
        start = " ‹ " if self.back else " "
        badge = f"  {self.badge}" if self.badge else ""
        room = width - cell_len(start) - cell_len(badge) - cell_len(cart) - 3
        title = self.title_text
        if cell_len(title) > room:
            badge = ""
            room = width - cell_len(start) - cell_len(cart) - 3
        if cell_len(title) > room:
            title = set_cell_size(title, max(1, room - 1)).rstrip() + "…"
        used = cell_len(start) + cell_len(title) + cell_len(badge) + cell_len(cart) + 1
        return Content.assemble(
            start,
            (title, "bold"),
            (badge, "$dim"),
            " " * max(1, width - used),
            (cart, "$accent"),
            " \n",
            ("─" * width, "$line"),
        )

    def on_click(self, event: events.Click) -> None:
        if event.x >= self.size.width - cell_len(self.cart) - 1:
            self.post_message(self.CartClicked())
        elif self.back:
            self.post_message(self.BackClicked())
