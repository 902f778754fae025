"""The `etalase` command: what was on screen last time is shown again, and only then the rest is imported."""

from __future__ import annotations

import os
import sys

from app.first_sight import frame_of, recognise
from app.terminal import Terminal, on_a_terminal

INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run the command; gives the status for the shell: 0 done, 1 failed, 2 called wrongly or half configured."""
    given = sys.argv[1:] if argv is None else argv
    # Textual takes NO_COLOR out of the environment, so what was there at the start is kept.
    environ = dict(os.environ)
    start = recognise(given, environ) if on_a_terminal() else None
    frame = frame_of(start) if start is not None else None
    terminal = Terminal()
    try:
        if frame is None:
            from app.command import run

            return run(given, environ, terminal, start)
        from app import process

        with process.guard(terminal.close):
            terminal.open(frame)
            from app.command import run

            return run(given, environ, terminal, start)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        terminal.close()


if __name__ == "__main__":
    sys.exit(main())
