"""A product: its options decide picture, price and stock."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from app.api.errors import Conflict, NotFound, Rejected, ShopError
from app.records import LineSnapshot
from app.services.options import OptionMatrix
from screens.item_page import ItemPage
from widgets.value_row import Value, ValueRow

if TYPE_CHECKING:
    from app.api.models.catalog import Pricing, Product, Variant

LABEL_WIDTH = 10


class ProductScreen(ItemPage):
    """`GET /public/products/{slug}` with price and stock of all its variants from one pricing call."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.product: Product | None = None
        self.pricing: dict[int, Pricing] = {}
        self.matrix: OptionMatrix | None = None
        self.selection: dict[int, str] = {}
        self.stock_known = False
        self.rows: dict[int, ValueRow] = {}
        """By axis index."""

    def heading(self) -> str:
        return self.product.name if self.product and self.product.name else super().heading()

    def choices(self) -> ComposeResult:
        self.rows = {}
        axes = Vertical(id="axes")
        # The row each option will have, so that the button stands from the first where it will stay.
        axes.styles.min_height = len(self.card.option_names) if self.card else 0
        yield axes

    async def load(self, *, fresh: bool) -> None:
        catalog = self.shop.catalog
        self.product = await catalog.product(self.slug, fresh=fresh)
        ids = [variant.id for variant in self.product.variants if variant.is_active is not False]
        self.pricing = await catalog.pricing(ids, fresh=fresh) if ids else {}
        self.stock_known = True

    def loaded(self) -> None:
        if self.product is None:
            return
        self.matrix = OptionMatrix(self.product, self.pricing)
        if self.matrix.variant(self.selection) is None:
            self.selection = self.matrix.first_choice()

    async def not_added(self, snapshot: LineSnapshot, error: ShopError) -> None:
        """Most of the time someone else was quicker: say how many are left."""
        if isinstance(error, (Rejected, Conflict, NotFound)):
            with contextlib.suppress(ShopError):
                await self.shop.catalog.stock(snapshot.ref_id)
                self.pricing |= await self.shop.catalog.pricing([snapshot.ref_id])
            if self.is_attached:
                self.render_state()

    def render_state(self) -> None:
        if self.has("#axes"):
            self.render_axes()
        super().render_state()

    def render_axes(self) -> None:
        """One row an axis, made once and then kept up to date."""
        if self.matrix is None:
            return
        matrix = self.matrix
        rows = self.rows
        missing = [axis for axis in matrix.axes if axis.index not in rows]
        if missing:
            width = max(LABEL_WIDTH, min(14, max(len(axis.name) for axis in matrix.axes) + 2))
            new = {axis.index: ValueRow(axis.name, label_width=width) for axis in missing}
            self.query_one("#axes", Vertical).mount_all(new.values())
            rows |= new
            if self.focused is None or self.focused.id == "add":
                self.call_after_refresh(new[missing[0].index].focus)
        for axis in matrix.axes:
            values = tuple(Value(v, v, matrix.state(axis, v, self.selection)) for v in axis.values)
            rows[axis.index].show(values, self.selection.get(axis.index, ""))

    @on(ValueRow.Chosen)
    def _chosen(self, event: ValueRow.Chosen) -> None:
        if self.matrix is None:
            return
        axis = next((axis for axis in self.matrix.axes if self.rows.get(axis.index) is event.row), None)
        if axis is None:
            return
        self.selection = self.matrix.choose(axis, event.value, self.selection)
        self.picture_index = 0
        self.render_state()

    @property
    def variant(self) -> Variant | None:
        return self.matrix.variant(self.selection) if self.matrix else None

    def pictures(self) -> list[str]:
        variant = self.variant
        own = variant.images if variant else []
        general = self.product.pictures if self.product else []
        urls = list(dict.fromkeys([*own, *general]))
        card = self.card
        return urls or ([card.picture] if card and card.picture else [])

    def description(self) -> str:
        if self.product is None:
            card = self.card
            return card.blurb if card else ""
        variant = self.variant
        own = (variant.rich_description or variant.description) if variant else ""
        general = self.product.rich_description or self.product.description
        return own if own and not general else general

    def price(self) -> Decimal | None:
        variant = self.variant
        if variant is None:
            card = self.card
            return card.price_min if card and self.product is None else None
        now = self.pricing.get(variant.id)
        return now.price if now and now.price is not None else variant.price

    def stock(self) -> tuple[bool, int | None] | None:
        if not self.stock_known or self.matrix is None:
            return None
        variant = self.variant
        if variant is None:
            return (False, 0)
        now = self.pricing.get(variant.id)
        if now is None:
            return (not self.matrix.sold_out(variant), None)
        return (now.available, now.available_qty)

    def chosen_words(self) -> str:
        variant = self.variant
        return variant.options if variant else ""

    def snapshot(self) -> LineSnapshot | None:
        from app.services.cart import variant_snapshot

        variant = self.variant
        if self.product is None or variant is None:
            return None
        return variant_snapshot(self.product, variant, self.price())
