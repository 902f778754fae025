"""What is to be connected, and under which name: everything that can be settled before the store is asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.command_line import Refused, holds_a_secret
from app.config import DEFAULT_BASE, DEMO, KEY_PREFIX, VARIABLES, ConfigError, base_address, plain_word
from app.i18n import _
from app.setup.dialogue import Dialogue
from app.setup.store_file import StoreFile
from app.setup.toml_text import NAME
from app.text import clean

_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A store, and where it answers."""

    store_id: str
    base_url: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A place, and how it is written down."""

    place: Place
    name: str
    title: str
    replace: bool
    default: str | None
    """What is written as the store that opens when none is named; None: nothing."""


def place(
    options: argparse.Namespace, environ: Mapping[str, str], file: StoreFile, dialogue: Dialogue
) -> Place:
    """Which store, from the options, the file, the environment, or by asking. Raises Refused."""
    written = file.stores.get(options.store or file.default, {})

    def default(field: str) -> str:
        return str(written.get(field, "")) or environ.get(VARIABLES[field], "").strip()

    store_id = options.store_id
    if store_id is None:
        store_id = dialogue.ask(_("Store id"), _store_id, default("store_id"))
    base_url = options.base
    if base_url is None:
        base_url = dialogue.ask(_("Address of the API"), _base, default("base_url") or DEFAULT_BASE)
    return Place(_store_id(store_id), _base(base_url))


def plan(options: argparse.Namespace, place: Place, file: StoreFile, dialogue: Dialogue) -> Plan:
    """How it is written down. Raises Refused, before anything is changed, for a name that is taken."""
    if options.store is not None:
        name = _name(options.store)
    else:
        name = dialogue.ask(_("Name in etalase.toml"), _name, file.named(place.store_id) or _("shop"))
    written = file.stores.get(name)
    replace = options.replace
    if written is not None and not replace:
        taken = _("There is a store “{name}” in {file} already, with the id {store}.").format(
            name=name, file=file.path, store=clean(str(written.get("store_id", "–")))
        )
        if not dialogue.asks:
            raise Refused(taken + " " + _("Give another --store, or --replace."))
        dialogue.say(taken)
        replace = dialogue.confirm(_("Replace it?"), default=written.get("store_id") == place.store_id)
        if not replace:
            raise Refused(_("Nothing was changed. Run it again with another name."))
    title = options.title
    if title is None:
        title = dialogue.ask(_("What buyers see it called"), _title, str((written or {}).get("title", name)))
    return Plan(place, name, _title(title), replace, _default(name, options, file, dialogue))


def _default(name: str, options: argparse.Namespace, file: StoreFile, dialogue: Dialogue) -> str | None:
    others = [other for other in file.stores if other != name]
    if options.default:
        return name
    if not others or file.default:
        return None
    if dialogue.confirm(_("Open “{name}” when no store is named?").format(name=name), default=False):
        return name
    # A file with one store opens that one; with a second it would have to be asked for.
    return others[0] if len(others) == 1 else None


def _store_id(value: str) -> str:
    if not value:
        raise Refused(_("Which store? Its id begins with store_; on the command line: --store-id ID."))
    if holds_a_secret([value]) or value.startswith(KEY_PREFIX):
        raise Refused(_("That is a key. The id of the store begins with store_; the key is asked for later."))
    if value.isdigit():
        raise Refused(
            _(
                "{number} is the number of the store. What is needed is its unique id: it begins with store_."
            ).format(number=clean(value, 30))
        )
    return _checked(plain_word, value, _("The store id"))


def _base(value: str) -> str:
    return _checked(base_address, value, _("The address of the API"))


def _checked(check: Callable[[str, str], str], value: str, what: str) -> str:
    try:
        return check(value, what)
    except ConfigError as error:
        raise Refused(str(error)) from error


def _name(value: str) -> str:
    if not NAME.fullmatch(value) or value == DEMO:
        raise Refused(_("A name has letters, digits, - and _ only, at most 40, and is not “demo”."))
    return value


def _title(value: str) -> str:
    return clean(value, _LONGEST_TITLE)
