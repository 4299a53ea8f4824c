"""``pubconvert inspect SOURCE``"""

from __future__ import annotations

from collections.abc import Sequence

from convert.commands.shared import add_reading, parser, read_all, say, show


def main(arguments: Sequence[str]) -> int:
    """What is read from a source."""
    options = parser("pubconvert inspect", "Show what is read from a source.")
    options.add_argument("source", metavar="SOURCE")
    options.add_argument("--json", action="store_true", help="as JSON, for programs")
    options.add_argument("--json-ld", action="store_true", help="the schema.org record")
    options.add_argument("--removed", action="store_true", help="what was cut as clutter, and why")
    add_reading(options)
    given = options.parse_args(arguments)
    from convert import reporting

    (document,) = read_all(given, [given.source])
    if given.json_ld:
        from convert.record import dumps

        show(dumps(document), end="")
    elif given.json:
        show(reporting.document_json(document))
    else:
        show(reporting.removed(document) if given.removed else reporting.document(document))
    for diagnostic in document.diagnostics:
        say(str(diagnostic))
    return 0
