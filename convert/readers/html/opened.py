"""The text of a page, where it was, and which pictures came with it."""

from __future__ import annotations

import re

from convert import mhtml
from convert.errors import SourceError
from convert.formats import Source
from convert.sources import decode

SAVED_BY = 10_000
"""Letters at the top of a page where the tool that saved it leaves a note."""

_SAVED = re.compile(
    r"<!-- *saved from url=\(\d+\)(\S+)"
    r"|<!--\s*Page saved with SingleFile\s+url: (\S+)"
    r"|<meta name=\"savepage-url\" content=\"([^\"]+)\""
)
"""Of browsers, of SingleFile, of Save Page WE."""


class Opened:
    """A page, or one in a web archive: ``url`` is where the one who saved it says it was,
    ``pictures`` the names in the archive by their address."""

    def __init__(self, source: Source) -> None:
        self.pictures: dict[str, str] = {}
        if mhtml.is_archive(source.text):
            self.url = mhtml.address(source.text)
            self.text = self._unpack(source)
        else:
            self.url, self.text = _saved_from(source.text), source.text

    def _unpack(self, source: Source) -> str:
        page = ""
        for part in mhtml.parts(source.text):
            if part.media_type in ("text/html", "application/xhtml+xml"):
                page = page or decode(part.data, source.name, part.encoding or "utf-8")
            elif part.media_type.startswith("image/"):
                self.pictures |= {part.url: part.name, part.key: part.name}
        if not page:
            raise SourceError(f"{source.name}: there is no page in this web archive")
        return page


def _saved_from(text: str) -> str:
    """The address a browser or a tool wrote into the page that it saved, '' when none did."""
    found = _SAVED.search(text[:SAVED_BY])
    return next(filter(None, found.groups()), "") if found else ""
