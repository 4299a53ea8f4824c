"""The command: arguments in, exit code out; the only file that prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from convert.diagnostics import summary
from convert.errors import BatchError, ConvertError, UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from convert.model import Document
    from convert.pipeline import Report

EXIT_CODES = """\
exit codes:
  0 done                       4 output not written
  1 a bug, please report it    5 a claim would be lost
  2 wrong use                  6 something to install is missing
  3 source unreadable          7 part of a batch failed
"""


def run(arguments: Sequence[str]) -> int:
    """Run one command; every error becomes one clear line and its exit code."""
    name = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    try:
        return COMMANDS[name](arguments[1:] if name else arguments)
    except ConvertError as error:
        _say(f"pubconvert: {error}")
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        _say("pubconvert: interrupted; nothing was left half-written")
        return 130


# ── pubconvert SOURCE... -o OUTPUT ──────────────────────────────────────────────────────


def _convert(arguments: Sequence[str]) -> int:
    given = _convert_parser().parse_args(arguments)
    if _is_folder(given.output):
        return _convert_each(given)
    output = sys.stdout.buffer if given.output == "-" else given.output
    _export(given, _read_all(given), output, given.to)
    return 0


def _convert_each(given: Namespace) -> int:
    """One file for each source and format; a failing one does not stop the others."""
    if not given.to:
        raise UsageError(f"{given.output}: which formats? Name them, as in -t epub,pdf,text")
    os.makedirs(given.output, exist_ok=True)
    failed: list[ConvertError] = []
    for source, name in _names(given.sources).items():
        try:
            document = _read_all(given, [source])
        except ConvertError as error:
            failed.append(_failure(error))
            continue
        for format in given.to.split(","):
            failed += _convert_one(given, document, name, format)
    if failed and len(given.sources) * len(given.to.split(",")) == 1:
        return failed[0].exit_code
    return BatchError.exit_code if failed else 0


def _convert_one(
    given: Namespace, documents: list[Document], name: str, format: str
) -> list[ConvertError]:
    from convert import registry

    try:
        suffix = registry.load("exporters", format).suffix
        _export(given, documents, os.path.join(given.output, name + suffix), format)
    except ConvertError as error:
        return [_failure(error)]
    return []


def _export(given: Namespace, documents: list[Document], output: Any, format: str) -> None:
    from convert.fetch.command import illustrate
    from convert.pipeline import format_of, publish
    from convert.volumes import export_volumes

    name = format or format_of(output if isinstance(output, str) else "")
    publication, images = illustrate(publish(documents, _pairs(given.metadata)), given, name)
    made = export_volumes(
        publication, output, given.volume_size, name, images=images, options=_pairs(given.option)
    )
    for report in made:
        _tell(report, given)


def _failure(error: ConvertError) -> ConvertError:
    _say(f"pubconvert: {error}")
    return error


def _read_all(given: Namespace, sources: Sequence[str] | None = None) -> list[Document]:
    from convert.pipeline import read
    from convert.sources import open_source, read_stream

    opened = [
        read_stream(sys.stdin.buffer, given.encoding)
        if path == "-"
        else open_source(path, given.encoding)
        for path in sources or given.sources
    ]
    given.paths.update((source.digest, source.path) for source in opened if source.path)
    options = _pairs(given.reader_option) | ({"site": given.site} if given.site else {})
    return [read(source, reader=given.reader, **options) for source in opened]


def _names(sources: Iterable[str]) -> dict[str, str]:
    """A name for the outputs of each source, from its stem; a second use of one gets -2."""
    names: dict[str, str] = {}
    for source in sources:
        stem = os.path.splitext(os.path.basename(source))[0] if source != "-" else "stdin"
        count = sum(name == stem or name.startswith(f"{stem}-") for name in names.values())
        names[source] = f"{stem}-{count + 1}" if count else stem
    return names


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


def _convert_parser() -> ArgumentParser:
    parser = _parser("pubconvert", "Convert sources into a book; several make one publication.")
    parser.usage = (
        "pubconvert SOURCE... -o OUTPUT [-f READER] [-t FORMAT] [--metadata KEY=VALUE]...\n"
        "       pubconvert audit FILE... [--source SOURCE] [--json]\n"
        "       pubconvert inspect SOURCE [--json] [--removed]\n"
        "       pubconvert formats [--json]\n"
        "       pubconvert cache info|clear [--cache DIR]"
    )
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="a file, - for standard input")
    parser.add_argument(
        "-o", "--output", required=True, help="a file, whose suffix picks the format; - for "
        "standard output; or a folder (there, or ending in /) for a file per source and format",
    )  # fmt: skip
    parser.add_argument("-t", "--to", default="", metavar="FORMAT", help="epub, pdf, text, …")
    pair: Any = {"action": "append", "default": [], "metavar": "KEY=VALUE"}
    stated = "state what the sources do not: title, author, translator, language, licence, …"
    parser.add_argument("-m", "--metadata", **pair, help=stated)
    listed = "an option of the format; pubconvert formats lists them"
    parser.add_argument("-O", "--option", **pair, help=listed)
    parser.add_argument(
        "--volume-size", default="", metavar="N|NMB", help="write volumes of so much"
    )
    _reading(parser)
    from convert.fetch.command import add_options

    add_options(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="only errors")
    parser.add_argument("-v", "--verbose", action="store_true", help="every diagnostic")
    return parser


def _reading(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-f", "--from", dest="reader", default="", metavar="READER",
        help="gitbook, commonmark, python_markdown, …; chosen by content when left out",
    )  # fmt: skip
    parser.add_argument(
        "-I", "--reader-option", action="append", default=[], metavar="KEY=VALUE",
        help="an option of the reader",
    )  # fmt: skip
    parser.add_argument("--site", default="", metavar="FILE", help="a profile: docs/sites.md")
    parser.add_argument("--encoding", default="", help="of the sources; UTF-8 when left out")
    parser.set_defaults(paths={})


def _tell(report: Report, given: Namespace) -> None:
    if given.quiet:
        return
    for line in summary(report.diagnostics, every=given.verbose):
        _say(line)
    count = report.verdict.claims
    if report.output:
        _say(f"{report.output}: {report.format}, {count} claim{'s'[: count != 1]} proven")


# ── pubconvert audit FILE... ────────────────────────────────────────────────────────────


def _audit(arguments: Sequence[str]) -> int:
    parser = _parser("pubconvert audit", "Say what files tell of themselves, and what they lost.")
    parser.add_argument("files", metavar="FILE", nargs="+")
    parser.add_argument("--source", action="append", default=[], help="what the file was made from")
    parser.add_argument("-t", "--to", default="", metavar="FORMAT", help="format of the files")
    parser.add_argument("--json", action="store_true")
    _reading(parser)
    given = parser.parse_args(arguments)
    from convert import reporting
    from convert.pipeline import audit

    reports = []
    for file in given.files:
        documents = _read_all(given, given.source) if given.source else []
        reports.append(audit(file, documents, format=given.to))
    print(reporting.audits_json(reports) if given.json else reporting.audits(reports))
    return 0 if all(report.verdict.survives for report in reports) else 5


# ── pubconvert inspect SOURCE ───────────────────────────────────────────────────────────


def _inspect(arguments: Sequence[str]) -> int:
    parser = _parser("pubconvert inspect", "Show what is read from a source.")
    parser.add_argument("source", metavar="SOURCE")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")
    parser.add_argument("--json-ld", action="store_true", help="the schema.org record")
    parser.add_argument("--removed", action="store_true", help="what was cut as clutter, and why")
    _reading(parser)
    given = parser.parse_args(arguments)
    from convert import reporting

    (document,) = _read_all(given, [given.source])
    if given.json_ld:
        from convert.record import dumps

        print(dumps(document), end="")
    elif given.json:
        print(reporting.document_json(document))
    else:
        print(reporting.removed(document) if given.removed else reporting.document(document))
    for diagnostic in document.diagnostics:
        _say(str(diagnostic))
    return 0


# ── pubconvert formats ──────────────────────────────────────────────────────────────────


def _formats(arguments: Sequence[str]) -> int:
    parser = _parser("pubconvert formats", "List readers, formats, witnesses and sites.")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    from convert import reporting

    print(reporting.formats_json() if given.json else reporting.formats())
    return 0


# ── pubconvert cache ────────────────────────────────────────────────────────────────────


def _cache(arguments: Sequence[str]) -> int:
    from convert.fetch.command import cache

    print(cache(_parser("pubconvert cache", "The images that were fetched."), arguments))
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "": _convert, "audit": _audit, "inspect": _inspect, "formats": _formats,
    "cache": _cache,
}  # fmt: skip


# ── shared ──────────────────────────────────────────────────────────────────────────────


def _parser(name: str, description: str) -> ArgumentParser:
    from argparse import ArgumentParser, HelpFormatter, RawDescriptionHelpFormatter

    from convert import __version__

    def page(prog: str) -> HelpFormatter:
        return RawDescriptionHelpFormatter(prog, width=96)  # asking the terminal costs 5 ms

    parser = ArgumentParser(
        name, description=description, epilog=EXIT_CODES, formatter_class=page, allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"pubconvert {__version__}")
    return parser


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """KEY=VALUE arguments as a dictionary; the same key twice is joined by '; '."""
    pairs: dict[str, str] = {}
    for argument in given:
        key, equals, value = argument.partition("=")
        if not equals:
            raise UsageError(f"{argument!r} is not KEY=VALUE")
        pairs[key] = f"{pairs[key]}; {value}" if key in pairs else value
    return pairs


def _say(line: str) -> None:
    print(line, file=sys.stderr)
