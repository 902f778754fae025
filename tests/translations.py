"""The Indonesian catalogue: `uv run python -m tests.translations` takes new messages in and compiles it.

What it writes depends on nothing but the messages and their translations: no dates, no names, no versions.
"""

from __future__ import annotations

import ast
import io
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

ROOT = Path(__file__).parent.parent
PO = ROOT / "app/locale/id/LC_MESSAGES/etalase.po"
MO = PO.with_suffix(".mo")
MARKS = ("_", "N_", "ngettext")
PACKAGES = ("app", "screens", "widgets", "styles")


class Indonesian(Catalog):
    """A catalogue with a fixed header and one plural form, which Babel's own rule for Indonesian says too late."""

    num_plurals = 1
    plural_expr = "0"

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "etalase"),
            ("Language", "id"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    @property
    def header_comment(self) -> str:
        return "# Indonesian words of etalase, under the licence of the project."


def extracted() -> Indonesian:
    """Every message of the source, without translations, with the places it stands in."""
    # Not by Babel's own extraction: that sees inside f-strings on some Python versions and not on others.
    catalog = Indonesian(charset="utf-8", fuzzy=False)
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for call in calls(path):
                place = (path.relative_to(ROOT).as_posix(), call.lineno)
                given = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
                found = [text for text in given if isinstance(text, str)]
                if found:
                    catalog.add(found[0] if len(found) == 1 else tuple(found[:2]), locations=[place])
    return catalog


def calls(path: Path) -> list[ast.Call]:
    """Every call in a file that marks or translates a message."""
    return [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
    ]


def read() -> Indonesian:
    """The Indonesian catalogue as it is on disk."""
    catalog = Indonesian(charset="utf-8", fuzzy=False)
    if PO.exists():
        with PO.open("rb") as file:
            for message in pofile.read_po(file, locale="id"):
                if message.id:
                    catalog.add(message.id, message.string, flags=message.flags)
    return catalog


def merged(source: Catalog, translated: Catalog) -> Indonesian:
    """The messages of the source with the translations there are; what the source no longer says is left out."""
    catalog = Indonesian(charset="utf-8", fuzzy=False)
    for message in source:
        if message.id:
            known = translated.get(key(message))
            catalog.add(message.id, known.string if known is not None else None)
    return catalog


def written(catalog: Indonesian) -> bytes:
    """The catalogue as people edit it."""
    buffer = io.BytesIO()
    pofile.write_po(buffer, catalog, sort_output=True, no_location=True, width=110)
    return buffer.getvalue()


def compiled(catalog: Indonesian) -> bytes:
    """The catalogue as gettext reads it; what has no translation is left out and stays English."""
    known = Indonesian(charset="utf-8", fuzzy=False)
    for message in catalog:
        if message.id and words(message):
            known.add(message.id, message.string)
    buffer = io.BytesIO()
    write_mo(buffer, known)
    return buffer.getvalue()


def key(message: Message) -> str:
    """What a message is looked up by: with plurals, its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def words(message: Message) -> tuple[str, ...]:
    """Every form of the translation; empty when there is none."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return tuple(form for form in forms if form)


def main() -> None:
    """Update the catalogue from the source and compile it; says what still has no translation, and where it stands."""
    source = extracted()
    catalog = merged(source, read())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(catalog))
    MO.write_bytes(compiled(catalog))
    for message in source:
        if message.id and not words(catalog[key(message)]):
            print(f"untranslated: {message.id!r}  {message.locations[0][0]}")


if __name__ == "__main__":
    main()
