"""``pubconvert audit FILE...``"""

from __future__ import annotations

from collections.abc import Sequence

from convert.commands.shared import add_reading, parser, read_all, show


def main(arguments: Sequence[str]) -> int:
    """What files say of themselves, and with a source what they lost: then the code is 5."""
    options = parser("pubconvert audit", "Say what files tell of themselves, and what they lost.")
    options.add_argument("files", metavar="FILE", nargs="+")
    options.add_argument(
        "--source", action="append", default=[], help="what the file was made from"
    )
    options.add_argument("-t", "--to", default="", metavar="FORMAT", help="format of the files")
    options.add_argument("--json", action="store_true")
    add_reading(options)
    given = options.parse_args(arguments)
    from convert import reporting
    from convert.pipeline import audit

    reports = []
    for file in given.files:
        documents = read_all(given, given.source) if given.source else []
        reports.append(audit(file, documents, format=given.to))
    show(reporting.audits_json(reports) if given.json else reporting.audits(reports))
    return 0 if all(report.verdict.survives for report in reports) else 5
