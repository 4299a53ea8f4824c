"""The cover: the picture the source names, one the user gives, or one made from the metadata.

A cover made here is an SVG: it costs no time, needs no font, and its bytes are the same on
every machine. ``-O cover=png`` draws the same cover with Pillow for shops and for readers
that show no SVG in their library, such as Kindle.
"""

from __future__ import annotations

from collections.abc import Iterable

from convert import model as m
from convert.errors import UsageError
from convert.exporters.epub.images import Shelf, media_type
from convert.exporters.epub.pages import frame
from convert.exporters.epub.poster import FIELD, HEIGHT, PAPER, WIDTH, Line, Poster, guess, poster
from convert.exporters.xhtml import escape, language_tag, quote
from convert.exporters.xhtml.text import drop_illegal, one_line
from convert.labels import word
from convert.metadata import Metadata
from convert.value import Value


class Cover(Value):
    """The name of the picture inside the book, and the page that shows it."""

    picture: str
    page: str


def cover(choice: str, metadata: Metadata, shelf: Shelf) -> Cover | None:
    """``choice`` is 'auto', 'png', 'none' or a file; the picture is put on the ``shelf``.

    Raises ``UsageError`` for a file that is no picture, ``MissingDependency`` when a PNG is
    asked for and Pillow or a font for its letters is missing.
    """
    if choice == "none":
        return None
    if choice not in ("auto", "png"):
        return _page(shelf.take(_file(choice)), metadata, ())
    if metadata.cover and (name := shelf.path(m.Image(metadata.cover))):
        credits = [shelf.credit(metadata.cover)]
        credits += [r.statement for r in metadata.rights if r.applies_to == "cover"]
        return _page(name, metadata, dict.fromkeys(filter(str.strip, credits)))
    return _page(shelf.take(_made(choice, metadata)), metadata, ())


def svg(made: Poster) -> str:
    """A generated cover as a drawing whose letters are text."""
    lines = "\n".join(_text(line) for line in made.lines)
    return drop_illegal(f"""<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" \
viewBox="0 0 {WIDTH} {HEIGHT}" font-family="serif" xml:lang="{made.language}" \
direction="{made.direction}">
<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>
<rect width="{WIDTH}" height="{FIELD}" fill="{made.colour}"/>
{lines}
</svg>
""")[0]


def _text(line: Line) -> str:
    weight = ' font-weight="bold"' if line.bold else ""
    place = f'x="{line.x}" y="{line.y}" font-size="{line.size}" fill="{line.colour}"{weight}'
    return f"<text {place}>{escape(line.text)}</text>"


def _made(choice: str, metadata: Metadata) -> m.Resource:
    if choice == "png":
        from convert.exporters.epub.painting import png

        data = png(metadata)
        return m.Resource("cover", "image/png", lambda: data)
    drawing = svg(poster(metadata, guess)).encode()
    return m.Resource("cover", "image/svg+xml", lambda: drawing)


def _file(path: str) -> m.Resource:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise UsageError(f"the cover {path} cannot be read: {error.strerror}") from None
    kind = media_type(data)
    if not kind:
        raise UsageError(f"the cover {path} is no PNG, JPEG, GIF, WebP or plain SVG picture")
    return m.Resource("cover", kind, lambda: data)


def _page(name: str, metadata: Metadata, credits: Iterable[str]) -> Cover:
    language = language_tag(metadata.language)
    title = one_line(metadata.title) or word("untitled", language)
    alt = word("comma", language).join((title, *metadata.agents("aut", "cre")[:4]))
    lines = "".join(f'<p class="credit">{escape(credit)}</p>\n' for credit in credits)
    body = (
        '<section epub:type="cover" class="cover">\n'
        f'<img src="{name}" alt="{quote(alt)}" role="doc-cover"/>\n{lines}</section>\n'
    )
    return Cover(name, frame(word("cover", language), language, body))
