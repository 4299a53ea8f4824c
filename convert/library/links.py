"""Links between the pages of a library: which of them lead nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from convert.diagnostics import Diagnostic, Origin
from convert.exporters.xhtml.links import places
from convert.library.reading import Facts
from convert.library.spine import Page
from convert.sources import composed
from convert.value import replace


class Links:
    """Knows every page by its path; headings are asked for only where a link names one."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._keys = {composed(page.entry.path): page.key for page in pages if page.entry.path}
        self._names: dict[str, str] = {}
        for path in self._keys:
            name = posixpath.basename(path)
            self._names[name] = "" if name in self._names else path
        self._anchored: dict[str, list[tuple[str, str, str, Origin | None]]] = {}
        self.dead_urls: set[str] = set()

    def dead(self, path: str, facts: Facts) -> Iterator[Diagnostic]:
        """A diagnostic for each link of the page at ``path`` to a page that is not there; a link
        to a heading is remembered."""
        for url, origin in dict.fromkeys(facts.links):
            plain, _, fragment = url.partition("#")
            target = self._page(unquote(plain.partition("?")[0]), path)
            if not target:
                self.dead_urls.add(url)
                yield Diagnostic("l-005", url[:200], origin)
            elif fragment:
                told = (path, unquote(fragment).lower(), url, origin)
                self._anchored.setdefault(target, []).append(told)

    def checked(self, pages: Iterable[Page], facts: Callable[[bytes], Facts]) -> tuple[Page, ...]:
        """The pages, with a diagnostic for each link to a heading that is not there."""
        lost: dict[str, list[Diagnostic]] = {}
        for target, told in self._anchored.items():
            known = set(facts(self._keys[target]).anchors) if self._keys[target] else set()
            for path, anchor, url, origin in told:
                if anchor not in known:
                    lost.setdefault(path, []).append(Diagnostic("l-005", url[:200], origin))
        return tuple(
            replace(page, diagnostics=(*page.diagnostics, *lost[page.entry.path]))
            if page.entry.path in lost
            else page
            for page in pages
        )

    def _page(self, path: str, here: str) -> str:
        names = list(places(path, here))
        found = next((name for name in names if name in self._keys), "")
        return found or self._names.get(posixpath.basename(names[0]), "")
