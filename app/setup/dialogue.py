"""Questions in a plain terminal: what is asked, what was answered, and what stands for an answer when nobody is there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.command_line import Refused
from app.i18n import N_, _
from app.text import clean

T = TypeVar("T")
_WIDEST = 100
"""Columns: a longer line is hard to read."""
_YES = N_("y")
_NO = N_("n")


class Dialogue:
    """Asks on a terminal, one line at a time. Without one, or told not to, every question answers itself."""

    def __init__(self, *, silent: bool = False) -> None:
        self.asks = not silent and sys.stdin.isatty()
        """False: questions answer themselves."""

    def say(self, words: str = "", *, margin: str = "") -> None:
        """Print a sentence in lines that fit, `margin` before each."""
        print(_wrapped(words, margin), flush=True)

    def ask(self, question: str, check: Callable[[str], T], default: str = "") -> T:
        """The answer as `check` gives it back; asked anew while that raises Refused. Enter stands for `default`."""
        while self.asks:
            hint = f" [{clean(default)}]" if default else ""
            try:
                return check(input(_wrapped(f"{question}{hint}:") + " ").strip() or default)
            except Refused as problem:
                self.say(str(problem), margin="  ")
        return check(default)

    def confirm(self, question: str, *, default: bool) -> bool:
        """Yes or no, by the first letter of either in the language in force or in English."""
        yes, no = _(_YES), _(_NO)
        hint = f"{yes.upper()}/{no}" if default else f"{yes}/{no.upper()}"
        while self.asks:
            answer = input(_wrapped(f"{question} [{hint}]") + " ").strip().lower()
            if not answer:
                break
            if answer[0] in (yes, "y"):
                return True
            if answer[0] in (no, "n"):
                return False
        return default

    def choose(self, question: str, options: Sequence[str], *, default: int) -> int:
        """Which of the options, counted from 0; they are shown counted from 1."""

        def chosen(answer: str) -> int:
            if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(options):
                return int(answer) - 1
            raise Refused(_("Please type a number from 1 to {most}.").format(most=len(options)))

        if self.asks:
            for number, option in enumerate(options, 1):
                print(f"  {number}  {option}")
        return self.ask(question, chosen, str(default + 1))


def _wrapped(words: str, margin: str = "") -> str:
    import shutil
    import textwrap

    # Addresses and names of files stay in one piece, so that they can be copied.
    return textwrap.fill(
        words,
        min(shutil.get_terminal_size().columns, _WIDEST),
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
