"""The kitchen."""

from __future__ import annotations

from app.sandbox.build.entry import Product, Shelf

DAPUR = Shelf(15, "Dapur", "Rumah > Dapur", "DPR", [
    Product(
        1401, "cobek-batu", "Cobek Batu Muntilan", 125_000, day=12, pictures=2,
        axes={"Diameter": {"18 cm": 0, "22 cm": 45_000, "28 cm": 130_000}},
        weights={"18 cm": 2_800, "22 cm": 4_600, "28 cm": 8_200},
        blurb="Batu andesit Merapi utuh, dipahat tangan. Warisan yang beratnya memang terasa.",
        html="""
        <h2>Dari perut Merapi</h2>
        <p>Satu bongkah batu andesit, satu pemahat, satu hari. Cobek Muntilan tidak dicetak dari semen: ketuk dengan sendok,
        bunyinya nyaring. Permukaannya kasar di tengah untuk menggerus, halus di tepi untuk mengumpulkan.</p>
        <h3>Sebelum dipakai pertama kali</h3>
        <ol>
          <li>Gosok dengan kelapa parut sampai abunya hilang.</li>
          <li>Gerus segenggam beras dengan garam, buang, ulangi.</li>
          <li>Cuci tanpa sabun, jemur.</li>
        </ol>
        <p>Ulekan dari batu yang sama sudah termasuk. <strong>Beratnya nyata</strong>: pilih kurir kargo untuk ukuran besar.</p>
        <h3>In English</h3>
        <p>A mortar carved from a single block of Mount Merapi andesite, pestle included. Season with coconut and raw rice
        before first use; never use detergent. The 22&nbsp;cm suits a family of four. It weighs what a good stone should, so do
        look at the cargo couriers.</p>
        """,
    ),
    Product(
        1402, "sendok-kayu", "Set Sendok Kayu Sonokeling", 68_000, day=36, weight=240,
        axes={"Isi": {"3 potong": 0, "5 potong": 42_000}},
        blurb="Sutil, centong, sendok sayur: ringan, gelap, tidak menggores wajan.",
        html="""
        <p>Dari sisa potongan mebel sonokeling Jepara, diampelas sampai seperti kulit, dioles minyak kelapa. Jangan direndam
        semalaman.</p>
        <p><strong>English:</strong> rosewood kitchen spoons made from furniture offcuts, finished in coconut oil. Kind to non-stick pans.</p>
        """,
    ),
    Product(
        1403, "talenan-jati", "Talenan Jati Utuh", 110_000, day=59,
        axes={"Bentuk": {"Kotak": 0, "Bulat": 10_000, "Ikan": 25_000}, "Ukuran": {"Sedang": 0, "Besar": 55_000}},
        weights={"Sedang": 900, "Besar": 1_700}, gaps=[("Ikan", "Besar")],
        blurb="Satu papan jati tua tanpa sambungan, dengan alur penahan air di tepinya.",
        html="""
        <p>Kayu jati bekas rumah joglo, umur minimal lima puluh tahun. Seratnya rapat, pisau tetap tajam, airnya tertahan di alur.</p>
        <p><b>In English:</b> one-piece reclaimed teak chopping board with a juice groove. Oil it once a month; it will outlive
        the kitchen.</p>
        """,
    ),
    Product(
        1404, "wajan-besi", "Wajan Besi Tempa", 189_000, day=118,
        axes={"Diameter": {"30 cm": 0, "36 cm": 60_000, "45 cm": 160_000}},
        weights={"30 cm": 1_900, "36 cm": 2_700, "45 cm": 4_300}, sold_out=[("45 cm",)],
        blurb="Ditempa pandai besi Pasir Wetan, sudah dibakar minyak. Panas merata, tahan seumur hidup.",
        html="""
        <p>Tebal di dasar, tipis di bibir. Sudah melalui tiga kali bakar minyak, jadi langsung tidak lengket untuk nasi goreng
        pertama. Cuci dengan air panas, keringkan di atas api.</p>
        <p><strong>English:</strong> hand-forged, pre-seasoned iron wok with two ears. Gas and wood; the 30&nbsp;cm also works on
        induction.</p>
        """,
    ),
    Product(
        1405, "kukusan-bambu", "Kukusan Bambu Bersusun", 95_000, day=144, weight=600,
        axes={"Susun": {"1 tingkat": 0, "2 tingkat": 45_000}},
        blurb="Anyaman rapat dari Tasikmalaya, uapnya wangi bambu, tidak menetes ke bakpao.",
        html="""
        <p>Bambu tali dianyam rapat, dijepit rotan, tanpa paku dan lem. Diameter 24&nbsp;cm, pas di wajan 30&nbsp;cm.</p>
        <p><i>English:</i> bamboo steamer, 24&nbsp;cm, woven in Tasikmalaya without nails or glue. Fits our 30&nbsp;cm wok.</p>
        """,
    ),
    Product(
        1406, "mangkuk-ayam", "Mangkuk Ayam Jago", 19_000, day=170, weight=260,
        axes={"Isi": {"1 buah": 0, "6 buah": 85_000}}, weights={"6 buah": 1_500},
        blurb="Mangkuk bakso legendaris bergambar ayam jago. Bakso tidak termasuk.",
        html="""
        <p>Semua orang Indonesia pernah makan dari mangkuk ini. Keramik tebal, aman untuk gelombang mikro dan kenangan masa kecil.</p>
        <p><strong>English:</strong> the rooster bowl every noodle cart uses. Thick glazed ceramic, 16&nbsp;cm, microwave safe.
        Rooster faces left, always.</p>
        """,
    ),
    Product(
        1407, "teko-blirik", "Teko Blirik Enamel", 98_000, day=246, weight=620, pictures=3,
        axes={"Warna": {"Hijau": 0, "Biru": 0, "Merah": 12_000}, "Isi": {"1 liter": 0, "1,5 liter": 28_000}},
        picture_of={"Hijau": 1, "Biru": 2, "Merah": 3}, gaps=[("Merah", "1,5 liter")], sold_out=[("Biru", "1 liter")],
        blurb="Teko enamel berbintik putih dari dapur nenek. Tahan api, tahan jatuh, tahan zaman.",
        html="""
        <p>Blirik, lurik, belirik: apa pun namanya di rumah Anda, bintik putih di atas hijau itu berarti kopi sudah siap. Baja
        berlapis enamel tiga kali bakar, bisa langsung di atas kompor.</p>
        <p><strong>In English:</strong> speckled enamel coffee pot, the one in every grandmother's kitchen. Stove-safe, camp-fire
        safe, very nearly toddler-safe. Not for microwaves.</p>
        """,
    ),
])  # fmt: skip
