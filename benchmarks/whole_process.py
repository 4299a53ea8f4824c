"""One article to EPUB and to text, whole process, against pandoc in the same run.

    python benchmarks/whole_process.py [ARTICLE] [--runs 15]

Runs alternate, so that a busy machine slows both; figures are medians. Needs the package
``pypandoc_binary`` for the peer.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = next((Path(__file__).parent.parent / "seeds" / "flat").glob("*.txt"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("article", nargs="?", default=str(SEED))
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for suffix, target in ((".epub", "epub3"), (".txt", "plain")):
            output = str(Path(folder) / f"book{suffix}")
            ours = [pubconvert(), given.article, "-q", "-o", output]
            theirs = [pandoc(), "-f", "gfm", given.article, "-t", target, "-o", output]
            report(suffix, *alternating(ours, theirs, given.runs))


def alternating(ours: list[str], theirs: list[str], runs: int) -> tuple[float, float]:
    """Median seconds of both commands."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs + 1):
        for command, taken in zip((ours, theirs), seconds, strict=True):
            start = time.perf_counter()
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            taken.append(time.perf_counter() - start)
    return statistics.median(seconds[0][1:]), statistics.median(seconds[1][1:])


def report(suffix: str, ours: float, theirs: float) -> None:
    print(
        f"article → {suffix:<6} pubconvert {ours * 1000:4.0f} ms  pandoc {theirs * 1000:4.0f} ms  "
        f"ratio {theirs / ours:.2f}"
    )


def pubconvert() -> str:
    return str(Path(sys.executable).with_name("pubconvert"))


def pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


if __name__ == "__main__":
    main()
