"""``pubconvert LIBRARY -o OUTPUT``: a book, or a folder with files for each page."""

from __future__ import annotations

from argparse import Namespace

from convert.commands.batch import make_files
from convert.commands.book import make_book
from convert.commands.opening import open_engine, open_store
from convert.commands.shared import is_folder, say


def convert_library(given: Namespace) -> int:
    """A book when the output is a file, files for each page when it is a folder."""
    given.output = given.output.removeprefix("file://")
    make = make_files if is_folder(given.output) else make_book
    with open_store(given) as store, open_engine(given) as hands:
        try:
            return make(given, store, hands)
        except KeyboardInterrupt:
            say("pubconvert: what is done is kept; the same command goes on from there")
            raise
