"""Which drawing, in which colours and on which ground, belongs to which thing."""

from __future__ import annotations

from collections.abc import Callable

from app.sandbox.build.pictures import care, cloth, craft, drinks, food, kitchen, paper
from app.sandbox.build.pictures.canvas import Canvas
from app.sandbox.build.pictures.motifs import (
    bean,
    citrus,
    house,
    kawung,
    leaf,
    mega_mendung,
    mountain,
    parang,
    plaid,
)

Drawing = Callable[[Canvas], None]

CREAM, SAND, MUSTARD, ORANGE = "#f5e3bf", "#e6c48f", "#e9ae3c", "#e07b39"
BRICK, MAROON, PLUM, BLUSH = "#b8452f", "#6f1d2a", "#5a2f5e", "#f2b8a8"
NAVY, TEAL, SEA, SKY = "#1f3358", "#1f6b6b", "#3f93a8", "#a9d6e5"
FOREST, LEAF, MINT, SAGE = "#214f3a", "#5d9a4c", "#bfe0c0", "#9db58a"
COCOA, CHARCOAL, STONE = "#4a2a1a", "#2b2b33", "#cfc8bc"


def _bean(c: Canvas) -> None:
    bean(c, 50, 50, 84, 30)


def _clouds(one: str, shades: list[str]) -> Drawing:
    return lambda c: cloth.scarf(c, lambda k: mega_mendung(k, one, shades, 0.62), shades[0])


def _tray(*things: tuple[Drawing, float, float, float]) -> Drawing:
    """Things side by side on a tray, each at x, y and scale."""

    def draw(c: Canvas) -> None:
        kitchen.tray(c)
        for thing, x, y, scale in things:
            with c.place(x, y, scale):
                thing(c)

    return draw


def _gayo(c: Canvas) -> None:
    drinks.bag(c, "#2f7d4a", "#fff3d6", lambda k: mountain(k, 50, 88, 92, "#2f7d4a", "#e8b02e"), "#e8b02e")


def _sambal(c: Canvas) -> None:
    food.jar(c, "#c62a1c", "#3a2415", "#fff3d6", food.roa_sign)
    food.cloth_lid(c, "#d63a2a")


def _soap(fill: str, kind: str) -> Drawing:
    return lambda c: care.soap(c, fill, kind)


def _two_shirts(c: Canvas) -> None:
    with c.place(36, 46, 0.66, -8):
        cloth.shirt_parang(c, cloth.SOGAN)
    with c.place(66, 58, 0.62, 8):
        cloth.shirt_parang(c, cloth.SOGAN)


def _film_and_book(c: Canvas) -> None:
    with c.place(60, 44, 0.74):
        paper.lesson(c)
    with c.place(27, 62, 0.52, -8):
        paper.tablet(c)


def _book_and_spice(c: Canvas) -> None:
    with c.place(40, 47, 0.84, -6):
        paper.book(c, "#1f4f5e", "#e8b02e")
    with c.place(70, 74, 0.44, -20):
        food.cinnamon(c)
    with c.place(78, 38, 0.36, 8):
        paper.tablet(c)


def _sunrise(c: Canvas) -> None:
    c.dot(50, 46, 36, "#f8c14a")
    with c.place(50, 56, 0.84):
        drinks.cup(c, "#fffaf0", "#4a2412", "#d9cbb4")


FULL_BLEED = {"kemeja-batik-parang-3", "lampu-bambu-2", "miniatur-pinisi", "miniatur-pinisi-2"}
"""Drawn to the very edge. The others keep clear of it: lists and previews crop to wider shapes."""

_DRIPPER = {"putih": "#fbf6ea", "terakota": "#c2623a", "biru": "#2f5f9e"}
_SOGAN_CLOTH, _BLACK_CLOTH = ("#f3e0b4", "#6a3a18", "#c98a3a"), ("#221d1c", "#f0e3c4", "#b98a3c")

PICTURES: dict[str, tuple[str, Drawing]] = {
    # Kopi
    "kopi-gayo": (MUSTARD, _gayo),
    "kopi-gayo-2": (TEAL, lambda c: drinks.cup(c, "#fffaf0", "#4a2412", "#f2d79a")),
    "kopi-gayo-3": (SAND, lambda c: drinks.beans(c, "#5a3018")),
    "kopi-toraja": (CREAM, lambda c: drinks.bag(
        c, "#a3241c", "#fbe3b4", lambda k: house(k, 50, 84, 92, "#2b1a14", "#d98b36"), "#2b1a14")),
    "kopi-kintamani": (SKY, lambda c: drinks.bag(
        c, "#e2762a", "#fff6e0", lambda k: citrus(k, 50, 50, 42, "#e2762a", "#f5a53c"), "#2f7d4a")),
    "kopi-bajawa": (BLUSH, lambda c: drinks.bag(
        c, "#28407a", "#f7ead0", lambda k: mountain(k, 50, 86, 96, "#28407a", "#e4572e"), "#e4572e")),
    "kopi-luwak-liar": (MAROON, lambda c: drinks.tin(c, "#201c1e", "#d8a02c", "#d8a02c", _bean, "#d8a02c")),
    "kopi-susu-gula-aren": (TEAL, lambda c: drinks.bottle(
        c, "#efe3cf", "#d9b388", "#3a241a", "#fffaf0", _bean, below="#6b3717")),
    "kopi-susu-gula-aren-2": (ORANGE, lambda c: drinks.glass(c, "#c79a6b", "#fff3dc", ["#fff3dc"])),
    "kopi-drip": (SEA, drinks.drip_box),
    "langganan-kopi": (PLUM, drinks.monthly_box),
    "langganan-kopi-2": (SAGE, drinks.calendar),
    "dripper-keramik": (TEAL, lambda c: drinks.dripper(c, _DRIPPER["putih"])),
    "dripper-keramik-2": (SAND, lambda c: drinks.dripper(c, _DRIPPER["terakota"])),
    "dripper-keramik-3": (CREAM, lambda c: drinks.dripper(c, _DRIPPER["biru"])),
    # Teh & Rempah
    "teh-melati-tegal": (BLUSH, food.jasmine_pack),
    "teh-melati-tegal-2": (SAGE, drinks.poci),
    "teh-hitam-kayu-aro": (MINT, lambda c: drinks.tin(
        c, "#b3202a", "#f0d9a0", "#fbeecb", lambda k: leaf(k, 50, 50, 86, -35, "#2f7d4a"), "#f0d9a0")),
    "wedang-uwuh": (FOREST, lambda c: drinks.glass(c, "#c8202e", "#e2484a", ["#8a4f1a", "#3f8a4a", "#c98a3a"])),
    "jahe-merah-bubuk": (TEAL, lambda c: food.jar(c, "#d98b4a", "#8a3a22", "#fff3d6", food.powder_sign)),
    "kayu-manis-kerinci": (MINT, food.cinnamon),
    "bumbu-rendang": (SAND, food.rendang_pack),
    "bumbu-rendang-2": (TEAL, food.rendang_bowl),
    "pala-banda": (NAVY, food.nutmeg),
    # Camilan
    "keripik-tempe": (SKY, lambda c: food.snack_bag(c, "#e9a820", "#2f7d4a", "#d9a04a")),
    "nastar-keju": (MAROON, lambda c: food.jar(c, "#f7dfa6", "#d63a2a", balls="#f0b84a")),
    "nastar-keju-2": (SEA, food.biscuits),
    "dodol-garut": (CREAM, food.dodol),
    "kerupuk-udang": (MUSTARD, food.crackers),
    "permen-jahe": (TEAL, food.ting_ting),
    "gula-semut-aren": (SAGE, food.sugar),
    "cokelat-jembrana": (MUSTARD, lambda c: food.chocolate(c, "#1f6b6b", "#f4c542")),
    "cokelat-jembrana-2": (SKY, food.cocoa),
    "sambal-roa": (CREAM, _sambal),
    # Batik & Tenun
    "kemeja-batik-parang": (SEA, lambda c: cloth.shirt_parang(c, cloth.SOGAN)),
    "kemeja-batik-parang-2": (CREAM, lambda c: cloth.shirt_parang(c, cloth.INDIGO)),
    "kemeja-batik-parang-3": (COCOA, lambda c: parang(c, *cloth.SOGAN, 30)),
    "kain-batik-kawung": (TEAL, lambda c: cloth.hanging(c, lambda k: kawung(k, *_SOGAN_CLOTH, 21), "#c98a3a")),
    "kain-batik-kawung-2": (BRICK, lambda c: cloth.hanging(c, lambda k: kawung(k, *_BLACK_CLOTH, 21), "#b98a3c")),
    "syal-mega-mendung": (CREAM, _clouds("#1d2f6f", ["#2f55b0", "#5f8fdc", "#a9cdf4", "#f5fbff"])),
    "syal-mega-mendung-2": (SKY, _clouds("#7a1420", ["#b3202a", "#e0573f", "#f5a07a", "#fff0d8"])),
    "syal-mega-mendung-3": (BLUSH, _clouds("#134a33", ["#1f7a4d", "#4fa86a", "#a4d8a4", "#f4ffe8"])),
    "sarung-goyor": (MUSTARD, lambda c: cloth.folded(
        c, lambda k: plaid(k, "#7a1a2c", "#5a1020", "#e8c25a", 17), "#7a1a2c")),
    "tenun-sumba": (SAND, lambda c: cloth.hanging(c, lambda k: cloth.ikat(k, cloth.horse), "#7d1f1a", "#f2e3c4")),
    "tenun-sumba-2": (SAGE, lambda c: cloth.hanging(
        c, lambda k: cloth.ikat(k, cloth.mamuli, "#1f2a4f", "#8a2a1c"), "#1f2a4f", "#f2e3c4")),
    "ulos-ragidup": (STONE, lambda c: cloth.hanging(c, cloth.ulos, "#3a1220", "#8c2337")),
    "totebag-batik": (MINT, lambda c: cloth.tote(c, cloth.patches(0), "#5b3317")),
    "totebag-batik-2": (MUSTARD, lambda c: cloth.tote(c, cloth.patches(2), "#8a2a1c")),
    "udeng-bali": (BRICK, lambda c: cloth.udeng(c, "#f3ead6", "#d8a02c")),
    # Dapur
    "cobek-batu": (MUSTARD, kitchen.mortar),
    "cobek-batu-2": (SAGE, kitchen.mortar_above),
    "sendok-kayu": (MINT, kitchen.spoons),
    "talenan-jati": (TEAL, kitchen.board),
    "wajan-besi": (CREAM, kitchen.wok),
    "kukusan-bambu": (BRICK, kitchen.steamer),
    "mangkuk-ayam": (SEA, kitchen.rooster_bowl),
    "teko-blirik": (ORANGE, lambda c: drinks.teapot(c, "#1f6b45", "#eaf5e4", speckles=True)),
    "teko-blirik-2": (SAND, lambda c: drinks.teapot(c, "#28529a", "#eef3fb", speckles=True)),
    "teko-blirik-3": (SKY, lambda c: drinks.teapot(c, "#b8262a", "#fbeeea", speckles=True)),
    # Kerajinan
    "tas-rotan-bulat": (SKY, craft.round_bag),
    "tas-rotan-bulat-2": (FOREST, craft.round_bag_open),
    "gunungan-wayang": (CHARCOAL, craft.gunungan),
    "angklung-mini": (FOREST, craft.angklung),
    "topeng-panji": (TEAL, lambda c: craft.mask(c, "#fbf1e2", "#2b1a14")),
    "topeng-panji-2": (CHARCOAL, lambda c: craft.mask(c, "#c0261c", "#140c0a", fierce=True)),
    "topeng-panji-3": (NAVY, lambda c: craft.mask(c, "#f08f8f", "#3a1518")),
    "lampu-bambu": (NAVY, craft.lamp),
    "lampu-bambu-2": (PLUM, craft.lamp_shadows),
    "vas-gerabah": (SKY, lambda c: craft.vase(c, "#c2623a", "#d9b15c")),
    "vas-gerabah-2": (SAND, lambda c: craft.vase(c, "#2f2b2d", "#b8452f")),
    "congklak-jati": (SAGE, craft.congklak),
    "miniatur-pinisi": (ORANGE, lambda c: craft.pinisi(c, "#1f5f7a", sun="#ffe08a")),
    "miniatur-pinisi-2": (SKY, lambda c: craft.pinisi(c, "#2f7f8f", "#ffffff")),
    # Buku & Digital
    "ebook-resep-nusantara": (SEA, paper.tablet),
    "ebook-resep-nusantara-2": (ORANGE, paper.recipe_pages),
    "printable-mewarnai-batik": (PLUM, paper.colouring),
    "lisensi-font-aksara": (TEAL, paper.letters),
    "kelas-seduh-kopi": (SAGE, paper.lesson),
    "kelas-seduh-kopi-2": (NAVY, paper.certificate),
    "buku-jalur-rempah": (ORANGE, lambda c: paper.book(c, "#1f4f5e", "#e8b02e")),
    "buku-jalur-rempah-2": (COCOA, paper.open_map),
    "kartu-pos-nusantara": (NAVY, paper.postcards),
    "peta-poster": (BLUSH, paper.poster),
    "kartu-hadiah-digital": (MINT, paper.gift_card),
    # Perawatan
    "sabun-sereh": (PLUM, _soap("#cfe08a", "lemongrass")),
    "sabun-sereh-2": (BLUSH, _soap("#7a4a2c", "coffee")),
    "sabun-sereh-3": (CREAM, _soap("#6fae7a", "moringa")),
    "minyak-kayu-putih": (CREAM, lambda c: drinks.bottle(
        c, "#3f9a6a", "#2f7d4a", "#f4c542", "#fbf6e2", care.eucalyptus_sign, shoulder=36, width=20)),
    "lulur-bali": (FOREST, care.scrub),
    "lilin-aroma": (NAVY, care.candle),
    "lilin-aroma-2": (BLUSH, lambda c: care.candle(c, "#3f5f5a", lit=False)),
    "minyak-kelapa-vco": (SEA, care.coconut),
    "jamu-kunyit-asam": (FOREST, lambda c: drinks.bottle(
        c, "#fbe7b0", "#f0a01e", "#7a4a22", "#fff6dc", care.turmeric_sign, width=18)),
    "gosok-sabut": (SKY, care.scrubber),
    "sampel-sabun": (PLUM, care.sample),
    "kartu-ucapan": (BRICK, paper.envelope),
    # Paket
    "paket-pagi": (SKY, _tray(
        (_gayo, 26, 55, 0.56), (food.jasmine_pack, 56, 56, 0.54), (food.sugar, 80, 64, 0.36))),
    "paket-pagi-2": (BLUSH, _sunrise),
    "paket-belajar-seduh": (MUSTARD, _film_and_book),
    "hampers-lebaran-sedang": (FOREST, lambda c: craft.besek(c, "#c0321f")),
    "hampers-lebaran-sedang-2": (BRICK, _tray(
        (lambda c: food.jar(c, "#f7dfa6", "#d63a2a", balls="#f0b84a"), 30, 54, 0.56),
        (lambda c: drinks.bag(c, "#3a2415", "#fbe3b4", _bean), 68, 54, 0.58))),
    "hampers-lebaran-besar": (MAROON, lambda c: craft.besek(c, "#1f7a5c", 2)),
    "paket-dapur-pertama": (SEA, _tray(
        (kitchen.board, 30, 42, 0.62), (kitchen.spoons, 76, 40, 0.62), (kitchen.mortar, 52, 64, 0.6))),
    "paket-batik-berdua": (TEAL, _two_shirts),
    "paket-spa-rumah": (SAGE, _tray(
        (care.scrub, 28, 60, 0.5), (care.candle, 58, 52, 0.56), (_soap("#cfe08a", "lemongrass"), 80, 68, 0.36))),
    "paket-spa-rumah-2": (SEA, care.spa_flower),
    "paket-penjelajah-rempah": (LEAF, _book_and_spice),
}  # fmt: skip
