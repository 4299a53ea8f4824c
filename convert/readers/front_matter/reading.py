"""What is read out of front matter so far: values for the metadata, claims for the ledger."""

from __future__ import annotations

from typing import Any

from convert.diagnostics import Diagnostic, Origin
from convert.ledger import Claim, Kind
from convert.readers.front_matter import Field
from convert.readers.front_matter.values import sayings, texts


class Reading:
    """Filled by one field after the other; ``lines`` says where each value was stated."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.values: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.subjects: list[str] = []
        self.claims: list[Claim] = []
        self.diagnostics: list[Diagnostic] = []

    def set(self, name: str, value: str, field: Field) -> None:
        """The first statement is the one that metadata has."""
        if value and name not in self.values:
            self.values[name] = value
            self.lines[name] = field.line

    def claim(self, kind: Kind, text: str, field: Field, **reading: Any) -> None:
        """A claim in the author's words, with our reading of them."""
        self.claims.append(Claim(kind, text, origin=self.origin(field), **reading))

    def keep(self, field: Field, kind: Kind = Kind.STATEMENT) -> None:
        """The whole field as lines of 'key: value'."""
        for line in sayings(field.key, field.value):
            self.claim(kind, line, field)

    def not_understood(self, field: Field, detail: str = "") -> None:
        if texts(field.value):
            self.diagnostics.append(Diagnostic("r-008", detail or field.key, self.origin(field)))

    def origin(self, field: Field) -> Origin:
        return Origin(self.file, field.line)
