"""Things to nibble."""

from __future__ import annotations

from app.sandbox.build.entry import Product, Shelf

CAMILAN = Shelf(13, "Camilan", "Makanan > Camilan", "CAM", [
    Product(
        1201, "keripik-tempe", "Keripik Tempe Malang", 15_000, day=8,
        axes={"Rasa": {"Asli": 0, "Daun jeruk": 1_000, "Balado": 1_500, "Keju": 2_000},
              "Ukuran": {"100 g": 0, "250 g": 19_000}},
        weights={"100 g": 130, "250 g": 300}, gaps=[("Keju", "250 g")], sold_out=[("Balado", "100 g")],
        blurb="Tempe diiris setipis kertas, digoreng dua kali. Renyahnya terdengar dari kamar sebelah.",
        html="""
        <p>Dari Kampung Sanan, Malang, tempat setiap rumah adalah pabrik tempe. Kedelai dipilih, difermentasi dua hari,
        diiris satu milimeter, lalu digoreng dua kali dalam minyak baru.</p>
        <ul><li>Tanpa MSG, tanpa pengawet</li><li>Tahan 3 bulan sebelum dibuka; sesudahnya 10 menit</li></ul>
        <p><strong>English:</strong> paper-thin tempeh crisps from Malang's tempeh village. <em>Daun jeruk</em> (kaffir lime
        leaf) is the one to try first; <em>balado</em> is sweet chilli. Vegan, except the cheese flavour.</p>
        """,
    ),
    Product(
        1202, "nastar-keju", "Nastar Nanas Keju", 85_000, day=44, weight=620, pictures=2,
        axes={"Toples": {"300 g": 0, "500 g": 48_000}},
        blurb="Kue kering mentega isi selai nanas Subang, dimasak sendiri sampai kering dan harum.",
        html="""
        <p>Resep Ibu Wati tidak pernah ditulis; ini hasil menebak selama tujuh Lebaran. Mentega sungguhan, keju Edam parut,
        dan selai nanas yang diaduk empat jam dengan kayu manis dan cengkih.</p>
        <p><strong>In English:</strong> melt-in-the-mouth butter cookies around a pineapple heart, finished with Edam. Baked on
        order every Thursday. Keeps six weeks in the jar, if hidden well.</p>
        """,
    ),
    Product(
        1203, "dodol-garut", "Dodol Garut Aneka Rasa", 27_000, day=66, weight=280,
        axes={"Rasa": {"Asli": 0, "Wijen": 2_000, "Durian": 6_000, "Sirsak": 3_000}}, sold_out=[("Durian",)],
        blurb="Kenyal, legit, dibungkus satu-satu. Diaduk tujuh jam di wajan tembaga.",
        html="""
        <p>Ketan, santan, gula aren, dan lengan yang kuat. Satu kotak berisi 20 potong terbungkus kertas minyak warna-warni.</p>
        <p><i>English:</i> chewy palm-sugar and coconut toffees, stirred for seven hours in a copper pan. Twenty pieces a box.</p>
        """,
    ),
    Product(
        1204, "kerupuk-udang", "Kerupuk Udang Sidoarjo", 24_000, day=71,
        axes={"Jenis": {"Mentah": 0, "Siap makan": 8_000}, "Isi": {"250 g": 0, "500 g": 21_000}},
        weights={"250 g": 280, "500 g": 540}, gaps=[("Siap makan", "500 g")],
        blurb="Empat puluh persen udang, sisanya kesabaran. Mengembang tiga kali lipat.",
        html="""
        <p>Kerupuk yang benar-benar terbuat dari udang, dijemur dua hari di tepi tambak. Yang mentah tinggal digoreng dalam
        minyak panas selama sepuluh detik.</p>
        <p><b>In English:</b> prawn crackers that are forty per cent prawn. <em>Mentah</em> is raw, for frying at home;
        <em>siap makan</em> is ready to eat.</p>
        """,
    ),
    Product(
        1205, "permen-jahe", "Permen Jahe Ting Ting", 5_000, day=77, weight=60, stock=None,
        blurb="Permen jahe kenyal berbalut tepung, obat mabuk perjalanan sejak zaman kakek.",
        html="""
        <p>Sebungkus isi dua belas. Taruh di tas, lupakan, temukan lagi saat bus mulai berkelok.</p>
        <p><strong>English:</strong> soft ginger chews, twelve to a pack. Never out of stock; we checked.</p>
        """,
    ),
    Product(
        1206, "gula-semut-aren", "Gula Semut Aren", 29_000, day=130,
        axes={"Isi": {"250 g": 0, "1 kg": 66_000}}, weights={"250 g": 270, "1 kg": 1_040},
        blurb="Gula aren butiran dari Cianjur selatan; karamel, sedikit asap, larut dalam kopi.",
        html="""
        <p>Nira disadap dua kali sehari dari pohon aren liar, dimasak di tungku kayu, lalu digerus selagi hangat menjadi
        butiran. Indeks glikemiknya lebih rendah dari gula pasir, tetapi tetap gula, jadi secukupnya saja.</p>
        <p><strong>English:</strong> granulated arenga palm sugar, wood-fired, with caramel and a hint of smoke. Swap one to one
        for brown sugar.</p>
        """,
    ),
    Product(
        1207, "cokelat-jembrana", "Cokelat Jembrana Bali", 42_000, day=188, weight=90, pictures=2,
        axes={"Kakao": {"55% susu": 0, "70%": 3_000, "85%": 6_000},
              "Isi": {"Polos": 0, "Garam laut": 2_000, "Kopi": 4_000}},
        gaps=[("85%", "Kopi"), ("55% susu", "Garam laut")], sold_out=[("70%", "Kopi")],
        blurb="Kakao fermentasi dari satu koperasi di Bali barat, dari biji sampai batang di satu atap.",
        html="""
        <p>Koperasi Kerta Semaya Samaniya di Jembrana memfermentasi biji kakaonya lima hari penuh, dan itu yang membuat
        cokelat ini terasa buah, bukan sekadar pahit.</p>
        <table>
          <tr><th>Kakao</th><th>Rasa</th></tr>
          <tr><td>55% susu</td><td>karamel, kacang mete</td></tr>
          <tr><td>70%</td><td>kismis, madu hutan</td></tr>
          <tr><td>85%</td><td>kopi hitam, kulit jeruk</td></tr>
        </table>
        <p><strong>In English:</strong> bean-to-bar chocolate from one Balinese cooperative, fermented five full days. The 70%
        with Amed sea salt wins people over; the 85% wins arguments.</p>
        """,
    ),
    Product(
        1208, "sambal-roa", "Sambal Roa Manado", 39_000, day=205, weight=240,
        axes={"Pedas": {"Level 1": 0, "Level 3": 0, "Level 5": 2_000}},
        blurb="Ikan roa asap, cabai rawit, minyak kelapa. Satu sendok mengubah nasi putih jadi makan malam.",
        html="""
        <p>Ikan roa diasapi berhari-hari di atas sabut kelapa, ditumbuk, lalu ditumis dengan rawit merah. Level 1 sopan, Level 3
        jujur, Level 5 tidak untuk dipamerkan.</p>
        <p><em>English:</em> smoked-fish chilli relish from Manado. Level 1 is polite. Level 5 is not. Keep in the fridge once
        open.</p>
        """,
    ),
])  # fmt: skip
