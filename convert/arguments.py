"""What a caller hands over, looked at before any work: a mistake gets one clear sentence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO, Any, TypeAlias

from convert.errors import UsageError
from convert.formats import Source
from convert.model import Document, Publication
from convert.sources import open_source

Input: TypeAlias = str | os.PathLike[str] | Source
"""A file by its path, or what ``convert.sources`` makes of bytes and of streams."""

Output: TypeAlias = str | os.PathLike[str] | IO[bytes]


def opened(source: Input) -> Source:
    """The source, its file read when it is a path. Raises ``UsageError`` for anything else."""
    return source if isinstance(source, Source) else open_source(path_of(source, "a source"))


def several(sources: Any) -> list[Input]:
    """One source, or all of them; a stream of bytes is not several."""
    is_one = isinstance(sources, (str, bytes)) or hasattr(sources, "read")
    is_many = isinstance(sources, Iterable) and not is_one
    many: list[Any] = list(sources) if is_many else [sources]
    if not many:
        raise UsageError("there is no source to convert: the list of them is empty")
    return many


def path_of(given: Any, what: str) -> str:
    """A path as text."""
    if isinstance(given, (str, os.PathLike)):
        return os.fsdecode(given)
    more = "; convert.sources makes one of bytes or a stream" if what == "a source" else ""
    raise UsageError(f"{what} is a path, not {_kind(given)}{more}")


def target_of(output: Output) -> str:
    """The path of an output, '' for a stream."""
    if isinstance(output, (str, os.PathLike)):
        return path_of(output, "an output")
    if not hasattr(output, "write"):
        raise UsageError(f"an output is a path or a binary stream, not {_kind(output)}")
    return ""


def documents_of(given: Iterable[Document]) -> tuple[Document, ...]:
    """The documents, which may come from a generator."""
    if not isinstance(given, Iterable) or isinstance(given, (str, bytes)):
        raise UsageError(f"documents are a list of what read() gives, not {_kind(given)}")
    found = tuple(given)
    for one in found:
        if not isinstance(one, Document):
            raise UsageError(f"a document is what read() gives, not {_kind(one)}")
    return found


def check_publication(given: Publication) -> None:
    """Raises ``UsageError`` for what no exporter can write."""
    if not isinstance(given, Publication):
        raise UsageError(f"what is exported is what publish() gives, not {_kind(given)}")
    if isinstance(given.spine, Iterator):
        raise UsageError("a spine is read more than once; make a tuple of the generator")


def check_images(given: Any) -> None:
    """Raises ``UsageError`` for what brings no pictures."""
    if given is not None and not hasattr(given, "gather"):
        raise UsageError(f"images are a Gallery of convert.fetch.gallery, not {_kind(given)}")


def _kind(given: Any) -> str:
    return repr(given) if given is None else type(given).__name__
