"""``pubconvert SOURCE... -o OUTPUT``"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from convert.commands.flags import parse
from convert.commands.shared import (
    add_reading,
    format_of_file,
    formats,
    is_folder,
    pairs,
    parser,
    place,
    read_all,
    say,
    tell,
)
from convert.errors import BatchError, ConvertError, UsageError
from convert.files import make_folder
from convert.library import WORTH, is_library
from convert.sources import is_address

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from convert.model import Document

USAGE = """\
pubconvert SOURCE... -o OUTPUT [-t FORMAT] [--OPTION-OF-FORMAT VALUE]... [-m KEY=VALUE]...
       pubconvert LIBRARY -o OUTPUT [-t FORMAT] [--select CONDITIONS] [--jobs N] ...
       pubconvert audit FILE... [--source SOURCE] [--json]
       pubconvert inspect SOURCE [--json] [--removed]
       pubconvert formats [NAME...] [--json]
       pubconvert cache info|clear [--cache DIR]"""


def main(arguments: Sequence[str]) -> int:
    """One file of all sources, or a folder with one for each."""
    given = parse(command_line(), arguments)
    if any(map(is_library, given.sources)) or _are_many(given):
        from convert.commands.library import convert_library

        return convert_library(given)
    if is_folder(given.output):
        return _each(given)
    if _are_worth(given):
        from convert.commands.many import convert_many

        return convert_many(given)
    name = format_of_file(given)
    with place(given.output) as output:
        _export(given, read_all(given), output, name)
    return 0


def _are_many(given: Namespace) -> bool:
    """Whether several files are to become files of their own, by as many hands as there are."""
    return len(given.sources) > 1 and is_folder(given.output) and _are_files(given)


def _are_worth(given: Namespace) -> bool:
    """Whether a book has so many sources that several hands make it sooner."""
    return len(given.sources) >= WORTH and _are_files(given)


def _are_files(given: Namespace) -> bool:
    return not any(source == "-" or is_address(source) for source in given.sources)


def _each(given: Namespace) -> int:
    """One file for each source and format; a failing one does not stop the others."""
    if not given.to:
        raise UsageError(f"{given.output}: which formats? Name them, as in -t epub,pdf,text")
    make_folder(given.output)
    failed: list[ConvertError] = []
    for source, name in _names(given.sources).items():
        try:
            document = read_all(given, [source])
        except ConvertError as error:
            failed.append(_failure(error))
            continue
        for format in formats(given):
            failed += _one(given, document, name, format)
    if failed and len(given.sources) * len(formats(given)) == 1:
        return failed[0].exit_code
    return BatchError.exit_code if failed else 0


def _one(given: Namespace, documents: list[Document], name: str, format: str) -> list[ConvertError]:
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
    from convert.sources import spare
    from convert.volumes import export_volumes

    name = format or format_of(output if isinstance(output, str) else "")
    if isinstance(output, str):
        spare(output, given.sources)
    publication, images = illustrate(publish(documents, pairs(given.metadata)), given, name)
    options = given.options.get(name, {})
    made = export_volumes(
        publication, output, given.volume_size, name,
        images=images, options=options, unproven=given.unproven,
    )  # fmt: skip
    for report in made:
        tell(report, given)


def _failure(error: ConvertError) -> ConvertError:
    say(f"pubconvert: {error}")
    return error


def _names(sources: Iterable[str]) -> dict[str, str]:
    """A name for the outputs of each source, from its stem; a second use of one gets -2."""
    names: dict[str, str] = {}
    for source in sources:
        stem = os.path.splitext(_file_name(source))[0]
        count = sum(name == stem or name.startswith(f"{stem}-") for name in names.values())
        names[source] = f"{stem}-{count + 1}" if count else stem
    return names


def _file_name(source: str) -> str:
    if is_address(source):
        from convert.fetch.page import name_of

        return name_of(source)
    return os.path.basename(source) if source != "-" else "stdin"


def command_line() -> ArgumentParser:
    """What the command understands; the options of formats come to it (``flags``)."""
    found = parser("pubconvert", "Convert sources into a book; several make one publication.")
    found.usage = USAGE
    found.add_argument(
        "sources", metavar="SOURCE", nargs="+",
        help="a file, an http(s) address, or - for standard input; or a library: a folder, a zip, "
        "a SUMMARY.md, book.toml or mkdocs.yml, a URL that fsspec knows",
    )  # fmt: skip
    found.add_argument(
        "-o", "--output", required=True,
        help="a file, whose suffix picks the format; - for standard output; "
        "or a folder (existing or ending in /) for one file per source and format",
    )  # fmt: skip
    found.add_argument("-t", "--to", default="", metavar="FORMAT", help="epub, pdf, text, …")
    found.add_argument(
        "-m", "--metadata", action="append", default=[], metavar="KEY=VALUE",
        help="state what the sources do not: title, author, translator, language, licence, …",
    )  # fmt: skip
    found.add_argument(
        "-O", "--option", action="append", default=[], metavar="KEY=VALUE",
        help="an option of the format; each is a flag, too: --width 60, or --text-width 60 "
        "for one format of several; pubconvert formats lists them",
    )  # fmt: skip
    found.add_argument(
        "--volume-size", default="", metavar="N|NMB", help="write volumes of so much"
    )
    found.add_argument(
        "--unproven", action="store_true", help="allow a format that nothing reads back: no proof"
    )
    add_reading(found)
    _add_library(found)
    from convert.fetch.command import add_options

    add_options(found)
    found.add_argument("-q", "--quiet", action="store_true", help="only errors")
    found.add_argument("-v", "--verbose", action="store_true", help="every diagnostic")
    return found


def _add_library(parser: ArgumentParser) -> None:
    """What belongs to libraries; docs/library.md tells more."""
    add = parser.add_argument_group("libraries").add_argument
    add("--order", default="", choices=("summary", "name", "date"),
        help="of a book's pages; by its structure when left out, or else by name")  # fmt: skip
    add("--select", default="", metavar="CONDITIONS",
        help="only pages of which all is true, as in 'category=It,date>=2025-01'")  # fmt: skip
    add("--name", default="", metavar="TEMPLATE",
        help="of the files in a folder, as in '{date}-{id}'; default: {stem}")  # fmt: skip
    add("-j", "--jobs", type=int, default=0, metavar="N", help="workers; default: one per core")
    add("--scheduler", default="", metavar="ENGINE",
        help="processes, threads, here, or the tcp:// address of a Dask scheduler")  # fmt: skip
    add("--dry-run", action="store_true", help="say what would be made, and make nothing")
    add("--fail-fast", action="store_true", help="stop at the first page that fails")
    add("--keep-going", dest="fail_fast", action="store_false", help="do not (the default)")
    add("--fresh", action="store_true", help="use nothing that an earlier run has made")
    add("--json", action="store_true", help="tell what happens as JSON, one event a line")
