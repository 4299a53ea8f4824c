"""What each format costs: its files and their lines, comments and blank lines included.

Usage: python benchmarks/format_sizes.py, which prints the table of docs/formats.md.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
FORMATS = ("epub", "pdf", "text", "html", "markdown", "json", "pandoc")
PARTS = ("exporters/{0}*", "witnesses/{0}*", "readers/{0}*")
READERS = {"markdown": "readers/own_markdown*"}
"""A reader that is called otherwise than its format."""
TESTS = {"text": ("test_text*", "test_wrap*")}
EXAMPLE = ROOT / "examples" / "new_format"


def main() -> None:
    print("| format | exporter | witness | reader | tests |")
    print("|---|---|---|---|---|")
    for name in FORMATS:
        exporter, witness, reader = (part.format(name) for part in PARTS)
        parts = [_found("convert", exporter), _found("convert", witness)]
        parts.append(_found("convert", READERS.get(name, reader)))
        parts.append(_found("tests", *TESTS.get(name, (f"test_{name}*",))))
        print(f"| `{name}` |", " | ".join(map(_said, parts)), "|")
    package = EXAMPLE / "pubconvert_gemtext"
    files = [[package / "exporter.py"], [package / "witness.py"], [], _code(EXAMPLE / "tests")]
    print("| `gemtext`, the example |", " | ".join(map(_said, files)), "|")
    print("\nshared by epub, pdf and html:", _said(_found("convert", "exporters/xhtml")))


def _found(folder: str, *patterns: str) -> list[Path]:
    """The Python files that the patterns name, those inside folders too."""
    found = [path for pattern in patterns for path in (ROOT / folder).glob(pattern)]
    return [file for path in found for file in (_code(path) if path.is_dir() else [path])]


def _code(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in (".py", ".typ")]


def _said(files: list[Path]) -> str:
    lines = sum(len(path.read_text("utf-8").splitlines()) for path in files)
    return f"{lines:,} in {len(files)} file{'s'[: len(files) != 1]}" if files else "—"


if __name__ == "__main__":
    main()
