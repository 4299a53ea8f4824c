"""WeasyPrint at arm's length: imported late, given memory instead of a network, kept quiet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Any

from convert.diagnostics import Diagnostic
from convert.errors import MissingDependency, OutputError

BOOK = "book:"
"""The scheme of everything a page may show; nothing else is ever opened."""

Finisher = Callable[[Any], None]
Files = Mapping[str, tuple[str, Callable[[], bytes]]]
"""Name -> media type and the bytes when they are asked for."""


def render(
    root: Any, sheet: str, files: Files, finisher: Finisher, output: IO[bytes]
) -> tuple[Diagnostic, ...]:
    """Lay out the tree of elements under ``root`` with ``sheet`` as a tagged PDF; pictures
    that cannot be shown are named.

    ``files`` are the pictures and fonts, asked for as ``book:name``; ``finisher`` gets the
    pydyf document before it is written. Python's cyclic collector rests meanwhile: the
    boxes of a layout all live until its end.
    """
    import gc
    import logging

    failures: list[str] = []
    logger, listen = logging.getLogger("weasyprint"), _listener(failures)
    collecting = gc.isenabled()
    gc.disable()
    logger.addFilter(listen)
    try:
        _render(root, sheet, files, finisher, output)
    except RecursionError:
        raise OutputError("blocks are nested too deeply for a page") from None
    finally:
        logger.removeFilter(listen)
        if collecting:
            gc.enable()
    return tuple(Diagnostic("x-001", failure) for failure in failures)


def _listener(failures: list[str]) -> Callable[[Any], bool]:
    def listen(record: Any) -> bool:
        message = record.getMessage()
        if message.startswith("Failed to") and "image" in message:
            failures.append(message)
        return True

    return listen


def _render(root: Any, sheet: str, files: Files, finisher: Finisher, output: IO[bytes]) -> None:
    weasyprint = engine()
    fetcher = _fetcher(files)
    fonts = weasyprint.text.fonts.FontConfiguration()
    css = weasyprint.CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)
    _html(root, fetcher).write_pdf(
        output,
        stylesheets=[css],
        font_config=fonts,
        finisher=lambda _, pdf: finisher(pdf),
        pdf_tags=True,
        pdf_version="1.7",
        pdf_identifier=True,
    )


def engine() -> Any:
    """The module ``weasyprint``. Raises ``MissingDependency`` when its libraries are missing."""
    try:
        return _weasyprint()
    except OSError as error:
        reason = str(error).partition("\n")[0]
        raise MissingDependency(
            "PDF needs Pango; apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            f"libharfbuzz-subset0 ({reason})"
        ) from error


def _weasyprint() -> Any:
    """Import it without the search for libraries, and without its printed advice.

    On Linux ``ctypes.util.find_library`` starts a compiler for each name that WeasyPrint
    tries first, 0.2 s in all; the file names it tries next are found at once.
    """
    import ctypes.util
    import sys
    from contextlib import redirect_stdout
    from io import StringIO

    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        with redirect_stdout(StringIO()):
            import weasyprint
            import weasyprint.text.fonts
    finally:
        ctypes.util.find_library = search
    return weasyprint


def _html(root: Any, fetcher: Any) -> Any:
    """An HTML document from a tree of elements instead of text.

    WeasyPrint parses its text as HTML, where a code block inside a footnote would end the
    paragraph around it.
    """
    from cssselect2 import ElementWrapper
    from weasyprint import HTML

    class Book(HTML):  # type: ignore[misc]
        def __init__(self) -> None:
            self.base_url, self.url_fetcher, self.media_type = BOOK, fetcher, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return Book()


def _fetcher(files: Files) -> Any:
    """A fetcher that knows the book's own files and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            name = url.removeprefix(BOOK)
            if name == url or name not in files:
                raise ValueError(f"not part of the book: {url}")
            media_type, load = files[name]
            return URLFetcherResponse(url, load(), {"Content-Type": media_type})

    return Fetcher()
