"""Typst at arm's length: imported late, given one folder of its own and no network."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from convert.errors import MissingDependency, OutputError

Load = Callable[[], bytes]
Files = Mapping[str, Load]
"""Path below the root -> the bytes when they are asked for."""

STANDARDS = ["a-3a", "ua-1"]
BODY, FRONT = "main.typ", "front.typ"
"""The templates: one for articles, one for what stands before them."""

SHARED = ("page.typ", "frame.typ", "blocks.typ", "inlines.typ")

_NO_GLYPH = re.compile(r"the text `\"((?:[^`\\]|\\.)*)\"` could not be displayed")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_DEPTH = re.compile("maximum .* depth|nested too deeply")
_PICTURE = re.compile("failed to (?:decode image|parse SVG|load linked image)|unknown image format")


class NoGlyph(Exception):
    """No font has these letters."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


class BrokenPicture(Exception):
    """One of the pictures cannot be shown."""


def engine() -> Any:
    """The module ``typst``. Raises ``MissingDependency`` without it."""
    try:
        import typst
    except ImportError as error:
        raise MissingDependency(
            f"the engine typst is missing; pip install 'pubconvert[typst]' ({error})"
        ) from error
    return typst


class Room:
    """A folder that holds the pictures and fonts of one book, and nothing else.

    Typst opens no file outside of it, and asks no network: the template names no package.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.root, self.fonts = os.path.join(folder, "root"), os.path.join(folder, "fonts")
        os.makedirs(self.root, exist_ok=True)
        os.makedirs(self.fonts, exist_ok=True)

    def put(self, files: Files) -> None:
        """Write files below the root."""
        for name, load in files.items():
            with open(os.path.join(self.root, name), "wb") as file:
                file.write(load())

    def use(self, path: str) -> None:
        """Let Typst find a font file; one it has already is not given again."""
        name = os.path.join(self.fonts, path.replace(os.sep, "-"))
        if not os.path.exists(name):
            os.symlink(os.path.abspath(path), name)

    def draw(self, name: str, font: bytes) -> None:
        """Let Typst find a font that was made for this book."""
        with open(os.path.join(self.fonts, name), "wb") as file:
            file.write(font)

    def families(self) -> list[str]:
        """The families of the fonts it was given, by name."""
        return list(engine().Fonts(False, False, [self.fonts]).families())

    def without_glyph(self, letters: str, every: bool) -> str:
        """Those of the letters that no font has."""
        import json

        page = b'#set document(title: "x", date: none)\n#json("letters.json").join([ ])'
        files = {BODY: page, "letters.json": json.dumps(list(letters)).encode()}
        try:
            self._compile(files, ["ua-1"], every)
        except NoGlyph as lack:
            return lack.letters
        return ""

    def shown(self, names: Iterable[str]) -> list[str]:
        """Those of the pictures that Typst can draw, each tried alone."""
        return [name for name in names if self._shows(name)]

    def _shows(self, name: str) -> bool:
        compiler = engine().Compiler(root=self.root, ignore_system_fonts=True)
        try:
            compiler.compile({BODY: f'#image("{name}", alt: "")'.encode()})
        except RuntimeError:
            return False
        return True

    def typeset(self, template: str, data: bytes, every: bool) -> bytes:
        """``template`` with ``data`` as a PDF. ``every``: with all fonts of this machine.

        Raises ``NoGlyph``, ``BrokenPicture``, and ``OutputError`` for anything else.
        """
        files = {name: _template(name) for name in SHARED}
        files |= {BODY: _template(template), "data.json": data}
        return self._compile(files, STANDARDS, every)

    def _compile(self, files: Mapping[str, bytes], standards: list[str], every: bool) -> bytes:
        typst = engine()
        fonts = typst.Fonts(every, True, [self.fonts])
        compiler = typst.Compiler(root=self.root, font_paths=fonts)
        try:
            return bytes(compiler.compile(dict(files), pdf_standards=standards, format="pdf"))
        except RuntimeError as error:
            raise _fault(error) from error


def _template(name: str) -> bytes:
    with open(os.path.join(os.path.dirname(__file__), name), "rb") as file:
        return file.read()


def _fault(error: RuntimeError) -> Exception:
    """The error that says what Typst found."""
    told = f"{error}\n{getattr(error, 'diagnostic', '')}"
    if found := _NO_GLYPH.findall(told):
        return NoGlyph("".join(dict.fromkeys("".join(map(_unescaped, found)))))
    if _PICTURE.search(told):
        return BrokenPicture(str(error))
    if _DEPTH.search(told):
        return OutputError("blocks are nested too deeply for a page")
    return OutputError(f"Typst: {error}")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
