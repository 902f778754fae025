"""Links of a store: what is understood, what is refused, and that nothing hostile gets through."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.config import DEMO, StoreConfig
from app.links import LONGEST, Link, ascii_host, host_of, hosts_of, read_link
from app.records import PlacedOrder
from app.session import Session

HOSTS = frozenset(("toko.example", "api.scalev.com", "scalev.com", ".scalev.com"))
OURS = "store_ours"


@pytest.mark.parametrize(
    ("text", "kind", "slug"),
    [
        ("https://toko.example/orders/aBc-123", "order", "aBc-123"),
        ("  <https://TOKO.example:8443/order/public/aBc-123/success?x=1#end>\n", "order", "aBc-123"),
        ("https://toko.example./pesanan/aBc", "order", "aBc"),
        ("toko.example/orders/aBc", "order", "aBc"),
        ("https://toko.example/thanks?secret_slug=aBc", "order", "aBc"),
        ("https://app.scalev.com/orders/aBc", "order", "aBc"),
        (f"https://api.scalev.com/v3/stores/{OURS}/public/orders/aBc/payment", "order", "aBc"),
        (f"https://api.scalev.com/v3/stores/{OURS}/public/products/kopi-gayo", "product", "kopi-gayo"),
        (f"https://api.scalev.com/v3/stores/{OURS}/public/bundle-price-options/paket", "bundle", "paket"),
        ("https://toko.example/produk/kopi%2Dgayo", "product", "kopi-gayo"),
        ("https://toko.example/products/k%C3%B6pi", "product", "köpi"),
        ("https://toko.example/paket/paket-pagi/", "bundle", "paket-pagi"),
        ("https://toko.example/kopi-gayo", "name", "kopi-gayo"),
        ("kopi-gayo", "name", "kopi-gayo"),
        ("https://toko.example/", "home", ""),
        ("toko.example/?fbclid=x", "home", ""),
        ("(https://toko.example/orders/-aB_c-).", "order", "-aB_c-"),
    ],
)
def test_links_of_this_store(text: str, kind: str, slug: str) -> None:
    assert read_link(text, HOSTS, store_id=OURS) == Link(kind, slug)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("https://elsewhere.example/orders/aBc", "elsewhere"),
        ("https://toko.example@elsewhere.example/orders/aBc", "elsewhere"),
        ("https://someone:word@toko.example/orders/aBc", "elsewhere"),
        ("https://toko.example.elsewhere.example/orders/aBc", "elsewhere"),
        ("https://elsewherescalev.com/orders/aBc", "elsewhere"),
        ("https://tоko.example/orders/aBc", "elsewhere"),  # the first o is Cyrillic
        ("https://api.scalev.com/v3/stores/store_theirs/public/orders/aBc", "elsewhere"),
        ("https://toko.example/reset-password?token=", "reset"),
        ("https://toko.example/reset-password", "reset"),
        ("https://toko.example/reset-password?token=a&token=b", "reset"),
        ("https://toko.example/reset-password?token=a%0Ab", "reset"),
        ("https://elsewhere.example/reset-password?token=abc", "elsewhere"),
        ("https://toko.example/anything?token=abc", "reset"),
        ("https://other.scalev.com/", "unclear"),
        ("https://toko.example/?order=.a", "unclear"),
        ("https://toko.example/orders/", "unclear"),
        ("https://toko.example/orders/..", "unclear"),
        ("https://toko.example/orders/a%2Fb", "unclear"),
        ("https://toko.example/orders/a%00b", "unclear"),
        ("https://toko.example/orders/%ff", "unclear"),
        ("https://toko.example/orders/a%E2%80%AEb", "unclear"),
        ("https://toko.example\\orders\\a", "unclear"),
        ("https://toko.example:99999/orders/a", "unclear"),
        ("https://[::1/orders/a", "unclear"),
        ("ftp://toko.example/orders/a", "unclear"),
        ("javascript:alert(1)", "unclear"),
        ("file:///etc/passwd", "unclear"),
        ("budi@toko.example", "unclear"),
        ("two words", "unclear"),
        ("x" * (LONGEST + 1), "unclear"),
        ("https://toko.example/orders/" + "a" * 201, "unclear"),
    ],
)
def test_what_is_refused(text: str, refusal: str) -> None:
    assert read_link(text, HOSTS, store_id=OURS) == refusal


@given(st.text(max_size=300))
@example("https://toko.example/orders/" + "%" * 40)
@example("http://[/orders/a")
@example("//toko.example/orders/a")
@example("https://toko.example/?" + "&".join(f"a{n}=1" for n in range(60)))
def test_any_text_is_read_without_harm(text: str) -> None:
    found = read_link(text, HOSTS, store_id=OURS)
    if isinstance(found, Link):
        if found.kind == "reset":
            return
        assert 0 < len(found.slug) <= 200
        assert found.slug.isprintable()
        assert not set(found.slug) & set("/\\?#%@: ")
        assert found.slug not in (".", "..")
        assert repr(found) == f"Link(kind={found.kind!r})"


@given(host=st.text(min_size=1, max_size=60), path=st.text(max_size=60))
def test_only_hosts_of_this_store(host: str, path: str) -> None:
    text = f"https://{host}/{path}"
    if isinstance(read_link(text, HOSTS), Link):
        # As a browser would read it: the part before the path, without the port.
        real = ascii_host(host.partition("/")[0].partition("?")[0].partition("#")[0].partition(":")[0])
        assert real in HOSTS or real.endswith(".scalev.com")


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,60}[A-Za-z0-9]", fullmatch=True))
def test_every_slug_comes_back(slug: str) -> None:
    escaped = "".join(f"%{ord(char):02X}" for char in slug)
    for form in (slug, quote(slug), escaped):
        assert read_link(f"https://toko.example/orders/{form}", HOSTS) in (Link("order", slug), "unclear")
    if slug.lower() not in ("public", "detail", "success"):
        assert read_link(f"https://toko.example/orders/{escaped}", HOSTS) == Link("order", slug)


def test_a_link_to_a_new_password() -> None:
    token = "rs_Ab-1.~/+=="
    for text in (
        f"https://toko.example/reset-password?token={quote(token, safe='')}",
        f"<https://toko.example/id/reset-password?lang=id&token={quote(token, safe='')}>",
    ):
        found = read_link(text, HOSTS, store_id=OURS)
        assert found == Link("reset", token)
        assert token not in repr(found)


def test_which_hosts_are_this_store() -> None:
    session = Session(None, None)
    session.orders = [PlacedOrder("s", public_order_url="https://beli.example/orders/s")]
    store = StoreConfig(
        "toko", "https://api.scalev.com", OURS, "sfpk_x", pages="https://toko.example mitra.example"
    )
    assert hosts_of(store, session) == {
        "api.scalev.com", "scalev.com", ".scalev.com", "toko.example", "mitra.example", "beli.example",
    }  # fmt: skip


def test_a_store_on_this_machine_vouches_for_nothing_else() -> None:
    store = StoreConfig("toko", "http://127.0.0.1:8377", OURS, "sfpk_x")
    assert hosts_of(store, Session(None, None)) == {"127.0.0.1"}


def test_the_address_that_reset_links_come_back_to_is_ours() -> None:
    store = StoreConfig(
        "toko", "https://api.scalev.com", OURS, "sfpk_x", reset_origin="http://localhost:8123"
    )
    hosts = hosts_of(store, Session(None, None))
    assert read_link("http://localhost:8123/reset-password?token=abc", hosts) == Link("reset", "abc")


def test_the_demo_knows_its_own_links() -> None:
    assert read_link(
        "http://demo.localhost/orders/abc", hosts_of(StoreConfig(DEMO), Session(None, None))
    ) == Link("order", "abc")


@pytest.mark.parametrize("address", ["", "ftp://x.example", "https://", "https://[::1"])
def test_no_host(address: str) -> None:
    assert host_of(address) == ""
