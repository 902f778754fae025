"""What is settled with the store's own lists in sight: which publishable key, and which web addresses are let in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.command_line import Refused
from app.config import mask
from app.i18n import _
from app.setup.dialogue import Dialogue
from app.setup.merchant import Merchant
from app.setup.models import PublicKey
from app.setup.origins import LOCAL, origin

NEW = "new"
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Origins:
    """What has to be let in that is not yet, and where links to a new password lead; empty when nowhere."""

    missing: list[str]
    reset: str


def public_key(
    keys: Sequence[PublicKey], given: str | None, in_use: Sequence[str], dialogue: Dialogue
) -> PublicKey | None:
    """The key to use; None to make one. `given` is an id, or `new`; `in_use` are the tokens to prefer. Raises Refused."""
    if given == NEW:
        return None
    if given is not None:
        found = next((key for key in keys if given in (key.id, key.token)), None)
        if found is None:
            raise Refused(
                _("The store has no active publishable key with that id. It has: {ids}.").format(
                    ids=", ".join(key.id for key in keys[:_MOST_SHOWN]) or "–"
                )
            )
        return found
    if not keys:
        dialogue.say(_("The store has no publishable key yet: one will be made."))
        return None
    shown = list(keys[:_MOST_SHOWN])
    default = next((place for place, key in enumerate(shown) if key.token in in_use), 0)
    if dialogue.asks:
        dialogue.say()
        dialogue.say(_("Publishable keys of the store:"))
    chosen = dialogue.choose(
        _("Which one"), [*(_described(key) for key in shown), _("make a new one")], default=default
    )
    return shown[chosen] if chosen < len(shown) else None


def origins(
    merchant: Merchant, given: Sequence[str], reset: str, current: str, dialogue: Dialogue
) -> Origins:
    """`given` and `reset` come from the command line; `current` is where such links lead so far. Raises Refused."""
    if not dialogue.asks and not given and not reset:
        return Origins([], "")
    allowed = [one.origin for one in merchant.origins()]
    wanted = list(given)
    if dialogue.asks:
        dialogue.say()
        dialogue.say(
            _("Web pages that may ask the store: {origins}").format(origins=", ".join(allowed) or "–")
        )
        dialogue.say(_("A terminal needs none. A web shop of yours does, and so do links to a new password."))
        while not given and (another := dialogue.ask(_("Let in a web page (Enter for none)"), _maybe_origin)):
            wanted.append(another)
        if not reset and dialogue.confirm(
            _("Let links to a new password lead back to this machine, at {origin}?").format(
                origin=current or LOCAL
            ),
            default=bool(current),
        ):
            reset = current or LOCAL
    missing = [one for one in dict.fromkeys((*wanted, reset)) if one and one not in allowed]
    return Origins(missing, reset)


def _described(key: PublicKey) -> str:
    day = key.inserted_at[:10] or "–"
    return _("{key}  made {day}  id {id}").format(key=mask(key.token), day=day, id=key.id)


def _maybe_origin(value: str) -> str:
    return origin(value) if value else ""
