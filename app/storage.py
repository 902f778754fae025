"""Files of ours on disk: written whole or not at all, readable by the owner only, and read without trust.

A document is a JSON object with a `version`. One that cannot be understood is renamed to
`name.damaged-<time>`: nothing is read twice, and the program goes on without it. Only what holds secrets is removed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import stat
import time
from pathlib import Path
from typing import Any

from app.paths import make_private_folder

_PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.EINTR)
LARGEST = 32 * 1024 * 1024
"""No file of ours is longer, in bytes: a longer one is damaged."""


def write_file(path: Path, data: bytes, *, flush: bool = False) -> None:
    """Write `data` so that a reader sees the old file or the new one, never half; mode 0600, folders 0700.

    With `flush` it is on the disk, not only in the kernel, when this returns. Raises OSError.
    """
    folder = path.parent
    if not folder.is_dir():
        make_private_folder(folder)
    temporary = folder / f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.new"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if flush:
        _flush_folder(folder)


def read_file(path: Path) -> bytes | None:
    """The bytes of a regular file; None when there is none or it cannot be read. Never raises."""
    try:
        return _bytes_of(path)
    except (OSError, ValueError):
        return None


def _bytes_of(path: Path) -> bytes:
    """Raises OSError; ValueError for what is no regular file, or longer than any of ours."""
    # Without O_NONBLOCK opening a named pipe would wait for a writer forever.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, descriptor)
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise ValueError(path.name)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(LARGEST)


def write_document(path: Path, version: int, body: dict[str, Any], *, flush: bool = False) -> None:
    """Write a JSON document of that version. Raises OSError."""
    text = json.dumps({"version": version, **body}, ensure_ascii=True, separators=(",", ":"))
    write_file(path, text.encode("ascii"), flush=flush)


def read_document(path: Path, version: int, *, secret: bool = False) -> tuple[dict[str, Any] | None, bool]:
    """The document, or None; and whether there was one that had to be set aside. Never raises.

    Set aside is what is not ours to understand: no JSON object, a version that is missing or newer, or
    something that is no regular file. What only cannot be read just now stays where it is. A `secret` one is
    removed instead: a copy that nobody looks at must not keep it.
    """
    if not os.path.lexists(path):
        return None, False
    try:
        body = _parse(_bytes_of(path))
    except FileNotFoundError:
        if not path.is_symlink():
            return None, False  # removed this moment, by another process
    except OSError as error:
        if error.errno in _PASSING:
            return None, True
    except ValueError:
        pass
    else:
        if body is not None:
            found = body.get("version")
            if isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= version:
                return body, False
    if not (secret and _removed(path)):
        set_aside(path)
    return None, True


def keep_newest(folder: Path, count: int) -> None:
    """Remove the oldest files of a folder beyond `count`. Never raises."""
    with contextlib.suppress(OSError):
        files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[count:]:
            file.unlink()


def set_aside(path: Path) -> Path | None:
    """Rename a file to `name.damaged-<time>` beside itself; the new path, or None when that failed."""
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    target = path.with_name(f"{path.name}.damaged-{stamp}-{secrets.token_hex(2)}")
    try:
        path.rename(target)
    except OSError:
        return None
    return target


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _parse(data: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(data)
    except (ValueError, RecursionError, MemoryError):
        return None
    return body if isinstance(body, dict) else None


def _flush_folder(folder: Path) -> None:
    # A rename is durable only once its folder is. Windows cannot open folders, and some network disks refuse.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
