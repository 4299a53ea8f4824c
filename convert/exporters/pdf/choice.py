"""Which engine sets a PDF: WeasyPrint where its libraries are, else Typst."""

from __future__ import annotations

from convert.diagnostics import Diagnostic
from convert.errors import MissingDependency, UsageError
from convert.exporters.pdf import engine as weasyprint

ENGINES = ("auto", "weasyprint", "typst")


def choose(engine: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """'weasyprint' or 'typst', and what is to be said of the choice.

    Raises ``UsageError`` for another name, ``MissingDependency`` when 'auto' finds neither.
    """
    if engine not in ENGINES:
        raise UsageError(f"option engine is one of {', '.join(ENGINES)}, not {engine!r}")
    if engine != "auto":
        return engine, ()
    try:
        weasyprint.engine()
    except (ImportError, MissingDependency) as error:
        return _instead(error)
    return "weasyprint", ()


def _instead(reason: Exception) -> tuple[str, tuple[Diagnostic, ...]]:
    try:
        import typst  # noqa: F401
    except ImportError:
        raise MissingDependency(f"{reason}; or pip install 'pubconvert[typst]'") from reason
    return "typst", (Diagnostic("x-006", str(reason)),)
