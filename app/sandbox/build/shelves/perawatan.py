"""Care for body and home."""

from __future__ import annotations

from app.sandbox.build.entry import Product, Shelf

PERAWATAN = Shelf(18, "Perawatan", "Perawatan", "PRW", [
    Product(
        1701, "sabun-sereh", "Sabun Batang Alami", 32_000, day=30, weight=120, pictures=3,
        axes={"Aroma": {"Sereh": 0, "Kopi": 2_000, "Kelor": 0, "Beras merah": 3_000}},
        picture_of={"Sereh": 1, "Kopi": 2, "Kelor": 3},
        blurb="Sabun dingin minyak kelapa, matang enam minggu. Busanya lembut, wanginya jujur.",
        html="""
        <p>Minyak kelapa, minyak dedak, sedikit minyak jarak, dan waktu enam minggu di rak kayu. Tidak ada deterjen, tidak ada
        minyak sawit.</p>
        <ul><li><b>Sereh</b>: segar, pengusir nyamuk ringan</li><li><b>Kopi</b>: butiran halus untuk siku</li>
        <li><b>Kelor</b>: kulit peka</li><li><b>Beras merah</b>: halus dan pucat merah</li></ul>
        <p><strong>English:</strong> cold-process soap, cured six weeks. Lemongrass wakes you up, coffee scrubs, moringa soothes, red
        rice softens. Palm-oil free.</p>
        """,
    ),
    Product(
        1702, "minyak-kayu-putih", "Minyak Kayu Putih Buru", 35_000, day=53,
        axes={"Isi": {"60 ml": 0, "120 ml": 28_000, "250 ml": 80_000}}, weights={"60 ml": 110, "120 ml": 190, "250 ml": 360},
        blurb="Sulingan ketel tembaga dari Pulau Buru; hijau pucat, tajam, menenangkan.",
        html="""
        <p>Bau masa kecil, bau perjalanan malam, bau ibu. Disuling delapan jam dari daun segar, kadar sineol di atas 60%.</p>
        <p><b>In English:</b> cajuput oil from Buru Island, copper distilled. For travel sickness, mosquito bites and homesickness.</p>
        """,
    ),
    Product(
        1703, "lulur-bali", "Lulur Boreh Bali", 58_000, day=98, weight=280,
        axes={"Jenis": {"Boreh hangat": 0, "Kuning langsat": 4_000, "Cokelat": 8_000}}, sold_out=[("Cokelat",)],
        blurb="Beras, rempah, dan kunyit ditumbuk kasar. Hangatnya terasa sampai lutut.",
        html="""
        <p>Resep petani Bali sesudah seharian di sawah. Campur dengan air mawar, balurkan, tunggu kering, gosok perlahan.</p>
        <p><strong>English:</strong> traditional Balinese spice scrub, 200&nbsp;g jar. Warming: patch test first, and not for the face.</p>
        """,
    ),
    Product(
        1704, "lilin-aroma", "Lilin Aroma Kedelai", 89_000, day=167, weight=340, pictures=2,
        axes={"Aroma": {"Cempaka": 0, "Kayu manis": 0, "Hujan pertama": 6_000}},
        blurb="Lilin kedelai dalam gelas tembikar, sumbu katun, menyala empat puluh jam.",
        html="""
        <p>“Hujan pertama” adalah petrikor: bau tanah saat kemarau selesai. Kami butuh dua tahun untuk mendekatinya.</p>
        <p><strong>English:</strong> soy candle in a clay cup, forty hours. <em>Hujan pertama</em> smells of the first rain on dry
        ground, and yes, we are proud of it.</p>
        """,
    ),
    Product(
        1705, "minyak-kelapa-vco", "Minyak Kelapa Murni", 48_000, day=215,
        axes={"Isi": {"250 ml": 0, "500 ml": 40_000}}, weights={"250 ml": 420, "500 ml": 760},
        blurb="Perasan dingin dari kelapa tua Selayar. Untuk wajan, rambut, dan kulit kering.",
        html="""
        <p>Diperas dalam empat jam sejak kelapa dibelah, tanpa pemanasan. Membeku di bawah 25&nbsp;°C, itu tandanya asli.</p>
        <p><i>English:</i> cold-pressed virgin coconut oil. Turns solid below 25&nbsp;°C, as it should.</p>
        """,
    ),
    Product(
        1706, "jamu-kunyit-asam", "Jamu Kunyit Asam", 18_000, day=270, weight=330, stock=None,
        axes={"Jenis": {"Kunyit asam": 0, "Beras kencur": 0, "Temulawak": 1_000}},
        blurb="Jamu gendong dalam botol kaca, diperas subuh, sampai siang.",
        html="""
        <p>Mbok Yem menumbuk sejak pukul tiga pagi. Kunyit, asam jawa, gula jawa, sejumput garam. Kocok, minum dingin, kembalikan
        botolnya kalau lewat.</p>
        <p><strong>English:</strong> fresh turmeric-tamarind tonic, 250&nbsp;ml glass bottle. Keep cold and drink within four days.</p>
        """,
    ),
    Product(
        1707, "gosok-sabut", "Gosok Mandi Sabut Kelapa", 14_500, day=305, weight=70,
        blurb="Gantikan spons plastik dengan serat yang tumbuh di pohon.",
        html="""
        <p>Serat sabut dipilin dan dijahit bundar. Tahan enam bulan, lalu kembali ke tanah.</p>
        <p><b>English:</b> coconut-fibre body scrubber. Lasts half a year, then composts.</p>
        """,
    ),
    Product(
        1708, "sampel-sabun", "Sampel Sabun 15 g", 6_000, day=345, weight=25, hidden=True,
        blurb="Potongan kecil untuk mencoba, hanya lewat tautan dari kartu di paket Anda.",
        html="""
        <p>Satu potong kecil sabun pilihan kami. Tidak dipajang di rak.</p>
        <p><strong>English:</strong> a small unlisted soap sample for curious customers.</p>
        """,
    ),
    Product(
        1709, "kartu-ucapan", "Kartu Ucapan Tulis Tangan", 8_000, day=350, weight=10, hidden=True, stock=None,
        blurb="Kami tuliskan pesan Anda di kartu kecil dan selipkan di paket.",
        html="""
        <p>Tulis pesannya di catatan pesanan; tulisan tangan kami cukup rapi. Hanya sebagai tambahan.</p>
        <p><strong>English:</strong> put your message in the order notes and we will write it by hand. An unlisted add-on.</p>
        """,
    ),
])  # fmt: skip
