"""What all commands share: the parser, the sources, how things are said."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NoReturn

from convert.errors import OutputError, SourceError, UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from convert.formats import Source
    from convert.model import Document
    from convert.pipeline import Report

EXIT_CODES = """\
exit codes:
  0 done                       4 output not written
  1 a bug, please report it    5 a claim would be lost
  2 wrong use                  6 something to install is missing
  3 source unreadable          7 part of a batch failed
"""


CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}
"""What a terminal takes for commands: file names of strangers may hold them."""


def say(line: str) -> None:
    """To standard error: what is no result."""
    print(line.translate(CONTROLS), file=sys.stderr)


def show(text: str, end: str = "\n") -> None:
    """To standard output: a result. Raises ``OutputError`` when it takes no more."""
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}") from None


def tell(report: Report, given: Namespace) -> None:
    """What a person reads of a file that is in place."""
    from convert.diagnostics import summary

    if given.quiet:
        return
    for line in summary(report.diagnostics, every=given.verbose):
        say(line)
    count = report.verdict.claims
    proof = f"{count} claim{'s'[: count != 1]} proven" if report.proven else "unproven"
    if report.output:
        say(f"{report.output}: {report.format}, {proof}")


@contextmanager
def place(output: str) -> Iterator[str | IO[bytes]]:
    """Where a file goes: a path, standard output for '-', or a URL, which gets it at the end."""
    if output == "-":
        if sys.stdout is None:
            raise OutputError("standard output is closed")
        yield sys.stdout.buffer
        return
    if "://" not in output:
        yield output
        return
    from io import BytesIO

    from convert.library import remote

    buffer = BytesIO()
    yield buffer
    remote.write(output, buffer.getvalue())


def address(output: str) -> str:
    """A path as it is from everywhere, or a URL; what is made there is noted under it."""
    return output.rstrip("/") if "://" in output else os.path.abspath(output)


def check_place(output: str) -> None:
    """Raises ``OutputError`` when nothing can be written there, before any work is done."""
    from convert import files
    from convert.library import remote

    if "://" in output:
        remote.check(output)
    elif is_folder(output):
        files.check_folder(output)
    elif output != "-":
        files.check(output)


def formats(given: Namespace) -> tuple[str, ...]:
    """Those named with ``--to``, parted by commas."""
    return tuple(name.strip() for name in given.to.split(",") if name.strip())


def format_of_file(given: Namespace) -> str:
    """The format of an output that is one file: what ``--to`` names, or its suffix."""
    from convert.pipeline import format_of

    if len(formats(given)) > 1:
        raise UsageError(f"{given.output}: is one file; several formats go to {given.output}/")
    named = "".join(formats(given))
    return named or format_of(given.output.removeprefix("-"))


def is_folder(output: str) -> bool:
    """Whether an output is to hold several files."""
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


def parser(name: str, description: str) -> ArgumentParser:
    """The parser of one command."""
    from argparse import ArgumentParser, HelpFormatter, RawDescriptionHelpFormatter

    from convert import __version__

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise UsageError(f"{message}; {name} --help tells more")

    def page(prog: str) -> HelpFormatter:
        return RawDescriptionHelpFormatter(prog, width=96)  # asking the terminal costs 5 ms

    found = Parser(
        name, description=description, epilog=EXIT_CODES, formatter_class=page, allow_abbrev=False
    )
    found.add_argument("--version", action="version", version=f"pubconvert {__version__}")
    return found


def add_reading(parser: ArgumentParser) -> None:
    """The options that say how sources are read."""
    parser.add_argument(
        "-f", "--from", dest="reader", default="", metavar="READER",
        help="gitbook, commonmark, python_markdown, …; chosen by content when left out",
    )  # fmt: skip
    parser.add_argument(
        "-I", "--reader-option", action="append", default=[], metavar="KEY=VALUE",
        help="an option of the reader",
    )  # fmt: skip
    parser.add_argument("--site", default="", metavar="FILE", help="a profile: docs/sites.md")
    parser.add_argument(
        "--from-encoding", dest="encoding", default="", metavar="NAME",
        help="of the sources; UTF-8 when left out",
    )  # fmt: skip
    parser.add_argument(
        "--allow-private-hosts", action="store_true", help="fetch from this machine and its network"
    )
    parser.set_defaults(paths={})


def reading_options(given: Namespace) -> dict[str, str]:
    """The options of the reader."""
    return pairs(given.reader_option) | ({"site": given.site} if given.site else {})


def read_all(given: Namespace, sources: Sequence[str] | None = None) -> list[Document]:
    """The documents of ``sources``, those of the command line when left out."""
    from convert.pipeline import read

    opened = [_opened(given, path) for path in sources or given.sources]
    given.paths.update((source.digest, source.path) for source in opened if source.path)
    options = reading_options(given)
    return [read(source, reader=given.reader, **options) for source in opened]


def _opened(given: Namespace, source: str) -> Source:
    from convert.sources import is_address, open_source

    if source == "-":
        return _standard_input(given.encoding)
    if is_address(source):
        from convert.fetch.page import open_page

        return open_page(source, given.encoding, private=given.allow_private_hosts)
    return open_source(source, given.encoding)


def _standard_input(encoding: str) -> Source:
    from convert.sources import read_stream

    if sys.stdin is None:
        raise SourceError("standard input is closed")
    return read_stream(sys.stdin.buffer, encoding)


def pairs(given: Sequence[str]) -> dict[str, str]:
    """KEY=VALUE arguments as a dictionary; the same key twice is joined by '; '."""
    found: dict[str, str] = {}
    for argument in given:
        key, equals, value = argument.partition("=")
        if not equals:
            raise UsageError(f"{argument!r} is not KEY=VALUE")
        found[key] = f"{found[key]}; {value}" if key in found else value
    return found
