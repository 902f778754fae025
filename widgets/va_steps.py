"""How a virtual account is paid at an ATM, in a bank's app and on its website, step by step.

The menus keep the banks' own names, as far as they are generally known: they are what a buyer has to find.
"""

from __future__ import annotations

from typing import Literal

from app.i18n import N_, _

Way = Literal["atm", "mobile", "internet"]
WAYS: tuple[Way, ...] = ("atm", "mobile", "internet")

_NAMES: dict[Way, tuple[str, str]] = {
    "atm": (N_("ATM"), N_("ATM")),
    "mobile": (N_("Mobile banking"), N_("Mobile")),
    "internet": (N_("Internet banking"), N_("Internet")),
}

_MENUS: dict[str, dict[Way, str]] = {
    "bca": {
        "atm": "Transaksi Lainnya > Transfer > ke Rek BCA Virtual Account",
        "mobile": "m-Transfer > BCA Virtual Account",
        "internet": "Transfer Dana > Transfer ke BCA Virtual Account",
    },
    "mandiri": {
        "atm": "Bayar/Beli > Lainnya > Multipayment",
        "mobile": "Bayar > Multipayment",
        "internet": "Pembayaran > Multipayment",
    },
    "bni": {
        "atm": "Menu Lain > Transfer > Virtual Account Billing",
        "mobile": "Transfer > Virtual Account Billing",
        "internet": "Transfer > Virtual Account Billing",
    },
    "bri": {
        "atm": "Transaksi Lain > Pembayaran > Lainnya > BRIVA",
        "mobile": "BRIVA",
        "internet": "Pembayaran > BRIVA",
    },
    "permata": {
        "atm": "Transaksi Lainnya > Pembayaran > Pembayaran Lainnya > Virtual Account",
        "mobile": "Bayar Tagihan > Virtual Account",
        "internet": "Pembayaran > Virtual Account",
    },
    "cimb": {"atm": "Pembayaran > Lanjut > Virtual Account"},
}
"""By bank and way: where the virtual account stands in the menu. What is not here is told in general words."""

_APPS = {
    "bca": "BCA mobile (m-BCA)",
    "mandiri": "Livin' by Mandiri",
    "bni": "BNI Mobile Banking",
    "bri": "BRImo",
}
_SITES = {"bca": "KlikBCA", "permata": "PermataNet"}


def way_names(*, short: bool = False) -> list[str]:
    """What the ways are called, in the order of `WAYS`."""
    return [_(_NAMES[way][short]) for way in WAYS]


def va_steps(method: str, bank: str, way: Way) -> list[str]:
    """The steps for `va_bca` and its like; `bank` is what the buyer knows it by."""
    code = method.removeprefix("va").strip("_")
    menu = _MENUS.get(code, {}).get(way)
    steps = [_begin(code, bank, way)]
    if menu is not None:
        steps.append(_("Choose {menu}.").format(menu=menu))
    else:
        steps.append(_("Choose Virtual Account; look for it under Transfer or Pembayaran."))
    steps.append(_("Enter the number above."))
    if code == "mandiri":
        steps[-1] += " " + _("If a company code is asked for, it is its first 5 digits.")
    steps.append(_("Check the name and the amount."))
    if way == "atm":
        steps.append(_("Confirm, and keep the receipt."))
    elif way == "mobile":
        steps.append(_("Confirm with your PIN or password."))
    else:
        steps.append(_("Confirm as your bank asks you to, by token or code."))
    return steps


def _begin(code: str, bank: str, way: Way) -> str:
    if way == "atm":
        return _("Put your card into an ATM of {bank} and enter your PIN.").format(bank=bank)
    if way == "mobile":
        app = _APPS.get(code)
        if app is not None:
            return _("Open {app} on your phone and sign in.").format(app=app)
        return _("Open the app of {bank} on your phone and sign in.").format(bank=bank)
    return _("Sign in to {site} in a browser.").format(
        site=_SITES.get(code) or _("the website of {bank}").format(bank=bank)
    )
