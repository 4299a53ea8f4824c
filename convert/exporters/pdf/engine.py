"""WeasyPrint at arm's length: imported late, given memory instead of a network, kept quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any

from convert.errors import MissingDependency, OutputError
from convert.value import Value

BOOK = "book:"
"""The scheme of everything a page may show; nothing else is ever opened."""

PIXEL = 0.75
"""A CSS pixel in points."""

Finisher = Callable[[Any, Any], None]
Files = Mapping[str, tuple[str, bytes | str]]
"""Name -> media type and the bytes, or the path of the file that holds them."""

_alone = RLock()
"""Held by the thread that works with WeasyPrint: Pango is not made for several, nor is a
WeasyPrint that is touched."""


class Laid(Value):
    """Some pages: the file, how many there are, the places that links lead to.

    ``places`` is id -> index of the page and the point in PDF units from below left.
    ``failures`` are the pictures that could not be shown.
    """

    pdf: bytes
    pages: int
    places: dict[str, tuple[int, float, float]]
    failures: tuple[str, ...] = ()


def render(root: Any, sheet: str, faces: str, files: Files, finisher: Finisher) -> Laid:
    """Lay out the tree of elements under ``root`` with ``sheet`` as a tagged PDF.

    ``faces`` are the ``@font-face`` rules, the same for all calls of one run; ``files`` are
    the pictures and fonts, asked for as ``book:name``; ``finisher`` gets WeasyPrint's
    document and the pydyf one before it is written.
    """
    try:
        with _alone, _resting_collector(), _failures() as failures:
            pdf, pages, places = _render(root, sheet, faces, files, finisher)
    except RecursionError:
        raise OutputError("blocks are nested too deeply for a page") from None
    return Laid(pdf, pages, places, tuple(failures))


@contextmanager
def _resting_collector() -> Iterator[None]:
    """Python's cyclic collector rests: the boxes of a layout all live until its end. Where it
    was resting before, what the layout before this one has left is collected first."""
    import gc

    if not gc.isenabled():
        gc.collect()
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _failures() -> Iterator[list[str]]:
    """The pictures that WeasyPrint says it cannot show."""
    import logging

    failures: list[str] = []
    logger = logging.getLogger("weasyprint")

    def listen(record: Any) -> bool:
        message = record.getMessage()
        if message.startswith("Failed to") and "image" in message:
            failures.append(message)
        return True

    logger.addFilter(listen)
    try:
        yield failures
    finally:
        logger.removeFilter(listen)


def _render(root: Any, sheet: str, faces: str, files: Files, finisher: Finisher) -> Any:
    import io

    engine()
    from convert.exporters.pdf.weasy import Tree, touched

    fetcher, output = _fetcher(files), io.BytesIO()
    fonts, css = _styles(faces, sheet, fetcher)
    with touched():
        document = Tree(root, BOOK, fetcher).render(
            stylesheets=[css], font_config=fonts, pdf_tags=True
        )
        document.write_pdf(output, finisher=finisher, pdf_tags=True, pdf_version="1.7")
    return output.getvalue(), len(document.pages), _places(document)


_kept: dict[tuple[str, str], tuple[Any, Any]] = {}


def _styles(faces: str, sheet: str, fetcher: Any) -> tuple[Any, Any]:
    """Fontconfig with our fonts added, and the sheet read; they are kept for the next pages
    of the same run."""
    if (faces, sheet) not in _kept:
        _kept.clear()
        css, fonts = engine().CSS, engine().text.fonts.FontConfiguration()
        css(string=faces, font_config=fonts, url_fetcher=fetcher)
        _kept[faces, sheet] = fonts, css(string=sheet, font_config=fonts, url_fetcher=fetcher)
    return _kept[faces, sheet]


def _places(document: Any) -> dict[str, tuple[int, float, float]]:
    places: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            places.setdefault(name, (number, x * PIXEL, (page.height - y) * PIXEL))
    return places


def justifies() -> bool:
    """Whether lines of Chinese and Japanese can be stretched."""
    engine()
    from convert.exporters.pdf.weasy import is_known

    return is_known()


def spaces() -> bool:
    """Whether gaps between signs and letters can be made."""
    engine()
    from convert.exporters.pdf.weasy import is_drawn, is_known

    return is_known() and is_drawn()


def forget() -> None:
    """Let go of the fonts that were kept for further pages."""
    with _alone:
        _kept.clear()


def engine() -> Any:
    """The module ``weasyprint``. Raises ``MissingDependency`` when its libraries are missing."""
    try:
        with _alone:
            return _weasyprint()
    except OSError as error:
        reason = str(error).partition("\n")[0]
        raise MissingDependency(
            "PDF needs Pango; apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            f"libharfbuzz-subset0 ({reason})"
        ) from error


@cache
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


def _fetcher(files: Files) -> Any:
    """A fetcher that knows the book's own files and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            name = url.removeprefix(BOOK)
            if name == url or name not in files:
                raise ValueError(f"not part of the book: {url}")
            media_type, content = files[name]
            body = content if isinstance(content, bytes) else _read(content)
            return URLFetcherResponse(url, body, {"Content-Type": media_type})

    return Fetcher()


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
