"""`etalase doctor`: what is configured, whether the store answers, what this terminal can do, where the files are."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.config import VARIABLES, ConfigError, StoreConfig, find_config_file, mask
from app.i18n import _, ngettext
from app.launch import colour_depth, terminal_size
from app.text import clean

SMALLEST = (40, 12)
"""Columns and lines below which only a notice is shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    label: str
    value: str
    ok: bool = True
    """False makes the command end with 1."""


def examine(
    store: StoreConfig | ConfigError, environ: Mapping[str, str], *, config_file: Path | None = None
) -> int:
    """Print the report; 0 when all is well, 1 when something needs a hand. The key is shown masked."""
    sections = (
        (_("STORE"), list(_store(store, environ, config_file))),
        (_("TERMINAL"), list(_terminal(environ))),
        (_("FILES"), list(_files())),
    )
    width = max(len(finding.label) for _title, findings in sections for finding in findings)
    for title, findings in sections:
        print(title)
        for finding in findings:
            mark = " " if finding.ok else "!"
            print(f" {mark} {finding.label:<{width}}  {finding.value}")
        print()
    well = all(finding.ok for _title, findings in sections for finding in findings)
    print(_("All is well.") if well else _("What is marked ! needs a hand."))
    return 0 if well else 1


def _store(
    store: StoreConfig | ConfigError, environ: Mapping[str, str], config_file: Path | None
) -> Iterator[Finding]:
    if isinstance(store, ConfigError):
        yield Finding(_("configured"), str(store), ok=False)
        return
    yield Finding(_("name"), clean(store.title))
    if store.is_demo:
        yield Finding(_("kind"), _("the demo store, inside this program"))
    else:
        yield Finding(_("address"), store.base_url)
        yield Finding(_("store id"), store.store_id)
        yield Finding(_("key"), mask(store.api_key))
        yield Finding(_("from"), _source(store, environ, config_file))
    yield asyncio.run(_answer(store))


def _source(store: StoreConfig, environ: Mapping[str, str], config_file: Path | None) -> str:
    if environ.get(VARIABLES["store_id"], "").strip() == store.store_id:
        return _("the environment")
    return str(find_config_file(config_file))


async def _answer(store: StoreConfig) -> Finding:
    from app.api.errors import ShopError
    from app.services.connect import connect
    from app.session import Session
    from app.wording import explain

    label = _("answers")
    # A session in memory: looking must leave no trace, not even a guest token.
    client = await connect(store, Session(None, None))
    try:
        count = await client.item_count()
    except ShopError as error:
        words = explain(error, "store")
        return Finding(
            label, " ".join(part for part in (words.title, words.advice, words.detail) if part), ok=False
        )
    finally:
        await client.close()
    if count is None:
        return Finding(label, _("yes"))
    return Finding(label, ngettext("yes, {count} item", "yes, {count} items", count).format(count=count))


def _terminal(environ: Mapping[str, str]) -> Iterator[Finding]:
    term = environ.get("TERM", "")
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    yield Finding(
        _("type"),
        f"{clean(term) or '–'}"
        if interactive
        else _("{term}, but not connected to one now").format(term=clean(term) or "–"),
    )
    columns, lines = terminal_size()
    fits = columns >= SMALLEST[0] and lines >= SMALLEST[1]
    size = f"{columns}x{lines}"
    yield Finding(
        _("size"), size if fits else _("{size}: too small, make it 40x12 or more").format(size=size), ok=fits
    )
    yield Finding(_("colours"), _colours(environ))
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    utf8 = encoding == "utf8"
    yield Finding(
        _("characters"),
        _("all of Unicode")
        if utf8
        else _("only {encoding}: set LANG to a UTF-8 locale, such as C.UTF-8").format(
            encoding=sys.stdout.encoding
        ),
        ok=utf8,
    )
    yield Finding(_("mouse"), _("no") if term in ("linux", "dumb", "") else _("yes, in almost all terminals"))
    yield Finding(_("copying"), _clipboard(environ))


def _colours(environ: Mapping[str, str]) -> str:
    depth = colour_depth(environ)
    words = {
        "truecolor": _("16 million"),
        "256": _("256; if the terminal can do more, set COLORTERM=truecolor"),
        "16": _("16"),
        "none": _("none, as asked by NO_COLOR or because of TERM"),
    }
    return words[depth]


def _clipboard(environ: Mapping[str, str]) -> str:
    term = environ.get("TERM", "")
    if environ.get("TERM_PROGRAM") == "Apple_Terminal" or term in ("linux", "dumb", ""):
        return _("not by this terminal: select with the mouse instead")
    if environ.get("TMUX") or term.startswith(("screen", "tmux")):
        return _("through tmux, when its set-clipboard is on")
    return _("likely; if nothing pastes, select with Shift and the mouse")


def _files() -> Iterator[Finding]:
    from app import paths

    for label, folder in (
        (_("state"), paths.state_folder(create=False)),
        (_("demo data"), paths.data_folder(create=False)),
        (_("cache"), paths.cache_folder(create=False)),
    ):
        yield _folder(label, folder)
    yield Finding(_("configuration"), str(paths.config_folder()))


def _folder(label: str, folder: Path) -> Finding:
    if not folder.exists():
        return Finding(label, _("{folder} (made when needed)").format(folder=folder))
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding(label, _("{folder} cannot be written").format(folder=folder), ok=False)
    if os.name == "posix":
        for path in (folder, *folder.rglob("*")):
            try:
                mode = path.lstat().st_mode
            except OSError:
                continue
            if not stat.S_ISLNK(mode) and mode & 0o077:
                problem = _("{path} can be read by others: chmod go= it").format(path=path)
                return Finding(label, problem, ok=False)
    return Finding(label, str(folder))
