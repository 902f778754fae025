"""Ending one thing of a store: a publishable key, or a web address that was let in."""

from __future__ import annotations

import argparse
import shlex

from app.command_line import FAILED, Refused
from app.config import DEFAULT_BASE, mask
from app.i18n import _
from app.setup.dialogue import Dialogue
from app.setup.merchant import Merchant
from app.setup.plan import Place
from app.setup.store_file import StoreFile
from app.text import clean


def revoking(place: Place, option: str, what: str) -> str:
    """The command that does it."""
    base = ("--base", place.base_url) if place.base_url != DEFAULT_BASE else ()
    return shlex.join(("etalase", "setup", "--store-id", place.store_id, *base, option, what))


def revoke(options: argparse.Namespace, merchant: Merchant, file: StoreFile, dialogue: Dialogue) -> None:
    """End what the command line names, after asking. Raises Refused."""
    if options.revoke_key is not None:
        _revoke_key(options.revoke_key, merchant, file, dialogue)
    else:
        _revoke_origin(options.revoke_origin, merchant, dialogue)


def _revoke_key(given: str, merchant: Merchant, file: StoreFile, dialogue: Dialogue) -> None:
    key = next((key for key in merchant.keys if given in (key.id, key.token)), None)
    if key is None:
        raise Refused(
            _("The store has no active publishable key with that id. It has: {ids}.").format(
                ids=", ".join(key.id for key in merchant.keys) or "–"
            ),
            FAILED,
        )
    for name, store in file.stores.items():
        if store.get("api_key") == key.token:
            dialogue.say(_("“{name}” in {file} opens with this key.").format(name=name, file=file.path))
    question = _("End {key}? Every shop that uses it closes at once.").format(key=mask(key.token))
    _agree(question, dialogue)
    merchant.revoke_public_key(key.id)
    dialogue.say(_("{key} is ended.").format(key=mask(key.token)))


def _revoke_origin(given: str, merchant: Merchant, dialogue: Dialogue) -> None:
    allowed = merchant.origins()
    found = next((one for one in allowed if given in (one.id, one.origin)), None)
    if found is None:
        raise Refused(
            _("The store does not let {origin} in. It lets in: {origins}.").format(
                origin=clean(given), origins=", ".join(one.origin for one in allowed) or "–"
            ),
            FAILED,
        )
    _agree(
        _("Shut {origin} out? Web pages there lose the store at once.").format(origin=found.origin), dialogue
    )
    merchant.revoke_origin(found.id)
    dialogue.say(_("{origin} is shut out.").format(origin=found.origin))


def _agree(question: str, dialogue: Dialogue) -> None:
    if dialogue.asks and not dialogue.confirm(question, default=False):
        raise Refused(_("Nothing was changed."), FAILED)
