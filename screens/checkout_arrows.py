"""From field to field of the checkout with the arrows, and page by page."""

from __future__ import annotations

from abc import abstractmethod

from textual import events, on
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.checkout_page import CheckoutPage
from widgets.choice_list import ChoiceList
from widgets.pick_field import PickBox
from widgets.primary_button import PrimaryButton
from widgets.section import Section, SectionHead


class CheckoutArrows(CheckoutPage):
    """Where Up and Down lead."""

    @abstractmethod
    def action_previous(self) -> None:
        """Open the section before."""

    @on(ChoiceList.Left)
    def _list_left(self, event: ChoiceList.Left) -> None:
        self._step_focus(event.direction)

    def on_key(self, event: events.Key) -> None:
        """Up and Down go from field to field, and past the ends of a section to its neighbour."""
        self._shown = ""
        if event.key in ("up", "down") and isinstance(
            self.focused, (Input, PickBox, SectionHead, PrimaryButton)
        ):
            event.stop()
            self._step_focus(-1 if event.key == "up" else 1)
        elif event.key in ("pageup", "pagedown") and not self.sending:
            event.stop()
            sections = self.query_one("#sections", VerticalScroll)
            (sections.scroll_page_up if event.key == "pageup" else sections.scroll_page_down)(animate=False)

    def _step_focus(self, direction: int) -> None:
        chain = self.focus_chain
        if self.focused not in chain:
            return
        at = chain.index(self.focused) + direction
        opened = self.query_one(f"#section-{self._open}", Section)
        inside = any(node is opened for node in self.focused.ancestors)
        if direction < 0 and inside and (at < 0 or opened not in chain[at].ancestors):
            if at >= 0 and isinstance(chain[at], SectionHead):
                chain[at].focus()
            elif opened.key != "contact":
                self.action_previous()
        elif 0 <= at < len(chain):
            chain[at].focus()
