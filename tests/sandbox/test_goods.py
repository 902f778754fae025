"""What the demo shop sells: enough of everything, consistent, and as its sources say."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from importlib import resources
from itertools import product as combinations
from typing import Any

import pytest
from PIL import Image

from app.sandbox.build import first_look
from app.sandbox.build import goods as goods_build
from app.sandbox.goods import Goods, generate_goods, load_goods, read_image
from app.services.feed_file import read_first_look

Json = dict[str, Any]


@pytest.fixture(scope="module")
def goods() -> Goods:
    return load_goods()


def things(goods: Goods) -> list[Json]:
    return [*goods.products, *goods.bundles]


def variants(goods: Goods) -> list[Json]:
    return [variant for item in goods.products for variant in item["variants"]]


def test_the_shipped_goods_are_what_the_sources_say(goods: Goods) -> None:
    assert json.loads(json.dumps(goods_build.build())) == {
        "products": goods.products,
        "bundles": goods.bundles,
        "categories": goods.categories,
    }


def test_a_shop_worth_looking_at(goods: Goods) -> None:
    feed = goods.feed()
    counts = Counter(item["taxonomy"]["id"] for item in feed)
    assert len(feed) >= 48
    assert set(counts) == {category["id"] for category in goods.categories}
    assert len(counts) == 8
    assert min(counts.values()) >= 5
    assert len(goods.bundles) >= 4
    assert 2 <= sum(item["_hidden"] for item in things(goods)) <= 3


def test_every_kind_of_item_is_there(goods: Goods) -> None:
    listed = [item for item in goods.products if not item["_hidden"]]
    assert {item["item_type"] for item in listed} == {
        "physical",
        "digital",
        "license",
        "subscription",
        "course",
    }
    axes = {
        sum(bool(item[f"option{n}_name"]) for n in (1, 2, 3))
        for item in listed
        if item["item_type"] == "physical"
    }
    assert axes == {0, 1, 2, 3}


def test_stock_of_every_sort(goods: Goods) -> None:
    left = {item["slug"]: [variant["_stock"] for variant in item["variants"]] for item in goods.products}
    physical = [item for item in goods.products if item["item_type"] == "physical"]
    assert any(set(stock) == {0} for stock in left.values())
    assert any(stock == [3] for stock in left.values())
    assert any(None in left[item["slug"]] for item in physical)
    assert any(0 in stock and any(stock) for stock in left.values())
    for item in goods.products:
        assert item["in_stock"] is any(stock is None or stock > 0 for stock in left[item["slug"]])


def test_some_combinations_of_options_do_not_exist(goods: Goods) -> None:
    def gaps(item: Json) -> int:
        axes = [{variant[f"option{n}_value"] for variant in item["variants"]} for n in (1, 2, 3)]
        return len(list(combinations(*axes))) - len(item["variants"])

    assert sum(gaps(item) > 0 for item in goods.products) >= 5
    assert all(gaps(item) >= 0 for item in goods.products)


def test_prices_run_from_five_thousand_to_over_a_million(goods: Goods) -> None:
    prices = [int(variant["price"]) for variant in variants(goods)]
    assert min(prices) == 5_000
    assert max(prices) > 1_000_000
    for item in goods.products:
        own = [int(variant["price"]) for variant in item["variants"]]
        assert item["price_range"] == {"min": str(min(own)), "max": str(max(own))}


def test_a_subscription_recurs_every_month_and_nothing_else_does(goods: Goods) -> None:
    for item in goods.products:
        for variant in item["variants"]:
            terms = (variant["pricing_type"], variant["interval"], variant["interval_count"])
            monthly = item["item_type"] == "subscription"
            assert terms == (("recurring", "month", 1) if monthly else ("one_time", None, None))


def test_what_is_delivered_has_a_weight(goods: Goods) -> None:
    for item in goods.products:
        for variant in item["variants"]:
            assert (variant["weight"] > 0) is (item["item_type"] in ("physical", "subscription")), variant[
                "sku"
            ]


@pytest.mark.parametrize("key", ["id", "uuid", "unique_id", "sku"])
def test_variants_have_names_of_their_own(goods: Goods, key: str) -> None:
    values = [variant[key] for variant in variants(goods)]
    assert len(set(values)) == len(values)


def test_things_have_names_of_their_own(goods: Goods) -> None:
    for key in ("slug", "name", "description", "rich_description", "_rank"):
        values = [thing[key] for thing in things(goods)]
        assert len(set(values)) == len(values), key
    assert len({thing["created_at"] for thing in things(goods)}) > 50
    for item in goods.products:
        assert re.fullmatch(r"prod_[0-9A-Za-z]{24}", item["unique_id"])


def test_bundles_hold_variants_that_exist_and_cost_less(goods: Goods) -> None:
    known = {variant["id"]: variant for variant in variants(goods)}
    for bundle in goods.bundles:
        lines = bundle["bundlelines"]
        assert len(lines) >= 2
        apart = sum(int(known[line["variant_id"]]["price"]) * line["quantity"] for line in lines)
        assert 0.6 * apart < int(bundle["price"]) < apart, bundle["slug"]
        assert bundle["id"] == bundle["bundle_price_option_id"]
    assert any(count > 1 for count in Counter(bundle["bundle_id"] for bundle in goods.bundles).values())


def test_descriptions_speak_both_languages(goods: Goods) -> None:
    english = re.compile(r"English|\b(the|and|with|for)\b")
    indonesian = re.compile(
        r"\b(dan|yang|di|dari|untuk|tidak|kami|satu|dengan|sampai|sejak)\b", re.IGNORECASE
    )
    for thing in things(goods):
        html = thing["rich_description"]
        assert english.search(html), thing["slug"]
        assert indonesian.search(html), thing["slug"]
        assert "<p>" in html
        assert "lorem" not in html.lower()
    used = {tag for thing in things(goods) for tag in re.findall(r"<(\w+)", thing["rich_description"])}
    assert {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "table", "blockquote", "hr"} <= used


def test_every_thing_has_its_own_picture(goods: Goods) -> None:
    named = {name for thing in things(goods) for name in thing["images"]}
    named |= {name for variant in variants(goods) for name in variant["images"]}
    stored = {file.name for file in resources.files("app.sandbox").joinpath("data", "images").iterdir()}
    assert named == stored
    pictures = {name: read_image(name) for name in named}
    assert len(set(pictures.values())) == len(named)
    assert sum(len(data or b"") for data in pictures.values()) < 1_500_000
    for name, data in pictures.items():
        assert data is not None
        with Image.open(io.BytesIO(data)) as picture:
            assert (picture.format, picture.size) == ("WEBP", (480, 480)), name
    covers = [thing["images"][0] for thing in things(goods)]
    assert len(set(covers)) == len(covers)


@pytest.mark.parametrize(
    "name", ["", "nothing.webp", "../goods.json", "images/kopi-gayo.webp", "kopi-gayo.png", "a/b.webp"]
)
def test_no_other_file_is_a_picture(name: str) -> None:
    assert read_image(name) is None


@pytest.mark.parametrize("count", [0, 10, 69, 70, 1_000])
def test_a_generated_shop_lists_exactly_that_many(count: int) -> None:
    assert len(generate_goods(count).feed()) == count


def test_a_generated_shop_is_the_same_every_time_and_begins_with_the_real_one(goods: Goods) -> None:
    one, other = generate_goods(2_000), generate_goods(2_000)
    assert one == other
    assert one.feed()[: len(goods.feed())] == goods.feed()
    assert load_goods() == goods


def test_a_generated_shop_of_ten_thousand_is_sound() -> None:
    many = generate_goods(10_000)
    for key in ("slug", "name"):
        assert len({thing[key] for thing in things(many)}) == len(things(many)), key
    assert len({item["id"] for item in many.products}) == len(many.products)
    every = variants(many)
    for key in ("id", "uuid", "unique_id"):
        assert len({variant[key] for variant in every}) == len(every), key
    ids = {variant["id"] for variant in every}
    assert all(line["variant_id"] in ids for bundle in many.bundles for line in bundle["bundlelines"])
    assert all(read_image(name) is not None for thing in many.feed()[:300] for name in thing["images"])
    for item in many.products:
        own = [int(variant["price"]) for variant in item["variants"]]
        assert item["price_range"] == {"min": str(min(own)), "max": str(max(own))}


def test_the_shipped_first_screen_is_what_the_goods_say() -> None:
    """Thumbnails within a few shades: another build of the WebP decoder may round differently."""
    built = first_look.build()
    shipped = json.loads(first_look.OUTPUT.read_text(encoding="utf-8"))
    assert {**shipped, "thumbs": None} == json.loads(json.dumps({**built, "thumbs": None}))
    look = read_first_look()
    assert look is not None
    assert look.head.total == len(load_goods().feed())
    assert [item.slug for item in look.head.items] == [thing["slug"] for thing in load_goods().feed()[:30]]
    assert sum(category.count for category in look.head.categories) == look.head.total
    fresh = {url: first_look.pixels(url) for url in built["thumbs"]}
    assert set(look.thumbs) == {item.picture for item in look.head.items} == set(fresh)
    for url, raster in look.thumbs.items():
        assert (raster.width, raster.height) == first_look.THUMBNAIL
        assert max(abs(a - b) for a, b in zip(raster.rgb, fresh[url], strict=True)) <= 6, url
