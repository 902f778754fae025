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
        cursor="#362f29",
        good="#8fc98b",
        warn="#e8c463",
        bad="#f28b78",
    ),
    _theme(
        LIGHT,
        dark=False,
        ground="#fbf7f1",
        raised="#edeae7",
        ink="#2a221b",
        dim="#6d6156",
        line="#d8d0c4",
        accent="#9a4410",
        on_accent="#ffffff",
        cursor="#f5dcc0",
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

# With 16 colours the nearest ones would make prices look like errors and yellow on white: these are exact.
_SIXTEEN = (
    _theme(
        DARK,
        dark=True,
        ground="#000000",
        raised="#000000",
        ink="#ffffff",
        dim="#aaaaaa",
        line="#555555",
        accent="#ffff55",
        on_accent="#000000",
        cursor="#0000aa",
        good="#55ff55",
        warn="#ffff55",
        bad="#ff5555",
    ),
    _theme(
        LIGHT,
        dark=False,
        ground="#ffffff",
        raised="#ffffff",
        ink="#000000",
        dim="#555555",
        line="#aaaaaa",
        accent="#0000aa",
        on_accent="#ffffff",
        cursor="#aaaaaa",
        good="#00aa00",
        warn="#aa00aa",
        bad="#aa0000",
    ),
    _theme(
        CONTRAST,
        dark=True,
        ground="#000000",
        raised="#000000",
        ink="#ffffff",
        dim="#ffffff",
        line="#aaaaaa",
        accent="#ffff55",
        on_accent="#000000",
        cursor="#0000aa",
        good="#55ff55",
        warn="#ffff55",
        bad="#ff5555",
    ),
)


def themes_for(color_system: str | None) -> tuple[Theme, ...]:
    """The themes as a terminal can show them; `color_system` is Rich's name for what it can."""
    return _SIXTEEN if color_system == "standard" else THEMES
