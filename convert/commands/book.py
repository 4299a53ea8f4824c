"""``pubconvert LIBRARY -o FILE``: a library as one book, or as volumes."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from convert.commands.opening import open_plan, reading_of
from convert.commands.progress import Progress
from convert.commands.shared import address, check_place, format_of_file, pairs, place, say
from convert.commands.totals import Totals
from convert.errors import BatchError, UsageError
from convert.library.book import Library
from convert.library.engine import Engine
from convert.library.select import select
from convert.library.store import Store
from convert.model import Publication
from convert.pipeline import Report

TEXTS = (".md", ".markdown", ".txt", ".json")
"""Suffixes that pages and books have in common."""


def make_book(given: Namespace, store: Store, hands: Engine) -> int:
    """Make the book; the exit code."""
    name, totals = format_of_file(given), Totals(given)
    _spare_pages(given, store)
    check_place(given.output)
    with Progress(given) as progress:
        library = Library(open_plan(given, store, hands), reading_of(given), store, hands, progress)
        library.fail_fast = given.fail_fast
        if given.dry_run:
            return _dry(library, given)
        write_early(library, given, name)
        publication = library.publication(pairs(given.metadata), select(given.select))
        reports = list(written(library, publication, given, name))
    totals.book(library, reports)
    made = [given.output] if "://" in given.output else [r.output for r in reports if r.output]
    store.note((address(output), b"book", b"") for output in made)
    store.trim()
    totals.tell(progress.seconds)
    return BatchError.exit_code if library.errors else 0


def write_early(library: Library, given: Namespace, name: str) -> None:
    """Let chapters be written as pages are read, where they will be chapters of this book."""
    if name != "epub" or given.volume_size or given.images == "drop":
        return
    from convert.pipeline import exporter_of

    exporter: Any = exporter_of(name, given.options.get(name, {}))
    if exporter.writes_apart:
        library.exporter, library.awaits_pictures = exporter, given.images != "link"


def written(
    library: Library, publication: Publication, given: Namespace, name: str
) -> Iterator[Report]:
    """The reports of a book that is in place: at a path, on standard output, or at a URL."""
    from convert.fetch.command import illustrate
    from convert.volumes import export_volumes

    publication, images = illustrate(publication, given, name)
    if images:
        library.show_pictures(images)
        images.tell = library.tell
    if not library.exporter:
        library.engine.rest()
    size, options = given.volume_size, given.options.get(name, {})
    with place(given.output) as output:
        yield from export_volumes(
            publication, output, size, name,
            images=images, options=options, unproven=given.unproven,
        )  # fmt: skip


def _spare_pages(given: Namespace, store: Store) -> None:
    """A book is not written over a page of its library: what stands there we have made."""
    output = os.path.abspath(given.output)
    inside = any(output.startswith(os.path.join(os.path.abspath(s), "")) for s in given.sources)
    if inside and output.endswith(TEXTS) and os.path.isfile(output) and not store.made(output):
        raise UsageError(f"{given.output}: is a page of the library; name another output")


def _dry(library: Library, given: Namespace) -> int:
    chosen = select(given.select)
    entries = library.contents(chosen) if chosen else library.plan.entries
    for entry in entries:
        told = entry.title or entry.path or entry.url
        path = f"  {entry.path}" if entry.title and entry.path else ""
        say(f"{'  ' * (entry.level - 1)}{told}{path}")
    for loss in library.losses:
        say(str(loss))
    count = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    say(f"{given.output}: {count}; nothing was made")
    return 0
