"""The themes, and with them the only colours: style sheets name these variables, never a colour."""

from __future__ import annotations

from textual.theme import Theme

DARK = "etalase-dark"
LIGHT = "etalase-light"
CONTRAST = "etalase-contrast"
NAMES = (DARK, LIGHT, CONTRAST)


def _theme(
    name: str,
    *,
    dark: bool,
    ground: str,
    raised: str,
    ink: str,
    dim: str,
    line: str,
    accent: str,
    on_accent: str,
    cursor: str,
    good: str,
    warn: str,
    bad: str,
) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=accent,
        accent=accent,
        background=ground,
        surface=ground,
        panel=raised,
        boost=raised,
        foreground=ink,
        success=good,
        warning=warn,
        error=bad,
        text_alpha=1.0,
        variables={
            "ink": ink,
            "dim": dim,
            "line": line,
            "raised": raised,
            "on-accent": on_accent,
            "cursor": cursor,
            "good": good,
            "warn": warn,
            "bad": bad,
            "border": accent,
            "border-blurred": line,
            "scrollbar": line,
            "scrollbar-hover": dim,
            "scrollbar-active": accent,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
            "input-cursor-background": ink,
            "input-cursor-foreground": ground,
            "input-selection-background": cursor,
            "block-cursor-foreground": ink,
            "block-cursor-background": cursor,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-foreground": ink,
            "block-cursor-blurred-background": raised,
            "block-hover-background": raised,
        },
    )


THEMES = (
    _theme(
        DARK,
        dark=True,
        ground="#14110f",
        raised="#211c19",
        ink="#ede6dd",
        dim="#a2968a",
        line="#3a332d",
        accent="#f2a65a",
        on_accent="#1d1209",
        cursor="#33291f",
        good="#8fc98b",
        warn="#e8c463",
        bad="#f28b78",
    ),
    _theme(
        LIGHT,
        dark=False,
        ground="#fbf7f1",
        raised="#f0e9df",
        ink="#2a221b",
        dim="#6d6156",
        line="#d8cdbf",
        accent="#a34a12",
        on_accent="#ffffff",
        cursor="#f3dfc9",
        good="#2c6e2f",
        warn="#7a5a00",
        bad="#b3261e",
    ),
    _theme(
        CONTRAST,
        dark=True,
        ground="#000000",
        raised="#1a1a1a",
        ink="#ffffff",
        dim="#d0d0d0",
        line="#8a8a8a",
        accent="#ffd75f",
        on_accent="#000000",
        cursor="#00005f",
        good="#87ff87",
        warn="#ffff5f",
        bad="#ff8787",
    ),
)
