"""What became of the pages of a batch, and of each of their files."""

from __future__ import annotations

from convert.diagnostics import Diagnostic
from convert.value import Value


class Made(Value):
    """One file, or the ``error`` that says why there is none, with its exit code.

    ``beside`` are the files that it shows, with their digests: a change of one is a change.
    """

    file: str
    format: str
    sha256: str = ""
    size: int = 0
    changed: int = 0
    claims: int = 0
    images: int = 0
    title: str = ""
    identifier: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    error: str = ""
    code: int = 0


class Outcome(Value):
    """One page: its files, each made now or unchanged; ``error`` when it cannot be read."""

    path: str
    made: tuple[Made, ...] = ()
    unchanged: tuple[Made, ...] = ()
    error: str = ""
    code: int = 0

    @property
    def failed(self) -> bool:
        return bool(self.error) or any(made.error for made in self.made)
