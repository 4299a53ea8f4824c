"""What a person sees while a library is made: a bar, plain lines, or events for programs."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from typing import Any

from convert.commands.shared import CONTROLS, say

PAUSE = 5.0
"""Seconds between two plain lines."""

BLINK = 0.05
"""Seconds between two states of the bar; nobody sees more."""


class Progress:
    """Hears how far which work is; the bar is gone when its block ends, however it ends."""

    def __init__(self, given: Namespace) -> None:
        self.json, self.work = given.json, ""
        self.start = self._last = self._begun = time.monotonic()
        self.done = self.total = 0
        self._shown = not given.quiet and not given.json
        self._bar: Any = _bar() if self._shown and sys.stderr.isatty() else None
        self._task: Any = None

    def __call__(self, work: str, name: str, done: int, total: int) -> None:
        """``done`` of ``total`` are finished, the last of them called ``name``."""
        if work != self.work:
            self._begin(work)
        self.done, self.total = done, total
        if self.json:
            event(work, name=name, done=done, total=total)
        elif self._shown and self._is_time():
            if self._bar:
                self._draw(name)
            else:
                say(f"{work}: {done} of {total}, {self._speed()}, {self._left()}; {name}")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.start

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar and self._task is not None:
            self._bar.stop()
        self._bar = None

    def _begin(self, work: str) -> None:
        self.work, self._begun = work, time.monotonic()
        self._last = 0 if self._bar else self._begun
        if self._task is not None:
            self._bar.update(self._task, description=work, completed=0, told="", name="")

    def _is_time(self) -> bool:
        now, pause = time.monotonic(), BLINK if self._bar else PAUSE
        if now - self._last < pause and not (self._bar and self.done == self.total):
            return False
        self._last = now
        return True

    def _draw(self, name: str) -> None:
        if self._task is None:
            self._bar.start()
            self._task = self._bar.add_task(self.work, total=self.total, told="", name="")
        told = f"{self.done:,} of {self.total:,}, {self._speed()}, {self._left()}"
        state = {"completed": self.done, "total": self.total, "told": told}
        state["name"] = name.translate(CONTROLS)
        self._bar.update(self._task, refresh=True, **state)

    def _rate(self) -> float:
        return self.done / max(time.monotonic() - self._begun, 0.001)

    def _speed(self) -> str:
        return f"{self._rate():,.0f} a second"

    def _left(self) -> str:
        seconds = round((self.total - self.done) / max(self._rate(), 0.001))
        minutes, seconds = divmod(seconds, 60)
        return f"{minutes} min {seconds} s left" if minutes else f"{seconds} s left"


def event(kind: str, **told: Any) -> None:
    """One event as one line of JSON."""
    import json

    say(json.dumps({"event": kind, **told}, ensure_ascii=False))


def _bar() -> Any:
    """A bar of rich, None where rich is not installed."""
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn
        from rich.table import Column
    except ImportError:
        return None
    shortened = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[told]}", markup=False),
        TextColumn("{task.fields[name]}", markup=False, table_column=shortened),
    )
    console = Console(stderr=True)
    # without a thread of its own, for the process may be forked while the bar is shown
    return Progress(*columns, console=console, transient=True, expand=True, auto_refresh=False)
