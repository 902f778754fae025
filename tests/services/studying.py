"""A customer with courses, and a store that opens them: plain objects for the services."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

from app.api.models.account import CustomerOrder
from app.api.models.catalog import Product
from app.api.models.course import Course, Lesson, Section
from app.api.pages import Page
from app.credentials import Credentials
from app.services.feed import FeedItem
from app.services.shop import Shop
from tests.services.till import open_till

EMAIL = "sari@example.com"


def lesson(uuid: str, percent: float | None = None, **extra: Any) -> dict[str, Any]:
    """One as the store sends it; `percent` None: it says nothing of progress."""
    progress = None if percent is None else {"progress": percent, "is_completed": percent >= 100}
    return {"uuid": uuid, "title": f"Pelajaran {uuid}", "progress": progress, **extra}


def line(variant: int | None = 7, name: str = "Kelas", **extra: Any) -> dict[str, Any]:
    """One of an order."""
    return {"quantity": 1, "variant": variant, "product_name": name, "item_type": "course", **extra}


def bought(slug: str, *lines: dict[str, Any], **extra: Any) -> CustomerOrder:
    """A paid order."""
    return CustomerOrder.model_validate(
        {"id": f"id-{slug}", "secret_slug": slug, "status": "completed", "payment_status": "paid"}
        | {"orderlines": list(lines), **extra}
    )


class Student:
    """What a customer asks; `fail[name]` goes wrong next, `holds[name]` waits."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.fail: dict[str, list[BaseException]] = defaultdict(list)
        self.holds: dict[str, asyncio.Event] = {}
        self.pages: list[list[CustomerOrder]] = [[bought("a", line())]]
        self.courses: dict[str, dict[str, Any]] = {}
        self.sections: dict[str, dict[str, Any]] = {}
        self.lessons: dict[str, dict[str, Any]] = {}
        self.products: dict[str, dict[str, Any]] = {}

    async def _called(self, name: str, *details: Any) -> None:
        self.calls.append((name, *details))
        if name in self.holds:
            await self.holds[name].wait()
        else:
            await asyncio.sleep(0)
        if self.fail[name]:
            raise self.fail[name].pop(0)

    def count(self, name: str) -> int:
        return sum(call[0] == name for call in self.calls)

    def orders(self, *, start: str | None = None) -> AsyncIterator[Page[CustomerOrder]]:
        async def pages() -> AsyncIterator[Page[CustomerOrder]]:
            number = int(start or 0)
            await self._called("orders", number)
            cursor = str(number + 1) if number + 1 < len(self.pages) else None
            yield Page(items=self.pages[number], next_cursor=cursor)

        return pages()

    async def product(self, slug: str, *, fresh: bool = False) -> Product:
        await self._called("product", slug)
        return Product.model_validate(self.products[slug])

    async def course(self, variant_uuid: str) -> Course:
        await self._called("course", variant_uuid)
        return Course.model_validate(self.courses[variant_uuid])

    async def section(self, section_uuid: str) -> Section:
        await self._called("section", section_uuid)
        return Section.model_validate(self.sections[section_uuid])

    async def lesson(self, lesson_uuid: str) -> Lesson:
        await self._called("lesson", lesson_uuid)
        return Lesson.model_validate(self.lessons[lesson_uuid])

    async def set_progress(self, lesson_uuid: str, percent: int) -> Lesson:
        await self._called("set_progress", lesson_uuid, percent)
        return Lesson.model_validate(lesson(lesson_uuid, percent))

    def sells(
        self, shop: Shop, slug: str, name: str, *variants: dict[str, Any], kind: str = "course"
    ) -> None:
        """A thing of the shop window."""
        number = len(self.products) + 1
        self.products[slug] = {"id": number, "slug": slug, "name": name, "variants": list(variants)}
        item = FeedItem(kind="product", id=number, slug=slug, name=name, item_type=kind)
        shop.catalog.items = [*shop.catalog.items, item]


def study() -> tuple[Shop, Student]:
    """A shop in which Sari is signed in; the store sells one course, which she has bought."""
    shop, _till = open_till()
    student = Student()

    async def customer() -> Any:
        return student

    shop.auth.tokens.current = Credentials(
        access="a", refresh="r", access_until=9e9, refresh_until=9e9, login="x", email=EMAIL
    )
    shop.auth.email = EMAIL
    shop.auth.customer = customer  # type: ignore[method-assign]
    shop.catalog.product = student.product  # type: ignore[method-assign]
    shop.courses._client = customer  # type: ignore[method-assign]
    shop.catalog.state = "fresh"
    student.sells(shop, "kelas", "Kelas", {"id": 7, "uuid": "u-7"})
    student.courses["u-7"] = {
        "product_name": "Kelas",
        "course_sections": [
            {"uuid": "s1", "title": "Satu", "course_contents": [lesson("a", 100), lesson("b", 40)]},
            {"uuid": "s2", "title": "Dua", "course_contents": [lesson("c", 0)]},
        ],
    }
    return shop, student
