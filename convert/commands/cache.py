"""``pubconvert cache``"""

from __future__ import annotations

from collections.abc import Sequence

from convert.commands.shared import parser, show


def main(arguments: Sequence[str]) -> int:
    """What is kept of images and libraries, and how to be rid of it."""
    from convert.fetch.command import cache

    show(cache(parser("pubconvert cache", "The images that were fetched."), arguments))
    return 0
