"""Letters for private use, which PDF/A forbids (ISO 19005-3, 6.2.11.7.3): who reads the file
in fifty years has no font that says what they mean. Their codes are shown instead."""

from __future__ import annotations

import json

from convert.data import decode, encode
from convert.diagnostics import Diagnostic
from convert.exporters.pdf.pages import Part, front
from convert.exporters.pdf.text import named_private
from convert.labels import spelled
from convert.metadata import Metadata
from convert.value import replace

Shown = tuple[tuple[Part, ...], Metadata]
"""The articles, and what the title page says."""


def with_codes(parts: tuple[Part, ...], metadata: Metadata) -> tuple[Shown, tuple[Diagnostic, ...]]:
    """What is shown, with codes, and what is told of it."""
    told = named_private("".join((front(metadata, [], {}), *(part.html for part in parts))))
    known = json.dumps(encode(metadata), ensure_ascii=False)
    return (tuple(map(_part, parts)), decode(Metadata, json.loads(spelled(known)))), told


def _part(part: Part) -> Part:
    entries = tuple(replace(entry, text=spelled(entry.text)) for entry in part.entries)
    return replace(part, html=spelled(part.html), entries=entries)
