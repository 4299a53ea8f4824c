"""How processes beside this one are started."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext


def context() -> BaseContext:
    """Forked, which costs least, unless other threads are about: a lock that one of them holds
    is never released in a process that is forked."""
    import multiprocessing

    forks = "fork" in multiprocessing.get_all_start_methods() and _threads() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _threads() -> int:
    """How many threads run here, those Python does not know of included."""
    import threading

    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()
