"""The yardstick: the smallest Textual app that shows words and answers a key."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows `hello`, and counts keys."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("hello", id="words")

    def on_key(self, event: events.Key) -> None:
        self.count += 1
        self.query_one("#words", Static).update(f"hello {self.count}")


if __name__ == "__main__":
    Bare().run()
