"""Commands timed side by side: they take turns, so that a busy machine slows them all."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping

Command = Callable[[], list[list[str]]]
"""The processes that do the job together, made anew for each run."""


class Taken:
    """Medians of one tool: ``seconds``, and ``peak`` of its largest process in MiB."""

    def __init__(self, seconds: list[float], peaks: list[float]) -> None:
        self.seconds, self.peak = statistics.median(seconds), statistics.median(peaks)


def turns(tools: Mapping[str, Command], runs: int) -> dict[str, Taken]:
    """Every tool ``runs`` times, one after the other, round by round; raises ``OSError`` when
    one fails. The order turns with each round."""
    seconds: dict[str, list[float]] = {name: [] for name in tools}
    peaks: dict[str, list[float]] = {name: [] for name in tools}
    names = list(tools)
    for round_ in range(runs):
        for name in names[round_ % len(names) :] + names[: round_ % len(names)]:
            took, peak = _run(tools[name]())
            seconds[name].append(took)
            peaks[name].append(peak)
    return {name: Taken(seconds[name], peaks[name]) for name in names}


def _run(commands: list[list[str]]) -> tuple[float, float]:
    start, peak = time.perf_counter(), 0.0
    children = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for command in commands
    ]
    for child in children:
        assert child.stderr
        told = child.stderr.read()
        _, child.returncode, usage = os.wait4(child.pid, 0)
        peak = max(peak, usage.ru_maxrss / 1024)
        if child.returncode:
            raise OSError(f"{child.args}: {told.decode(errors='replace')[-400:]}")
    return time.perf_counter() - start, peak
