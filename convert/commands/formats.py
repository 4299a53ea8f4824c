"""``pubconvert formats``"""

from __future__ import annotations

from collections.abc import Sequence

from convert.commands.shared import parser, show


def main(arguments: Sequence[str]) -> int:
    """Every reader, format, witness and site there is."""
    options = parser("pubconvert formats", "List readers, formats, witnesses and sites.")
    options.add_argument("names", metavar="NAME", nargs="*", help="only what is called so")
    options.add_argument("--json", action="store_true")
    given = options.parse_args(arguments)
    from convert import catalogue

    if given.json:
        show(catalogue.formats_json(given.names))
    else:
        show(catalogue.formats(given.names, _taken(), _columns()))
    return 0


def _taken() -> set[str]:
    from convert.commands.convert import command_line
    from convert.commands.flags import own

    return own(command_line())


def _columns() -> int:
    """Of the terminal; lines longer than 100 are hard to read."""
    from shutil import get_terminal_size

    return max(40, min(get_terminal_size().columns, 100))
