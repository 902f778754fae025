"""A bundle: what is in it, at one price."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from app.i18n import _
from app.records import LineSnapshot
from screens.item_page import ItemPage
from widgets.static import Static

if TYPE_CHECKING:
    from app.api.models.catalog import Bundle, Pricing


class BundleScreen(ItemPage):
    """`GET /public/bundle-price-options/{slug}`; stock comes from the variants inside (NOTES section 5)."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.bundle: Bundle | None = None
        self.pricing: dict[int, Pricing] = {}

    def heading(self) -> str:
        return self.bundle.name if self.bundle and self.bundle.name else super().heading()

    def choices(self) -> ComposeResult:
        yield Static("", id="contents", markup=False)

    async def load(self, *, fresh: bool) -> None:
        catalog = self.shop.catalog
        bundle = await catalog.bundle(self.slug, fresh=fresh)
        ids = sorted({line.variant_id for line in bundle.bundlelines})
        self.pricing = await catalog.pricing(ids, fresh=fresh) if ids else {}
        self.bundle = bundle

    def render_state(self) -> None:
        if self.bundle is not None and self.has("#contents"):
            parts: list[tuple[str, str] | str] = [(_("In this bundle"), "$dim")]
            for line in self.bundle.bundlelines:
                parts += [
                    "\n",
                    (f"{line.quantity} × ", "$dim"),
                    line.product_name or line.variant_name or _("Item"),
                ]
                if line.variant_name and line.variant_name != line.product_name and line.product_name:
                    parts.append((f"  {line.variant_name}", "$dim"))
            self.query_one("#contents", Static).update(Content.assemble(*parts))
        super().render_state()

    def pictures(self) -> list[str]:
        if self.bundle and self.bundle.pictures:
            return self.bundle.pictures
        card = self.card
        return [card.picture] if card and card.picture else []

    def description(self) -> str:
        if self.bundle is None:
            card = self.card
            return card.blurb if card else ""
        return self.bundle.rich_description or self.bundle.description

    def price(self) -> Decimal | None:
        if self.bundle is not None:
            return self.bundle.amount
        card = self.card
        return card.price_min if card else None

    def stock(self) -> tuple[bool, int | None] | None:
        if self.bundle is None:
            return None
        least: int | None = None
        for line in self.bundle.bundlelines:
            now = self.pricing.get(line.variant_id)
            if now is None:
                continue
            if not now.available:
                return (False, 0)
            if now.available_qty is not None:
                sets = now.available_qty // max(1, line.quantity)
                least = sets if least is None else min(least, sets)
        return (self.bundle.in_stock and least != 0, least)

    def chosen_words(self) -> str:
        option = self.bundle.bundle_price_option_name if self.bundle else ""
        return option if option != self.heading() else ""

    def snapshot(self) -> LineSnapshot | None:
        from app.services.cart import bundle_snapshot

        return bundle_snapshot(self.bundle) if self.bundle else None
