"""What a publication asks of a gallery, and what it gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from convert.images.credit import Credit
from convert.model import Resource
from convert.value import Value

Key: TypeAlias = tuple[str, str]
"""The URL as the text has it and, when it is relative, the digest of that text's source."""


class Picture(Value):
    """A picture that goes into the book; ``note`` names what it lost on the way, ``changed``
    how it differs from the one that was locked."""

    resource: Resource
    credit: Credit = Credit()
    note: str = ""
    changed: str = ""


class Missing(Value):
    """A picture that does not, under the code of its diagnostic, and why."""

    code: str
    reason: str


class Gallery(Protocol):
    """Brings pictures from wherever they are."""

    def at(self, digest: str, path: str) -> None:
        """The source of this digest is the file at ``path``: what is beside it may be shown."""

    def gather(self, wanted: Mapping[Key, str]) -> Mapping[Key, Picture | Missing]:
        """All pictures of one publication at once; the value beside a key is the address of
        the article that shows it."""
