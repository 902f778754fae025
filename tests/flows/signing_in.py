"""A buyer who signs in by keyboard."""

from __future__ import annotations

import re

from tests.flows.keyboard import burst, focus
from tests.pilot import Buyer
from tests.sandbox.signing_in import SARI, Known
from tests.served import Served


def notes(buyer: Buyer) -> str:
    """All passing notes there are now, one a line."""
    return "\n".join(note.message for note in buyer.app._notifications)


async def told(buyer: Buyer, words: str) -> None:
    await buyer.until(lambda: words in notes(buyer), f"a note with “{words}”")


async def to_sign_in(buyer: Buyer) -> None:
    """From where no field has the focus."""
    burst(buyer, "u")
    await buyer.on_screen("SignInPage")
    await focus(buyer, "email")


async def give(buyer: Buyer, who: Known = SARI) -> None:
    """E-mail and password, each with Enter, from an empty page."""
    burst(buyer, *who.email, "enter", *who.password, "enter")
    await buyer.taken()


async def sign_in(buyer: Buyer, who: Known = SARI) -> None:
    """With the password alone, until the page has gone and everything has followed."""
    await to_sign_in(buyer)
    await give(buyer, who)
    await arrived(buyer)


async def arrived(buyer: Buyer) -> None:
    """Until somebody is signed in, and is known."""
    shop = buyer.shop
    await buyer.until(lambda: shop.auth.signed_in and not shop.signing.busy, "somebody signed in")
    await buyer.until(lambda: shop.account.profile is not None and not shop._writes, "the profile")


def newest_code(store: Served) -> str:
    mail = store.sandbox.mailbox.newest()
    assert mail is not None
    assert mail.code is not None
    return mail.code


def newest_link(store: Served) -> str:
    mail = store.sandbox.mailbox.newest()
    assert mail is not None
    assert mail.link is not None
    return mail.link


def token_in(link: str) -> str:
    found = re.search(r"token=([\w.~-]+)$", link)
    assert found
    return found.group(1)
