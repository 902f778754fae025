"""Looks: the themes (the only colours) and one style sheet a screen."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def sheet(name: str) -> str:
    """The path of a style sheet of this folder, for `CSS_PATH`."""
    return str(FOLDER / f"{name}.tcss")
