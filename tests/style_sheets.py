"""Style sheets parsed once for all the apps of a test process: the same text with the same variables gives the same
rules, and nothing writes to a rule after it has been parsed. And what is asked of each rule for each widget, quicker."""

from __future__ import annotations

from textual.css import match
from textual.css.model import RuleSet, Selector
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode

_parse = Stylesheet._parse_rules
_known: dict[tuple[object, ...], list[RuleSet]] = {}
_palettes: dict[frozenset[tuple[str, str]], int] = {}


def parse_once(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """In place of `Stylesheet._parse_rules`. Raises what that raises, each time anew."""
    own = (css, read_from, is_default_rules, tie_breaker, scope)
    if own in sheet._parse_cache:
        return sheet._parse_cache[own]
    palette = _palettes.setdefault(frozenset(sheet._variables.items()), len(_palettes))
    key = (*own, palette)
    if key not in _known:
        _known[key] = _parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    sheet._parse_cache[own] = _known[key]
    return _known[key]


_match = match._check_selectors


def matches(selectors: list[Selector], path: list[DOMNode]) -> bool:
    """In place of `_check_selectors`: nothing is looked for above a widget that is not meant itself."""
    return selectors[-1].check(path[-1]) and _match(selectors, path)
