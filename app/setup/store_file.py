"""The `etalase.toml` a store is written into: whole or not at all, and read back the way the shop reads it."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.command_line import FAILED, Refused
from app.config import FILE_NAME, ConfigError, StoreConfig, find_config_file, load_store, read_stores
from app.i18n import _
from app.paths import config_folder
from app.setup.toml_text import CannotEdit, section, with_store
from app.storage import write_file


class StoreFile:
    """One file of stores, which need not be there yet."""

    def __init__(self, given: Path | None) -> None:
        """`given`: the one named on the command line. Raises Refused when what is there cannot be read."""
        self.path = self._find(given)
        self.stores, self.default = self._read()
        """What is written of each store; and which one is opened when none is named, empty when it does not say."""

    def named(self, store_id: str) -> str:
        """The store of the file that has this id; empty when none has."""
        return next((name for name, one in self.stores.items() if one.get("store_id") == store_id), "")

    def write(
        self, name: str, fields: Mapping[str, str], *, replace: bool, default: str | None
    ) -> StoreConfig:
        """Put the store there; gives it as the shop reads it. The file is the old or the new one, never half.

        Raises Refused: what is there now stays as it is.
        """
        # Read anew: while questions were asked, someone may have had the file open in an editor.
        self.stores, self.default = self._read()
        if name in self.stores and not replace:
            raise Refused(
                _("There is a store “{name}” in {file} now. Run this again.").format(
                    name=name, file=self.path
                )
            )
        # A link stays a link: whoever keeps the file elsewhere wants it written there.
        target = self.path.resolve()
        beside = target.with_name(f".{FILE_NAME}.{secrets.token_hex(4)}.new")
        try:
            text = with_store(self._text(), name, fields, default=default)
            if target.parent == config_folder().resolve():
                config_folder(create=True)
            write_file(beside, text.encode("utf-8"), flush=True)
            load_store(name, {}, config_file=beside)
            beside.replace(target)
            return load_store(name, {}, config_file=self.path)
        except CannotEdit:
            words = _(
                "{file} is written in a way that cannot be added to. Put this into it yourself:"
            ).format(file=self.path)
            raise Refused(f"{words}\n\n{section(name, fields)}", FAILED) from None
        except ConfigError as error:
            raise Refused(str(error), FAILED) from error
        except OSError as error:
            raise Refused(
                _("{file} cannot be written: {reason}.").format(file=self.path, reason=error.strerror), FAILED
            ) from error
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)

    def _find(self, given: Path | None) -> Path:
        if given is not None and not os.path.lexists(given):
            return given
        try:
            return find_config_file(given) or config_folder() / FILE_NAME
        except ConfigError as error:
            raise Refused(str(error)) from error

    def _read(self) -> tuple[dict[str, dict[str, Any]], str]:
        if not self.path.exists():
            return {}, ""
        try:
            stores, default = read_stores(self.path)
        except ConfigError as error:
            raise Refused(str(error)) from error
        return stores, default or ""

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise Refused(
                _("{file} cannot be read: {reason}.").format(file=self.path, reason=error.strerror)
            ) from error
