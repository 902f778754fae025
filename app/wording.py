"""What a buyer reads when something went wrong: one place, both languages, never a bare status code."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from app.i18n import _, ngettext

if TYPE_CHECKING:
    from app.api.errors import ShopError, Unreachable

About = Literal["item", "order", "store", ""]


class Explanation(NamedTuple):
    """What happened and what to do about it."""

    title: str
    """One short sentence: what happened."""
    advice: str
    """One sentence: what the buyer can do."""
    can_retry: bool
    detail: str = ""
    """The store's own words, cleaned; hostile: render as plain Content."""


def explain(error: ShopError, about: About = "") -> Explanation:
    """The words for an error, in the language in force. `about`: what was asked for, when the caller knows."""
    from app.api import errors

    title, advice, can_retry = _("Something went wrong."), _("Please try again."), True
    match error:
        case errors.Unreachable():
            title, advice = _unreachable(error)
        case errors.RateLimited():
            seconds = max(1, math.ceil(error.wait))
            title = _("The shop asks for a short break.")
            advice = ngettext(
                "Please try again in {seconds} second.", "Please try again in {seconds} seconds.", seconds
            ).format(seconds=seconds)
        case errors.Rejected():
            title = _("The shop could not accept this.")
            advice = _("Please check what you filled in and try again.")
        case errors.SignedOut():
            title = _("You are not signed in any more.")
            advice = _("Please sign in again; your cart and what you filled in are still here.")
            can_retry = False
        case errors.Refused():
            title = _("The shop does not allow this.")
            advice = _("If it should, please contact the seller.")
            can_retry = False
        case errors.NotFound():
            title, advice = _not_found(about)
        case errors.Conflict():
            title = _("Something changed in the meantime.")
            advice = _("Please look again at what it says now, then try once more.")
        case errors.ServerFault():
            title = _("The shop is having trouble.")
            advice = _("It is not your fault. Please try again in a moment.")
        case errors.BrokenReply():
            title = _("The shop's answer could not be understood.")
            advice = _("Please try again; if it keeps happening, tell the seller.")
    return Explanation(title, advice, can_retry, error.detail)


def _unreachable(error: Unreachable) -> tuple[str, str]:
    if error.kind == "timeout":
        return _("The shop takes too long to answer."), _("Your connection may be slow. Please try again.")
    if error.kind == "dns":
        return _("The shop cannot be found on the network."), _("Please check your internet connection.")
    if error.kind == "tls":
        return (
            _("No safe connection to the shop is possible."),
            _("Please check the date and time of this computer, or try another network."),
        )
    if error.kind == "reset":
        return _("The connection broke off."), _("Please try again.")
    return _("The shop cannot be reached."), _("Please check your internet connection and try again.")


def _not_found(about: About) -> tuple[str, str]:
    if about == "item":
        return _("This is no longer in the shop."), _("Go back and choose something else.")
    if about == "order":
        return _("This order cannot be found."), _("Please check the link, or ask the seller.")
    if about == "store":
        return (
            _("This shop cannot be opened."),
            _("If you run it: check the store id, the key and the plan. Otherwise please tell the seller."),
        )
    return _("This cannot be found in the shop."), _("It may be gone, or the shop is not fully set up yet.")
