"""Bundles; each stands on the shelf of what is most in it."""

from __future__ import annotations

from app.sandbox.build.entry import Bundle

PAKET = {
    "Kopi": [
        Bundle(
            5001, 7001, "paket-pagi", "Paket Pagi", "", 120_000, day=150, pictures=2,
            lines=[("kopi-gayo", 1, ("200 g", "Bubuk halus")), ("teh-melati-tegal", 1, ("100 g",)),
                   ("gula-semut-aren", 1, ("250 g",))],
            blurb="Kopi, teh melati, dan gula aren: semua yang dibutuhkan sebelum jam tujuh.",
            html="""
            <h2>Sebelum jam tujuh</h2>
            <p>Untuk rumah yang separuhnya minum kopi dan separuhnya minum teh. Tiga barang yang paling sering dibeli bersama,
            dengan harga yang lebih ramah daripada satu-satu.</p>
            <ul><li>Kopi Gayo Arabika 200 g, bubuk halus</li><li>Teh Melati Tegal 100 g</li><li>Gula Semut Aren 250 g</li></ul>
            <p><strong>In English:</strong> the morning set. Fine-ground Gayo coffee, jasmine tea and granulated palm sugar, packed
            together and a little cheaper than one by one.</p>
            """,
        ),
        Bundle(
            5002, 7002, "paket-belajar-seduh", "Paket Belajar Seduh", "Digital", 229_000, day=320,
            lines=[("kelas-seduh-kopi", 1, ("Video saja",)), ("ebook-resep-nusantara", 1, ("PDF",))],
            blurb="Kelas menyeduh dan buku resep, langsung ke e-mail. Tidak ada yang perlu diantar.",
            html="""
            <p>Kelas dua belas pelajaran untuk kopinya, seratus resep untuk teman minumnya. Keduanya digital, jadi bisa mulai malam ini.</p>
            <p><strong>English:</strong> our brewing course plus the recipe e-book. Everything arrives by e-mail; no delivery.</p>
            """,
        ),
    ],
    "Camilan": [
        Bundle(
            5003, 7003, "hampers-lebaran-sedang", "Hampers Lebaran", "Sedang", 189_000, day=240, pictures=2,
            lines=[("nastar-keju", 1, ("300 g",)), ("dodol-garut", 1, ("Asli",)), ("kopi-toraja", 1, ("100 g", "Bubuk halus")),
                   ("teh-melati-tegal", 1, ("250 g",))],
            blurb="Nastar, dodol, kopi Toraja, dan teh melati dalam besek bambu berpita.",
            html="""
            <p>Dikemas dalam <strong>besek bambu</strong> dengan pita kain perca batik. Sertakan pesan di catatan pesanan, kami
            tuliskan tangan.</p>
            <p><b>English:</b> a festive hamper in a woven bamboo box: pineapple cookies, palm-sugar toffee, Toraja coffee, jasmine tea.</p>
            """,
        ),
        Bundle(
            5004, 7003, "hampers-lebaran-besar", "Hampers Lebaran", "Besar", 399_000, day=240,
            lines=[("nastar-keju", 1, ("500 g",)), ("dodol-garut", 2, ("Wijen",)), ("cokelat-jembrana", 2, ("70%", "Polos")),
                   ("kopi-toraja", 1, ("200 g", "Biji utuh")), ("teh-hitam-kayu-aro", 1, ("Kaleng 150 g",))],
            blurb="Semua yang sedang, lebih banyak, ditambah cokelat Bali dan teh kaleng.",
            html="""
            <p>Untuk mertua, atasan, atau diri sendiri sesudah bertemu keduanya. Besek dua tingkat, pita sutra.</p>
            <p><strong>English:</strong> the large hamper: two tiers, adds Balinese chocolate and a tin of Kayu Aro black tea.</p>
            """,
        ),
    ],
    "Dapur": [
        Bundle(
            5005, 7004, "paket-dapur-pertama", "Paket Dapur Pertama", "Untuk berdua", 299_000, day=295,
            lines=[("cobek-batu", 1, ("18 cm",)), ("sendok-kayu", 1, ("3 potong",)), ("talenan-jati", 1, ("Kotak", "Sedang")),
                   ("mangkuk-ayam", 2, ("1 buah",))],
            blurb="Cobek, sendok, talenan, dua mangkuk: modal rumah tangga yang sebenarnya.",
            html="""
            <p>Kado pindahan yang benar-benar dipakai. Semuanya tahan lebih lama dari cicilan rumahnya.</p>
            <p><i>English:</i> a first kitchen for two: stone mortar, rosewood spoons, teak board and two rooster bowls. About 4.5&nbsp;kg.</p>
            """,
        ),
    ],
    "Batik & Tenun": [
        Bundle(
            5006, 7005, "paket-batik-berdua", "Batik Sarimbit", "L dan M", 675_000, day=275,
            lines=[("kemeja-batik-parang", 1, ("L", "Panjang", "Sogan")), ("kemeja-batik-parang", 1, ("M", "Panjang", "Sogan"))],
            blurb="Dua kemeja parang senada untuk undangan yang sudah menunggu.",
            html="""
            <p><em>Sarimbit</em> artinya sepasang yang serasi. Ukuran L dan M, lengan panjang, sogan.</p>
            <p><strong>English:</strong> a matching pair of parang shirts, sizes L and M, long sleeves, brown.</p>
            """,
        ),
    ],
    "Perawatan": [
        Bundle(
            5007, 7006, "paket-spa-rumah", "Spa di Rumah", "Sore Minggu", 175_000, day=312, pictures=2,
            lines=[("lulur-bali", 1, ("Boreh hangat",)), ("sabun-sereh", 2, ("Sereh",)), ("lilin-aroma", 1, ("Cempaka",))],
            blurb="Lulur, dua sabun, satu lilin. Matikan telepon.",
            html="""
            <p>Urutannya: nyalakan lilin, baluri lulur, tunggu, bilas, diam. Kira-kira satu jam, kecuali ketiduran.</p>
            <p><b>English:</b> a Sunday afternoon in a box: spice scrub, two lemongrass soaps, one champaca candle.</p>
            """,
        ),
    ],
    "Buku & Digital": [
        Bundle(
            5008, 7007, "paket-penjelajah-rempah", "Paket Penjelajah Rempah", "Buku dan berkas", 199_000, day=328,
            lines=[("buku-jalur-rempah", 1, ("Lunak",)), ("ebook-resep-nusantara", 1, ("PDF + EPUB",)),
                   ("kayu-manis-kerinci", 1, ("Batang 50 g",))],
            blurb="Buku jalur rempah, e-book resep, dan sebatang kayu manis untuk pembatas halaman.",
            html="""
            <p>Bukunya diantar kurir, e-booknya lewat e-mail, kayu manisnya terselip di halaman 112, tepat di bab Kerinci.</p>
            <p><strong>English:</strong> part parcel, part download: the spice-route book, the recipe e-book, and cinnamon for a bookmark.</p>
            """,
        ),
    ],
}  # fmt: skip
