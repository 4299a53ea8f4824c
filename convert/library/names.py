"""Names for outputs: by a template, fit for every file system, each of them once."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from string import Formatter

from convert.errors import UsageError
from convert.metadata import Metadata

DEFAULT = "{stem}"
FIELDS = {
    "stem": "the name of the source without its suffix",
    "folder": "the folder of the source",
    "n": "its number in the library, 0001",
    "id": "the last part of its identifier or address",
    "title": "its title",
    "slug": "its title in small letters, blanks and marks as hyphens",
    "date": "when it was published, 2025-03-19",
    "year": "2025",
    "month": "03",
    "author": "its first author",
    "category": "its last subject, where GitBook exports put the category",
    "language": "its language",
}
OF_PATH = frozenset({"stem", "folder", "n"})
"""What is known before a page is read."""

LONGEST = 120
"""Bytes of a name in UTF-8; file systems take 255, and a suffix follows."""

_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\..*)?", re.I)
_APART = re.compile(r"[\W_]+")


class Names:
    """Gives names in the order of the library, so that the same library has the same ones."""

    def __init__(self, template: str = DEFAULT, *, flat: bool = False) -> None:
        self.template, self.flat = template or DEFAULT, flat
        parts = list(_parts(self.template))
        self.fields = {field for _, field in parts if field}
        if unknown := sorted(self.fields - set(FIELDS)):
            raise UsageError(f"no name has {unknown[0]!r} in it; there are {', '.join(FIELDS)}")
        self._taken: set[str] = set()

    @property
    def ask_pages(self) -> bool:
        """Whether pages must be read before they have names."""
        return not self.fields <= OF_PATH

    def name(self, path: str, number: int, metadata: Metadata | None = None) -> str:
        """A path without suffix, parted by slashes: in the folder of its source, unless names
        are ``flat`` or the template has folders of its own."""
        values = _values(path, number, metadata)
        made = "".join(text + values.get(field, "") for text, field in _parts(self.template))
        folder = "" if self.flat or "/" in self.template else posixpath.dirname(path)
        *folders, last = f"{folder}/{made}".split("/")
        return self._unique("/".join(map(safe, [*filter(str.strip, folders), last])))

    def spare(self, name: str) -> None:
        """Give this name to no page."""
        self._taken.add(name.casefold())

    def _unique(self, name: str) -> str:
        found, count = name, 1
        while found.casefold() in self._taken:
            count += 1
            found = f"{name}-{count}"
        self._taken.add(found.casefold())
        return found


def safe(name: str) -> str:
    """A name that Windows, macOS and Linux take, and that does not hide.

    >>> safe("a/b: c?"), safe("con"), safe("..."), safe("灯塔 . ")
    ('a-b- c-', '_con', 'untitled', '灯塔')
    """
    plain = unicodedata.normalize("NFC", name).replace("/", "-")
    shown = "".join(c for c in plain if c.isprintable() or c in "\t\n")
    kept = _FORBIDDEN.sub("-", " ".join(shown.split())).strip(" .")
    while len(kept.encode("utf-8", "replace")) > LONGEST:
        kept = kept[:-1]
    kept = kept.rstrip(" .") or "untitled"
    return f"_{kept}" if _RESERVED.fullmatch(kept) else kept


def _parts(template: str) -> list[tuple[str, str]]:
    """Text and the field that follows it, '' for none."""
    try:
        found = list(Formatter().parse(template))
    except ValueError as error:
        raise UsageError(f"{template!r} is no template for names: {error}") from None
    if any(spec or conversion or field == "" for _, field, spec, conversion in found):
        raise UsageError(f"{template!r}: a field is its name in braces and no more")
    return [(text, field or "") for text, field, _, _ in found]


def _values(path: str, number: int, metadata: Metadata | None) -> dict[str, str]:
    stem = posixpath.basename(path).rpartition(".")[0] or posixpath.basename(path)
    found = {"stem": stem, "folder": posixpath.dirname(path), "n": f"{number:04}"}
    if metadata:
        date = metadata.published
        start = date.partition("/")[0]
        found |= {
            "id": _identity(metadata) or stem,
            "title": _inside(metadata.title),
            "slug": _APART.sub("-", metadata.title.casefold()).strip("-"),
            "date": _inside(date if start != date else date[:10]),
            "year": date[:4],
            "month": start[5:7],
            "author": _inside(next(iter(metadata.agents("aut", "cre")), "")),
            "category": _inside(metadata.subjects[-1] if metadata.subjects else ""),
            "language": metadata.language,
        }
    return found


def _inside(text: str) -> str:
    return text.replace("/", "-")


def _identity(metadata: Metadata) -> str:
    """'6217280' of https://site.example/it/6217280.html; '' of a name made from bytes."""
    if metadata.identifier.startswith("urn:uuid:"):
        return ""
    last = metadata.identifier.partition("?")[0].rstrip("/").rpartition("/")[2]
    return re.sub(r"\.[a-z]{2,5}$", "", last.rpartition(":")[2])
