"""How an order is paid, where it goes and with whom: the words beside its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from app.i18n import _
from app.services.banks import row_code
from widgets.dates import short_date
from widgets.key_hint import key_hint
from widgets.order_words import method_words
from widgets.web_link import link_content

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder

Parts = list[tuple[str, str] | Content | str]


def where_words(order: PublicOrder) -> Content:
    """Payment, delivery, courier and tracking number, the order's page."""
    parts: Parts = [
        (_("PAYMENT"), "$dim"),
        "\n",
        method_words(row_code(order.payment_method, order.sub_payment_method)),
    ]
    if order.paid_time:
        parts += ["  ", (_("paid {time}").format(time=short_date(order.paid_time)).strip(), "$good")]
    elif order.transferproof_url:
        parts += ["  ", (_("proof sent {time}").format(time=short_date(order.transfer_time)).strip(), "$dim")]
    parts += _delivery(order)
    if order.public_order_url:
        parts += ["\n\n", (_("ORDER PAGE"), "$dim"), "\n", link_content(order.public_order_url, "underline")]
    return Content.assemble(*parts)


def _delivery(order: PublicOrder) -> Parts:
    to, service = order.destination_address, order.courier_service
    lines: Parts = []
    if to is not None:
        area = ", ".join(part for part in (to.subdistrict, to.city, to.province) if part)
        lines += [f"\n{line}" for line in (to.name, to.phone, to.address, area) if line]
    if service is not None:
        courier = f"{service.courier.name} {service.name}" if service.courier else service.name
        if courier.strip():
            lines += ["\n", (courier.strip(), "$dim")]
    if order.shipment_receipt:
        lines += [
            "\n",
            _("Tracking number"),
            " ",
            (order.shipment_receipt, "bold $accent"),
            ("  " + key_hint("order.copy"), "bold $accent"),
            (f" {_('copy')}", "$dim"),
        ]
    return ["\n\n", (_("DELIVERY"), "$dim"), *lines] if lines else []
