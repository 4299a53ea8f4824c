"""How a book looks: the style sheets its options ask for."""

from __future__ import annotations

from convert.errors import UsageError, reason
from convert.exporters.font_files import Font
from convert.styles import sheet

PARAGRAPHS = ("spaced", "indent")
MODES = ("horizontal-tb", "vertical-rl")


def styles(paragraphs: str, writing_mode: str, css: str, font: Font | None) -> str:
    """The built-in style sheet, what the options add, and last a file of the user's."""
    added = [sheet("book.css")]
    if _one_of("paragraphs", paragraphs, PARAGRAPHS) == "indent":
        added.append(sheet("book-indent.css"))
    if _one_of("writing_mode", writing_mode, MODES) == "vertical-rl":
        added.append(sheet("book-vertical.css"))
    if font:
        added.append(_face(font))
    if css:
        added.append(_read(css))
    return "\n".join(added)


def _face(font: Font) -> str:
    return (
        f'@font-face {{ font-family: "Book"; src: url("{font.name}"); }}\n'
        'body { font-family: "Book", serif; }\n'
    )


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UsageError(f"{name} is {' or '.join(known)}, not {value!r}")
    return value


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the style sheet {path} cannot be read: {reason(error)}") from None
