"""Books and things that come as files, keys and lessons."""

from __future__ import annotations

from app.sandbox.build.entry import Product, Shelf

BUKU = Shelf(17, "Buku & Digital", "Buku & Digital", "BKU", [
    Product(
        1601, "ebook-resep-nusantara", "E-book 100 Resep Nusantara", 59_000, day=25, item_type="digital", stock=None,
        pictures=2, axes={"Format": {"PDF": 0, "EPUB": 0, "PDF + EPUB": 10_000}},
        blurb="Seratus masakan rumahan dari Sabang sampai Merauke, dengan takaran sendok, bukan firasat.",
        html="""
        <h2>Takaran sendok, bukan firasat</h2>
        <p>Ibu selalu bilang “secukupnya”. Buku ini menimbang secukupnya itu: <strong>100 resep, 34 provinsi, 212 halaman</strong>,
        semuanya dimasak tiga kali di dapur rumah biasa dengan kompor dua tungku.</p>
        <ul>
          <li>Bab 1: Sambal (karena semua bermula dari situ)</li>
          <li>Bab 2: Kuah dan soto</li>
          <li>Bab 3: Tumis lima belas menit</li>
          <li>Bab 4: Masakan hari raya</li>
          <li>Bab 5: Kue basah dan minuman</li>
        </ul>
        <p>Tautan unduhan dikirim ke e-mail begitu pembayaran masuk. Bebas dicetak untuk dapur sendiri.</p>
        <h3>In English</h3>
        <p>One hundred home recipes from every corner of Indonesia, fully bilingual, with <em>measurements in grams</em> and
        substitutes for hard-to-find ingredients. Download link by e-mail as soon as you have paid; nothing is shipped.</p>
        """,
    ),
    Product(
        1602, "printable-mewarnai-batik", "Lembar Mewarnai Batik", 25_000, day=83, item_type="digital", stock=None,
        blurb="30 halaman motif batik siap cetak di kertas A4, untuk tangan kecil dan besar.",
        html="""
        <p>Parang, kawung, truntum, sekar jagad, dan dua puluh enam lainnya, masing-masing dengan satu kalimat tentang artinya.
        Cetak sebanyak yang Anda mau.</p>
        <p><strong>English:</strong> thirty batik patterns to print and colour, A4 PDF. Print as often as the crayons last.</p>
        """,
    ),
    Product(
        1603, "lisensi-font-aksara", "Lisensi Font Aksara Nusa", 149_000, day=125, item_type="license", stock=None,
        axes={"Lisensi": {"Pribadi": 0, "Usaha": 350_000, "Studio": 1_100_000}},
        blurb="Keluarga huruf Latin, Jawa, dan Bali dalam satu berkas. Kunci lisensi dikirim ke e-mail.",
        html="""
        <p>Sembilan tebal, tiga aksara, satu irama. Digambar oleh Aksara Nusa di Yogyakarta dan lulus uji Unicode untuk hanacaraka.</p>
        <ul><li><b>Pribadi</b>: 1 perangkat, bukan komersial</li><li><b>Usaha</b>: 5 perangkat, cetak dan web</li>
        <li><b>Studio</b>: 25 perangkat, aplikasi, siaran</li></ul>
        <p><strong>In English:</strong> a type family for Latin, Javanese and Balinese scripts. A licence key arrives by e-mail; choose
        personal, business or studio.</p>
        """,
    ),
    Product(
        1604, "kelas-seduh-kopi", "Kelas Menyeduh Kopi di Rumah", 199_000, day=180, item_type="course", stock=None, pictures=2,
        axes={"Paket": {"Video saja": 0, "Video + tanya jawab": 150_000}},
        blurb="Dua belas pelajaran video, dari tubruk sampai V60, bersama Barista Nasional 2024.",
        html="""
        <h2>Dari tubruk ke V60 dalam dua belas pelajaran</h2>
        <p>Anda tidak perlu alat mahal; anda perlu tahu apa yang terjadi di dalam gelas. Mira Lestari mengajarkannya dengan sabar,
        dengan timbangan dapur dan ketel biasa.</p>
        <ol>
          <li>Air, bubuk, waktu</li>
          <li>Mencicipi dan menamai rasa</li>
          <li>Tubruk yang tidak pahit</li>
          <li>French press, V60, Aeropress, moka pot</li>
          <li>Es kopi dan kopi susu</li>
        </ol>
        <p>Total 3 jam 40 menit, bisa diulang selamanya. Paket tanya jawab memberi satu sesi daring 30 menit.</p>
        <h3>In English</h3>
        <p>Twelve relaxed video lessons with English subtitles. Learn what extraction is, why your coffee tastes bitter, and how to fix
        it with things you already own. <strong>Lifetime access</strong>, certificate at the end.</p>
        """,
    ),
    Product(
        1605, "buku-jalur-rempah", "Buku Jejak Jalur Rempah", 128_000, day=208, weight=540, pictures=2,
        axes={"Sampul": {"Lunak": 0, "Keras": 70_000}},
        blurb="Perjalanan setahun menyusuri pelabuhan rempah, 288 halaman, foto dan peta.",
        html="""
        <p>Dari Barus sampai Banda, penulis menumpang apa saja yang mengapung. Bukan buku sejarah, walau banyak sejarah di dalamnya;
        lebih tepat disebut catatan orang yang terlalu ingin tahu tentang lada.</p>
        <p><strong>English:</strong> a year-long voyage along Indonesia's spice ports. Text in Indonesian with English summaries after
        each chapter; 96 photographs, 14 maps.</p>
        """,
    ),
    Product(
        1606, "kartu-pos-nusantara", "Kartu Pos Nusantara", 30_000, day=255, weight=90,
        axes={"Isi": {"8 lembar": 0, "16 lembar": 22_000}},
        blurb="Ilustrasi delapan kota, kertas tebal, siap perangko. Kirimlah kabar.",
        html="""
        <p>Sabang, Padang, Jakarta, Yogya, Denpasar, Makassar, Ambon, Jayapura. Digambar datar dan cerah, dicetak di kertas 310&nbsp;gsm.</p>
        <p><b>English:</b> illustrated postcards of eight cities. Someone's fridge door is waiting.</p>
        """,
    ),
    Product(
        1607, "peta-poster", "Poster Peta Kopi Indonesia", 72_000, day=290, weight=220,
        axes={"Ukuran": {"A3": 0, "A2": 38_000}}, sold_out=[("A2",)],
        blurb="Tiga puluh satu daerah kopi, ketinggian, dan rasanya, dalam satu lembar untuk dinding kedai.",
        html="""
        <p>Dicetak tinta arsip di kertas 200&nbsp;gsm, digulung dalam tabung. Warna pulau mengikuti rasa kopinya.</p>
        <p><em>English:</em> a flavour map of thirty-one coffee regions, archival inks, shipped in a tube.</p>
        """,
    ),
    Product(
        1608, "kartu-hadiah-digital", "Kartu Hadiah Digital", 100_000, day=340, item_type="digital", stock=None, hidden=True,
        axes={"Nilai": {"Rp100.000": 0, "Rp250.000": 150_000, "Rp500.000": 400_000}},
        blurb="Kode belanja di Warung Nusantara, dikirim ke e-mail penerima.",
        html="""
        <p>Tidak dipajang di rak; hanya untuk yang tahu tautannya. Berlaku satu tahun.</p>
        <p><strong>English:</strong> an unlisted gift card, valid for one year, delivered by e-mail.</p>
        """,
    ),
])  # fmt: skip
