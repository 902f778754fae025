"""What the pages of an account ask the store, for the walk through every fault."""

from __future__ import annotations

from itertools import count

from tests.customers import PLAIN_ADDRESS, sign_in
from tests.faults import Fault
from tests.flows.keyboard import burst, focus
from tests.flows.places import Place, Step
from tests.pilot import Buyer
from widgets.error_notice import ErrorNotice

ME = "/customers/me$"
BOOK = "/customers/me/addresses$"
ONE = "/customers/me/addresses/"
TOLERATED: frozenset[Fault] = frozenset(("wrong_types", "nulls"))
"""A profile of which nothing can be read is an empty one."""

_numbers = count(1)


async def _home(buyer: Buyer) -> None:
    buyer.app.action_go_home()
    await buyer.on_screen("CatalogScreen")
    await buyer.until(lambda: not buyer.shop._tasks, "nothing under way")
    buyer.app.clear_notifications()


async def _account(buyer: Buyer) -> None:
    burst(buyer, "u")
    await buyer.on_screen("AccountScreen")


def _known(buyer: Buyer) -> object:
    notice = buyer.screen.query(ErrorNotice)
    return notice and not notice.first().has_class("-shown") and "sari@example.com" in buyer.text()


def _typed(way: str, screen: str, *steps: tuple[str, str]) -> Step:
    """From the account to a form; each field's text is typed, and then it is saved."""

    async def ask(buyer: Buyer) -> None:
        await _account(buyer)
        await buyer.until(lambda: not buyer.shop._tasks, "the profile")
        burst(buyer, way)
        await buyer.on_screen(screen)
        for name, text in steps:
            await focus(buyer, name)
            burst(buyer, *text, "down")
            await buyer.taken()
        burst(buyer, "ctrl+s")
        await buyer.taken()

    return ask


def _saved(buyer: Buyer) -> object:
    forms = buyer.shop.account.forms
    on_account = type(buyer.screen).__name__ == "AccountScreen"
    return on_account and not forms.profile.dirty and not forms.password.dirty


async def _book(buyer: Buyer) -> None:
    buyer.shop.account.addresses.forget()
    buyer.app.open_addresses()
    await buyer.on_screen("AddressesScreen")


def _listed(buyer: Buyer) -> object:
    return "try again" not in buyer.text() and "Rumah" in buyer.text()


async def _with_addresses(buyer: Buyer) -> None:
    await sign_in(buyer)
    body = {name: value for name, value in PLAIN_ADDRESS.items() if value is not None}
    book = buyer.shop.account
    await book.addresses.load()
    for address in list(book.addresses.rows):
        book.remove_address(address)
        await book.settle()
    for number in range(18):
        await book.save_address(None, body | {"name": f"Rumah {number:02}"})
    await buyer.until(lambda: not buyer.shop._tasks, "nothing under way")


async def _changes(buyer: Buyer) -> None:
    """One more letter in the name of the first address."""
    await _book(buyer)
    await buyer.reads("Rumah")
    burst(buyer, "home", "enter")
    await buyer.on_screen("AddressScreen")
    await focus(buyer, "name")
    burst(buyer, "end", "x", "ctrl+s")
    await buyer.taken()


async def _adds(buyer: Buyer) -> None:
    await _book(buyer)
    await buyer.reads("Rumah")
    burst(buyer, "a")
    await buyer.on_screen("AddressScreen")
    form = buyer.shop.account.forms.address(None)
    for name in ("address", "postal_code", "name", "phone"):
        form.write(name, str(PLAIN_ADDRESS[name]))
    form.write("name", f"Rumah baru {next(_numbers)}")
    form._location_id = 317401
    form.write("place", "Tebet")
    burst(buyer, "ctrl+s")
    await buyer.taken()


def _in_the_book(buyer: Buyer) -> object:
    forms = buyer.shop.account.forms
    names = [one.name for one in buyer.shop.account.shown_addresses]
    once = len(set(names)) == len(names)
    return type(buyer.screen).__name__ == "AddressesScreen" and not forms.new_address_begun and once


async def _deletes(buyer: Buyer) -> None:
    await _book(buyer)
    await buyer.reads("Rumah")
    burst(buyer, "home", "x")
    await buyer.reads("put back")
    buyer.shop.account.tell_removal()


def _deleted(buyer: Buyer) -> object:
    account = buyer.shop.account
    account.tell_removal()
    return account.removed is None and account.removal_error is None and not buyer.shop._tasks


ACCOUNT_PLACES = [
    Place("profile", "GET", ME, _account, _known, arrive=sign_in, leave=_home, tolerated=TOLERATED),
    Place("changed profile", "PATCH", ME, _typed("p", "ProfileScreen", ("name", "x")), _saved, arrive=sign_in,
          leave=_home, again=("ctrl+s",), tolerated=TOLERATED),
    Place("new password", "POST", "/set-new-password$",
          _typed("w", "PasswordScreen", ("password", "kembang-sepatu"), ("again", "kembang-sepatu")), _saved,
          arrive=sign_in, leave=_home, again=("ctrl+s",), tolerated=TOLERATED),
    Place("address book", "GET", BOOK, _book, _listed, arrive=_with_addresses, leave=_home),
    Place("new address", "POST", BOOK, _adds, _in_the_book, arrive=_with_addresses, leave=_home,
          again=("ctrl+s",)),
    Place("changed address", "PATCH", ONE, _changes, _in_the_book, arrive=_with_addresses, leave=_home,
          again=("ctrl+s",)),
    Place("deleted address", "DELETE", ONE, _deletes, _deleted, arrive=_with_addresses, leave=_home,
          again=("home", "x"), tolerated=frozenset(("s404", "cut_json", "wrong_types", "nulls"))),
]  # fmt: skip
