"""The style sheets that travel with the package."""

from __future__ import annotations

import os
from functools import cache


@cache
def sheet(name: str) -> str:
    """The text of ``book.css`` (reading systems) or ``print.css`` (pages)."""
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()
