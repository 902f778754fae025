"""The line on top: where one is, who is signed in, and what is in the cart."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from widgets.fit import cut

LONGEST_ACCOUNT, SHORTEST_ACCOUNT = 24, 6
"""Columns for the account: cut to them, left out below."""


class ShopHeader(Widget):
    """`‹ title … account  cart`, a rule below. Drawn in one piece: two lines, no child widgets."""

    title_text: reactive[str] = reactive("")
    badge: reactive[str] = reactive("")
    cart: reactive[str] = reactive("")
    account: reactive[str] = reactive("")
    back: reactive[bool] = reactive(False)

    class CartClicked(Message):
        """The cart in the corner was clicked."""

    class AccountClicked(Message):
        """Who is signed in was clicked."""

    class BackClicked(Message):
        """The way back in the other corner was clicked."""

    def __init__(
        self, title: str = "", *, badge: str = "", cart: str = "", account: str = "", back: bool = False
    ) -> None:
        super().__init__()
        self.set_reactive(ShopHeader.account, account)
        self.set_reactive(ShopHeader.title_text, title)
        self.set_reactive(ShopHeader.badge, badge)
        self.set_reactive(ShopHeader.cart, cart)
        self.set_reactive(ShopHeader.back, back)

    def _account_words(self) -> str:
        """Who is signed in, in the room that title, badge and cart leave; nobody where there is none."""
        if not self.account:
            return ""
        badge = cell_len(self.badge) + 2 if self.badge else 0
        taken = 3 + cell_len(self.title_text) + badge + 3 + 3 + cell_len(self.cart)
        room = min(LONGEST_ACCOUNT, self.size.width - taken)
        name = self.account if cell_len(self.account) <= room else self.account.partition(" ")[0]
        return cut(name, room) if room >= min(SHORTEST_ACCOUNT, cell_len(name)) else ""

    def buyer_width(self) -> int:
        """Columns at the right end that say something of the buyer."""
        account = self._account_words()
        gap = 3 if account and self.cart else 0
        return cell_len(account) + gap + cell_len(self.cart)

    def render(self) -> Content:
        width = self.size.width
        cart = self.cart
        account = self._account_words()
        between = "   " if account and cart else ""
        end = self.buyer_width()
        start = " ‹ " if self.back else " "
        badge = f"  {self.badge}" if self.badge else ""
        room = width - cell_len(start) - cell_len(badge) - end - 3
        title = self.title_text
        if cell_len(title) > room:
            badge = ""
            room = width - cell_len(start) - end - 3
        if cell_len(title) > room:
            title = set_cell_size(title, max(1, room - 1)).rstrip() + "…"
        used = cell_len(start) + cell_len(title) + cell_len(badge) + end + 1
        return Content.assemble(
            start,
            (title, "bold"),
            (badge, "$dim"),
            " " * max(1, width - used),
            (account, "$dim"),
            between,
            (cart, "$accent"),
            " \n",
            ("─" * width, "$line"),
        )

    def on_click(self, event: events.Click) -> None:
        from_right = self.size.width - event.x - 1
        if from_right <= cell_len(self.cart):
            self.post_message(self.CartClicked())
        elif from_right <= self.buyer_width():
            self.post_message(self.AccountClicked())
        elif self.back:
            self.post_message(self.BackClicked())
