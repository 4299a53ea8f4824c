"""Reads the JSON the ``json`` exporter writes: the model as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeVar

from convert.errors import SourceError
from convert.formats import Source
from convert.model import Document
from convert.value import Value

T = TypeVar("T")

HEAD = 200
"""Letters at the start of a file in which its version stands."""


class Json(Value):
    """Reads a document from pubconvert's JSON."""

    document: Annotated[int, "which one of a collection, counted from 1"] = 0

    name = "json"

    def accepts(self, source: Source) -> int:
        """3 for a JSON file that begins with pubconvert's version."""
        head = source.text[:HEAD].lstrip()
        return 3 if head.startswith("{") and head[1:].lstrip().startswith('"pubconvert"') else 0

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for JSON that is not of this format, naming the place."""
        import json

        from convert.data import publication

        try:
            documents = tuple(publication(json.loads(source.text)).spine)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{source.name}: is not pubconvert's JSON: {error}") from None
        return choose(documents, self.document, source.name)


def choose(documents: Sequence[T], wanted: int, name: str) -> T:
    """The only document, or the ``wanted`` one; raises ``SourceError`` when that is not clear."""
    if not wanted and len(documents) == 1:
        return documents[0]
    if not 1 <= wanted <= len(documents):
        raise SourceError(
            f"{name}: holds {len(documents)} documents; "
            "choose one with the reader's option, as in -I document=1"
        )
    return documents[wanted - 1]
