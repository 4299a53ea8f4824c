"""The model itself as JSON: lossless, versioned, its schema in ``docs/schema``."""

from __future__ import annotations

from typing import IO, Annotated, Any

from convert.data import VERSION, encode, encode_resource
from convert.diagnostics import Diagnostic
from convert.errors import UsageError
from convert.formats import Place
from convert.ledger import Kind
from convert.model import Publication
from convert.value import Value


class Json(Value):
    """One JSON file; the documents are written one by one, each let go before the next."""

    indent: Annotated[int, "blanks of indent; 0 puts each document on one line"] = 1

    name = "json"
    suffix = ".json"
    media_type = "application/json"
    places = dict.fromkeys(Kind, Place.BOTH)

    def export(self, publication: Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write the publication; raises ``UsageError`` for an indent that cannot be."""
        if not 0 <= self.indent <= 8:
            raise UsageError(f"indent is 0 to 8 blanks, not {self.indent}")
        metadata = self._text(encode(publication.metadata))
        output.write(
            f'{{"pubconvert": {VERSION},\n"metadata": {metadata},\n"documents": ['.encode()
        )
        self._list(map(encode, publication.spine), output)
        if publication.resources:
            output.write(b',\n"resources": [')
            self._list(map(encode_resource, publication.resources), output)
        output.write(b"}\n")
        return ()

    def _list(self, items: Any, output: IO[bytes]) -> None:
        """The items and the end of their list."""
        for number, item in enumerate(items):
            output.write((",\n" if number else "\n").encode() + self._text(item).encode())
        output.write(b"\n]")

    def _text(self, data: Any) -> str:
        import json

        text = json.dumps(data, ensure_ascii=False, indent=self.indent or None)
        return text.encode("utf-8", "replace").decode()  # a path may be no text
