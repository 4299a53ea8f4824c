"""``pubconvert formats``"""

from __future__ import annotations

from collections.abc import Sequence

from convert.commands.shared import parser, show


def main(arguments: Sequence[str]) -> int:
    """Every reader, format, witness and site there is."""
    options = parser("pubconvert formats", "List readers, formats, witnesses and sites.")
    options.add_argument("--json", action="store_true")
    given = options.parse_args(arguments)
    from convert import catalogue

    show(catalogue.formats_json() if given.json else catalogue.formats())
    return 0
