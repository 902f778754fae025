"""Stock in words, the same everywhere."""

from __future__ import annotations

from app.i18n import _, ngettext

FEW = 5
"""From here down the number left is worth saying aloud."""


def stock_words(available: bool, quantity: int | None) -> tuple[str, str]:
    """Words and their style for a stock: `quantity` None is unlimited or not known."""
    if not available or quantity == 0:
        return _("sold out"), "$bad"
    if quantity is None:
        return _("available"), "$good"
    words = ngettext("{count} left", "{count} left", quantity).format(count=quantity)
    return words, "$warn" if quantity <= FEW else "$good"
