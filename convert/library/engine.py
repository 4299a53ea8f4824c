"""Who does the work: this process, others beside it, a cluster, or the user's own executor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TypeVar

from convert.errors import MissingDependency, UsageError

CHUNK = 8
"""Pages that are sent to a worker at once."""

WORTH = 24
"""Fewer pages than these are done before other processes have started."""

T = TypeVar("T")
R = TypeVar("R")


class Engine:
    """Work goes out in chunks, a few for each worker at a time, and comes back as it is done.

    ``executor`` may be any of the standard protocol; without one the work is done here, and
    also when there are fewer than ``worth`` things to do. With ``worth`` the first thing is
    always done here: what that brings into memory, processes that are forked need not load.
    """

    def __init__(self, executor: Executor | None = None, workers: int = 1, worth: int = 0) -> None:
        self.executor, self.workers, self.worth = executor, max(workers, 1), worth

    def run(
        self, work: Callable[[list[T]], list[R]], given: Iterable[T], chunk: int = CHUNK
    ) -> Iterator[tuple[T, R]]:
        """Each of ``given`` with what ``work`` made of it, in the order they are done.

        ``work`` may be sent to other processes; it gives as many results as it is given
        things, and must do no harm when it is done twice.
        """
        source = iter(given)
        head = list(islice(source, self.worth))
        source = chain(head, source)
        chunks = iter(lambda: list(islice(source, chunk)), [])
        if self.executor is None or len(head) < self.worth:
            for few in chunks:
                yield from zip(few, work(few), strict=True)
            return
        if self.worth:
            first = [next(source)]
            yield from zip(first, work(first), strict=True)
        waiting: dict[Future[list[R]], list[T]] = {}
        try:
            for few in chunks:
                waiting[self.executor.submit(work, few)] = few
                if len(waiting) >= 3 * self.workers:
                    yield from _finished(waiting)
            while waiting:
                yield from _finished(waiting)
        finally:
            for future in waiting:
                future.cancel()


@contextmanager
def engine(kind: str = "", jobs: int = 0) -> Iterator[Engine]:
    """An engine that ends with the block.

    ``kind``: 'processes', 'threads', 'here', the address of a Dask scheduler, or '' for
    what fits: processes when there are cores and work for them. ``jobs`` 0 is one for each core.
    """
    jobs = jobs or _cores()
    if "://" in kind:
        yield from _cluster(kind)
    elif kind == "threads":
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(jobs) as executor:
            yield Engine(executor, jobs)
    elif kind == "processes" or (not kind and jobs > 1):
        yield from _processes(jobs, 0 if kind else WORTH)
    elif kind in ("", "here"):
        yield Engine()
    else:
        raise UsageError(f"no engine is called {kind!r}; there are processes, threads and here")


def _finished(waiting: dict[Future[list[R]], list[T]]) -> Iterator[tuple[T, R]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        yield from zip(waiting.pop(future), future.result(), strict=True)


def _processes(jobs: int, worth: int) -> Iterator[Engine]:
    """Processes that end with this one: whoever interrupts it need not wait for them."""
    import multiprocessing
    import threading
    from concurrent.futures import ProcessPoolExecutor

    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if alone else "spawn")
    before = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(jobs, context, _begin, (os.getpid(),))
    try:
        yield Engine(executor, jobs, worth)
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        _end(set(multiprocessing.active_children()) - before)
        raise
    executor.shutdown()


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


def _end(children: Iterable[Any]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        child.join(0.4)
        if child.is_alive():
            child.kill()


def _cluster(address: str) -> Iterator[Engine]:
    try:
        import distributed
    except ImportError:
        raise MissingDependency(
            f"{address}: needs Dask: pip install 'pubconvert[cluster]'"
        ) from None
    try:
        connect: Any = distributed.Client
        client = connect(address, set_as_default=False, timeout=5)
    except (OSError, ValueError) as error:
        raise UsageError(f"{address}: no scheduler answers there: {error}") from None
    with client:
        cores = sum(client.ncores().values()) or 1
        yield Engine(client.get_executor(pure=False), cores)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
