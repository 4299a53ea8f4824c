"""Text, addresses and titles made fit for Markdown."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_MARKS = re.compile(
    r"[\\`*\[~]"
    r"|<(?=[A-Za-z/!?]|$)"
    r"|&(?=#?\w{1,32};|#?\w{0,32}$)"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|!$|\{(?=%)"
)
_STARTS = re.compile(r"#(?=#{0,5}(?:[ \t]|$))|>|[-+](?=[ \t]|$)|[-=|:](?=[-=|: \t]*$)", re.M)
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=[ \t]|$)", re.M)
_LEADING = re.compile(r"^[ \t]+", re.M)


def escape(text: str, *, in_link: bool = False) -> str:
    """``text`` for a line of Markdown.

    >>> escape("snake_case, _a_ and 2*3 <b> R&D &amp; [1]")
    'snake_case, \\\\_a\\\\_ and 2\\\\*3 \\\\<b> R&D \\\\&amp; \\\\[1]'
    """
    escaped = _MARKS.sub(r"\\\g<0>", text)
    return escaped.replace("]", "\\]") if in_link else escaped


def html(text: str) -> str:
    """``text`` for HTML inside Markdown."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def attribute(text: str) -> str:
    """``text`` for an attribute. In the cell of a table a backslash before a bar would stay.

    >>> attribute('a|"b"')
    'a&#124;&quot;b&quot;'
    """
    return html(text).replace("|", "&#124;")


def one_line(text: str) -> str:
    """A line end counts as a blank."""
    return _BREAKS.sub(" ", text)


def starts(text: str) -> str:
    """``text`` with what would begin a block at the start of a line escaped.

    >>> starts("1. Tea")
    '1\\\\. Tea'
    """
    text = _LEADING.sub("", text)
    lines = (f"\\{line}" if _STARTS.match(line) else line for line in text.split("\n"))
    return _NUMBER.sub(r"\1\\\2", "\n".join(lines))


def unclosed(text: str) -> str:
    """The words of a heading; number signs at their end would be taken for its end.

    >>> unclosed("C #")
    'C \\\\#'
    """
    return re.sub(r"(#+)$", r"\\\1", text)


def address(url: str) -> str:
    """An address without the blanks around it; those inside are encoded (RFC 3986)."""
    from urllib.parse import quote

    return re.sub(r"\s", lambda found: quote(found[0]), one_line(url).strip())


def destination(url: str) -> str:
    """An address in a link."""
    url = re.sub(r"[\\<>]|&(?=#?\w{1,32};)", r"\\\g<0>", url)
    return f"<{url}>" if not url or re.search(r"[()<>]|^$", url) else url


def title(text: str) -> str:
    """A title behind an address, with the blank before it; '' for none."""
    if not text.strip():
        return ""
    escaped = re.sub(r"[\\\"]|&(?=#?\w{1,32};)", r"\\\g<0>", text)
    return f' "{escaped}"'
