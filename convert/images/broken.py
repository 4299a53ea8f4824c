"""The one thing that can go wrong with a picture's bytes."""

from __future__ import annotations


class BrokenImage(ValueError):
    """The bytes are no picture, a broken one, or one that is too large; says which."""
