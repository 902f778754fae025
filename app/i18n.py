"""Words in the buyer's language, switchable while running.

Message ids are English. `_` and `ngettext` look up the language in force at the time of the call, so text is
translated when it is drawn, never when a module is imported; `N_` marks text for later.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

LANGUAGES = ("id", "en")
_DOMAIN = "etalase"
_FOLDER = Path(__file__).parent / "locale"

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def guess_language(environ: dict[str, str]) -> str:
    """`en` when the locale variables ask for English, otherwise `id`: the shops are Indonesian."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value and value not in ("C", "POSIX", "C.UTF-8", "C.utf8"):
            return "en" if value.lower().startswith("en") else "id"
    return "id"


def set_language(language: str) -> None:
    """Use `language` (one of LANGUAGES; anything else is taken as `id`) for every text drawn from now on."""
    global _current, _language
    _language = language if language in LANGUAGES else "id"
    if _language == "en":
        _current = _gettext.NullTranslations()
    else:
        _current = _gettext.translation(_DOMAIN, _FOLDER, [_language], fallback=True)


def language() -> str:
    """The language in force: `id` or `en`."""
    return _language


def _(message: str) -> str:
    """The message in the buyer's language."""
    return _current.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n` things in the buyer's language."""
    return _current.ngettext(one, many, n)


def N_(message: str) -> str:
    """Marks a message for translation without translating it: class-level tables call `_` on it when drawn."""
    return message
