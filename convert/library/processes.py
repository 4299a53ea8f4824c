"""Processes of this machine, started when there is work for them."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from convert.forks import context


class Processes(Executor):
    """A pool whose processes end with this one, and at once where it is cut off: whoever
    interrupts it need not wait for them."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: Executor | None = None
        self._before: set[Any] = set()

    def submit(self, work: Callable[..., Any], /, *args: Any, **given: Any) -> Future[Any]:
        if self._pool is None:
            self._pool = self._started()
        return self._pool.submit(work, *args, **given)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def rest(self) -> None:
        """End as soon as all is done; the next work starts new processes."""
        self.shutdown()
        self._pool = None

    def cut_off(self) -> None:
        """End now."""
        self.shutdown(wait=False, cancel_futures=True)
        if self._pool:
            from multiprocessing import active_children

            _end(set(active_children()) - self._before)

    def _started(self) -> Executor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import active_children

        self._before = set(active_children())
        return ProcessPoolExecutor(self._jobs, context(), _begin, (os.getpid(),))


def _begin(leader: int) -> None:
    """In a new process: an interrupt is for the one that leads; being ended cleans up first,
    and without a leader there is nothing to do."""
    import gc
    import signal
    from threading import Thread

    gc.set_threshold(200_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    Thread(target=_watch, args=(leader,), daemon=True).start()


def _leave(*_: object) -> None:
    from convert.files import abandon

    abandon()
    os._exit(1)


def _watch(leader: int) -> None:
    import signal
    import time

    while os.getppid() == leader:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


def _end(children: set[Any]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        child.join(0.4)
        if child.is_alive():
            child.kill()
