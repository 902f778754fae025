"""What the command line asks for. `--help` and `--version` import nothing heavy, and neither does anything before the shop."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.command_line import DEFAULT_PORT, FAILED, OK, THEMES, Refused, holds_a_secret, misuse, parser
from app.i18n import _, guess_language, set_language
from app.sandbox import ACCESS_TTL, AUTOPAY_SECONDS, EDITION, PAYMENT_DELAY, PROVIDER
from app.terminal import Terminal, on_a_terminal

if TYPE_CHECKING:
    import argparse

    from app.config import ConfigError, StoreConfig
    from app.first_sight import Start
    from app.links import Link
    from app.opening import Opening
    from app.session import Session

PIPED = "-"
"""Stands for a link that comes through standard input."""


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
    if holds_a_secret(given):
        raise Refused(
            _(
                "A business key does not belong on the command line, where everyone on this machine can read it. "
                "Consider that one known, and give etalase setup another when it asks."
            )
        )
    options = parser().parse_args(given)
    if options.version:
        print(f"etalase {_version()}")
        return OK
    problem = misuse(options)
    if problem:
        raise Refused(problem)
    if options.command == "sandbox":
        return _sandbox(options)
    if options.command == "setup":
        return _setup(options, environ)
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
            demo_autopay=not (options.no_autopay or options.tour),
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
    from functools import partial

    from app.opening import Manner, open_stores
    from app.stores import stores_to_open

    stores = partial(stores_to_open, store, environ, config_file=options.config)
    manner = Manner(environ, options.log, None if options.tour else stores, options.config)
    try:
        return open_stores(partial(_first, store, options, environ, start, text), manner, terminal)
    finally:
        terminal.close()


def _first(
    store: StoreConfig,
    options: argparse.Namespace,
    environ: Mapping[str, str],
    start: Start | None,
    text: str | None,
) -> Opening:
    from app.opening import Opening
    from app.session import open_session

    session = open_session(store, private=options.private or options.tour)
    if store.demo_fresh:
        session.forget()
    link = _link(text, store, session, piped=options.link == PIPED)
    _apply(options, session, environ)
    session.start = start
    return Opening(store, session, link, (options.pace or 1.0) if options.tour else None)


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


def _setup(options: argparse.Namespace, environ: dict[str, str]) -> int:
    # The only way to what a merchant's secret key can do: the shop knows nothing of it.
    from app.setup.run import run as set_up

    problem = _log_problem(options.log)
    if problem:
        raise Refused(problem)
    return set_up(options, environ)


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
