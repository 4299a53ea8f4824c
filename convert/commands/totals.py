"""What a person reads when a library is done: what was made, what was lost, what failed."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence

from convert.commands.progress import event
from convert.commands.shared import say
from convert.diagnostics import CODES, Diagnostic
from convert.library.book import Library
from convert.library.made import Outcome
from convert.pipeline import Report
from convert.reporting import many

MOST = 20
"""Failed pages that are told one by one."""


class Totals:
    """Counts while the work goes on; holds no page."""

    def __init__(self, given: Namespace) -> None:
        self.given, self.output = given, given.output
        self.pages = self.files = self.kept = self.images = self.claims = 0
        self.codes: Counter[str] = Counter()
        self.failed: list[str] = []

    def book(self, library: Library, reports: Sequence[Report]) -> None:
        """A library that became one file, or several volumes."""
        self.pages, self.files = library.pages, len(reports)
        self.losses(library.losses)
        for report in reports:
            self.images += report.images
            self.claims += report.verdict.claims
            self.losses(report.diagnostics)
        self.failed += library.errors.values()

    def page(self, outcome: Outcome) -> None:
        """A page that became files."""
        self.pages += 1
        done = [made for made in (*outcome.made, *outcome.unchanged) if not made.error]
        self.files += len(done)
        self.kept += len(outcome.unchanged)
        self.images += sum(made.images for made in done)
        self.claims += sum(made.claims for made in done)
        self.losses(loss for made in done for loss in made.diagnostics)
        told = [outcome.error, *(made.error for made in outcome.made)]
        faults = list(dict.fromkeys(filter(None, told)))
        self.failed += [_apart(fault, outcome.path) for fault in faults]
        if self.given.json:
            files = {made.file: made.sha256 for made in done}
            event("page", source=outcome.path, files=files, errors=faults)

    def losses(self, losses: Iterable[Diagnostic]) -> None:
        """What was lost, however it came to that."""
        for loss in losses:
            self.codes[loss.code] += 1
            if self.given.verbose and not self.given.json:
                say(str(loss))

    def tell(self, seconds: float) -> None:
        """The closing summary; failures are told also when all else is quiet."""
        if self.given.json:
            event("done", output=self.output, seconds=round(seconds, 2), **self._counts())
            return
        for line in self.failed[:MOST]:
            say(f"failed  {line}")
        if len(self.failed) > MOST:
            say(f"failed  … and {len(self.failed) - MOST} more")
        if self.given.quiet:
            return
        for code, count in sorted(self.codes.items()):
            say(f"{code}  {count:>6} × {CODES[code]}")
        if self.codes and not self.given.verbose:
            say("-v names each of them, with its file and line")
        say(f"{self.output}: {self._line()}; {seconds:.1f} s")

    def _line(self) -> str:
        parts = [many(self.pages, "document"), many(self.files, "file")]
        parts += [f"{self.kept} of them unchanged"] if self.kept else []
        parts += [many(self.images, "image"), f"{many(self.claims, 'claim')} proven"]
        return ", ".join([*parts, *([f"{len(self.failed)} failed"] if self.failed else [])])

    def _counts(self) -> dict[str, object]:
        return {
            "pages": self.pages,
            "files": self.files,
            "unchanged": self.kept,
            "images": self.images,
            "claims": self.claims,
            "diagnostics": dict(sorted(self.codes.items())),
            "failed": self.failed,
        }


def _apart(fault: str, path: str) -> str:
    """A fault with the path it is about, once."""
    return fault if fault.startswith(f"{path}:") else f"{path}: {fault}"
