"""Batik and handwoven cloth."""

from __future__ import annotations

from app.sandbox.build.entry import Product, Shelf

_BODY = {"S": 0, "M": 0, "L": 0, "XL": 15_000, "XXL": 30_000}

BATIK = Shelf(14, "Batik & Tenun", "Busana > Batik & Tenun", "BTK", [
    Product(
        1301, "kemeja-batik-parang", "Kemeja Batik Parang", 325_000, day=15, weight=320, pictures=3,
        axes={"Ukuran": _BODY, "Lengan": {"Pendek": 0, "Panjang": 45_000}, "Warna": {"Sogan": 0, "Indigo": 20_000}},
        picture_of={"Sogan": 1, "Indigo": 2},
        gaps=[("XXL", "Pendek"), ("S", "Panjang", "Indigo"), ("XXL", "Indigo")],
        sold_out=[("M", "Pendek", "Sogan"), ("XL", "Panjang", "Indigo")],
        blurb="Parang barong cap-tulis di katun primisima, jahitan motif menyambung di kancing.",
        html="""
        <h2>Ombak yang tidak pernah putus</h2>
        <p>Motif <strong>parang</strong> dulu hanya boleh dipakai di dalam keraton. Garis miringnya adalah ombak laut selatan yang
        terus menghantam karang: lambang tekad yang tidak menyerah. Kini siapa saja boleh, asalkan disetrika.</p>
        <ul>
          <li>Katun primisima, lembut sejak pertama dipakai</li>
          <li>Batik <em>kombinasi</em>: cap untuk garis, tulis untuk isian</li>
          <li>Motif menyambung di depan, saku, dan kancing</li>
          <li>Pewarna: soga (cokelat) atau indigo alam (biru)</li>
        </ul>
        <h3>Ukuran</h3>
        <table>
          <tr><th></th><th>Dada</th><th>Panjang</th></tr>
          <tr><td>S</td><td>98 cm</td><td>68 cm</td></tr>
          <tr><td>M</td><td>104 cm</td><td>70 cm</td></tr>
          <tr><td>L</td><td>110 cm</td><td>72 cm</td></tr>
          <tr><td>XL</td><td>116 cm</td><td>74 cm</td></tr>
          <tr><td>XXL</td><td>124 cm</td><td>76 cm</td></tr>
        </table>
        <h3>In English</h3>
        <p>A cotton shirt in <em>parang</em>, the endless-wave motif once reserved for the courts of Central Java. Stamped and
        hand-drawn in Solo, with the pattern matched across placket and pocket. <strong>Sogan</strong> is classic brown,
        <strong>Indigo</strong> is natural blue. Wash cold with a mild soap, dry in the shade, iron inside out.</p>
        """,
    ),
    Product(
        1302, "kain-batik-kawung", "Kain Batik Tulis Kawung", 450_000, day=33, weight=380, stock=9, pictures=2,
        axes={"Warna": {"Sogan": 0, "Hitam gading": 35_000}}, picture_of={"Sogan": 1, "Hitam gading": 2},
        blurb="Kain 2,4 × 1,05 m, tulis tangan dengan canting nomor nol. Tiga minggu satu lembar.",
        html="""
        <p>Empat bulatan yang bersentuhan: buah aren yang dibelah, atau empat arah mata angin, tergantung siapa yang Anda
        tanya. Bu Sri di Giriloyo menulisnya dengan canting, titik demi titik, selama tiga minggu.</p>
        <p>Setiap lembar ditandatangani di sudutnya. Ketidaksempurnaan kecil adalah bukti tangan.</p>
        <p><strong>English:</strong> a full hand-drawn batik cloth, 2.4 × 1.05 m, signed by its maker. One cloth takes three
        weeks. Wear it, hang it, wrap a newborn in it.</p>
        """,
    ),
    Product(
        1303, "syal-mega-mendung", "Syal Mega Mendung", 165_000, day=88, weight=110, pictures=3,
        axes={"Warna": {"Biru": 0, "Merah": 0, "Hijau": 0}}, picture_of={"Biru": 1, "Merah": 2, "Hijau": 3},
        sold_out=[("Merah",)],
        blurb="Awan Cirebon berlapis tujuh di atas sutra ATBM. Ringan, 180 × 55 cm.",
        html="""
        <p>Mega mendung: awan yang membawa hujan, dibaca sebagai kesabaran. Tujuh lapis warna dicelup dari yang termuda sampai
        tertua di Trusmi, Cirebon.</p>
        <p><b>In English:</b> silk scarf with the seven-layered rain clouds of Cirebon. Hand wash, no wringing.</p>
        """,
    ),
    Product(
        1304, "sarung-goyor", "Sarung Tenun Goyor", 285_000, day=102, weight=430,
        axes={"Warna": {"Maroon": 0, "Hijau botol": 0, "Hitam": 0, "Ungu": 10_000}}, sold_out=[("Hitam",)],
        blurb="Sarung rayon tenun tangan dari Sragen: dingin saat panas, hangat saat dingin.",
        html="""
        <p>Ditenun di alat tenun bukan mesin; satu sarung tujuh hari. Benangnya jatuh lembut, kata orang “goyor”, dan makin sering
        dicuci makin enak.</p>
        <p><strong>English:</strong> handloomed sarong with a liquid drape. One size, tubular, 130 × 210 cm around.</p>
        """,
    ),
    Product(
        1305, "tenun-sumba", "Kain Tenun Ikat Sumba", 1_150_000, day=160, weight=780, stock=4, pictures=2,
        axes={"Motif": {"Kuda": 0, "Mamuli": 85_000}}, picture_of={"Kuda": 1, "Mamuli": 2},
        blurb="Ikat lungsi celup akar mengkudu dan nila, dikerjakan delapan bulan di Rende, Sumba Timur.",
        html="""
        <p>Benang diikat mengikuti gambar di kepala penenun, dicelup nila berkali-kali, lalu akar mengkudu untuk merah. Baru
        kemudian ditenun. Delapan bulan, satu kain, tidak ada yang kembar.</p>
        <ul><li><b>Kuda</b>: harga diri dan perjalanan</li><li><b>Mamuli</b>: perempuan dan kelahiran</li></ul>
        <p><strong>In English:</strong> museum-grade warp ikat from Rende, East Sumba, in natural indigo and morinda red. About
        220 × 60 cm. Comes with the weaver's name, photograph and a letter in both languages.</p>
        """,
    ),
    Product(
        1306, "ulos-ragidup", "Ulos Ragidup Batak", 1_450_000, day=210, weight=900, stock=1,
        blurb="Ulos tertinggi derajatnya, untuk diberikan, bukan dibeli sendiri. Tinggal satu lembar.",
        html="""
        <p>Ragidup berarti “corak kehidupan”. Bagian tengah dan kedua ujungnya ditenun terpisah lalu disambung tanpa jahitan.
        Biasa diberikan kepada orang tua pengantin.</p>
        <p><strong>English:</strong> the highest-ranking Batak ceremonial cloth, traditionally given, never bought for oneself.
        One left.</p>
        """,
    ),
    Product(
        1307, "totebag-batik", "Tas Jinjing Batik Perca", 75_000, day=233, weight=180, pictures=2,
        axes={"Motif": {"Parang": 0, "Kawung": 0, "Truntum": 5_000}, "Tali": {"Katun": 0, "Kulit": 40_000}},
        gaps=[("Truntum", "Kulit")],
        blurb="Sisa potongan kemeja jadi tas belanja yang kuat menahan sepuluh kilo mangga.",
        html="""
        <p>Tidak ada kain yang dibuang di bengkel kami. Potongan kemeja disambung, dilapisi kanvas, dan dijahit tiga kali di pegangan.</p>
        <p><i>English:</i> sturdy tote made from shirt offcuts, canvas lined, triple-stitched handles. No two alike.</p>
        """,
    ),
    Product(
        1308, "udeng-bali", "Udeng Bali", 55_000, day=280, weight=80,
        axes={"Warna": {"Putih": 0, "Hitam": 0, "Emas": 15_000}, "Ukuran": {"Anak": -10_000, "Dewasa": 0}},
        gaps=[("Emas", "Anak")],
        blurb="Ikat kepala siap pakai, sudah dilipat dengan simpul yang benar.",
        html="""
        <p>Simpul di dahi melambangkan pikiran yang terpusat. Putih untuk sembahyang, yang berwarna untuk sehari-hari.</p>
        <p><b>English:</b> ready-folded Balinese head cloth. White for ceremony, colours for everything else.</p>
        """,
    ),
])  # fmt: skip
