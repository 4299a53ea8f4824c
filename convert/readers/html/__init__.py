"""HTML and MHTML: a page that was saved, or any page as it is; what frames its article is cut."""

from __future__ import annotations

import re
from typing import Annotated

from convert import mhtml
from convert.formats import Source
from convert.model import Document
from convert.value import Value

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", *mhtml.SUFFIXES)

_BEGIN = r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b"
_TOP = 10_000


class Html(Value):
    """Reads a saved web page: its article, and what its head states; the frame is cut."""

    whole: Annotated[bool, "the whole page, its frame too"] = False
    site: Annotated[str, "a site profile, a TOML file, for its wording of notices"] = ""

    name = "html"

    def accepts(self, source: Source) -> int:
        """1 by the suffix, 2 for a text that begins as HTML or MHTML does, 3 for both."""
        named = source.name.lower().endswith(SUFFIXES)
        top = source.text[:_TOP].lstrip()
        page = top.startswith("<") and re.match(_BEGIN, top, re.I | re.S)
        return named + 2 * (bool(page) or (named and mhtml.is_archive(top)))

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for a page without text, or one nested too deeply."""
        from convert.readers.html.page import read

        return read(source, whole=self.whole, site=self.site)
