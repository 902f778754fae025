"""The key of an action where a page's own words name it: as those words usually say, or as the buyer has moved it."""

from __future__ import annotations

from textual._context import active_app
from textual.app import ScreenError
from textual.dom import NoScreen

from app.actions import BY_ID
from app.main import Etalase


def key_hint(action_id: str, usual: str = "") -> str:
    """The key in force, as it is shown; `usual` is how the page writes the one it has by itself."""
    app = active_app.get(None)
    if isinstance(app, Etalase) and action_id in app.moved:
        return app.key_words(action_id)
    return usual or BY_ID[action_id].key.partition(",")[0]


def retry_hint(usual: str = "r") -> str:
    """The key that tries again on the page in front."""
    app = active_app.get(None)
    if not isinstance(app, Etalase) or not app.moved:
        return usual
    try:
        here = {binding.id for _key, binding in app.screen._bindings}
    except (ScreenError, NoScreen):
        return usual
    names = [name for name in app.moved if name in here and BY_ID[name].key.split(",")[0] == usual]
    return app.key_words(names[0]) if names else usual
