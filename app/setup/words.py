"""What a merchant reads when the store did not do what was asked: what happened, and what to do."""

from __future__ import annotations

from app.api import errors
from app.command_line import FAILED, Refused
from app.i18n import _
from app.wording import explain


class WrongKey(Refused):
    """The business key is not one, or no longer."""


READ = "store:read"
UPDATE = "store:update"


def refusal(error: errors.ShopError, *, store_id: str, base_url: str, scope: str) -> Refused:
    """For an error of a setup route; `scope` is what that route takes."""
    detail = error.detail
    match error:
        case errors.Refused(status=401):
            words = _(
                "The store does not know this business key. It may be mistyped, expired or revoked: copy it again "
                "from the Scalev dashboard under Settings, Developers, API Keys, or make a new one there."
            )
            return WrongKey(_with(words, detail), FAILED)
        case errors.Refused():
            words = _(
                "This business key may not do that: it takes the scope {scope}. Give it store:read and store:update "
                "in the Scalev dashboard under Settings, Developers, API Keys, or use a secret key."
            ).format(scope=scope)
        case errors.NotFound():
            words = _(
                "The business of this key has no store “{store}”. Check the store id; it begins with store_."
            ).format(store=store_id)
        case errors.Rejected():
            words = _("The store did not accept this.")
            detail = " ".join((detail, *error.fields.values()))
        case errors.Unreachable():
            told = explain(error, "store")
            words = " ".join((told.title, told.advice, _("The address is {base}.").format(base=base_url)))
        case _:
            told = explain(error, "store")
            words = f"{told.title} {told.advice}"
    return Refused(_with(words, detail), FAILED)


def closed(error: errors.ShopError) -> Refused:
    """For a store that does not open with its publishable key, which is what buyers would meet."""
    told = explain(error, "store")
    if isinstance(error, errors.NotFound):
        words = _(
            "The store does not open with this publishable key. Check that the store id is its own, and that its "
            "plan (Basic, Pro or Ultimate) is active."
        )
    else:
        words = f"{told.title} {told.advice}"
    return Refused(_with(words, told.detail), FAILED)


def may_have_happened(error: BaseException | None) -> bool:
    """Whether the store may have done what was asked although it did not say so."""
    if isinstance(error, errors.Unreachable):
        return error.sent
    return isinstance(error, (errors.ServerFault, errors.BrokenReply))


def _with(words: str, detail: str) -> str:
    """The words, and what the store itself said, which is cleaned already."""
    return f"{words} " + _("(The store says: {words})").format(words=detail) if detail else words
