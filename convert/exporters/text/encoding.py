"""Lines as bytes; a letter the encoding does not have is replaced and named.

Only encodings that can be recognised when the file is read back are allowed, for without
that nothing proves that the file says what it should.
"""

from __future__ import annotations

import codecs

from convert.diagnostics import Diagnostic
from convert.errors import UsageError

_PLAINER = str.maketrans({"│": "|", "┃": "|", "—": "-", "…": "...", "•": "-"})
"""Marks that ASCII can stand in for without a loss."""
_BOM = "\ufeff"
_RECOGNISED = ("utf-8", "utf-16", "utf-32", "gb2312", "gbk", "gb18030", "ascii")


class Encoder:
    """Encodes part by part. Raises ``UsageError`` for an encoding it cannot write."""

    def __init__(self, encoding: str, bom: bool, newline: str) -> None:
        self.encoding, self.newline = _canonical(encoding), newline
        if bom and not self.encoding.startswith("utf"):
            raise UsageError(f"the encoding {encoding} has no byte order mark; leave out bom")
        signed = encoding.lower().endswith("sig")
        needed = bom or signed or self.encoding.startswith(("utf-16", "utf-32"))
        self._start = _BOM if needed else ""
        self._missing: dict[str, None] = {}

    def encode(self, lines: list[str]) -> bytes:
        """The lines, each with its line end."""
        text = self._start + "".join(line + self.newline for line in lines)
        self._start = ""
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return "".join(map(self._nearest, text)).encode(self.encoding)

    def losses(self) -> tuple[Diagnostic, ...]:
        if not self._missing:
            return ()
        return (Diagnostic("x-005", f"{self.encoding} has no {' '.join(self._missing)}"),)

    def _nearest(self, letter: str) -> str:
        for candidate in (letter, letter.translate(_PLAINER)):
            try:
                candidate.encode(self.encoding)
            except UnicodeEncodeError:
                continue
            return candidate
        self._missing[letter] = None
        return "?"


def _canonical(encoding: str) -> str:
    """The codec's name; UTF-16 and UTF-32 in a byte order of their own."""
    try:
        name = codecs.lookup(encoding).name.removesuffix("-sig")
    except LookupError:
        name = ""
    if not name.startswith(_RECOGNISED):
        raise UsageError(f"encoding is one of {', '.join(_RECOGNISED)}, not {encoding!r}")
    return f"{name}-le" if name in ("utf-16", "utf-32") else name
