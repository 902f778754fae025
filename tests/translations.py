"""The Indonesian catalogue: `uv run python -m tests.translations` takes new messages in and compiles it."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

ROOT = Path(__file__).parent.parent
PO = ROOT / "app/locale/id/LC_MESSAGES/etalase.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PACKAGES = ("app", "screens", "widgets", "styles")
# Babel's own rule for Indonesian is wrong: it has one form.
PLURAL = "nplurals=1; plural=0;"


def extracted() -> Catalog:
    """Every message of the source, without translations."""
    catalog = Catalog(project="etalase", charset="utf-8")
    for package in PACKAGES:
        for name, line, message, _comments, _context in extract_from_dir(
            ROOT / package, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            if message and message != "":
                catalog.add(message, locations=[(f"{package}/{name}", line)])
    return catalog


def read() -> Catalog:
    """The Indonesian catalogue as it is on disk."""
    with PO.open("rb") as file:
        return pofile.read_po(file, locale="id")


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    catalog._num_plurals, catalog._plural_expr = 1, "0"
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> None:
    """Update the catalogue from the source and compile it; says what still has no translation."""
    catalog = read() if PO.exists() else Catalog(locale="id", project="etalase", charset="utf-8")
    catalog._num_plurals, catalog._plural_expr = 1, "0"
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        pofile.write_po(file, catalog, sort_output=True, no_location=True, omit_header=False, width=110)
    MO.write_bytes(compiled(read()))
    for message in catalog:
        words = (message.string,) if isinstance(message.string, str) else (message.string or ())
        if message.id and not (words and all(words)):
            print("untranslated:", message.id)


if __name__ == "__main__":
    main()
