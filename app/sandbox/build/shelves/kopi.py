"""Coffee, and what one brews it with."""

from __future__ import annotations

from app.sandbox.build.entry import Axes, Product, Shelf

_SIZES = {"100 g": 0, "200 g": 40_000, "500 g": 128_000}
_GRAMS = {"100 g": 120, "200 g": 230, "500 g": 540}
_GRIND = {"Biji utuh": 0, "Bubuk halus": 0, "Bubuk kasar": 0}
_BEANS: Axes = {"Ukuran": _SIZES, "Giling": _GRIND}

KOPI = Shelf(11, "Kopi", "Minuman > Kopi", "KOP", [
    Product(
        1001, "kopi-gayo", "Kopi Gayo Arabika", 45_000, day=3, pictures=3,
        axes={"Ukuran": _SIZES, "Giling": {**_GRIND, "Kapsul": 15_000}}, weights=_GRAMS,
        gaps=[("500 g", "Kapsul"), ("200 g", "Kapsul")], sold_out=[("500 g", "Bubuk halus")],
        blurb="Biji dari dataran tinggi Gayo, Aceh, disangrai tiap Selasa. Manis, bersih, beraroma rempah.",
        html="""
        <h2>Dari kebun di tepi Danau Lut Tawar</h2>
        <p>Kopi ini tumbuh di ketinggian <strong>1.300–1.600 m</strong> di Aceh Tengah, dirawat oleh 42 keluarga
        petani yang tergabung dalam Koperasi Ara Cahyani. Buahnya dipetik merah, digiling basah (<em>giling
        basah</em>), lalu dijemur perlahan di para-para bambu. Hasilnya: badan yang tebal, keasaman yang lembut,
        dan sisa rasa cokelat serta kayu manis.</p>
        <ul>
          <li>Sangrai: sedang, setiap <b>Selasa</b> pagi, dikirim hari yang sama</li>
          <li>Varietas: Ateng Super dan Tim Tim</li>
          <li>Catatan rasa: cokelat, gula aren, kayu manis, jeruk</li>
        </ul>
        <h3>Cara menyeduh</h3>
        <table>
          <tr><th>Alat</th><th>Kopi</th><th>Air</th><th>Waktu</th></tr>
          <tr><td>Tubruk</td><td>12 g</td><td>180 ml</td><td>4 menit</td></tr>
          <tr><td>V60</td><td>15 g</td><td>240 ml</td><td>2.45 menit</td></tr>
          <tr><td>French press</td><td>18 g</td><td>300 ml</td><td>4 menit</td></tr>
        </table>
        <hr>
        <h3>In English</h3>
        <p>A washed-hulled Arabica from the Gayo highlands of Aceh: full body, gentle acidity, notes of
        <strong>chocolate, palm sugar and cinnamon</strong>. Roasted every Tuesday and shipped the same day.
        Choose whole beans if you have a grinder; <em>bubuk halus</em> is fine (espresso, tubruk), <em>bubuk
        kasar</em> is coarse (press, cold brew). Capsules fit most Nespresso&reg;-type machines and come in the
        100&nbsp;g size only.</p>
        <p>Ingin tahu lebih banyak? Baca <a href="https://id.wikipedia.org/wiki/Kopi_gayo">kisah kopi Gayo</a>.</p>
        """,
    ),
    Product(
        1002, "kopi-toraja", "Kopi Toraja Sapan", 52_000, day=10, axes=_BEANS, weights=_GRAMS,
        sold_out=[("200 g", "Bubuk kasar")],
        blurb="Arabika Sulawesi dari lereng Sapan: tebal, herbal, dengan manis seperti karamel gosong.",
        html="""
        <p>Sapan, di Toraja Utara, adalah salah satu kebun kopi tertua di Sulawesi. Kami membeli langsung dari
        pengepul desa dan membayar <strong>15% di atas harga pasar</strong>.</p>
        <p>Rasanya dalam: karamel, rempah, sedikit tembakau manis. Cocok untuk yang biasa minum kopi hitam pekat.</p>
        <blockquote>“Kopi Sapan tidak terburu-buru. Ia menunggu sampai dingin untuk menunjukkan manisnya.”
        &mdash; Ne' Rante, petani</blockquote>
        <p><strong>English:</strong> heavy, syrupy, herbal; a classic Sulawesi cup. Try it as a French press after
        dinner. Grown at 1,500 m, semi-washed, medium-dark roast.</p>
        """,
    ),
    Product(
        1003, "kopi-kintamani", "Kopi Kintamani Bali", 48_000, day=41, axes=_BEANS, weights=_GRAMS,
        gaps=[("100 g", "Bubuk kasar")],
        blurb="Ditanam di antara pohon jeruk di lereng Gunung Batur; segar, asam manis, ringan.",
        html="""
        <p>Pohon kopi Kintamani berbagi tanah dengan jeruk, dan itu terasa: <b>jeruk keprok, madu, teh hitam</b>.
        Diolah basah penuh oleh <i>subak abian</i> Ulian, dengan sertifikat Indikasi Geografis pertama di Indonesia.</p>
        <p>Sangrai terang-sedang. Paling enak dengan V60 atau sebagai es kopi hitam.</p>
        <p><strong>In English.</strong> Bright and citrusy, with honey sweetness and a tea-like finish. The first
        Indonesian coffee with a protected geographical indication.</p>
        """,
    ),
    Product(
        1004, "kopi-bajawa", "Kopi Flores Bajawa", 46_000, day=120,
        axes={"Ukuran": {"200 g": 36_000, "1 kg": 214_000}}, weights={"200 g": 230, "1 kg": 1_050},
        blurb="Dari tanah vulkanik Ngada: cokelat susu, kacang, bunga. Biji utuh saja.",
        html="""
        <p>Tanah hitam di kaki Inerie memberi kopi ini rasa cokelat susu dan kacang sangrai yang disukai semua orang.
        Kami menjualnya sebagai <strong>biji utuh</strong> saja, dalam kemasan rumah (200&nbsp;g) dan kedai (1&nbsp;kg).</p>
        <p><em>English:</em> an easy crowd-pleaser from volcanic Flores: milk chocolate, roasted nuts, a hint of
        jasmine. Whole beans only; the 1&nbsp;kg bag is for cafés and offices.</p>
        """,
    ),
    Product(
        1005, "kopi-luwak-liar", "Kopi Luwak Liar Liwa", 385_000, day=200, stock=3, weight=260,
        blurb="Dikumpulkan dari luwak liar di hutan Liwa, Lampung. Sedikit sekali, dan itu memang seharusnya.",
        html="""
        <p>Bukan luwak kandang. Biji ini dikumpulkan oleh tiga keluarga di tepi Taman Nasional Bukit Barisan Selatan
        dari <strong>luwak yang hidup bebas</strong>, hanya pada musim buah. Setahun kami mendapat sekitar 9&nbsp;kg.</p>
        <p>Dikemas dalam kaleng hitam 200 g bernomor, lengkap dengan surat asal-usul.</p>
        <p><strong>English:</strong> wild-collected civet coffee, never from caged animals. About nine kilograms a
        year; each numbered tin comes with a letter of origin. Smooth, low acid, with notes of dark chocolate.</p>
        """,
    ),
    Product(
        1006, "kopi-susu-gula-aren", "Kopi Susu Gula Aren", 22_000, day=260, pictures=2,
        axes={"Isi": {"250 ml": 0, "500 ml": 16_000, "1 liter": 48_000}},
        weights={"250 ml": 320, "500 ml": 590, "1 liter": 1_150}, sold_out=[("500 ml",)],
        blurb="Espreso Gayo, susu segar Lembang, gula aren cair. Dingin, kocok dulu.",
        html="""
        <p>Tiga bahan, tidak lebih: espreso Gayo, susu segar dari Lembang, gula aren Cianjur. Tanpa pengawet, jadi
        <strong>simpan di kulkas dan habiskan dalam 5 hari</strong>.</p>
        <ol><li>Kocok botolnya.</li><li>Tuang ke gelas penuh es.</li><li>Berbagi kalau mau.</li></ol>
        <p><i>English:</i> iced palm-sugar latte in a bottle. Keep cold, shake well, drink within five days. Greater
        Jakarta only if you want it to arrive at its best: choose a same-day courier.</p>
        """,
    ),
    Product(
        1007, "kopi-drip", "Kopi Drip Isi 10", 65_000, day=310, weight=160,
        axes={"Asal": {"Gayo": 0, "Toraja": 5_000, "Kintamani": 3_000, "Campur tiga": 4_000}},
        blurb="Kantong saring siap seduh: sobek, gantung di gelas, tuang air panas.",
        html="""
        <p>Sepuluh kantong saring berisi 10&nbsp;g kopi giling segar, masing-masing dikemas dengan nitrogen. Teman
        perjalanan, kantor, dan puncak gunung.</p>
        <p><strong>Each box</strong> holds ten single-serve drip bags. Tear, hang over the cup, pour 150&nbsp;ml of hot
        water in three goes. <em>Campur tiga</em> is a mix of all three origins.</p>
        """,
    ),
    Product(
        1008, "langganan-kopi", "Langganan Kopi Bulanan", 79_000, day=330, item_type="subscription", every_month=True,
        pictures=2, axes={"Kiriman": {"200 g sebulan": 0, "350 g sebulan": 46_000, "500 g sebulan": 86_000}, "Giling": _GRIND},
        weights={"200 g sebulan": 230, "350 g sebulan": 385, "500 g sebulan": 540}, stock=None,
        blurb="Kopi pilihan penyangrai kami tiap bulan, bisa berhenti kapan saja.",
        html="""
        <h2>Satu kantong, satu cerita, setiap bulan</h2>
        <p>Setiap awal bulan penyangrai kami memilih satu kopi yang sedang bagus-bagusnya: kadang dari Gayo, kadang
        lot kecil dari Wamena yang tidak pernah masuk rak. Kami kirim bersama kartu cerita kebunnya.</p>
        <ul>
          <li>Ditagih <strong>setiap bulan</strong>, bisa dihentikan kapan saja</li>
          <li>Disangrai sehari sebelum dikirim</li>
          <li>Ganti giling atau alamat kapan pun dari akun Anda</li>
        </ul>
        <h3>Sudah pernah kami kirim</h3>
        <p>Wamena Baliem, Gayo Kenawat, Ijen Raung, Kerinci Kayu Aro, Toraja Pulu-Pulu.</p>
        <h3>In English</h3>
        <p>A different coffee every month, chosen by our roaster and sent with the story of its farm. Billed monthly,
        <strong>cancel any time</strong>; what you have paid for will still be sent. Upgrade from 200&nbsp;g to
        500&nbsp;g whenever guests come to stay.</p>
        """,
    ),
    Product(
        1009, "dripper-keramik", "Dripper Keramik Plered", 135_000, day=355, weight=420, pictures=3,
        axes={"Warna": {"Putih": 0, "Terakota": 0, "Biru laut": 10_000}},
        picture_of={"Putih": 1, "Terakota": 2, "Biru laut": 3}, sold_out=[("Terakota",)],
        blurb="Corong seduh buatan tangan perajin Plered; alurnya spiral, panasnya awet.",
        html="""
        <p>Dibuat satu per satu di atas meja putar di Plered, Purwakarta, lalu dibakar 1.200&nbsp;°C. Alur spiral di
        dalamnya menahan air sedikit lebih lama, jadi seduhan lebih manis.</p>
        <p>Cocok dengan kertas saring V60 ukuran 02. Glasir bebas timbal.</p>
        <p><b>English:</b> hand-thrown ceramic dripper for size 02 filters, 1–4 cups. Small differences in colour are
        the maker's signature, not a flaw.</p>
        """,
    ),
])  # fmt: skip
