"""The words of the command line: which commands and options there are, and what is wrong with those given."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from app.i18n import LANGUAGES, N_, _
from app.sandbox import ACCESS_TTL, EDITIONS, PAYMENT_DELAY, PROVIDERS

OK = 0
FAILED = 1
MISUSED = 2
"""What the shell is told."""

DEFAULT_PORT = 8377
LONGEST_DELAY = 600
LONGEST_ACCESS = 86_400
"""Seconds."""
_SECRET = re.compile(r"(?:.*=)?(?:sk|rk|bk)_\w{8,}", re.DOTALL)
_ORIGIN = re.compile(r"https?://[a-z0-9.\[\]:-]+")
COMMANDS = {
    "demo": N_("the demo store, with nothing to set up"),
    "open": N_("a link to an order or an item; - reads it from a pipe"),
    "sandbox": N_("the demo store as a server on this machine"),
    "setup": N_("for the merchant: connect a store of your own"),
    "doctor": N_("what is configured, whether the store answers, what this terminal can do"),
}
THEMES = {"dark": "etalase-dark", "light": "etalase-light", "contrast": "etalase-contrast"}


_SETUP_ONLY = (
    "store-id",
    "base",
    "title",
    "public-key",
    "origin",
    "default",
    "replace",
    "no-input",
    "revoke-key",
    "revoke-origin",
)


class Refused(Exception):
    """Why the command cannot be carried out: one sentence for the terminal, in the buyer's language."""

    def __init__(self, sentence: str, status: int = MISUSED) -> None:
        super().__init__(sentence)
        self.status = status


class _Parser(argparse.ArgumentParser):
    """argparse, but its complaints are one sentence, in the buyer's language where they are ours."""

    def error(self, message: str) -> NoReturn:
        raise Refused(message)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix if prefix is not None else _("Usage: "))


def parser() -> argparse.ArgumentParser:
    """What reads the command line; what it cannot read raises Refused."""
    listing = "\n".join(f"  {name:<9} {_(about)}" for name, about in COMMANDS.items())
    made = _Parser(
        prog="etalase",
        usage=_("etalase [command] [options]"),
        description=_("A shop in your terminal."),
        epilog=_(
            "Commands:\n{listing}\nWithout a command the configured store is opened, or the demo store."
        ).format(listing=listing),
        formatter_class=_Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    made.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    made.add_argument("link", nargs="?", help=argparse.SUPPRESS)
    group = made.add_argument_group(_("Options"))
    add = group.add_argument
    add("--store", metavar="NAME", help=_("the store of that name in etalase.toml"))
    add("--config", metavar="FILE", type=Path, help=_("this file instead of etalase.toml"))
    add("--private", action="store_true", help=_("keep nothing on this machine"))
    add("--language", choices=LANGUAGES, metavar="id|en", help=_("Indonesian or English"))
    add("--theme", choices=(*THEMES, *THEMES.values()), metavar="|".join(THEMES), help=_("colours"))
    add("--log", metavar="FILE", help=_("write the requests made to this file, without secrets"))
    add("--items", metavar="N", type=int, help=_("demo, sandbox: a generated catalogue of N items"))
    add("--fresh", action="store_true", help=_("demo, sandbox: start over"))
    add("--edition", metavar="|".join(EDITIONS), help=_("demo, sandbox: the edition of the API it speaks"))
    add("--provider", metavar="|".join(PROVIDERS), help=_("demo, sandbox: the shape its payments have"))
    add(
        "--payment-delay",
        metavar="N",
        type=float,
        help=_("demo, sandbox: seconds until there is something to pay with ({seconds})").format(
            seconds=f"{PAYMENT_DELAY:g}"
        ),
    )
    add(
        "--access-ttl",
        metavar="N",
        type=int,
        help=_("demo, sandbox: seconds a sign-in lasts before it is renewed ({seconds})").format(
            seconds=ACCESS_TTL
        ),
    )
    add(
        "--reset-origin",
        metavar="URL",
        action="append",
        help=_("demo, sandbox, setup: links to a new password may lead to this address"),
    )
    add(
        "--tour", action="store_true", help=_("demo: a whole purchase plays by itself, until you press a key")
    )
    add("--pace", metavar="N", type=float, help=_("demo: how fast the tour plays; 2 is twice as fast"))
    add("--no-autopay", action="store_true", help=_("demo, sandbox: nothing is paid by itself"))
    add(
        "--port",
        metavar="N",
        type=int,
        help=_("sandbox: listen on this port ({port})").format(port=DEFAULT_PORT),
    )
    _add_setup(add)
    add("--version", action="store_true", help=_("say which version this is"))
    add("-h", "--help", action="help", help=_("show this"))
    return made


def _add_setup(add: Callable[..., Any]) -> None:
    add("--store-id", metavar="ID", help=_("setup: the id of the store, store_…"))
    add("--base", metavar="URL", help=_("setup: the address of the API"))
    add("--title", metavar="TEXT", help=_("setup: what buyers see the store called"))
    add("--public-key", metavar="ID|new", help=_("setup: use the publishable key of this id, or make one"))
    add("--origin", metavar="URL", action="append", help=_("setup: let the web page at this address in"))
    add("--default", action="store_true", help=_("setup: open this store when none is named"))
    add("--replace", action="store_true", help=_("setup: replace the store of that name in etalase.toml"))
    add("--no-input", action="store_true", help=_("setup: ask for nothing but the key"))
    add("--revoke-key", metavar="ID", help=_("setup: end the publishable key of this id, and nothing else"))
    add("--revoke-origin", metavar="URL", help=_("setup: shut this address out again, and nothing else"))


def holds_a_secret(given: Sequence[str]) -> bool:
    """A secret (`sk_…`) or restricted (`rk_…`) business key is among the words. No message may repeat them then."""
    return any(_SECRET.fullmatch(word) for word in given)


def misuse(options: argparse.Namespace) -> str:
    """What is wrong with the command line, in words; empty when nothing is."""
    command = options.command
    if command is not None and command not in COMMANDS:
        import difflib

        close = difflib.get_close_matches(command, COMMANDS, n=1)
        if close:
            return _("There is no command “{name}”. Did you mean “{close}”?").format(
                name=command, close=close[0]
            )
        return _("There is no command “{name}”. There are: {names}.").format(
            name=command, names=", ".join(COMMANDS)
        )
    if command == "open" and options.link is None:
        return _("Which link? etalase open LINK, or etalase open - to read it from a pipe.")
    if command != "open" and options.link is not None:
        return _("There is nothing to do with “{word}”.").format(word=options.link[:40])
    for name, where in (
        ("items", ("demo", "sandbox")),
        ("fresh", ("demo", "sandbox")),
        ("edition", ("demo", "sandbox")),
        ("provider", ("demo", "sandbox")),
        ("payment-delay", ("demo", "sandbox")),
        ("access-ttl", ("demo", "sandbox")),
        ("reset-origin", ("demo", "sandbox", "setup")),
        ("no-autopay", ("demo", "sandbox")),
        ("tour", ("demo",)),
        ("pace", ("demo",)),
        ("port", ("sandbox",)),
        *((name, ("setup",)) for name in _SETUP_ONLY),
    ):
        given = getattr(options, name.replace("-", "_"))
        if given is not None and given is not False and command not in where:
            return _("{option} goes with: {commands}.").format(
                option=f"--{name}", commands=", ".join(f"etalase {one}" for one in where)
            )
    if command in ("demo", "sandbox") and options.store is not None:
        return _("--store names a store of your own; {command} is the demo store.").format(command=command)
    if options.tour and options.items is not None:
        return _("--tour goes through the goods of the demo store: --items leaves it none of them.")
    if options.pace is not None and not 0.1 <= options.pace <= 100:
        return _("--pace must be between 0.1 and 100.")
    if options.items is not None and not 1 <= options.items <= 100_000:
        return _("--items must be between 1 and 100000.")
    for name, known in (("edition", EDITIONS), ("provider", PROVIDERS)):
        if getattr(options, name) not in (None, *known):
            return _("{option} must be one of: {names}.").format(option=f"--{name}", names=", ".join(known))
    if options.payment_delay is not None and not 0 <= options.payment_delay <= LONGEST_DELAY:
        return _("--payment-delay must be between 0 and {most} seconds.").format(most=LONGEST_DELAY)
    if options.access_ttl is not None and not 1 <= options.access_ttl <= LONGEST_ACCESS:
        return _("--access-ttl must be between 1 and {most} seconds.").format(most=LONGEST_ACCESS)
    if not all(_ORIGIN.fullmatch(origin) for origin in options.reset_origin or ()):
        return _("--reset-origin must be an address like {example}.").format(example="http://localhost:8123")
    if options.revoke_key is not None and options.revoke_origin is not None:
        return _("--revoke-key and --revoke-origin: one at a time.")
    if options.port is not None and not 0 <= options.port <= 65535:
        return _("--port must be between 0 and 65535.")
    return ""
