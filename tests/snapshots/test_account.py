"""The pages of an account, in characters at three sizes and two languages."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from syrupy.assertion import SnapshotAssertion

from app.api.errors import Rejected, ServerFault
from app.services import account
from styles.themes import CONTRAST, DARK, LIGHT
from tests.customers import sign_in
from tests.pilot import Buyer
from tests.snapshots.looks import at_every_size, compare, seen_as
from tests.snapshots.stage import press, settle

IN_COLOUR = {
    "120x40-en": {"account": (DARK,), "addresses": (DARK,)},
    "80x24-id": {"profile-refused": (DARK,), "new-address-missing": (LIGHT,)},
    "40x12-id": {"profile": (DARK,), "addresses": (CONTRAST,)},
}
UNDER_WAY = ("addresses-removed",)
"""Here something is waited for, and seen."""


async def walk(buyer: Buyer) -> AsyncIterator[str]:
    shop = buyer.shop
    await sign_in(buyer)
    await settle(buyer)
    await press(buyer, "u")
    await buyer.on_screen("AccountScreen")
    yield "account"
    await press(buyer, "p")
    await buyer.on_screen("ProfileScreen")
    yield "profile"
    await press(buyer, "tab", *["backspace"] * 8)
    await press(buyer, "tab", *["backspace"] * 40, *"kemarin")
    await press(buyer, "ctrl+s")
    yield "profile-wrong"
    form = shop.account.forms.profile
    await press(buyer, "ctrl+z", *["backspace"] * 40, *"081355556666")
    form._refused(Rejected("Please check", {"phone": "is taken", "sex": "is odd", "avatar": "is missing"}))
    form.changed.emit()
    yield "profile-refused"
    await press(buyer, "ctrl+z", "escape", "w")
    await buyer.on_screen("PasswordScreen")
    yield "password"
    await press(buyer, *"rahasia", "enter", *"rahasio", "ctrl+s")
    yield "password-not-the-same"
    await press(buyer, "escape")
    shop.account.addresses.forget()
    book = shop.account.addresses
    book.state = "loading"
    buyer.app.open_addresses()
    await buyer.on_screen("AddressesScreen")
    yield "addresses-loading"
    book.state, book.error = "failed", ServerFault(503)
    shop.account.changed.emit()
    yield "addresses-failed"
    await press(buyer, "r")
    await buyer.until(lambda: book.rows, "the addresses")
    yield "addresses"
    await buyer.press("down", "x")
    yield "addresses-removed"
    await press(buyer, "z")
    shop.account.not_removed, shop.account.removal_error = book.rows[1], ServerFault(503)
    shop.account.changed.emit()
    yield "addresses-not-removed"
    shop.account.not_removed = shop.account.removal_error = None
    await press(buyer, "enter")
    await buyer.on_screen("AddressScreen")
    yield "address"
    await press(buyer, "escape", "a")
    await buyer.on_screen("AddressScreen")
    await press(buyer, "ctrl+s")
    yield "new-address-missing"
    await press(buyer, "escape")
    book.rows = []
    shop.account.changed.emit()
    yield "addresses-empty"
    await press(buyer, "escape")
    shop.account.profile_error = ServerFault(503)
    shop.account.changed.emit()
    yield "account-failed"
    await press(buyer, "escape", "comma")
    await buyer.on_screen("SettingsScreen")
    yield "settings"


@at_every_size
async def test_looks(
    size: tuple[int, int], language: str, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setattr(account, "UNDO_MAY_TAKE", 600.0)
    kept = IN_COLOUR.get(seen_as(size, language))
    await compare(walk, size, language, snapshot, in_colour=kept, under_way=UNDER_WAY)
