"""Tea and spices."""

from __future__ import annotations

from app.sandbox.build.entry import Product, Shelf

TEH = Shelf(12, "Teh & Rempah", "Minuman > Teh & Rempah", "TEH", [
    Product(
        1101, "teh-melati-tegal", "Teh Melati Tegal", 18_000, day=5, pictures=2,
        axes={"Isi": {"100 g": 0, "250 g": 22_000, "500 g": 58_000}},
        weights={"100 g": 115, "250 g": 270, "500 g": 530},
        blurb="Teh tubruk wangi melati, wasgitel: wangi, panas, sepet, legi, kentel.",
        html="""
        <h2>Wasgitel, kata orang Tegal</h2>
        <p>Daun teh hijau dari lereng Gunung Slamet diharumkan tiga malam bersama kuncup melati <em>gambir</em>.
        Bunganya dipetik sore hari, mekar tengah malam, dan wanginya pindah ke daun sebelum subuh.</p>
        <ul>
          <li><b>Wa</b>ngi: melati asli, tanpa perisa</li>
          <li>pana<b>s</b>: seduh dengan air mendidih</li>
          <li>sepet, le<b>gi</b>, ken<b>tel</b>: tambahkan gula batu, jangan diaduk</li>
        </ul>
        <p>Paling nikmat di poci tanah liat. Simpan di tempat kering dan tertutup.</p>
        <h3>In English</h3>
        <p>Loose green tea scented for three nights with fresh jasmine, the everyday tea of Java's north coast. Use one
        tablespoon per pot of boiling water, wait five minutes, pour over rock sugar and <strong>do not stir</strong>:
        the last sip should be the sweetest.</p>
        """,
    ),
    Product(
        1102, "teh-hitam-kayu-aro", "Teh Hitam Kayu Aro", 38_000, day=62, weight=210,
        axes={"Kemasan": {"Kaleng 150 g": 20_000, "Isi ulang 150 g": 0}},
        blurb="Dari kebun teh tertua di Sumatra, 1.600 m di kaki Kerinci. Pekat, tembaga, harum madu.",
        html="""
        <p>Kebun Kayu Aro dibuka tahun 1925 dan sejak itu memetik dengan tangan. Daunnya digulung cara ortodoks,
        warnanya tembaga terang, rasanya pekat dengan ujung madu. Enak polos, lebih enak dengan susu.</p>
        <p><strong>English:</strong> single-estate orthodox black tea from the foot of Mount Kerinci. Brisk, coppery,
        with honey on the finish. Takes milk well. The refill pouch fits the tin exactly.</p>
        """,
    ),
    Product(
        1103, "wedang-uwuh", "Wedang Uwuh Imogiri", 25_000, day=95, weight=180,
        axes={"Isi": {"5 bungkus": 0, "10 bungkus": 20_000}},
        blurb="Minuman “sampah” para raja: secang, jahe, cengkih, daun pala. Merah dan hangat.",
        html="""
        <p><em>Uwuh</em> artinya sampah: daun dan serpih kayu yang dulu dipungut abdi dalem di bukit Imogiri. Rebus satu
        bungkus dengan 500&nbsp;ml air dan gula batu sampai merah delima.</p>
        <p>Isi: kayu secang, jahe emprit bakar, daun cengkih, daun kayu manis, daun pala, gula batu.</p>
        <p><b>In English:</b> a ruby-red royal herbal brew from Yogyakarta. Simmer one sachet in half a litre of water
        for ten minutes. Caffeine free, warming, and far better than its name, which means “rubbish”.</p>
        """,
    ),
    Product(
        1104, "jahe-merah-bubuk", "Jahe Merah Bubuk", 32_000, day=140, weight=260,
        axes={"Rasa": {"Murni": 6_000, "Gula aren": 0, "Susu": 2_000}},
        blurb="Jahe merah Wonogiri dikristalkan perlahan; satu sendok, satu gelas, satu badan hangat.",
        html="""
        <p>Jahe merah parut, diperas, dimasak enam jam sampai mengkristal. Tidak ada tepung, tidak ada pewarna.
        <b>Murni</b> tanpa gula sama sekali dan cukup galak; <b>Gula aren</b> untuk semua orang; <b>Susu</b> untuk sore hujan.</p>
        <p><i>English:</i> crystallised red ginger. One spoon, hot water, done. The unsweetened one bites.</p>
        """,
    ),
    Product(
        1105, "kayu-manis-kerinci", "Kayu Manis Kerinci", 21_000, day=151, weight=70,
        axes={"Bentuk": {"Batang 50 g": 0, "Bubuk 50 g": 3_000}},
        blurb="Kulit kayu kelas AA dari pohon tua: tebal, merah, manis sampai ke jari.",
        html="""
        <p>Dipanen dari pohon berumur lebih dari sepuluh tahun; makin tua, makin manis minyaknya. Batangnya bisa direbus
        tiga kali sebelum menyerah.</p>
        <p><strong>English:</strong> Korintje cinnamon, grade AA: thick quills, red-brown, intensely sweet. The powder is
        milled the week it ships.</p>
        """,
    ),
    Product(
        1106, "bumbu-rendang", "Bumbu Rendang Minang", 28_000, day=222, pictures=2,
        axes={"Pedas": {"Lembut": 0, "Sedang": 0, "Pedas": 0}, "Untuk": {"½ kg daging": 0, "1 kg daging": 22_000}},
        weights={"½ kg daging": 190, "1 kg daging": 360}, gaps=[("Lembut", "1 kg daging")],
        blurb="Bumbu basah siap masak dari Payakumbuh: tinggal daging, santan, dan sabar empat jam.",
        html="""
        <p>Etek Ros menggiling bumbu ini dengan batu, bukan mesin: cabai merah keriting, lengkuas muda, serai, kunyit, daun
        jeruk, dan asam kandis. Tanpa pengawet; ditumis kering lalu dikemas panas.</p>
        <ol>
          <li>Tumis bumbu sampai harum.</li>
          <li>Masukkan daging dan 1 liter santan, masak dengan api sedang.</li>
          <li>Kecilkan api; aduk sesekali sampai hitam dan berminyak, <b>3–4 jam</b>.</li>
        </ol>
        <p><strong>In English:</strong> stone-ground rendang paste from Payakumbuh. Add beef, coconut milk and four
        patient hours. <em>Lembut</em> is mild, <em>pedas</em> is what her family eats.</p>
        """,
    ),
    Product(
        1107, "pala-banda", "Pala Banda Utuh", 45_000, day=239, weight=120, stock=0,
        blurb="Biji pala dari Kepulauan Banda, tempat semua cerita rempah bermula. Menunggu panen berikutnya.",
        html="""
        <p>Panen tahun ini sudah habis dipesan. Kami tidak mencampur dengan pala dari pulau lain, jadi mohon bersabar sampai
        kapal dari Banda Neira datang lagi.</p>
        <p><b>English:</b> whole nutmeg from the original Spice Islands. Sold out until the next harvest reaches us; we do
        not blend with nutmeg from elsewhere.</p>
        """,
    ),
])  # fmt: skip
