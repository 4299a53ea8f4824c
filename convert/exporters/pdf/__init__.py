"""A publication as a tagged PDF, laid out by WeasyPrint."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Annotated

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.errors import MissingDependency, UsageError
from convert.exporters.pdf import fonts
from convert.exporters.pdf.choice import choose
from convert.exporters.pdf.engine import BOOK, Files, Finisher, engine, render
from convert.exporters.pdf.metadata import Description, info, joined, xmp
from convert.exporters.pdf.pages import Part, book, bookmarks, parts
from convert.exporters.pdf.paper import page_rules, paper
from convert.exporters.pdf.structure import attach, describe, mend_links, mend_lists, mend_notes
from convert.exporters.pdf.text import name, normalise
from convert.exporters.pdf.tree import parse
from convert.exporters.xhtml import Page, Style, language_tag
from convert.exporters.xhtml.text import encode
from convert.formats import Place
from convert.labels import word
from convert.ledger import Kind
from convert.metadata import Metadata
from convert.styles import sheet
from convert.value import Value

FONT = "font"


class Pdf(Value):
    """PDF/UA-1 for paper and screen, its letters checked against the installed fonts."""

    page: Annotated[str, "A4, A5, Letter, 6in, or a size such as 120mmx180mm"] = "A5"
    contents: Annotated[str, "title page and contents: yes, no, or auto for longer works"] = "auto"
    font: Annotated[str, "a font file that is set before all installed fonts"] = ""
    engine: Annotated[str, "weasyprint, typst, or auto: WeasyPrint if its libraries are here"] = (
        "auto"
    )
    indent: Annotated[bool, "typst: indent paragraphs instead of parting them"] = False
    missing_glyphs: Annotated[str, "error, warn or ignore: characters that no font has"] = "error"

    name = "pdf"
    suffix = ".pdf"
    media_type = "application/pdf"
    places = dict.fromkeys(Kind, Place.BOTH)
    embeds_images = True

    def export(self, publication: m.Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write the publication. Raises ``MissingDependency`` for a font or a library that
        is missing, ``UsageError`` for an option."""
        size, contents, missing = paper(self.page), self._contents(), self._missing()
        chosen, told = choose(self.engine)
        if chosen == "typst":
            from convert.exporters.pdf import typst

            layout = typst.Layout(size, contents, self.indent, self.font, missing)
            return (*told, *typst.export(publication, layout, output))
        files, metadata = _files(publication, self.font), publication.metadata
        images = _images(publication)
        style = Style("floats", image=lambda image: images.get(image.url))
        found = tuple(parts(publication, style))
        written = tuple(part.page for part in found)
        levels = [part.level for part in found]
        html, dropped = normalise(book(metadata, written, contents, levels))
        unknown = missing(fonts.missing((html,), self.font))
        css = page_rules(size, _languages(metadata, written), BOOK + FONT if self.font else "")
        tree = parse(html, word("image", metadata.language), size.measure)
        broken = render(
            tree,
            css + sheet("print.css") + bookmarks(levels),
            files,
            _finisher(metadata, found),
            output,
        )
        losses = tuple(loss for page in written for loss in page.diagnostics)
        return (*losses, *dropped, *unknown, *broken)

    def _contents(self) -> bool | None:
        known = {"auto": None, "yes": True, "no": False}
        return known[_one_of("contents", self.contents, tuple(known))]

    def _missing(self) -> Callable[[str], tuple[Diagnostic, ...]]:
        """What is done about characters that no font has."""
        known = {"error": _refuse, "warn": _warn, "ignore": lambda letters: ()}
        return known[_one_of("missing_glyphs", self.missing_glyphs, tuple(known))]


def _one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UsageError(f"option {option} is one of {', '.join(known)}, not {value!r}")
    return value


def _refuse(letters: str) -> tuple[Diagnostic, ...]:
    if letters:
        raise MissingDependency(fonts.advice(letters))
    return ()


def _warn(letters: str) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic("x-004", f"{letter} {name(letter)}") for letter in letters)


def _images(publication: m.Publication) -> dict[str, str]:
    """The address of each picture of the book, by its name."""
    return {
        resource.name: BOOK + _key(resource)
        for resource in publication.resources
        if resource.media_type.startswith("image/")
    }


def _key(resource: m.Resource) -> str:
    return f"picture/{encode(resource.name)}"


def _files(publication: m.Publication, font: str) -> Files:
    files = {
        _key(resource): (resource.media_type, resource.load) for resource in publication.resources
    }
    if font:
        try:
            with open(font, "rb") as file:
                content = file.read()
        except OSError as error:
            raise UsageError(f"the font cannot be read: {error}") from error
        files[FONT] = ("font/otf", lambda: content)
    return files


def _languages(metadata: Metadata, written: tuple[Page, ...]) -> tuple[str, ...]:
    return (language_tag(metadata.language), *(page.language for page in written))


def _finisher(metadata: Metadata, found: tuple[Part, ...]) -> Finisher:
    """Adds all that WeasyPrint does not write: tags put right, metadata, the records."""
    rights = (*metadata.rights, *(right for part in found for right in part.rights))

    def finish(pdf: object) -> None:
        producer = f"WeasyPrint {engine().VERSION}"
        description = Description(metadata, tuple(dict.fromkeys(rights)), producer)
        mend_links(pdf)
        mend_lists(pdf)
        mend_notes(pdf)
        describe(pdf, xmp(description), info(description))
        attach(pdf, joined([part.record for part in found]))

    return finish
