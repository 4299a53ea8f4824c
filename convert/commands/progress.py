"""What a person sees while a library is made: a bar, plain lines, or events for programs."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from typing import Any

from convert.commands.shared import say

PAUSE = 5.0
"""Seconds between two plain lines."""


class Progress:
    """Hears how far the work is; the bar is gone when its block ends, however it ends."""

    def __init__(self, given: Namespace, work: str) -> None:
        self.json, self.work = given.json, work
        self.start = self._last = time.monotonic()
        self.done = self.total = 0
        self._bar: Any = None
        self._task: Any = None
        self._quiet = given.quiet and not given.json
        self._shown = not self._quiet and not given.json
        if self._shown and sys.stderr.isatty():
            self._bar = _bar()

    def __call__(self, name: str, done: int, total: int) -> None:
        """``done`` of ``total`` are finished, the last of them called ``name``."""
        self.done, self.total = done, total
        if self.json:
            event(self.work, name=name, done=done, total=total)
        elif self._bar:
            self._draw(name)
        elif self._shown and time.monotonic() - self._last >= PAUSE:
            self._last = time.monotonic()
            say(f"{self.work}: {done} of {total}, {self._rate()}; {name}")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.start

    def begin(self, work: str) -> None:
        """What comes next is other work."""
        self.__exit__()
        self.work, self._task, self.done = work, None, 0
        if self._shown and sys.stderr.isatty():
            self._bar = _bar()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar and self._task is not None:
            self._bar.stop()
        self._bar = None

    def _draw(self, name: str) -> None:
        if self._task is None:
            self._bar.start()
            self._task = self._bar.add_task(self.work, total=self.total, name="")
        short = name if len(name) < 40 else f"…{name[-39:]}"
        self._bar.update(self._task, completed=self.done, total=self.total, name=short)

    def _rate(self) -> str:
        rate = self.done / max(self.seconds, 0.001)
        left = (self.total - self.done) / max(rate, 0.001)
        return f"{rate:.0f} a second, {left:.0f} s left"


def event(kind: str, **told: Any) -> None:
    """One event as one line of JSON."""
    import json

    say(json.dumps({"event": kind, **told}, ensure_ascii=False))


def _bar() -> Any:
    """A bar of rich, None where rich is not installed."""
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError:
        return None
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} {task.fields[name]}", markup=False),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
