"""What is imported when: the start is fast because the heavy libraries come after the shop can be used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import ROOT, home

HEAVY = (
    "httpx",
    "pydantic",
    "PIL",
    "segno",
    "babel",
    "starlette",
    "hypercorn",
    "markdown_it",
    "email_validator",
)
TEXTUAL = ("textual", "rich")


FIRST_FRAME = {
    "auth",
    "cart",
    "cart_line",
    "cart_prices",
    "catalog",
    "feed",
    "feed_file",
    "identity",
    "merging",
    "once",
    "pending",
    "picture_pack",
    "pictures",
    "pixels",
    "prices",
    "raster",
    "search",
    "shop",
    "tokens",
}
"""Of `app.services`, what the catalogue of a guest without orders is drawn with."""


def _imported(code: str, folder: Path) -> set[str]:
    """The modules imported by `code` in a fresh interpreter: at its end, or when it noted them in `seen`."""
    script = f"import sys\nexec({code!r})\nsys.__stderr__.write(' '.join(globals().get('seen', sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=home(folder, LANG="C.UTF-8"),
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_a_question_to_the_command_line_imports_nothing_heavy(option: str, tmp_path: Path) -> None:
    code = f"from app.cli import main\ntry:\n    main([{option!r}])\nexcept SystemExit as end:\n    assert not end.code"
    imported = _imported(code, tmp_path)
    assert "argparse" in imported
    assert not imported & {*HEAVY, *TEXTUAL, "asyncio", "platformdirs"}


def test_what_comes_before_textual_does_not_bring_it(tmp_path: Path) -> None:
    code = (
        "import app.cli, app.launch, app.config, app.session, app.process, app.paths, app.storage\n"
        "from app.config import load_store\n"
        "store = load_store(None, {})\n"
        "session = app.session.open_session(store, private=False)\n"
        "app.launch.opening_page(store.title, (80, 24), session.settings.theme, 'truecolor')\n"
    )
    imported = _imported(code, tmp_path)
    assert "platformdirs" in imported
    assert not imported & {*HEAVY, *TEXTUAL}


def test_at_the_moment_it_is_usable_nothing_heavy_is_imported(tmp_path: Path) -> None:
    code = """
import asyncio, sys
from app.config import load_store
from app.main import Etalase
from app.session import open_session

class Watched(Etalase):
    def became_usable(self):
        global seen
        if not self.usable:
            seen = set(sys.modules)
        super().became_usable()

async def run():
    store = load_store(None, {})
    app = Watched(store, open_session(store, private=True))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.usable:
            await pilot.pause()
asyncio.run(run())
"""
    imported = _imported(code, tmp_path)
    assert "textual" in imported
    assert not imported & set(HEAVY)
    services = {name.removeprefix("app.services.") for name in imported if name.startswith("app.services.")}
    assert services == FIRST_FRAME
    assert {name for name in imported if name.startswith("app.api.")} == {"app.api.errors"}


def _module_level_imports(file: Path) -> set[str]:
    """Packages imported when the module is: not those inside functions or under TYPE_CHECKING."""
    found: set[str] = set()

    def visit(nodes: list[ast.stmt]) -> None:
        for node in nodes:
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
            elif isinstance(node, ast.If) and ast.unparse(node.test) != "TYPE_CHECKING":
                visit([*node.body, *node.orelse])
            elif isinstance(node, (ast.Try, ast.With, ast.ClassDef)):
                visit(node.body)

    visit(ast.parse(file.read_text(encoding="utf-8")).body)
    return found


def test_textual_stays_out_of_app() -> None:
    guilty = {
        file.relative_to(ROOT).as_posix() for file in (ROOT / "app").rglob("*.py") if _names_textual(file)
    }
    assert guilty <= {"app/main.py", "app/text.py"}


def _names_textual(file: Path) -> bool:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import) and any(
            alias.name.partition(".")[0] in TEXTUAL for alias in node.names
        ):
            return True
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in TEXTUAL:
            return True
    return False


@pytest.mark.parametrize("folder", ["screens", "widgets"])
def test_no_screen_or_widget_brings_a_heavy_library_when_imported(folder: str) -> None:
    guilty = {
        file.name: heavy
        for file in (ROOT / folder).glob("*.py")
        if (heavy := _module_level_imports(file) & set(HEAVY))
    }
    assert guilty == {}
