"""What the command line asks for. `--help` and `--version` import nothing heavy, and neither does anything before the shop."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from app.i18n import LANGUAGES, N_, _, guess_language, set_language
from app.sandbox import ACCESS_TTL, AUTOPAY_SECONDS, EDITION, EDITIONS, PAYMENT_DELAY, PROVIDER, PROVIDERS
from app.terminal import Terminal, on_a_terminal

if TYPE_CHECKING:
    from app.config import ConfigError, StoreConfig
    from app.first_sight import Start
    from app.links import Link
    from app.session import Session

OK = 0
FAILED = 1
MISUSED = 2

PIPED = "-"
"""Stands for a link that comes through standard input."""
DEFAULT_PORT = 8377
LONGEST_DELAY = 600
LONGEST_ACCESS = 86_400
"""Seconds."""
_ORIGIN = re.compile(r"https?://[a-z0-9.\[\]:-]+")
COMMANDS = {
    "demo": N_("the demo store, with nothing to set up"),
    "open": N_("a link to an order or an item; - reads it from a pipe"),
    "sandbox": N_("the demo store as a server on this machine"),
    "doctor": N_("what is configured, whether the store answers, what this terminal can do"),
}
THEMES = {"dark": "etalase-dark", "light": "etalase-light", "contrast": "etalase-contrast"}


class Refused(Exception):
    """Why the command cannot be carried out: one sentence for the terminal, in the buyer's language."""

    def __init__(self, sentence: str, status: int = MISUSED) -> None:
        super().__init__(sentence)
        self.status = status


def run(given: Sequence[str], environ: dict[str, str], terminal: Terminal, start: Start | None) -> int:
    """Do what the command line says; gives the status for the shell.

    `terminal` may show the frame of this `start` already; it is given back before a refusal is printed, and
    otherwise by whoever calls.
    """
    try:
        return _run(given, environ, terminal, start)
    except Refused as refused:
        terminal.close()
        print(f"etalase: {refused}", file=sys.stderr)
        return refused.status


def _run(given: Sequence[str], environ: dict[str, str], terminal: Terminal, start: Start | None) -> int:
    set_language(_asked_language(given) or guess_language(environ))
    options = _parser().parse_args(given)
    if options.version:
        print(f"etalase {_version()}")
        return OK
    problem = _misuse(options)
    if problem:
        raise Refused(problem)
    if options.command == "sandbox":
        return _sandbox(options)
    from app.config import ConfigError

    try:
        store = _store(options, environ)
    except ConfigError as error:
        if options.command == "doctor":
            return _doctor(error, options, environ)
        raise Refused(str(error)) from error
    if options.command == "doctor":
        return _doctor(store, options, environ)
    problem = _log_problem(options.log)
    if problem:
        raise Refused(problem)
    return _shop(store, options, environ, terminal, start)


class _Parser(argparse.ArgumentParser):
    """argparse, but its complaints are one sentence, in the buyer's language where they are ours."""

    def error(self, message: str) -> NoReturn:
        raise Refused(message)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix if prefix is not None else _("Usage: "))


def _parser() -> argparse.ArgumentParser:
    listing = "\n".join(f"  {name:<9} {_(about)}" for name, about in COMMANDS.items())
    parser = _Parser(
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
    parser.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("link", nargs="?", help=argparse.SUPPRESS)
    group = parser.add_argument_group(_("Options"))
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
        help=_("demo, sandbox: links to a new password may lead to this address"),
    )
    add("--no-autopay", action="store_true", help=_("demo, sandbox: nothing is paid by itself"))
    add(
        "--port",
        metavar="N",
        type=int,
        help=_("sandbox: listen on this port ({port})").format(port=DEFAULT_PORT),
    )
    add("--version", action="store_true", help=_("say which version this is"))
    add("-h", "--help", action="help", help=_("show this"))
    return parser


def _misuse(options: argparse.Namespace) -> str:
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
        ("reset-origin", ("demo", "sandbox")),
        ("no-autopay", ("demo", "sandbox")),
        ("port", ("sandbox",)),
    ):
        given = getattr(options, name.replace("-", "_"))
        if given is not None and given is not False and command not in where:
            return _("{option} goes with: {commands}.").format(
                option=f"--{name}", commands=", ".join(f"etalase {one}" for one in where)
            )
    if command in ("demo", "sandbox") and options.store is not None:
        return _("--store names a store of your own; {command} is the demo store.").format(command=command)
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
    if options.port is not None and not 0 <= options.port <= 65535:
        return _("--port must be between 0 and 65535.")
    return ""


def _store(options: argparse.Namespace, environ: Mapping[str, str]) -> StoreConfig:
    from app.config import DEMO, StoreConfig, load_store, loopback

    if options.command == "demo":
        return StoreConfig(
            DEMO,
            demo_items=options.items,
            demo_fresh=options.fresh,
            demo_edition=options.edition or EDITION,
            demo_provider=options.provider or PROVIDER,
            demo_payment_delay=_payment_delay(options),
            demo_autopay=not options.no_autopay,
            demo_access_ttl=options.access_ttl or ACCESS_TTL,
            reset_origin=loopback((options.reset_origin or [""])[-1], "--reset-origin"),
        )
    return load_store(options.store, environ, config_file=options.config)


def _payment_delay(options: argparse.Namespace) -> float:
    return PAYMENT_DELAY if options.payment_delay is None else float(options.payment_delay)


def _shop(
    store: StoreConfig,
    options: argparse.Namespace,
    environ: dict[str, str],
    terminal: Terminal,
    start: Start | None,
) -> int:
    text = _link_text(options)
    if not on_a_terminal():
        raise Refused(_("etalase needs a terminal to draw in: start it without redirecting input or output."))
    from app import launch, process
    from app.session import open_session

    session = open_session(store, private=options.private)
    if store.demo_fresh:
        session.forget()
    link = _link(text, store, session, piped=options.link == PIPED)
    _apply(options, session, environ)
    session.start = start
    try:
        with process.guard(terminal.close):
            launch.open_terminal(
                terminal, session, store.title, environ, badge=_("demo") if store.is_demo else ""
            )
            # A collection in the middle of the imports costs a noticeable part of the start.
            gc.disable()
            from app.main import Etalase

            app = Etalase(store, session, log_file=options.log, environ=environ, terminal=terminal, link=link)
            app.run()
    finally:
        gc.enable()
        terminal.close()
    return app.return_code or OK


def _link_text(options: argparse.Namespace) -> str | None:
    """The link as given; None when none is to be opened."""
    if options.command != "open":
        return None
    if options.link != PIPED:
        return str(options.link)
    from app.given_link import NoLink, read_piped

    try:
        return read_piped()
    except NoLink as error:
        raise Refused(str(error)) from error


def _link(text: str | None, store: StoreConfig, session: Session, *, piped: bool) -> Link | None:
    if text is None:
        return None
    from app.given_link import NoLink, find_link

    try:
        return find_link(text, store, session, piped=piped)
    except NoLink as error:
        raise Refused(str(error)) from error


def _apply(options: argparse.Namespace, session: Session, environ: Mapping[str, str]) -> None:
    """Language and theme for this run: asked for now, else chosen before, else what the locale says."""
    if options.language:
        session.settings.language = options.language
    if options.theme:
        session.settings.theme = THEMES.get(options.theme, options.theme)
    set_language(session.settings.language or guess_language(dict(environ)))


def _sandbox(options: argparse.Namespace) -> int:
    from app.paths import data_folder
    from app.sandbox.serve import serve

    # Not the file of the demo in the terminal: both may run at once, and a generated catalogue has ids of its own.
    name = "sandbox.sqlite" if options.items is None else f"sandbox-{options.items}.sqlite"
    file = None if options.private else data_folder() / name
    port = DEFAULT_PORT if options.port is None else options.port
    try:
        serve(
            port,
            fresh=options.fresh,
            items=options.items,
            data_file=file,
            edition=options.edition or EDITION,
            provider=options.provider or PROVIDER,
            payment_delay=_payment_delay(options),
            autopay_seconds=None if options.no_autopay else AUTOPAY_SECONDS,
            access_ttl=options.access_ttl or ACCESS_TTL,
            origins=options.reset_origin or (),
        )
    except KeyboardInterrupt:
        return OK
    except OSError as error:
        reason = error.strerror or error
        raise Refused(_("The sandbox cannot listen: {reason}.").format(reason=reason), FAILED) from error
    return OK


def _doctor(store: StoreConfig | ConfigError, options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    from app.doctor import examine

    return examine(store, environ, config_file=options.config)


def _log_problem(log: str | None) -> str:
    """Why the log cannot be written, found out while it can still be said; empty when it can."""
    if log is None:
        return ""
    try:
        os.close(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    except OSError as error:
        return _("{file} cannot be written: {reason}.").format(file=log, reason=error.strerror)
    return ""


def _asked_language(given: Sequence[str]) -> str:
    """The value of --language, read before argparse so that its own messages are in that language."""
    for position, word in enumerate(given):
        if word.startswith("--language="):
            return word.partition("=")[2]
        if word == "--language" and position + 1 < len(given):
            return given[position + 1]
    return ""


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("etalase")
    except PackageNotFoundError:
        return "0"
