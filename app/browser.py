"""Opening a page in the buyer's browser, where there is one: never on the far side of an SSH connection."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping

from app.config import VARIABLES
from app.text import safe_url

REMOTE = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
OURS = frozenset(VARIABLES.values())
"""What names the store, its key among it: nothing for a browser."""
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def opener(environ: Mapping[str, str]) -> str | None:
    """The program that opens pages on the desktop the buyer sits at; None when there is none to be seen.

    Not Python's `webbrowser`: without a desktop it starts a text browser over the shop's own screen.
    """
    if any(environ.get(name) for name in REMOTE):
        return None
    if sys.platform == "win32":
        return "explorer"
    if sys.platform == "darwin":
        return shutil.which("open")
    if any(environ.get(name) for name in DISPLAYS):
        return shutil.which("xdg-open", path=environ.get("PATH"))
    return None


def open_page(url: str, environ: Mapping[str, str]) -> bool:
    """Show an http or https page in the browser. False when that is not possible here."""
    program, page = opener(environ), safe_url(url)
    if program is None or page is None:
        return False
    try:
        subprocess.Popen(  # noqa: S603 - no shell; the page is one argument, http or https
            [program, page],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={name: value for name, value in environ.items() if name not in OURS},
        )
    except OSError:
        return False
    return True
