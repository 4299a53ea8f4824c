"""Articles into e-books, with every credit, source and right proven to survive.

>>> import os, tempfile
>>> from convert import convert, read
>>> folder = tempfile.mkdtemp()
>>> article = os.path.join(folder, "tea.md")
>>> with open(article, "w") as file:
...     _ = file.write("---\\ntitle: Tea\\nauthor: Mei Lin\\n---\\nPour *slowly*.\\n")
>>> document = read(article)
>>> document.metadata.title, document.metadata.agents("aut")
('Tea', ('Mei Lin',))
>>> report = convert(article, os.path.join(folder, "tea.epub"))
>>> report.format, report.verdict.survives
('epub', True)

``read`` gives the model of one source, ``publish`` joins documents into a publication,
``export`` writes one, ``convert`` does all three, and ``audit`` holds a finished file
against a source. The model itself is in ``convert.model``, the errors are in
``convert.errors``: each is a ``ConvertError``. Nothing is printed, and nothing is asked of the
network unless ``convert`` is given a gallery. Several threads may convert at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convert.errors import ConvertError
    from convert.pipeline import Report, audit, convert, export, publish, read
    from convert.value import replace

__all__ = ["ConvertError", "Report", "audit", "convert", "export", "publish", "read", "replace"]
__version__ = "0.1.0"

_HOMES = {"ConvertError": "convert.errors", "replace": "convert.value"}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used, so that ``import convert`` is free."""
    if name not in __all__:
        raise AttributeError(f"module 'convert' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "convert.pipeline")), name)


def __dir__() -> list[str]:
    """With the public names, imported or not, so that ``help(convert)`` shows them."""
    return sorted({*globals(), *__all__})
