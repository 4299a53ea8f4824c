"""What commands on libraries open: the plan, the store, the engine."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from convert.commands.shared import address, reading_options
from convert.errors import UsageError, reason
from convert.library import is_library, structure
from convert.library.book import Library
from convert.library.engine import Engine, engine
from convert.library.plan import Plan
from convert.library.reading import Reading
from convert.library.roots import Root
from convert.library.store import Store
from convert.sources import check_encoding


def open_plan(given: Namespace, store: Store, hands: Engine) -> Plan:
    """The plan of a library, or of files that are named one by one."""
    if len(given.sources) > 1:
        if found := next(filter(is_library, given.sources), ""):
            raise UsageError(f"{found}: is a library, which makes a book by itself; name it alone")
        return structure.files(given.sources)
    if os.path.abspath(given.output) == os.path.abspath(given.sources[0]):
        raise UsageError(f"{given.output}: is the library itself; name another output")
    return structure.plan(
        given.sources[0].removeprefix("file://"),
        order=given.order,
        encoding=given.encoding,
        dates=_dates(given, store, hands),
        is_ours=partial(_is_ours, address(given.output), address(given.sources[0]), store),
    )


def _is_ours(output: str, library: str, store: Store, path: str) -> bool:
    """Whether a file is, or lies in, this output or one of an earlier run; an output that the
    whole library lies in tells nothing."""
    full, folder = address(path), f"{output.rstrip('/')}/"
    inside = full == output or full.startswith(folder)
    return (inside and not library.startswith(folder)) or bool(store.made(full))


def _dates(
    given: Namespace, store: Store, hands: Engine
) -> Callable[[Root, list[str]], dict[str, str]]:
    def dates(root: Root, paths: list[str]) -> dict[str, str]:
        library = Library(Plan(root, ()), reading_of(given), store, hands)
        keys = library.read(paths)
        return {path: library.facts(key).metadata.published for path, key in keys.items()}

    return dates


def reading_of(given: Namespace) -> Reading:
    """How pages are read."""
    check_encoding(given.encoding)
    site = ""
    if given.site:
        try:
            with open(given.site, encoding="utf-8") as file:
                site = file.read()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{given.site}: the site profile cannot be read: {reason(error)}"
            ) from None
    return Reading(given.reader, tuple(reading_options(given).items()), given.encoding, site)


@contextmanager
def open_store(given: Namespace) -> Iterator[Store]:
    """What is known from earlier runs; nothing with ``--fresh``."""
    from convert.fetch.command import open_given

    path = os.path.join(open_given(given).folder, Store.FILE)
    if given.fresh and os.path.exists(path):
        with Store(path) as store:
            store.clear()
    with Store(path) as store:
        yield store


@contextmanager
def open_engine(given: Namespace) -> Iterator[Engine]:
    """Who does the work."""
    if given.jobs < 0:
        raise UsageError(f"--jobs is a number of workers, not {given.jobs}")
    if given.dry_run or given.lock:  # a lock file is written by one alone
        yield Engine()
        return
    with engine(given.scheduler, given.jobs) as hands:
        yield hands
