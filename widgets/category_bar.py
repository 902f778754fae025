"""The categories in one line that scrolls sideways, the order of the list at its end."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from app.i18n import _
from app.services.feed import FeedCategory
from widgets.fit import cut

GAP = 2


class CategoryBar(Widget):
    """`All 48  Coffee 12  …`; the chosen one in bold, underlined."""

    class Chosen(Message):
        """A category was clicked; None is all of them."""

        def __init__(self, category_id: int | None) -> None:
            super().__init__()
            self.category_id = category_id

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.categories: list[FeedCategory] = []
        self.total: int | None = None
        self.chosen: int | None = None
        self.aside = ""
        self._spots: list[tuple[int, int, int | None]] = []
        self._drawn: object = None

    def show(self, categories: list[FeedCategory], total: int | None, chosen: int | None, aside: str) -> None:
        """Everything the line says; repaints only when it says something new."""
        drawn = (tuple((c.id, c.name, c.count) for c in categories), total, chosen, aside, _("All"))
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.categories, self.total, self.chosen, self.aside = categories, total, chosen, aside
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        aside = self.aside if width >= cell_len(self.aside) + 30 else ""
        room = width - 2 - (cell_len(aside) + 2 if aside else 0)
        names: list[tuple[int | None, str, str]] = [
            (None, _("All"), "" if self.total is None else str(self.total))
        ]
        names += [(c.id, cut(c.name, 24), str(c.count) if c.count else "") for c in self.categories]
        sizes = [cell_len(name) + (1 + len(count) if count else 0) for _id, name, count in names]
        at = next((i for i, (id_, _name, _count) in enumerate(names) if id_ == self.chosen), 0)
        first = 0
        while first < at and sum(sizes[first : at + 1]) + GAP * (at - first) + (2 if first else 0) > room - 2:
            first += 1
        parts: list[str | tuple[str, str]] = [("‹ ", "$dim") if first else " "]
        x = 2 if first else 1
        end = width - (cell_len(aside) + 2 if aside else 0)
        self._spots = []
        for index in range(first, len(names)):
            id_, name, count = names[index]
            more = index < len(names) - 1
            if x + sizes[index] > end - (2 if more else 1):
                parts.append(("›", "$dim"))
                self._spots.append((x, x + 1, id_))
                x += 1
                break
            parts.append((name, "bold underline $accent") if index == at else (name, ""))
            if count:
                parts.append((f" {count}", "$dim"))
            self._spots.append((x, x + sizes[index], id_))
            gap = GAP if more else 0
            parts.append(" " * gap)
            x += sizes[index] + gap
        if aside:
            parts += [" " * max(0, width - x - cell_len(aside) - 1), (aside, "$dim")]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        for start, stop, category_id in self._spots:
            if start <= event.x < stop:
                self.post_message(self.Chosen(category_id))
                return
        if event.x < 2 and self._spots:
            ids = [None, *(c.id for c in self.categories)]
            self.post_message(self.Chosen(ids[max(0, ids.index(self._spots[0][2]) - 1)]))
