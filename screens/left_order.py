"""An order whose buyer went elsewhere while it was being sent."""

from __future__ import annotations

from app.i18n import _
from app.main import Etalase


def tell_when_answered(app: Etalase) -> None:
    """Say how the order on its way ended, wherever the buyer is by then; not where a screen says so itself."""
    orders = app.shop.orders
    attempt = orders.attempt

    def answered() -> None:
        if attempt is None or attempt.state == "submitting":
            return
        forget()
        from screens.checkout import CheckoutScreen
        from screens.outcome import OutcomeScreen

        if any(isinstance(screen, CheckoutScreen | OutcomeScreen) for screen in app.screen_stack):
            return
        if attempt.state == "placed":
            app.notify(_("Your order is placed. You find it among your orders."), timeout=10)
        elif attempt.state == "unknown":
            app.open_outcome()
        else:
            app.notify(_("The shop did not take your order."), severity="warning", timeout=10)

    forget = orders.changed.subscribe(answered)
