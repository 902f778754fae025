"""Pictures: fetched once, cropped, kept between runs; whatever is hostile about them does no harm."""

from __future__ import annotations

import asyncio
import contextlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.api.errors import NotFound, ShopError, Unreachable
from app.services import pixels
from app.services.picture_pack import FILE, LARGEST, PictureKey, read_pack, write_pack
from app.services.pictures import PictureService
from app.services.pixels import BadPicture, shrink
from app.services.raster import Raster, shrunk
from app.services.shop import Shop
from tests.services.shelf import FakeClient, make_shop, picture_file, settled

URL = "https://gambar.example/kopi.jpg"


@pytest.fixture
def client() -> FakeClient:
    found = FakeClient()
    found.wire.files[URL] = picture_file()
    return found


@pytest.fixture
def shop(client: FakeClient) -> Shop:
    return make_shop(client)


async def fetched(pictures: PictureService, shop: Shop, *sizes: tuple[int, int], url: str = URL) -> None:
    for width, height in sizes:
        pictures.request(url, width, height)
    while pictures._workers:
        await asyncio.wait(tuple(pictures._workers))


async def test_a_picture_comes_once_and_is_announced(shop: Shop, client: FakeClient) -> None:
    told = asyncio.Event()
    shop.pictures.changed.subscribe(told.set)
    assert shop.pictures.get(URL, 8, 6) is None
    await fetched(shop.pictures, shop, (8, 6), (8, 6), (4, 4))
    await told.wait()
    raster = shop.pictures.get(URL, 8, 6)
    assert raster is not None
    assert (raster.width, raster.height, len(raster.rgb)) == (8, 6, 8 * 6 * 3)
    assert raster.rgb[:3] == bytes((200, 30, 30))
    assert shop.pictures.get(URL, 8, 6) is raster
    assert shop.pictures.get(URL, 4, 4) is not None
    shop.pictures.request(URL, 8, 6)
    assert client.wire.asked == [URL]


async def test_another_size_later_needs_no_download(tmp_path: Path, client: FakeClient) -> None:
    shop = make_shop(client, tmp_path)
    await fetched(shop.pictures, shop, (8, 6))
    await fetched(shop.pictures, shop, (60, 40))
    assert shop.pictures.get(URL, 60, 40) is not None
    assert client.wire.asked == [URL]
    later = make_shop(client, tmp_path)
    await fetched(later.pictures, later, (30, 30))
    assert later.pictures.get(URL, 30, 30) is not None
    assert client.wire.asked == [URL]


async def test_thumbnails_are_there_at_the_next_start(tmp_path: Path, client: FakeClient) -> None:
    shop = make_shop(client, tmp_path)
    await fetched(shop.pictures, shop, (8, 6))
    await shop.close()
    later = make_shop(client, tmp_path)
    assert later.pictures.get(URL, 8, 6) == shop.pictures.get(URL, 8, 6)


async def test_pictures_off_means_no_request_at_all(shop: Shop, client: FakeClient) -> None:
    await fetched(shop.pictures, shop, (8, 6))
    shop.session.settings.pictures = "off"
    assert shop.pictures.get(URL, 8, 6) is None
    await fetched(shop.pictures, shop, (4, 4))
    assert client.wire.asked == [URL]


async def test_nothing_and_nonsense_are_not_fetched(shop: Shop, client: FakeClient) -> None:
    for url, width, height in ((None, 8, 6), ("", 8, 6), (URL, 0, 6), (URL, 8, -2), (URL, 10**6, 10**6)):
        shop.pictures.request(url, width, height)
        assert shop.pictures.get(url, width, height) is None
    await settled(shop)
    assert client.wire.asked == []


@pytest.mark.parametrize(("error", "again"), [(NotFound(), 1), (Unreachable("timeout", sent=True), 2)])
async def test_a_failure_is_remembered(shop: Shop, client: FakeClient, error: ShopError, again: int) -> None:
    client.wire.files[URL] = error
    await fetched(shop.pictures, shop, (8, 6))
    await fetched(shop.pictures, shop, (8, 6), (4, 4))
    assert len(client.wire.asked) == 1
    shop.pictures.try_again()
    await fetched(shop.pictures, shop, (8, 6))
    assert len(client.wire.asked) == again


async def test_the_newest_wish_comes_first_and_old_ones_are_dropped(shop: Shop, client: FakeClient) -> None:
    urls = [f"https://a.example/{number}" for number in range(200)]
    client.wire.files = dict.fromkeys(urls, picture_file())
    for url in urls:
        shop.pictures.request(url, 8, 6)
    await fetched(shop.pictures, shop)
    assert client.wire.asked[0] == urls[-1]
    assert len(client.wire.asked) == 60


async def test_closing_stops_fetching(shop: Shop, client: FakeClient) -> None:
    shop.pictures.request(URL, 8, 6)
    await shop.close()
    assert shop.pictures.get(URL, 8, 6) is None


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture_file()[:60],
        picture_file("JPEG")[:300],
        picture_file("GIF", mode="L", colour=3),
        picture_file("BMP"),
        bomb(6000, 6000),
        bomb(60000, 60000),
        bomb(5001, 5000),
        bomb(0, 10),
        b"\xff\xd8\xff" + bytes(1000),
        b"RIFF\x10\x00\x00\x00WEBPVP8X" + b"\xff" * 20,
    ],
)
async def test_what_is_no_picture_is_refused(shop: Shop, client: FakeClient, data: bytes) -> None:
    with pytest.raises(BadPicture):
        shrink(data, [(8, 6)])
    client.wire.files[URL] = data
    await fetched(shop.pictures, shop, (8, 6))
    assert shop.pictures.get(URL, 8, 6) is None
    shop.pictures.try_again()
    await fetched(shop.pictures, shop, (8, 6))
    assert client.wire.asked == [URL]


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_damaged_files_never_crash(noise: bytes, at: int) -> None:
    good = picture_file("JPEG", (64, 64))
    with contextlib.suppress(BadPicture):
        shrink(good[:at] + noise + good[at + len(noise) :], [(4, 4)])


@pytest.mark.parametrize(
    ("kind", "mode", "colour"),
    [
        ("JPEG", "CMYK", (0, 0, 0, 0)),
        ("JPEG", "L", 255),
        ("PNG", "1", 1),
        ("PNG", "P", 0),
        ("PNG", "I;16", 65535),
        ("PNG", "LA", (255, 255)),
        ("WEBP", "RGBA", (255, 255, 255, 255)),
    ],
)
def test_every_kind_of_pixel_becomes_rgb(kind: str, mode: str, colour: object) -> None:
    found, _copy = shrink(picture_file(kind, mode=mode, colour=colour), [(4, 2)])
    assert len(found[4, 2]) == 4 * 2 * 3


def test_transparent_pictures_stand_on_a_light_ground() -> None:
    found, _copy = shrink(picture_file(mode="RGBA", colour=(0, 0, 0, 0)), [(2, 2)])
    assert found[2, 2] == bytes(pixels._BACKGROUND) * 4


def test_pictures_are_cropped_to_fill() -> None:
    wide = Image.new("RGB", (300, 100), (0, 255, 0))
    wide.paste((255, 0, 0), (0, 0, 50, 100))
    out = io.BytesIO()
    wide.save(out, "PNG")
    found, copy = shrink(out.getvalue(), [(10, 10)])
    assert found[10, 10] == bytes((0, 255, 0)) * 100
    assert max(Image.open(io.BytesIO(copy)).size) <= pixels.KEPT_SIDE


RASTERS = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda size: st.binary(min_size=size[0] * size[1] * 3, max_size=size[0] * size[1] * 3).map(
        lambda rgb: Raster(size[0], size[1], rgb)
    )
)


@given(
    st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), RASTERS), max_size=6)
)
def test_the_pack_gives_back_what_went_in(pictures: list[tuple[str, Raster]]) -> None:
    kept: dict[PictureKey, Raster] = {(url, r.width, r.height): r for url, r in pictures}
    data = write_pack(kept.items())
    assert list(read_pack(data).items()) == list(kept.items())
    for cut in range(0, len(data), 7):
        assert read_pack(data[:cut]).items() <= kept.items()


@given(st.binary(max_size=200))
def test_any_pack_can_be_read(noise: bytes) -> None:
    for raster in read_pack(write_pack([]) + noise).values():
        assert len(raster.rgb) == raster.width * raster.height * 3


def test_large_pictures_are_not_packed() -> None:
    side = int((LARGEST / 3) ** 0.5) + 2
    large = Raster(side, side, bytes(side * side * 3))
    assert read_pack(write_pack([(("u", side, side), large)])) == {}


async def test_a_damaged_pack_is_no_pack(tmp_path: Path, client: FakeClient) -> None:
    shop = make_shop(client, tmp_path)
    shop.session.write_blob(FILE, b"etalase pictures 1\n\xff\xff")
    assert shop.pictures.get(URL, 8, 6) is None


def test_shrinking_by_hand_averages_and_crops() -> None:
    source = Raster(
        4, 2, bytes((0, 0, 0)) + bytes((100, 0, 0)) * 2 + bytes((0, 0, 0)) + bytes((50, 0, 0)) * 4
    )
    small = shrunk(source, 1, 1)
    assert small == Raster(1, 1, bytes((75, 0, 0)))
    assert shrunk(source, 5, 2) is None
    assert shrunk(source, 4, 2) == source
