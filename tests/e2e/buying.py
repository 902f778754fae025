"""A buyer in front of a real terminal: keyboard only, finding the way by what the screen says.

with open_shop(folder, (80, 24), "en") as buyer:
    buyer.buy_physical()
"""

from __future__ import annotations

import gettext
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.terminal import ROOT, Terminal, etalase, home

SIZES = ((120, 40), (80, 24), (40, 12))

NAME = "Budi Santoso"
EMAIL = "budi@example.com"
PHONE = "081234567890"
ADDRESS = "Jl. Melati 5"
SEARCHED = "cempaka putih"
AREA = "Cempaka Putih"
CODE = "HEMAT10"

COFFEE = "Kopi Gayo Arabika"
BUNDLE = "Paket Pagi"
EBOOK = "Lembar Mewarnai Batik"

LOOK_AROUND = 60
"""Presses after which something that is to be found in a list is not there."""


class Buyer:
    """What a person does at `terminal`, whose shop speaks `language` (`id` or `en`)."""

    def __init__(self, terminal: Terminal, language: str) -> None:
        self.terminal = terminal
        folder = ROOT / "app" / "locale"
        self._words = gettext.translation("etalase", folder, [language], fallback=language == "en")

    def says(self, message: str, **values: object) -> str:
        """The shop's own words in its language, as a pattern for the screen."""
        return re.escape(self._words.gettext(message).format(**values))

    def reads(self, *patterns: str) -> None:
        """Wait until every pattern is on screen at once."""
        self.terminal.wait(
            lambda text: all(re.search(pattern, text) for pattern in patterns),
            what=" and ".join(patterns),
        )

    def press(self, *keys: str) -> None:
        self.terminal.press(*keys)

    # In the catalogue

    def opens(self) -> None:
        """Wait for the shop window with its goods."""
        self.reads(rf"▌ {COFFEE}", r"Rp\d")

    def find(self, name: str) -> None:
        """Search for a thing until the cursor stands on it."""
        self.press("/")
        self.reads(self.says("Search the whole shop"))
        self.terminal.type(name.lower())
        self.reads(rf"/ +{name.lower()}", rf"▌ {re.escape(name)}")
        self.press("enter")
        self.out_of_fields()

    def out_of_fields(self) -> None:
        """Wait until `?` is a key again, not a letter for a field."""
        self.reads(rf"(?m)\?(?: {self.says('help')}| *$)")

    def look_at(self, name: str) -> None:
        """To the page of a thing, until its price and stock are there."""
        self.find(name)
        self.press("enter")
        self.reads(rf"‹ {re.escape(name)}", rf"a +{self.says('Add to cart')} +Rp[\d.]+")

    def choose(self, *values: str) -> None:
        """Choose one value of each option, in the order in which the page has them."""
        for number, value in enumerate(values):
            if number:
                self.press("tab")
            now = self._chosen(number)
            for _turn in range(LOOK_AROUND):
                if now == value:
                    break
                self.press("right")
                now = self._chosen(number, other_than=now)
            else:
                raise AssertionError(f"no option {value}\n{self.terminal.text()}")

    def _chosen(self, number: int, other_than: str = "") -> str:
        """The marked value of an option, once it is another one."""
        found: list[str] = []

        def another(text: str) -> bool:
            # A row of dots without words stands for pictures.
            found[:] = re.findall(r"● ([^\s●○]\S*(?: [^\s(]\S*)*)", text)
            return len(found) > number and found[number] != other_than

        self.terminal.wait(another, what=f"option {number} other than “{other_than}”")
        return found[number]

    def add(self, count: int) -> None:
        """Put what is on the page into the cart, which then holds `count`."""
        self.press("a")
        self.reads(self.cart_words(count))

    def cart_words(self, count: int) -> str:
        """The header's words for a cart with `count` things."""
        return rf"{self.says('Cart {count}', count=count)}(?!\d)"

    def open_cart(self) -> None:
        self.press("c")
        self.reads(self.says("Discount code") if self.terminal.size[0] > 40 else self.says("d for a code"))

    # On the way to an order

    def check_out(self) -> None:
        """From the cart to the first field."""
        self.press("enter")
        self.reads(rf"1 {self.says('Contact')}")

    def fill(self, label: str, value: str) -> None:
        """Type into the field of this label once the terminal's cursor is in it, then Enter."""
        self.at_field(label)
        self.terminal.type(value)
        self.reads(rf"{self.says(label)} .*{re.escape(value[-12:])}")
        self.press("enter")

    def at_field(self, label: str) -> None:
        """Wait until the cursor stands in the row of this label."""
        here = re.compile(rf"^\W*{self.says(label)}\b")
        self.terminal.wait(
            lambda _text: here.search(self.terminal.block_cursor()), what=f"the cursor in {label}"
        )

    def introduce(self) -> None:
        """Who it is."""
        self.fill("Name", NAME)
        self.fill("E-mail", EMAIL)
        self.fill("Phone", PHONE)

    def deliver(self) -> None:
        """Where to, by searching."""
        self.fill("Address", ADDRESS)
        self.out_of_fields()
        self.press("enter")
        self.reads(self.says("subdistrict, city or postal area"))
        self.terminal.type(SEARCHED)
        self.reads(rf"▌{AREA}, ")
        self.press("enter")
        # Of several postal codes one is chosen; a single one is taken by itself.
        found = rf"▌\d{{5}}\b|3 {self.says('Courier')} ●"
        self.reads(found)
        if re.search(r"▌\d{5}\b", self.terminal.text()):
            self.press("enter")

    def take(self, step: int, heading: str, row: str) -> None:
        """Choose a row of the list in this step of the checkout."""
        self.reads(rf"{step} {self.says(heading)} ●", r"▌[●○▸▾] ")
        self.go_to_row(row)
        self.press("enter")
        self.reads(rf"{step} {self.says(heading)} ✓|{step}✓")

    def go_to_row(self, row: str) -> None:
        """Down until the cursor stands on this row of a list."""
        for _turn in range(LOOK_AROUND):
            here = _cursor(self.terminal.text())
            if re.search(rf"▌ *[●○▸▾]? ?{re.escape(row)}", here):
                return
            self.press("down")
            self.terminal.wait(partial(_cursor_left, here), what=f"another row than {here}")
        raise AssertionError(f"no row {row}\n{self.terminal.text()}")

    def order(self) -> str:
        """Place the order as soon as the button says its sum; gives the sum."""
        button = rf"{self.says('Place order')} +(Rp[\d.]+)"
        self.reads(button)
        found = re.search(button, self.terminal.text())
        assert found
        self.press("ctrl+s")
        return found.group(1)

    def sees_how_to_pay(self, total: str) -> None:
        """The payment page with the QR, and the amount that was agreed to."""
        self.reads(
            rf"‹ {self.says('Order {number}', number='')}\d{{6}}\w+",
            re.escape(total) + r"(?!\d)",
        )
        if self.terminal.size[1] < 20:
            # No QR fits into so few lines; it can be saved and its code copied.
            self.reads(self.says("The QR does not fit here."), rf"k {self.says('copy')}")
            return
        self.terminal.wait(lambda text: _qr_rows(text) >= 10, what="the QR")

    # Whole purchases

    def buy_physical(self) -> str:
        """A thing with options, from the shop window to the QR; gives the sum."""
        self.opens()
        self.look_at(COFFEE)
        self.choose("200 g", "Bubuk halus")
        self.add(1)
        self.open_cart()
        self.reads("200 g, Bubuk halus")
        self.check_out()
        return self.order_delivered()

    def order_delivered(self) -> str:
        """The checkout of something that is sent, to the QR; gives the sum."""
        self.introduce()
        self.deliver()
        self.take(3, "Courier", "JNE Reguler")
        return self.pay_by_qris(4)

    def pay_by_qris(self, step: int) -> str:
        """Choose QRIS, order, and see the QR; gives the sum."""
        self.take(step, "Pay", "QRIS")
        total = self.order()
        self.sees_how_to_pay(total)
        return total

    def buy_bundle(self) -> str:
        """A bundle, put into the cart straight from the list."""
        self.opens()
        self.go_to_row(BUNDLE)
        self.add(1)
        self.open_cart()
        self.reads(rf"▌ {BUNDLE}")
        self.check_out()
        return self.order_delivered()

    def buy_digital(self) -> str:
        """Something digital: nothing about delivery or couriers is asked."""
        self.opens()
        self.look_at(EBOOK)
        self.add(1)
        self.open_cart()
        self.reads(self.says("On to payment"))
        self.check_out()
        for asked in ("Deliver", "Courier"):
            assert not re.search(rf"{self.says(asked)}\b", self.terminal.text()), self.terminal.text()
        self.introduce()
        return self.pay_by_qris(2)

    def buy_mixed(self) -> str:
        """Something sent and something digital together, with a discount code."""
        self.opens()
        self.go_to_row(BUNDLE)
        self.add(1)
        self.look_at(EBOOK)
        self.add(2)
        self.open_cart()
        self.press("d")
        self.terminal.type(CODE)
        self.reads(rf"{self.says('Discount code')} +{CODE}")
        self.press("enter")
        self.reads(rf"{self.says('Discount {code}', code=CODE)} +[-−]Rp[\d.]+")
        self.check_out()
        return self.order_delivered()

    def buy_now(self) -> str:
        """Just the thing on the page; what is in the cart stays there."""
        self.opens()
        self.go_to_row(BUNDLE)
        self.add(1)
        self.look_at(COFFEE)
        self.press("b")
        self.reads(rf"‹ {self.says('Buy now')}", rf"1 {self.says('Contact')}")
        total = self.order_delivered()
        self.reads(self.cart_words(1))
        self.press("ctrl+o")
        self.press("c")
        self.reads(rf"▌ {BUNDLE}")
        assert COFFEE not in self.terminal.text()
        return total

    def leave(self) -> None:
        """Out of the shop, with a good word for the shell."""
        self.press("ctrl+q")
        assert self.terminal.wait_end() == 0


def _cursor(text: str) -> str:
    """The first line with the mark of a list's cursor, empty without one."""
    return next((line for line in text.splitlines() if re.search(r"▌ *\S", line)), "")


def _cursor_left(line: str, text: str) -> bool:
    """On another row, by its name: price and stock of the same one may come in meanwhile."""
    return _named(_cursor(text)) not in ("", _named(line))


def _named(line: str) -> str:
    return re.sub(r"  .*", "", line.partition("▌")[2].strip())


def _qr_rows(text: str) -> int:
    """Lines drawn with cells that are parts of a QR."""
    return sum(len(re.findall(r"[▀▄█▌▐\U0001fb00-\U0001fb3b]", line)) > 9 for line in text.splitlines())


@contextmanager
def open_shop(
    folder: Path,
    size: tuple[int, int],
    language: str = "",
    *arguments: str,
    store: Mapping[str, str] | None = None,
) -> Iterator[Buyer]:
    """A buyer in front of the demo store, or of the store that the variables in `store` name.

    Without `language` the shop speaks the one it spoke last, at first Indonesian.
    """
    chosen = ("--language", language) if language else ()
    command = etalase(*(() if store else ("demo",)), *chosen, *arguments)
    with Terminal(command, size=size, env=home(folder, **(store or {}))) as terminal:
        yield Buyer(terminal, language or "id")


@contextmanager
def sandbox(folder: Path) -> Iterator[dict[str, str]]:
    """`etalase sandbox --port 0`; gives the variables that it says to export."""
    folder.mkdir()
    process = subprocess.Popen(
        [*etalase("sandbox", "--port", "0")],
        env={"PATH": "", "LANG": "C.UTF-8", **home(folder)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        variables: dict[str, str] = {}
        for line in process.stdout:
            if found := re.fullmatch(r"\s*export (SCALEV_\w+)=(\S+)\n", line):
                variables[found.group(1)] = found.group(2)
            if len(variables) == 3:
                break
        assert len(variables) == 3, "the sandbox did not say what to export"
        yield variables
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()
