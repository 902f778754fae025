"""The link of `etalase open LINK`, from the command line or, for what nobody may read there, from standard input."""

from __future__ import annotations

import os
import sys

from app.i18n import _
from app.links import LONGEST, Link, Refusal, hosts_of, read_link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from app.config import StoreConfig
    from app.session import Session


class NoLink(Exception):
    """Why there is no link to open: one sentence, in the buyer's language, without the link."""


def read_piped() -> str:
    """The first line of standard input, which is the terminal's again afterwards. Raises NoLink."""
    try:
        descriptor = -1 if sys.stdin.isatty() else sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        descriptor = -1
    if descriptor < 0:
        raise NoLink(_("etalase open - reads the link from a pipe, but there is none."))
    data = b""
    while b"\n" not in data.strip() and len(data) <= 2 * LONGEST:
        part = os.read(descriptor, LONGEST)
        if not part:
            break
        data += part
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise NoLink(_("There is no terminal to draw in.")) from error
    os.dup2(terminal, descriptor)
    os.close(terminal)
    return data.strip().partition(b"\n")[0].decode("utf-8", "replace")


def find_link(text: str, store: StoreConfig, session: Session, *, piped: bool) -> Link:
    """Where the text leads in this store. Raises NoLink."""
    found = read_link(text, hosts_of(store, session), store_id=store.store_id)
    if isinstance(found, Link):
        if found.kind == "reset" and not piped:
            found = "reset"
        else:
            return found
    raise NoLink(_words(found, piped=piped))


def _words(refusal: Refusal, *, piped: bool) -> str:
    match refusal:
        case "elsewhere":
            return _(
                'This link belongs to another shop. If it is this one\'s, say so with pages = "https://…" in etalase.toml.'
            )
        case "reset" if not piped:
            return _(
                "A link that sets a password is secret and must not stand in a command. Pipe it: etalase open -"
            )
        case "reset":
            return _("This link to a new password is not complete. Please copy it whole from the e-mail.")
        case "empty":
            return _("There is no link to open.")
        case _:
            return _("This is no link to an order or to something in this shop.")
