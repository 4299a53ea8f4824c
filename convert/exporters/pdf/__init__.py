"""A publication as a tagged PDF, laid out by WeasyPrint or by Typst."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Annotated, TypeVar

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.errors import MissingDependency, UsageError
from convert.exporters.pdf.paper import paper
from convert.formats import Place
from convert.ledger import Kind
from convert.value import Value

T = TypeVar("T")
Missing = Callable[[str], tuple[Diagnostic, ...]]
"""What is done about characters that no font has."""


class Pdf(Value):
    """PDF/UA-1 for paper and screen, its letters checked against the installed fonts."""

    page: Annotated[str, "A4, A5, Letter, 6in, or a size such as 120mmx180mm"] = "A5"
    contents: Annotated[str, "title page and contents: yes, no, or auto for longer works"] = "auto"
    paragraphs: Annotated[str, "spaced, or indent as in a printed book"] = "spaced"
    links: Annotated[str, "inline, or notes: the addresses as footnotes, for paper"] = "inline"
    font: Annotated[str, "a font file, or several with commas, set before all others"] = ""
    engine: Annotated[str, "weasyprint, typst, or auto: WeasyPrint if its libraries are here"] = (
        "auto"
    )
    missing_glyphs: Annotated[str, "error, warn or ignore: characters that no font has"] = "error"
    archive: Annotated[bool, "PDF/A-3a as well as PDF/UA-1"] = False
    attach: Annotated[tuple[str, ...], "files to attach, such as the source"] = ()
    piece_size: Annotated[int, "characters of markup laid out at a time; less, less memory"] = (
        60_000
    )
    jobs: Annotated[int, "processes that share the work; 0: one for each processor"] = 0
    seconds: Annotated[int, "the time that each piece may take; 0: any"] = 300
    memory: Annotated[int, "the megabytes that a process may hold; 0: any"] = 2000

    name = "pdf"
    suffix = ".pdf"
    media_type = "application/pdf"
    places = dict.fromkeys(Kind, Place.BOTH)
    embeds_images = True

    def export(self, publication: m.Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write the publication. Raises ``MissingDependency`` for a font or a library that
        is missing, ``UsageError`` for an option, ``OutputError`` for an article that cannot
        be laid out."""
        from convert.exporters.pdf.choice import choose

        self._check_numbers()
        size, missing = paper(self.page), _one_of("missing_glyphs", self.missing_glyphs, _MISSING)
        contents = _one_of("contents", self.contents, {"auto": None, "yes": True, "no": False})
        indent = _one_of("paragraphs", self.paragraphs, {"spaced": False, "indent": True})
        noted = _one_of("links", self.links, {"inline": False, "notes": True})
        engine, told = choose(self.engine)
        if engine == "typst":
            from convert.exporters.pdf.typst.book import Layout
            from convert.exporters.pdf.typst.export import export

            layout = Layout(
                paper=size,
                contents=contents,
                indent=indent,
                noted=noted,
                font=self.font,
                missing=missing,
                attached=self.attach,
                piece_size=30 * self.piece_size,
                seconds=self.seconds,
                memory=self.memory,
            )
            return (*told, *export(publication, layout, output))
        from convert.exporters.pdf.volume import Volume, write

        volume = Volume(
            paper=size,
            contents=contents,
            indent=indent,
            noted_links=noted,
            missing=missing,
            font=self.font,
            archive=self.archive,
            attached=self.attach,
            piece_size=self.piece_size,
            jobs=self.jobs,
            seconds=self.seconds,
            memory=self.memory,
        )
        return write(publication, volume, output)

    def _check_numbers(self) -> None:
        for name, least in {"piece_size": 1, "jobs": 0, "seconds": 0, "memory": 0}.items():
            if getattr(self, name) < least:
                raise UsageError(f"option {name} is at least {least}, not {getattr(self, name)}")


def _one_of(option: str, value: str, known: dict[str, T]) -> T:
    if value not in known:
        raise UsageError(f"option {option} is one of {', '.join(known)}, not {value!r}")
    return known[value]


def _refuse(letters: str) -> tuple[Diagnostic, ...]:
    if letters:
        from convert.exporters.pdf.fonts import advice

        raise MissingDependency(advice(letters))
    return ()


def _warn(letters: str) -> tuple[Diagnostic, ...]:
    from convert.exporters.pdf.fonts import named

    return tuple(Diagnostic("x-004", named(letter)) for letter in letters)


_MISSING: dict[str, Missing] = {"error": _refuse, "warn": _warn, "ignore": lambda letters: ()}
