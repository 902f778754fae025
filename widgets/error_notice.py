"""What went wrong, on the thing it is about: words first, then the key that helps."""

from __future__ import annotations

from textual.content import Content

from app.api.errors import ShopError
from app.i18n import _
from app.wording import About, explain
from widgets.key_hint import retry_hint
from widgets.static import Static


def error_content(error: ShopError, *, key: str = "r", about: About = "") -> Content:
    """What happened, what to do, the store's own words, and the key that tries again."""
    words = explain(error, about)
    parts: list[Content | tuple[str, str] | str] = [(words.title, "bold $bad"), "\n", words.advice]
    if words.detail:
        parts += ["\n", (words.detail, "$dim")]
    if words.can_retry:
        parts += ["\n", (retry_hint() if key == "r" else key, "bold $accent"), " ", _("try again")]
    return Content.assemble(*parts)


class ErrorNotice(Static):
    """Hidden until `show`; takes the place of what could not be loaded."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)

    def show(self, error: ShopError | None, *, key: str = "r", about: About = "") -> None:
        """Explain `error` and name the key that tries again; None hides the notice."""
        self.set_class(error is not None, "-shown")
        self.update(error_content(error, key=key, about=about) if error is not None else "")
