"""The place picker: both ways through it, one step back at a time, postal codes, failures."""

from __future__ import annotations

import pytest

from app.api.errors import Unreachable
from app.records import Place
from screens.place import PlaceScreen
from tests.pilot import Buyer, start_shop
from widgets.pick_list import PickList


async def pick(buyer: Buyer) -> list[Place | None]:
    """Open the picker; what it gives ends in the list."""
    taken: list[Place | None] = []
    buyer.app.push_screen(PlaceScreen(buyer.shop.locations), taken.append)
    await buyer.on_screen("PlaceScreen")
    return taken


def rows(buyer: Buyer) -> list[str]:
    listing = buyer.screen.query_one(PickList)
    return list(listing.rows) if listing.display else []


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_searching_and_one_of_several_codes(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        taken = await pick(buyer)
        await buyer.reads("⏎ take")
        await buyer.press(*"cempaka", "space", *"pu")
        await buyer.reads("Cempaka Putih, Kota Jak")
        await buyer.reads(", DKI Jak")  # of places that share a name, the one meant
        await buyer.press("enter")
        await buyer.reads("10520")
        await buyer.press("down", "enter")
        await buyer.until(lambda: taken, "a place")
        assert taken[0] is not None
        assert taken[0].display == "Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta 10520"
        assert buyer.shop.locations.recent[0].postal_code == "10520"


async def test_step_by_step_with_letters_and_back_with_escape() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        taken = await pick(buyer)
        await buyer.press("ctrl+t")
        await buyer.until(lambda: len(rows(buyer)) == 38, "provinces")
        await buyer.press(*"dki", "enter")
        await buyer.until(lambda: "Kota Jakarta Pusat" in rows(buyer), "cities")
        await buyer.press(*"pusat", "enter")
        await buyer.until(lambda: "Cempaka Putih" in rows(buyer), "subdistricts")
        await buyer.reads("DKI Jakarta › Kota Jakarta Pusat")
        await buyer.press("escape")
        await buyer.until(lambda: "Kota Jakarta Pusat" in rows(buyer), "cities again")
        await buyer.press("escape")
        await buyer.until(lambda: "DKI Jakarta" in rows(buyer), "provinces again")
        await buyer.press("escape")
        await buyer.until(lambda: taken == [None], "the way back")


async def test_a_single_postal_code_is_taken_at_once() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await _codes(buyer, ["12345"])
        taken = await pick(buyer)
        await buyer.press(*"tebet")
        await buyer.until(lambda: rows(buyer), "places")
        await buyer.press("enter")
        await buyer.until(lambda: taken, "a place")
        assert taken[0] is not None and taken[0].postal_code == "12345"


async def test_an_unknown_postal_code_is_typed_in_five_digits() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await _codes(buyer, [])
        taken = await pick(buyer)
        await buyer.press(*"tebet")
        await buyer.until(lambda: rows(buyer), "places")
        await buyer.press("enter")
        await buyer.reads("Please type the five digits.")
        await buyer.press(*"123", "enter")
        await buyer.reads("A postal code has five digits.")
        await buyer.press(*"45", "enter")
        await buyer.until(lambda: taken, "a place")
        assert taken[0] is not None and taken[0].postal_code == "12345"


async def test_places_used_before_come_first_and_are_taken_whole() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        known = Place(7, "Tebet", "Kota Jakarta Selatan", "DKI Jakarta", "12810")
        buyer.shop.locations.remember(known)
        taken = await pick(buyer)
        await buyer.reads("Used before")
        await buyer.press("enter")
        await buyer.until(lambda: taken, "a place")
        assert taken == [known]


async def test_no_such_place_says_what_to_do() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        await pick(buyer)
        await buyer.press(*"xyzzy")
        await buyer.reads("Try fewer letters.")
        await buyer.press(*["backspace"] * 5, *"tebet")
        await buyer.until(lambda: rows(buyer), "places")
        assert "Try fewer letters." not in buyer.text()


async def test_a_failure_says_so_and_enter_or_its_key_tries_again() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        client = await buyer.shop.client()
        real = client.provinces

        async def broken() -> object:
            raise Unreachable("timeout", sent=True)

        client.provinces = broken  # type: ignore[assignment, method-assign]
        await pick(buyer)
        await buyer.press("ctrl+t")
        await buyer.reads("try again")
        client.provinces = real  # type: ignore[method-assign]
        await buyer.press("ctrl+r")
        await buyer.reads("Aceh")


async def test_by_mouse() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        taken = await pick(buyer)
        await buyer.click("#tab-steps", (5, 0))
        await buyer.reads("Sumatera Utara")
        await buyer.click(PickList, (3, 1))
        await buyer.reads("Kabupaten Langkat")
        await buyer.click("#tab-search", (4, 0))
        await buyer.reads("Three letters are enough")
        assert taken == []


async def test_thousands_of_rows_cost_only_those_in_sight() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await pick(buyer)
        listing = buyer.screen.query_one(PickList)
        listing.display = True
        listing.show([f"Desa {number}" for number in range(7000)])
        await buyer.until(lambda: "Desa 3" in buyer.text(), "the top")
        listing.focus()
        await buyer.press("end")
        await buyer.reads("Desa 6999")
        await buyer.press("home")
        await buyer.reads("Desa 0")
        assert not listing.children


async def _codes(buyer: Buyer, codes: list[str]) -> None:
    """Let the store know just these postal codes everywhere."""

    async def known(location_id: int) -> list[str]:
        return codes

    buyer.shop.locations.postal_codes = known  # type: ignore[method-assign]
