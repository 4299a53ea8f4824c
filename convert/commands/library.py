"""``pubconvert LIBRARY -o OUTPUT``: a book, or a folder with files for each page."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any

from convert.commands.progress import Progress
from convert.commands.shared import pairs, reading_options, say
from convert.commands.totals import Totals
from convert.errors import BatchError, UsageError
from convert.library import structure
from convert.library.batch import Batch
from convert.library.book import Library
from convert.library.engine import Engine, engine
from convert.library.making import Order, Pictures
from convert.library.names import Names
from convert.library.plan import Plan
from convert.library.reading import Reading
from convert.library.roots import Root, filesystem
from convert.library.select import select
from convert.library.store import Store
from convert.pipeline import Report
from convert.value import fields


def convert_library(given: Namespace) -> int:
    """A book when the output is a file, files for each page when it is a folder."""
    from convert.commands.convert import is_folder

    if len(given.sources) > 1:
        raise UsageError("one library at a time; write a SUMMARY.md or book.toml to join several")
    given.source = given.sources[0].removeprefix("file://")
    given.output = given.output.removeprefix("file://")
    many = is_folder(given.output)
    with _store(given) as store, _engine(given) as hands:
        try:
            return _batch(given, store, hands) if many else _book(given, store, hands)
        except KeyboardInterrupt:
            say("pubconvert: what is done is kept; the same command goes on from there")
            raise


# ── a book ──────────────────────────────────────────────────────────────────────────────


def _book(given: Namespace, store: Store, hands: Engine) -> int:
    from convert.fetch.command import illustrate
    from convert.pipeline import format_of

    name, totals = given.to or format_of(given.output), Totals(given)
    with Progress(given, "reading") as progress:
        library = Library(_plan(given, store, hands), _reading(given), store, hands, progress)
        library.fail_fast = given.fail_fast
        if given.dry_run:
            return _dry_book(library.plan, given)
        publication = library.publication(pairs(given.metadata), select(given.select))
        publication, images = illustrate(publication, given, name)
        if images:
            library.show_pictures(images)
        progress.begin("writing")
        reports = list(_written(given, publication, name, images))
    totals.book(library, reports)
    store.note((os.path.abspath(r.output), b"book", b"") for r in reports if r.output)
    store.trim()
    totals.tell(progress.seconds)
    return BatchError.exit_code if library.errors else 0


def _written(given: Namespace, publication: Any, name: str, images: Any) -> Iterator[Report]:
    """The reports of a book that is in place: at a path, on standard output, or at a URL."""
    import sys
    from io import BytesIO

    from convert.volumes import export_volumes

    buffer = BytesIO()
    output: str | IO[bytes] = sys.stdout.buffer if given.output == "-" else given.output
    output = buffer if "://" in given.output else output
    size, options = given.volume_size, given.options.get(name, {})
    yield from export_volumes(
        publication, output, size, name,
        images=images, options=options, unproven=given.unproven,
    )  # fmt: skip
    if output is buffer:
        system, path = filesystem(given.output)
        system.pipe_file(path, buffer.getvalue())


def _dry_book(plan: Plan, given: Namespace) -> int:
    for entry in plan.entries:
        told = entry.title or entry.path or entry.url
        say(f"{'  ' * (entry.level - 1)}{told}{f'  {entry.path}' if entry.title else ''}")
    for loss in plan.diagnostics:
        say(str(loss))
    say(f"{given.output}: {len(plan.entries)} entries; nothing was made")
    return 0


# ── files for each page ─────────────────────────────────────────────────────────────────


def _batch(given: Namespace, store: Store, hands: Engine) -> int:
    if given.volume_size:
        raise UsageError(f"{given.output}: is a folder; volumes are of one book, as -o book.epub")
    if not given.to:
        raise UsageError(f"{given.output}: which formats? Name them, as in -t epub,pdf,text")
    batch = _batch_of(given, store, hands)
    if given.dry_run:
        return _dry_batch(batch)
    totals = Totals(given)
    with Progress(given, "making") as progress:
        for done, outcome in enumerate(batch.run(), 1):
            totals.page(outcome)
            progress(outcome.path, done, len(batch.paths))
            if outcome.failed and given.fail_fast:
                break
    totals.output = batch.write_index()
    totals.tell(progress.seconds)
    return BatchError.exit_code if totals.failed else 0


def _batch_of(given: Namespace, store: Store, hands: Engine) -> Batch:
    plan = structure.pages(_plan(given, store, hands), by_structure=given.order == "summary")
    formats = [name.strip() for name in given.to.split(",") if name.strip()]
    target = given.output.rstrip("/") if "://" in given.output else given.output
    told = {name: getattr(given, name) for name in fields(Pictures)}
    order = Order(
        plan.root,
        target,
        _reading(given),
        tuple(pairs(given.metadata).items()),
        tuple((f, o, v) for f, of in given.options.items() for o, v in of.items()),
        Pictures(**told),
        unproven=given.unproven,
    )
    names, conditions = Names(given.name), select(given.select)
    return Batch(plan, order, formats, names, store, hands, select=conditions)


def _dry_batch(batch: Batch) -> int:
    count = 0
    for path, file, is_new in batch.dry():
        count += is_new
        say(f"{'make' if is_new else 'keep'}  {file}  from {path}")
    say(f"{count} files to make; nothing was made")
    return 0


# ── shared ──────────────────────────────────────────────────────────────────────────────


def _plan(given: Namespace, store: Store, hands: Engine) -> Plan:
    return structure.plan(
        given.source,
        order=given.order,
        encoding=given.encoding,
        dates=_dates(given, store, hands),
        is_ours=partial(_is_ours, os.path.abspath(given.output), store),
    )


def _is_ours(output: str, store: Store, path: str) -> bool:
    """Whether a file is, or lies in, this output or one of an earlier run."""
    full = os.path.abspath(path)
    return full == output or full.startswith(os.path.join(output, "")) or bool(store.made(full))


def _dates(
    given: Namespace, store: Store, hands: Engine
) -> Callable[[Root, list[str]], dict[str, str]]:
    def dates(root: Root, paths: list[str]) -> dict[str, str]:
        library = Library(Plan(root, ()), _reading(given), store, hands)
        keys = library.read(paths)
        return {path: library.facts(key).metadata.published for path, key in keys.items()}

    return dates


def _reading(given: Namespace) -> Reading:
    site = ""
    if given.site:
        try:
            with open(given.site, encoding="utf-8") as file:
                site = file.read()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{given.site}: cannot be read: {error}") from None
    return Reading(given.reader, tuple(reading_options(given).items()), given.encoding, site)


@contextmanager
def _store(given: Namespace) -> Iterator[Store]:
    from convert.fetch.gallery import open_cache

    folder = open_cache(given.cache, given.cache_size * 1_000_000).folder
    path = os.path.join(folder, Store.FILE)
    if given.fresh and os.path.exists(path):
        with Store(path) as store:
            store.clear()
    with Store(path) as store:
        yield store


@contextmanager
def _engine(given: Namespace) -> Iterator[Engine]:
    if given.jobs < 0:
        raise UsageError(f"--jobs is a number of workers, not {given.jobs}")
    if given.dry_run or given.lock:  # a lock file is written by one alone
        yield Engine()
        return
    with engine(given.scheduler, given.jobs) as hands:
        yield hands
