"""Who hears how far the pictures are."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str, int, int], None]


def silent(name: str, done: int, total: int) -> None:
    """Hears that ``done`` of ``total`` are settled, the last one called ``name``."""
