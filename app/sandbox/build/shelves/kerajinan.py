"""Handicraft."""

from __future__ import annotations

from app.sandbox.build.entry import Product, Shelf

KERAJINAN = Shelf(16, "Kerajinan", "Rumah > Kerajinan", "KRJ", [
    Product(
        1501, "tas-rotan-bulat", "Tas Rotan Bulat Tenganan", 215_000, day=20, weight=450, pictures=2,
        axes={"Ukuran": {"Kecil 18 cm": 0, "Besar 22 cm": 55_000}, "Lapis": {"Katun polos": 0, "Batik": 15_000}},
        blurb="Anyaman ata dari Bali Aga, diasap kayu kopi sampai cokelat madu.",
        html="""
        <p>Ata bukan rotan biasa: sulur hutan yang lebih kecil dan lebih keras. Dianyam tanpa paku, dijemur seminggu, lalu
        <strong>diasap dengan sabut kelapa dan kayu kopi</strong> tiga hari. Wanginya tinggal lama.</p>
        <p>Satu tas, satu penganyam, dua minggu. Tali kulit dapat diatur.</p>
        <p><strong>English:</strong> the round Bali bag, done properly: wild ata vine, smoked to a honey brown, with a magnetic clasp
        and leather strap. Water is no enemy; wipe and dry in shade.</p>
        """,
    ),
    Product(
        1502, "gunungan-wayang", "Gunungan Wayang Kulit", 275_000, day=74, weight=350, stock=5,
        axes={"Tinggi": {"30 cm": 0, "45 cm": 180_000}},
        blurb="Pohon hayat pembuka dan penutup cerita, ditatah di kulit kerbau, disungging emas.",
        html="""
        <p>Sebelum lakon dimulai, gunungan berdiri di tengah kelir. Ki Sagio menatah yang ini di Bantul, dari kulit kerbau yang
        dikerok sampai tembus cahaya. Ada gagang tanduk dan dudukan kayu.</p>
        <p><strong>In English:</strong> the tree of life that opens and closes every shadow play, hand-punched in buffalo hide and
        gilded. Hang it before a window in the late afternoon.</p>
        """,
    ),
    Product(
        1503, "angklung-mini", "Angklung Mini Satu Oktaf", 145_000, day=109, weight=700,
        axes={"Nada": {"8 nada": 0, "13 nada": 95_000}},
        blurb="Bambu hitam Saung, disetem tangan, digantung di rak kayu. Siap main “Burung Kakatua”.",
        html="""
        <p>Tinggi 25&nbsp;cm, nada do sampai do. Bambunya dipotong saat kemarau dan disimpan setahun sebelum disetem, supaya
        suaranya tidak berubah. Buku lagu sederhana ikut di dalam kotak.</p>
        <p><b>English:</b> a tuned set of shaken bamboo chimes on a stand. Thirteen notes gives you the semitones too.</p>
        """,
    ),
    Product(
        1504, "topeng-panji", "Topeng Panji Cirebon", 320_000, day=155, weight=520, stock=6,
        axes={"Tokoh": {"Panji": 0, "Klana": 20_000, "Rumyang": 10_000}}, pictures=3,
        picture_of={"Panji": 1, "Klana": 2, "Rumyang": 3},
        blurb="Kayu jaran yang ringan, tujuh lapis cat, siap menari atau menggantung.",
        html="""
        <p><b>Panji</b> putih dan tenang, <b>Klana</b> merah dan pemarah, <b>Rumyang</b> merah muda di antaranya. Dibuat di
        Slangit oleh keluarga dalang topeng, ukuran wajah sungguhan, dengan gigitan di bagian dalam.</p>
        <p><strong>English:</strong> full-size dance masks from Cirebon. Panji is serene, Klana is rage, Rumyang is everyone on a
        Monday. Wearable.</p>
        """,
    ),
    Product(
        1505, "lampu-bambu", "Lampu Meja Anyam Bambu", 240_000, day=192, weight=900, pictures=2,
        blurb="Bayangannya menganyam dinding. Kabel kain 1,8 m, bohlam hangat termasuk.",
        html="""
        <p>Kap dari bambu apus diiris setengah milimeter. Nyalakan malam hari dan seluruh kamar ikut teranyam. Tinggi 34&nbsp;cm,
        dudukan kayu mindi, E27 LED 4&nbsp;W sudah termasuk.</p>
        <p><em>English:</em> woven bamboo table lamp; the shadows are the point. Warm LED bulb included, 220 V.</p>
        """,
    ),
    Product(
        1506, "vas-gerabah", "Vas Gerabah Kasongan", 88_000, day=228, weight=1_350, pictures=2,
        axes={"Warna": {"Terakota": 0, "Putih kapur": 8_000, "Hitam asap": 12_000}},
        picture_of={"Terakota": 1, "Hitam asap": 2},
        blurb="Tanah liat Kasongan, bentuk labu, permukaan dibiarkan bernapas.",
        html="""
        <p>Diputar, digores, dibakar dengan jerami. Hitamnya bukan cat, melainkan asap yang terperangkap. Dikirim dengan kotak ganda
        dan sekam padi.</p>
        <p><strong>English:</strong> gourd-shaped earthenware, straw fired. The black is trapped smoke, not paint. Best with dried
        grasses; line it before using water.</p>
        """,
    ),
    Product(
        1507, "congklak-jati", "Congklak Kayu Lipat", 165_000, day=265, weight=1_100,
        blurb="Papan dakon 16 lubang yang bisa dilipat, lengkap dengan 98 biji sawo.",
        html="""
        <p>Tujuh lubang kecil di tiap sisi, satu lumbung di tiap ujung, dan dendam antarsepupu yang belum selesai. Lipat, kunci,
        bawa mudik.</p>
        <p><strong>English:</strong> folding mancala board in teak with 98 sapodilla seeds. Rules in both languages under the lid.</p>
        """,
    ),
    Product(
        1508, "miniatur-pinisi", "Miniatur Kapal Pinisi", 850_000, day=300, weight=2_400, stock=7, pictures=2,
        axes={"Panjang": {"35 cm": 0, "60 cm": 750_000}},
        blurb="Tujuh layar, kayu ulin sisa galangan, dibuat pembuat kapal sungguhan di Tana Beru.",
        html="""
        <h2>Kapal yang dibuat tanpa gambar</h2>
        <p>Di Bulukumba, pinisi dibangun dari ingatan: kulit dulu, rangka belakangan. Haji Usman membuat miniatur ini dengan cara
        yang sama, dari sisa kayu ulin dan jati, pada musim ketika laut terlalu kasar untuk bekerja di pantai.</p>
        <ul><li>Tujuh layar katun yang bisa digulung</li><li>Tali-temali dari serat nanas</li><li>Dudukan dan kotak kaca</li></ul>
        <p><strong>In English:</strong> a seven-sail pinisi schooner, plank by plank, by a man who builds the real ones. The
        60&nbsp;cm model travels in its own crate; please allow three weeks.</p>
        """,
    ),
])  # fmt: skip
