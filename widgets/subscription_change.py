"""What became of the last change of a subscription, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from app.i18n import _
from app.services.subscription_change import item_of
from widgets.dates import full_date
from widgets.error_notice import error_content
from widgets.key_hint import key_hint

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription
    from app.services.subscription_change import Change


def change_words(change: Change | None, now: Subscription | None) -> Content:
    """Empty when nothing was asked for; else how far it is, what is known of it and what to do."""
    if change is None:
        return Content("")
    match change.state:
        case "sending":
            return Content.assemble((_("Asking the shop…"), "bold"))
        case "checking":
            return _two(_("The shop's answer was lost."), _("Looking how the subscription is now…"), "$warn")
        case "failed" if change.error is not None:
            return error_content(change.error, key=key_hint(f"subscription.{change.kind}"))
        case "unknown":
            words = _("It is not known whether the shop has done it. It is not asked a second time.")
            return Content.assemble(
                (_("The shop's answer was lost."), "bold $warn"), "\n", words, "\n",
                (key_hint("subscription.refresh"), "bold $accent"), " ", _("looks how the subscription is now"),
            )  # fmt: skip
        case "not_done":
            return _two(_not_done(change), _("As the shop has it, nothing has changed."), "$warn")
        case _:
            return _done(change, now)


def _two(title: str, words: str, style: str) -> Content:
    return Content.assemble((title, f"bold {style}"), "\n", words)


def _not_done(change: Change) -> str:
    return {
        "cancel": _("It is not cancelled."),
        "resume": _("It is not resumed."),
        "upgrade": _("It is not upgraded."),
        "downgrade": _("It is not downgraded."),
    }[change.kind]


def _done(change: Change, now: Subscription | None) -> Content:
    end = full_date(now.current_period_end) if now is not None else ""
    match change.kind:
        case "cancel" if now is not None and now.over:
            return Content.assemble((_("It is cancelled."), "bold $good"))
        case "cancel":
            return _two(_("It is cancelled."), ends_words(end), "$good")
        case "resume":
            words = _("It does not end on {date} any more.").format(date=end)
            return _two(
                _("It goes on."), words if end else _("It does not end with its period any more."), "$good"
            )
        case _:
            return _stepped(change, now)


def _stepped(change: Change, now: Subscription | None) -> Content:
    """What waits stands with the item itself."""
    item = item_of(now, change.item_id) if now is not None else None
    wanted = change.variant
    if item is not None and item.pending is None and wanted and item.variant_number == wanted.id:
        return _two(_("The change is made."), _("It is {name} now.").format(name=wanted.title), "$good")
    return Content.assemble((_("The shop has taken the change."), "bold $good"))


def ends_words(end: str) -> str:
    """Until when it goes on; `end` is a day, empty when the shop names none."""
    if end:
        return _("It goes on until {date}, then it ends.").format(date=end)
    return _("It goes on until its period ends; the shop names no day.")
