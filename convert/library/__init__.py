"""Many sources: as one book with its structure, or one by one; only what changed is done again."""

from __future__ import annotations

import os

from convert.sources import is_address

STRUCTURES = ("book.toml", ".gitbook.yaml", "SUMMARY.md", "mkdocs.yml", "mkdocs.yaml")
"""Files that say what a library is."""

WORTH = 24
"""Fewer pages than these are done before other processes have started."""


def is_library(source: str) -> bool:
    """Whether a source is more than one page: a folder, a zip, a file of structure, a URL of a
    store; an address of the web is one page unless it ends like one of these."""
    name = os.path.basename(source)
    if name in STRUCTURES or name.lower().endswith(".zip"):
        return True
    return os.path.isdir(source) or ("://" in source and not is_address(source))
