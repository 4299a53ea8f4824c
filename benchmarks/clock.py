"""Commands timed side by side: they take turns, so that a busy machine slows them all."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping

Command = Callable[[], list[str]]
"""The process that does the job, with a target of its own for each run."""

ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Every tool in Python may keep its compiled modules, as it does for its users."""


class Taken:
    """Medians of one tool: ``seconds`` on the clock, ``work`` in seconds of all processors
    together, ``peak`` of its largest process in MiB."""

    def __init__(self, runs: list[tuple[float, float, float]]) -> None:
        self.seconds, self.work, self.peak = map(statistics.median, zip(*runs, strict=True))


def turns(tools: Mapping[str, Command], runs: int, *, warm: bool = False) -> dict[str, Taken]:
    """Every tool ``runs`` times, one after the other, round by round, the order turning with
    each round; ``warm`` adds a first round that does not count. Raises ``OSError`` when a tool
    fails."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in tools}
    names = list(tools)
    for name in names if warm else ():
        run(tools[name]())
    for round_ in range(runs):
        for name in names[round_ % len(names) :] + names[: round_ % len(names)]:
            found[name].append(run(tools[name]()))
    return {name: Taken(found[name]) for name in names}


def run(command: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of all processors, and the peak of the largest process in MiB."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert child.stderr
    told = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise OSError(f"{command[:4]} …: {told.decode(errors='replace')[-400:]}")
    seconds = time.perf_counter() - start
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
