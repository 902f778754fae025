"""`etalase setup`: first every question, then every deed, and last the file. However it ends, what was done is said."""

from __future__ import annotations

import argparse
import sys
from collections.abc import MutableMapping
from dataclasses import dataclass, field

from app.command_line import FAILED, OK, Refused
from app.config import DEFAULT_BASE, VARIABLES, StoreConfig, mask
from app.i18n import _, ngettext
from app.setup import business_key, choices
from app.setup.business_key import BusinessKey
from app.setup.dialogue import Dialogue
from app.setup.merchant import Merchant
from app.setup.models import PublicKey
from app.setup.origins import local_origin, origin
from app.setup.plan import Place, Plan, place, plan
from app.setup.revoke import revoke, revoking
from app.setup.store_file import StoreFile
from app.setup.words import WrongKey, may_have_happened

_TRIES = 3


@dataclass
class Done:
    """What has been changed at the store so far and is written down nowhere."""

    place: Place | None = None
    making: bool = False
    """A key was asked for, and whether there is one now is not known."""
    made: PublicKey | None = None
    origins: list[str] = field(default_factory=list)


def run(options: argparse.Namespace, environ: MutableMapping[str, str]) -> int:
    """Connect a store, or revoke something of it; gives the status for the shell.

    Raises Refused; KeyboardInterrupt when whoever sits there ends it.
    """
    key = business_key.from_environment(environ)
    dialogue = Dialogue(silent=options.no_input)
    done = Done()
    try:
        _run(options, environ, key, dialogue, done)
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\n".join(("", _("Stopped."), *_left_behind(done))) + "\n")
        raise KeyboardInterrupt from None
    except Refused as refused:
        raise Refused("\n".join((str(refused), *_left_behind(done))), refused.status) from refused
    return OK


def _run(
    options: argparse.Namespace,
    environ: MutableMapping[str, str],
    key: BusinessKey | None,
    dialogue: Dialogue,
    done: Done,
) -> None:
    wanted = [origin(one) for one in options.origin or ()]
    reset = local_origin((options.reset_origin or [""])[-1])
    file = StoreFile(options.config)
    ends = options.revoke_key is not None or options.revoke_origin is not None
    if dialogue.asks and not ends:
        dialogue.say(_("Connecting a store. Nothing is changed before you say so; Ctrl+C ends it."))
        dialogue.say()
    done.place = where = place(options, environ, file, dialogue)
    what = None if ends else plan(options, where, file, dialogue)
    with _signed_in(where, key, dialogue, options.log) as merchant:
        if what is None:
            revoke(options, merchant, file, dialogue)
            return
        written = file.stores.get(what.name, {})
        in_use = [environ.get(VARIABLES["api_key"], ""), str(written.get("api_key", ""))]
        chosen = choices.public_key(merchant.keys, options.public_key, in_use, dialogue)
        current = str(written.get("reset_origin", ""))
        origins = choices.origins(merchant, wanted, reset, current, dialogue)
        _agree(what, chosen, origins, file, dialogue)
        store = _connect(what, chosen, origins, merchant, dialogue, done)
        _write(what, store, file, done)
        _goodbye(what, file, dialogue)


def _signed_in(where: Place, key: BusinessKey | None, dialogue: Dialogue, log: str | None) -> Merchant:
    """The store with its list of keys, which tells whether it knows the business key. A typed one may be typed again."""
    for left in reversed(range(_TRIES)):
        merchant = Merchant(where, key or business_key.from_terminal(), dialogue, log)
        try:
            merchant.open()
        except WrongKey as refused:
            if key is not None or not dialogue.asks or not left:
                raise
            dialogue.say(str(refused), margin="  ")
        else:
            return merchant
    raise AssertionError


def _agree(
    what: Plan, key: PublicKey | None, origins: choices.Origins, file: StoreFile, dialogue: Dialogue
) -> None:
    if not dialogue.asks:
        return
    dialogue.say()
    dialogue.say(_("This will be done:"))
    if origins.missing:
        dialogue.say(_("- let in {origins}").format(origins=", ".join(origins.missing)))
    dialogue.say(
        _("- make a publishable key") if key is None else _("- use {key}").format(key=mask(key.token))
    )
    dialogue.say(_("- write the store “{name}” into {file}").format(name=what.name, file=file.path))
    if not dialogue.confirm(_("Do that?"), default=True):
        raise Refused(_("Nothing was changed."), FAILED)


def _connect(
    what: Plan,
    key: PublicKey | None,
    origins: choices.Origins,
    merchant: Merchant,
    dialogue: Dialogue,
    done: Done,
) -> StoreConfig:
    """Do what was agreed; the store as it is to be written, once it answers."""
    for one in origins.missing:
        merchant.allow_origin(one)
        done.origins.append(one)
        dialogue.say(_("{origin} is let in now.").format(origin=one))
    if key is None:
        done.making = True
        try:
            key = done.made = merchant.create_public_key()
        except Refused as refused:
            done.making = may_have_happened(refused.__cause__)
            raise
        done.making = False
        dialogue.say(_("A publishable key was made: {key}").format(key=mask(key.token)))
    store = StoreConfig(
        what.name,
        base_url=what.place.base_url,
        store_id=what.place.store_id,
        api_key=key.token,
        title=what.title,
        reset_origin=origins.reset,
    )
    try:
        count = merchant.items(store)
    except Refused as refused:
        if not dialogue.asks:
            raise
        dialogue.say(str(refused))
        if not dialogue.confirm(_("Write it all the same?"), default=False):
            raise Refused(_("The store was not written."), FAILED) from refused
        return store
    if count is None:
        dialogue.say(_("The store answers."))
    else:
        words = ngettext(
            "The store answers: it has {count} item.", "The store answers: it has {count} items.", count
        )
        dialogue.say(words.format(count=count))
    return store


def _write(what: Plan, store: StoreConfig, file: StoreFile, done: Done) -> None:
    fields = {"store_id": store.store_id, "api_key": store.api_key}
    if store.base_url != DEFAULT_BASE or "base_url" in file.stores.get(what.name, {}):
        fields["base_url"] = store.base_url
    if what.title:
        fields["title"] = what.title
    if store.reset_origin:
        fields["reset_origin"] = store.reset_origin
    file.write(what.name, fields, replace=what.replace, default=what.default)
    done.made = None
    done.origins.clear()


def _goodbye(what: Plan, file: StoreFile, dialogue: Dialogue) -> None:
    dialogue.say(_("“{name}” is in {file}.").format(name=what.name, file=file.path))
    if what.default is not None and what.default != what.name:
        dialogue.say(_("Without a name, “{name}” is opened as before.").format(name=what.default))
    dialogue.say(_("Open it with: {command}").format(command=f"etalase --store {what.name}"))


def _left_behind(done: Done) -> list[str]:
    """What is there now and stands in no file, and how to use it or be rid of it; one line each."""
    if done.place is None:
        return []
    lines = []
    if done.making:
        lines.append(
            _(
                "It is not known whether a publishable key was made. Run etalase setup again: it lists those there are, "
                "and one too many is ended with etalase setup --revoke-key ID."
            )
        )
    if done.made is not None:
        lines.append(
            _(
                "A publishable key was made and is written nowhere. Use it by running etalase setup again, "
                "or end it with\n  {command}"
            ).format(command=revoking(done.place, "--revoke-key", done.made.id))
        )
    lines += [
        _("{origin} is let in now. It is shut out again with\n  {command}").format(
            origin=one, command=revoking(done.place, "--revoke-origin", one)
        )
        for one in done.origins
    ]
    return lines
