"""Every total row an order carries, in the store's own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import _
from widgets.figures import Row, money_row

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder


def order_totals(order: PublicOrder) -> list[Row]:
    """Goods, discounts, shipping, fees, total; rows that are zero or absent are left out, the total never."""
    rows: list[Row] = [money_row(_("Goods"), order.product_price)]
    code = order.discount_code_code
    rows += [
        money_row(label, -abs(amount), "$good")
        for label, amount in (
            (_("Product discount"), order.product_discount),
            (
                _("Discount {code}").format(code=code) if code else _("Discount code"),
                order.discount_code_discount,
            ),
        )
        if amount
    ]
    if order.shipping_cost or (order.shipping_cost is not None and order.destination_address is not None):
        rows.append(money_row(_("Shipping"), order.shipping_cost))
    if order.shipping_discount:
        rows.append(money_row(_("Shipping discount"), -abs(order.shipping_discount), "$good"))
    rows += [
        money_row(label, amount)
        for label, amount in (
            (order.other_income_name or _("Other costs"), order.other_income),
            (_("Payment link fee"), order.payment_link_income),
            (_("Service fee"), order.service_fee),
        )
        if amount
    ]
    if order.unique_code_discount:
        rows.append(money_row(_("Unique code"), -order.unique_code_discount, "$good"))
    rows.append(("", "", ""))
    rows.append(money_row(_("Total"), order.gross_revenue, "bold $accent"))
    return rows
