"""Reads a Gemtext page back, knowing nothing of the exporter."""

from __future__ import annotations

import re
from typing import IO

from convert.formats import Evidence

_MARK = re.compile(r"^(?:#{1,3} |\* |> |=> \S+ ?|```)", re.M)


def witness(file: IO[bytes]) -> Evidence:
    """Raises ``ValueError`` for bytes that are no text."""
    text = file.read().decode("utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    return Evidence(text=_MARK.sub("", text), title=title)
