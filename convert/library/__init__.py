"""Many sources: as one book with its structure, or one by one; only what changed is done again."""

from __future__ import annotations

import os

STRUCTURES = ("book.toml", ".gitbook.yaml", "SUMMARY.md", "mkdocs.yml", "mkdocs.yaml")
"""Files that say what a library is."""

WORTH = 24
"""Fewer pages than these are done before other processes have started."""


def is_library(source: str) -> bool:
    """Whether a source is more than one page: a folder, a zip, a URL, a file of structure."""
    name = os.path.basename(source)
    if "://" in source or name in STRUCTURES:
        return True
    return name.lower().endswith(".zip") or os.path.isdir(source)
