"""Who does the work: this process, others beside it, a cluster, or the user's own executor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from convert.errors import MissingDependency, OutputError, UsageError
from convert.library import WORTH

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

CHUNK = 8
"""Pages that are sent to a worker at once."""

KILLED = (
    "a worker was ended by the system, perhaps for want of memory; what is done is kept: "
    "give the same command again, or with --jobs 1"
)

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

    def rest(self) -> None:
        """There is no more work for now. Processes of ours end, until there is some again: who
        has no other threads may fork."""
        from convert.library.processes import Processes

        if isinstance(self.executor, Processes):
            self.executor.rest()

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
    from concurrent.futures import FIRST_COMPLETED, wait

    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        yield from zip(waiting.pop(future), future.result(), strict=True)


def _processes(jobs: int, worth: int) -> Iterator[Engine]:
    from concurrent.futures import BrokenExecutor

    from convert.library.processes import Processes

    executor = Processes(jobs)
    try:
        yield Engine(executor, jobs, worth)
    except BrokenExecutor:
        executor.cut_off()
        raise OutputError(KILLED) from None
    except BaseException:
        executor.cut_off()
        raise
    executor.shutdown()


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
