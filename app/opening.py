"""One store after the other in one terminal: when a shop is left for another one, nothing of it stays in memory."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import launch, process
from app.i18n import _
from app.session import open_session
from app.terminal import Terminal

if TYPE_CHECKING:
    from app.config import StoreConfig
    from app.links import Link
    from app.records import Settings
    from app.session import Session


@dataclass(slots=True)
class Opening:
    """What a shop is opened with; those gone to later open plainly."""

    store: StoreConfig
    session: Session
    link: Link | None = None
    tour: float | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """What holds for every store of this run."""

    environ: dict[str, str]
    log_file: str | None = None
    stores: Callable[[], Sequence[StoreConfig]] | None = None
    """Those one can go to; None where there is no way to another."""
    config_file: Path | None = None
    """The `etalase.toml` that was asked for; None for the usual one."""


@dataclass(slots=True)
class _Left:
    """What one shop hands on when it is left: nothing of its session but how the program looks."""

    status: int
    store: StoreConfig | None
    settings: Settings
    private: bool


def open_stores(first: Callable[[], Opening], manner: Manner, terminal: Terminal) -> int:
    """Open the store, and whichever is gone to from there, until it is left; gives the status for the shell.

    `first` is called once and gives what nobody else may hold. `terminal` is given back by whoever calls.
    """
    with process.guard(terminal.close):
        opening = first()
        while True:
            left = _run(opening, manner, terminal)
            del opening
            if left.store is None:
                return left.status
            # What a start has frozen, because looking at all of it takes time, is to go as well.
            gc.unfreeze()
            gc.collect()
            opening = Opening(left.store, open_session(left.store, private=left.private))
            opening.session.settings = left.settings


def _run(opening: Opening, manner: Manner, terminal: Terminal) -> _Left:
    store, session = opening.store, opening.session
    launch.open_terminal(
        terminal, session, store.title, manner.environ, badge=_("demo") if store.is_demo else ""
    )
    # A collection in the middle of the imports costs a noticeable part of the start.
    gc.disable()
    try:
        from app.main import Etalase

        app = Etalase(
            store,
            session,
            log_file=manner.log_file,
            environ=manner.environ,
            terminal=terminal,
            link=opening.link,
            tour=opening.tour,
        )
        app.stores, app.config_file = manner.stores, manner.config_file
        app.run()
    finally:
        gc.enable()
    if app.next_store is not None:
        app.let_go()
    return _Left(app.return_code or 0, app.next_store, session.settings, session.private)
