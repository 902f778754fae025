"""The address book by keyboard and mouse, over a real socket."""

from __future__ import annotations

import pytest

from app.services import account
from app.services.address_form import AddressForm
from tests.customers import customer, to
from tests.flows.keyboard import AREA, burst, focus
from tests.pilot import Buyer
from tests.screens.test_account import SIZES, error_of, replace, told
from widgets.address_list import AddressList
from widgets.labelled_row import LabelledRow
from widgets.pick_list import PickList

BOOK = "/customers/me/addresses$"
ONE = "/customers/me/addresses/"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is time to undo as long as a test takes."""
    monkeypatch.setattr(account, "UNDO_MAY_TAKE", 600.0)


async def to_book(buyer: Buyer) -> AddressList:
    await to(buyer, ("a", "AddressesScreen"))
    book = buyer.shop.account.addresses
    await buyer.until(lambda: book.state in ("partial", "whole", "failed"), "the address book")
    await buyer.taken()
    return buyer.screen.query_one(AddressList)


async def pick_area(buyer: Buyer) -> None:
    """From the field of the area, by searching."""
    await focus(buyer, "place")
    burst(buyer, *"cempaka pu")
    await buyer.on_screen("PlaceScreen")
    rows = buyer.screen.query_one(PickList)
    await buyer.until(lambda: any(row.startswith(AREA) for row in rows.rows), "the area")
    burst(buyer, "enter")
    await buyer.until(lambda: "10510" in rows.rows, "the postal codes")
    burst(buyer, "enter")
    await buyer.on_screen("AddressScreen")


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_address_is_added(size: tuple[int, int]) -> None:
    async with customer(size=size, book=0) as (buyer, store):
        await to_book(buyer)
        await buyer.reads("There is no address yet.")
        burst(buyer, "a")
        await buyer.on_screen("AddressScreen")
        await replace(buyer, "name", "Ibu Ratna")
        burst(buyer, "enter", "enter")
        await focus(buyer, "address")
        burst(buyer, *"Jl. Kenanga 5", "enter")
        await pick_area(buyer)
        await focus(buyer, "notes")
        burst(buyer, *"pagar biru", "ctrl+s")
        await buyer.on_screen("AddressesScreen")
        await told(buyer, "The address is saved.")
        await buyer.reads("Ibu Ratna")
        await buyer.reads("Jl. Kenanga 5")
        [post] = store.server.seen("POST", BOOK)
        assert {name: value for name, value in post.json().items() if name != "location_id"} == {
            "name": "Ibu Ratna", "phone": "6281200001111", "address": "Jl. Kenanga 5", "postal_code": "10510",
            "notes": "pagar biru",
        }  # fmt: skip
        assert buyer.shop.session.places == []


async def test_of_a_changed_address_only_the_change_is_sent() -> None:
    async with customer() as (buyer, store):
        await to_book(buyer)
        burst(buyer, "down", "enter")
        await buyer.on_screen("AddressScreen")
        await buyer.reads("Jl. Tebet Raya No. 24")
        await replace(buyer, "name", "Kantor")
        burst(buyer, "down", "down", "down")
        await pick_area(buyer)
        burst(buyer, "ctrl+s")
        await buyer.on_screen("AddressesScreen")
        await buyer.reads("Kantor")
        [patch] = store.server.seen("PATCH", ONE)
        assert set(patch.json()) == {"name", "location_id", "postal_code"}
        rows = buyer.screen.query_one(AddressList)
        assert rows.current is not None and rows.current.name == "Kantor"
        await buyer.reads("Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta 10510")


async def test_what_is_missing_is_said_before_the_store_is_asked() -> None:
    async with customer() as (buyer, store):
        await to_book(buyer)
        burst(buyer, "a")
        await buyer.on_screen("AddressScreen")
        burst(buyer, "ctrl+s")
        await focus(buyer, "address")
        said = {row.id: row.error for row in buyer.screen.query(LabelledRow) if row.error}
        assert set(said) == {"row-address", "row-place", "row-postal_code"}
        assert store.server.count("POST", BOOK) == 0
        burst(buyer, *"Jl. Kenanga 5")
        await buyer.until(lambda: not error_of(buyer, "address"), "the complaint taken back")
        burst(buyer, "escape")
        await buyer.on_screen("AddressesScreen")
        await buyer.reads("Go on with the new address")
        burst(buyer, "a")
        await buyer.on_screen("AddressScreen")
        await buyer.reads("Jl. Kenanga 5")


@pytest.mark.parametrize("size", SIZES)
async def test_every_word_of_the_sandbox_about_an_address(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is held back by us, so that the store's own words come."""
    monkeypatch.setattr(AddressForm, "problems", lambda self: {})
    async with customer(size=size) as (buyer, _store):
        await to_book(buyer)
        burst(buyer, "a")
        await buyer.on_screen("AddressScreen")
        form = buyer.shop.account.forms.address(None)
        form.write("name", "")
        form.write("phone", "12")
        burst(buyer, "ctrl+s")
        await buyer.until(lambda: not form.saving and form.errors, "the first refusal")
        said = {name: error_of(buyer, name) for name in form.FIELDS}
        assert said == {
            "name": "is required", "phone": "is not a phone number", "address": "is required",
            "place": said["place"], "postal_code": "is required", "notes": "", "email": "",
        }  # fmt: skip
        assert said["place"]
        form.write("name", "x" * 201)
        form.write("phone", "0" * 21)
        form.write("address", "x" * 1001)
        form.write("postal_code", "1")
        form.write("notes", "x" * 501)
        form.write("email", "salah")
        form.write("place", "nowhere")
        form._location_id = 1
        burst(buyer, "ctrl+s")
        await buyer.until(lambda: error_of(buyer, "email"), "the second refusal")
        said = {name: error_of(buyer, name) for name in form.FIELDS}
        assert all(said.values()), said
        assert said["notes"] == "must be at most 500 characters"
        assert said["email"] == "is not a valid e-mail address"
        await focus(buyer, "name")
        await buyer.reads("must be at most 200 characters")


@pytest.mark.parametrize("size", SIZES)
async def test_read_ahead_page_by_page(size: tuple[int, int]) -> None:
    async with customer(size=size, book=70) as (buyer, store):
        rows = await to_book(buyer)
        assert store.server.count("GET", BOOK) == 1
        assert len(rows.rows) == 20
        while len(rows.rows) < 70:
            before = len(rows.rows)
            burst(buyer, *["down"] * 10)
            await buyer.taken()
            if rows.cursor >= before - 6:
                await buyer.until(lambda: len(rows.rows) > before, "the next page")  # noqa: B023
        assert store.server.count("GET", BOOK) == 4
        await buyer.reads("70 addresses")
        burst(buyer, "end")
        await buyer.reads("Rumah 069")
        assert store.server.count("GET", BOOK) == 4


async def test_a_page_that_fails_is_said_and_gone_on_with() -> None:
    async with customer(book=45) as (buyer, store):
        rows = await to_book(buyer)
        store.server.arm("GET", BOOK, "s404")
        burst(buyer, "end")
        await buyer.reads("This cannot be found in the shop.")
        assert len(rows.rows) == 20
        burst(buyer, "r")
        await buyer.until(lambda: len(rows.rows) == 40, "the next page")
        assert "This cannot be found" not in buyer.text()
        queries = [one.query for one in store.server.seen("GET", BOOK)]
        assert queries[1] == queries[2] and "next_cursor" in queries[1]


@pytest.mark.parametrize("size", SIZES)
async def test_a_book_that_does_not_come(size: tuple[int, int]) -> None:
    async with customer(size=size) as (buyer, store):
        store.server.arm("GET", BOOK, "s404")
        await to_book(buyer)
        await buyer.reads("This cannot be found in the shop.")
        assert "no address yet" not in buyer.text()
        burst(buyer, "r")
        await buyer.reads("Coblong")


async def test_while_it_is_asked_for() -> None:
    async with customer() as (buyer, store):
        store.server.arm("GET", BOOK, "hold")
        await to(buyer, ("a", "AddressesScreen"))
        await buyer.reads("Asking the shop for your addresses…")
        store.server.release()
        await buyer.reads("Coblong")


@pytest.mark.parametrize("size", SIZES)
async def test_deleted_and_put_back(size: tuple[int, int]) -> None:
    async with customer(size=size, book=3) as (buyer, store):
        rows = await to_book(buyer)
        burst(buyer, "x")
        await buyer.until(lambda: len(rows.rows) == 2, "one fewer")
        await buyer.reads("put back: Rumah 000")
        burst(buyer, "z")
        await buyer.until(lambda: len(rows.rows) == 3, "it back")
        assert "put back" not in buyer.text()
        burst(buyer, "down", "x", "escape")
        await buyer.on_screen("AccountScreen")
        await buyer.until(lambda: store.server.count("DELETE", ONE) == 1, "the store told")
        await buyer.until(lambda: not buyer.shop._tasks, "the answer")
        burst(buyer, "a")
        await buyer.on_screen("AddressesScreen")
        await buyer.reads("Rumah 002")
        assert "Rumah 001" not in buyer.text()


async def test_not_deleted_is_said_and_tried_again() -> None:
    async with customer(book=2) as (buyer, store):
        rows = await to_book(buyer)
        store.server.arm("DELETE", ONE, "s409")
        burst(buyer, "x")
        await buyer.until(lambda: len(rows.rows) == 1, "one fewer")
        buyer.shop.account.tell_removal()
        await buyer.reads("Not deleted: Rumah 000")
        await buyer.until(lambda: len(rows.rows) == 2, "it back")
        burst(buyer, "home", "x")
        await buyer.until(lambda: len(rows.rows) == 1, "one fewer")
        buyer.shop.account.tell_removal()
        await buyer.until(lambda: not buyer.shop._tasks, "the answer")
        await buyer.until(lambda: "Not deleted" not in buyer.text(), "nothing said any more")
        burst(buyer, "x")
        await buyer.reads("There is no address yet.")


async def test_address_book_by_mouse() -> None:
    async with customer(book=3) as (buyer, store):
        rows = await to_book(buyer)
        await buyer.click("#addresses", offset=(5, 5))
        await buyer.until(lambda: rows.cursor == 1, "the second")
        await buyer.click("#addresses", offset=(5, 5))
        await buyer.on_screen("AddressScreen")
        await buyer.click("#place", offset=(3, 0))
        await buyer.on_screen("PlaceScreen")
        burst(buyer, "escape", "escape")
        await buyer.on_screen("AddressesScreen")
        await buyer.click("#add", offset=(5, 1))
        await buyer.on_screen("AddressScreen")
        await buyer.reads("New address")
        assert store.server.count("POST", BOOK) == 0
