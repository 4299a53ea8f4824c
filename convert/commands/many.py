"""``pubconvert FILE... -o BOOK``: many files as one book, by as many hands as there are."""

from __future__ import annotations

from argparse import Namespace

from convert.commands.book import write_early, written
from convert.commands.opening import open_engine, open_store, reading_of
from convert.commands.shared import check_place, format_of_file, pairs, tell
from convert.library.named import named, publication
from convert.sources import spare


def convert_many(given: Namespace) -> int:
    """Make the book; the exit code."""
    name, stated = format_of_file(given), pairs(given.metadata)
    spare(given.output, given.sources)
    check_place(given.output)
    with open_store(given) as store, open_engine(given) as hands:
        library = named(given.sources, reading_of(given), stated, store, hands)
        write_early(library, given, name)
        book = publication(library, stated.get("title", ""))
        for report in written(library, book, given, name):
            tell(report, given)
        store.trim()
    return 0
