"""Files that are named one by one, as one book: the one that ``convert.pipeline.publish`` makes of
the same files, but by many hands."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from convert.library.book import Library
from convert.library.engine import Engine
from convert.library.plan import Entry, Plan
from convert.library.reading import Reading, document
from convert.library.roots import Files
from convert.library.spine import Kept, Page, Spine
from convert.library.store import Store
from convert.model import Publication
from convert.transforms.collect import Census
from convert.value import replace


def named(
    paths: Sequence[str], reading: Reading, stated: Mapping[str, str], store: Store, engine: Engine
) -> Library:
    """A library of several files in this order, each as often as it is named. What is
    ``stated`` is stated of each of them, but for the title, which is that of the whole."""
    own = tuple((key, value) for key, value in stated.items() if key != "title")
    plan = Plan(Files(tuple(paths)), tuple(Entry(path=path) for path in paths))
    return Library(plan, replace(reading, stated=own, named=True), store, engine)


def publication(library: Library, title: str = "") -> Publication:
    """The book of such a library, its metadata what the files agree on. Raises what the first
    file raises that cannot be read."""
    keys = library.read(entry.path for entry in library.plan.entries)
    _raise_first(library)
    census, pages = Census(), []
    for entry in library.plan.entries:
        facts = library.facts(keys[entry.path])
        census.add(facts.metadata)
        has = bool(facts.links), bool(facts.images)
        place = os.path.basename(entry.path)
        pages.append(Page(entry, keys[entry.path], "", (), *has, place))
    metadata = census.metadata()
    kept = Kept(library.plan.root, library.reading, library.store, library.engine)
    spine = Spine(tuple(pages), kept, metadata.language, "", {}, metadata.title)
    return Publication(replace(metadata, title=title or metadata.title), spine)


def _raise_first(library: Library) -> None:
    """Read the first file that failed once more: its error is its own, with its exit code."""
    for entry in library.plan.entries:
        if entry.path in library.errors:
            document(library.reading, entry.path, library.plan.root.read(entry.path))
