"""A long book in runs of articles that are laid out at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def runs_of(found: Iterable[T], size: int, length: Callable[[T], int]) -> Iterator[tuple[T, ...]]:
    """What is found in runs of about ``size``, a longer one by itself.

    >>> list(runs_of(["ab", "c", "def", "ghij"], 3, len))
    [('ab', 'c'), ('def',), ('ghij',)]
    """
    run: list[T] = []
    total = 0
    for one in found:
        if run and total + length(one) > size:
            yield tuple(run)
            run, total = [], 0
        run.append(one)
        total += length(one)
    if run:
        yield tuple(run)
