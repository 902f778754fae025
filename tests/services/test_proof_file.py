"""What may be sent as a proof: decided by what is in the file, before anything leaves this machine."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from app.services.proof_file import LARGEST, BadFile, preview, read_picture
from tests.proofs import picture, picture_file


def reason(path: Path) -> str:
    with pytest.raises(BadFile) as caught:
        read_picture(path)
    return caught.value.reason


@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [("JPEG", "image/jpeg", ".jpg"), ("PNG", "image/png", ".png"), ("WEBP", "image/webp", ".webp")],
)
def test_the_three_kinds_are_known_by_their_content(
    kind: str, content_type: str, ending: str, tmp_path: Path
) -> None:
    found = read_picture(picture_file(tmp_path, "foto.dat", picture(kind, (30, 20))))
    assert (found.content_type, found.width, found.height) == (content_type, 30, 20)
    assert found.filename == f"foto-dat{ending}"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bukti.png", b"MZ\x90\x00" + b"\0" * 200),
        ("bukti.jpg", b"<html><body>not a picture</body></html>"),
        ("bukti.webp", b"RIFF\x10\0\0\0AVI LIST" + b"\0" * 50),
        ("bukti.png", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!"),
        ("bukti.jpeg", b"%PDF-1.7 ..."),
        ("bukti.png", b"\x89"),
    ],
)
def test_a_wrong_kind_with_a_right_name_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    assert reason(picture_file(tmp_path, name, data)) == "other_kind"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0 nothing of a JPEG follows",
        picture("PNG")[:20],
        b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0" + b"\0" * 20,
    ],
)
def test_what_only_begins_like_a_picture_is_refused(data: bytes, tmp_path: Path) -> None:
    assert reason(picture_file(tmp_path, "bukti.png", data)) == "broken"


def test_sizes_from_one_byte_to_ten_megabytes(tmp_path: Path) -> None:
    assert reason(picture_file(tmp_path, data=b"")) == "empty"
    whole = picture()
    largest = whole + b"\0" * (LARGEST - len(whole))
    assert len(read_picture(picture_file(tmp_path, data=largest)).data) == 10_485_760
    assert reason(picture_file(tmp_path, data=largest + b"\0")) == "too_large"


def test_what_is_no_ordinary_file_is_refused_without_waiting(tmp_path: Path) -> None:
    fifo = tmp_path / "bukti.png"
    os.mkfifo(fifo)
    assert reason(fifo) == "special"
    assert reason(Path(os.devnull)) == "special"
    assert reason(tmp_path) == "folder"
    assert reason(tmp_path / "missing.png") == "missing"
    assert reason(Path("a\0b.png")) == "unreadable"
    loop = tmp_path / "loop.png"
    loop.symlink_to(loop)
    assert reason(loop) == "unreadable"


def test_links_are_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.png"
    link.symlink_to(picture_file(tmp_path, "real.png"))
    assert read_picture(link).name == "link.png"


def test_a_file_nobody_may_read(tmp_path: Path) -> None:
    path = picture_file(tmp_path)
    path.chmod(0)
    if not os.access(path, os.R_OK):
        assert reason(path) == "unreadable"


@pytest.mark.parametrize(
    ("name", "filename"),
    [
        ("Bukti Transfer 21 Nov.PNG", "Bukti-Transfer-21-Nov.png"),
        ("..png", "transfer.png"),
        ("\x1b[2Jpwn.png", "2Jpwn.png"),
        ("bukti\n\n.png", "bukti.png"),
        ("kuitansi été.png", "kuitansi-ete.png"),
        ("証明.png", "transfer.png"),
        ("a" * 200 + ".png", "a" * 60 + ".png"),
        ("<script>.jpg", "script-jpg.png"),
    ],
)
def test_the_name_that_is_sent_is_plain_and_says_nothing_of_folders(
    name: str, filename: str, tmp_path: Path
) -> None:
    found = read_picture(picture_file(tmp_path, name))
    assert found.filename == filename
    assert "\x1b" not in found.name


def test_a_telephones_large_photo_is_sent_though_not_drawn(tmp_path: Path) -> None:
    found = read_picture(picture_file(tmp_path, data=png_of(12_000, 9_000)))
    assert (found.width, found.height) == (12_000, 9_000)
    assert preview(found, 40, 40) is None


def test_a_bomb_is_never_unpacked(tmp_path: Path) -> None:
    found = read_picture(picture_file(tmp_path, data=png_of(60_000, 60_000)))
    assert preview(found, 40, 40) is None


def png_of(width: int, height: int) -> bytes:
    """The header of a PNG of that size, and hardly any pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def test_the_preview_shows_the_whole_picture_the_right_way_up(tmp_path: Path) -> None:
    made = Image.new("RGB", (200, 100), "red")
    turned = Image.Exif()
    turned[0x0112] = 6
    out = io.BytesIO()
    made.save(out, "JPEG", exif=turned)
    found = read_picture(picture_file(tmp_path, "foto.jpg", out.getvalue()))
    assert (found.width, found.height) == (100, 200)
    drawn = preview(found, 40, 40)
    assert drawn is not None
    assert (drawn.width, drawn.height) == (20, 40)
    assert len(drawn.rgb) == 20 * 40 * 3
