"""How buying an order again went, in words."""

from __future__ import annotations

from textual.content import Content

from app.i18n import _, ngettext
from app.services.buy_again import Left, Outcome
from app.wording import explain
from widgets.key_hint import key_hint


def all_in_words(outcome: Outcome) -> str:
    """Everything is in the cart."""
    count = outcome.added
    return ngettext(
        "{count} item is in the cart again.", "{count} items are in the cart again.", count
    ).format(count=count)


def again_words(outcome: Outcome) -> Content:
    """What is not in the cart and why; empty when all of it is."""
    if outcome.busy:
        return Content.assemble((_("Putting it into the cart…"), "$dim"))
    if not outcome.left:
        return Content("")
    count = outcome.added
    parts: list[tuple[str, str] | str] = []
    if count:
        parts += [
            (all_in_words(outcome), "$good"),
            "  ",
            (key_hint("app.open_cart"), "bold $accent"),
            " ",
            (_("to the cart"), "$dim"),
        ]
    else:
        parts.append((_("Nothing of it could be put into the cart."), "bold $warn"))
    for left in outcome.left:
        parts += ["\n", ("! ", "bold $warn"), left.name or _("Item"), (f": {_why(left)}", "$warn")]
    if outcome.error is not None:
        words = explain(outcome.error)
        parts += [
            "\n",
            (words.title, "$bad"),
            "  ",
            (key_hint("order.again"), "bold $accent"),
            " ",
            (_("try again"), "$dim"),
        ]
    return Content.assemble(*parts)


def _why(left: Left) -> str:
    if left.fewer:
        return _("only {count} left").format(count=left.fewer)
    return {
        "gone": _("not in the shop any more"),
        "other_options": _("not sold in this form any more"),
        "sold_out": _("sold out"),
        "full": _("the cart takes no more of it"),
        "failed": _("the shop did not answer"),
    }[left.why]
