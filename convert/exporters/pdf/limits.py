"""Bounds for one piece of work: how long it may take, how much memory it may hold."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any, TypeVar

from convert.errors import OutputError

Work = TypeVar("Work", bound=Callable[..., Any])
ROOM = 2**16
"""Values on the stack of a frame."""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise ``OutputError`` in the work inside after ``seconds``, 0 being for ever.

    Only where the system has timers and this is the main thread of its process, as it is
    in the processes of a pool.
    """
    if not seconds or sys.platform == "win32" or not _main():
        yield
        return
    import signal

    def stop(signum: int, frame: object) -> None:
        raise OutputError(f"took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


ALARM = 14
"""The number of the signal that stops a process after ``die_after``."""


def die_after(seconds: int) -> None:
    """Let this process stop after ``seconds``, 0 being never, whatever it does then."""
    if seconds and sys.platform != "win32":
        import signal

        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)


def end_with_leader() -> None:
    """Let this process end soon after the one that started it, whatever it does then, and at
    once when both are interrupted."""
    import os
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    leader, never = os.getppid(), threading.Event()

    def watch() -> None:
        while not never.wait(0.5):
            if os.getppid() != leader:
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def hold(megabytes: int) -> None:
    """Let this process have no more than ``megabytes`` of memory beyond what it has."""
    if not megabytes or sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 2**20, hard))


def starved(megabytes: int) -> OutputError:
    """The error of work that was given so much memory, 0 being any."""
    return OutputError("no memory was left" + (f" of {megabytes} MB" if megabytes else ""))


def roomy(function: Work) -> Work:
    """``function``, with room for the frames of all that it calls.

    CPython keeps frames in blocks of 16 KB. Where one ends amid a recursion that goes up and
    down there, each call asks the system for a block and gives it back, a tenth of the time
    of a layout. A frame that claims a large stack gets a block in which the others fit.
    """
    if sys.implementation.name == "cpython" and isinstance(function, FunctionType):
        function.__code__ = function.__code__.replace(co_stacksize=ROOM)
    return function


def _main() -> bool:
    return threading.current_thread() is threading.main_thread()
