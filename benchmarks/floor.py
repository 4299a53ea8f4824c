"""The least a book can cost: read the files, parse them in C, zip the bytes.

    python benchmarks/floor.py TARGET FILE...

No model, no clean-up, no credits, no proof: what is above this is our own work.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from pyromark import html


def main(target: str, sources: list[str]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        for source in sources:
            book.writestr(f"{Path(source).stem}.xhtml", html(Path(source).read_text("utf-8")))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
