"""One page as files, in a worker: read, written, proven, put in place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from convert.errors import ConvertError, OutputError
from convert.files import make_folder, unhurried
from convert.images.wanted import OFFLINE, Missing
from convert.library import remote
from convert.library.made import Made
from convert.library.reading import Reading, document, load
from convert.library.roots import Root
from convert.model import Document, Publication
from convert.transforms.images import image_urls
from convert.value import Value

if TYPE_CHECKING:
    from convert.pipeline import Report


class Pictures(Value):
    """How pictures come, as on the command line; see ``convert.fetch.command``."""

    images: str = "link"
    image_profile: str = "web"
    cache: str = ""
    cache_size: int = 2000
    lock: str = ""
    strict_images: bool = False
    allow_private_hosts: bool = False


class Order(Value):
    """What a batch makes of every page. ``target`` is a folder or a URL; an option is
    (format, name, value)."""

    root: Root
    target: str
    reading: Reading = Reading()
    metadata: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str, str], ...] = ()
    pictures: Pictures = Pictures()
    unproven: bool = False


class Job(Value):
    """One page: its path and bytes, or the ``document`` kept of it, and the files to make:
    (format, file under the target). ``refused`` are those that cannot be."""

    path: str
    data: bytes
    document: bytes
    files: tuple[tuple[str, str], ...]
    refused: tuple[Made, ...] = ()


def make(order: Order, jobs: Sequence[Job]) -> list[tuple[Made, ...]]:
    """Make the files of some pages; what fails does not stop the others."""
    with unhurried():
        return [tuple(_page(order, job)) for job in jobs]


def digest_beside(root: Root, path: str, url: str) -> str:
    """The digest of what a page shows by a relative path; '' when it is not there."""
    try:
        return sha256(root.beside(path).read(url)).hexdigest()
    except (ConvertError, OSError):
        return ""


def is_offline(pictures: Pictures, url: str) -> bool:
    """Whether still no network brings a picture; galleries that heard nothing are forgotten."""
    from convert.fetch.command import gallery

    _given.cache_clear()
    found = gallery(_given(pictures)).gather({(url, ""): ""})[url, ""]
    return isinstance(found, Missing) and found.code == OFFLINE


def stamp(target: str, file: str) -> tuple[int, int]:
    """Size and time of change of a file that is in place, (0, 0) when there is none; a file
    at a URL has no time."""
    try:
        if "://" in target:
            return remote.size(f"{target}/{file}"), 0
        found = os.stat(os.path.join(target, file))
        return found.st_size, found.st_mtime_ns
    except OSError:
        return 0, 0


def _page(order: Order, job: Job) -> Iterator[Made]:
    yield from job.refused
    if not job.files:
        return
    try:
        found = _document(order, job)
    except ConvertError as error:
        yield from (_failed(file, format, error) for format, file in job.files)
        return
    beside = tuple(_beside(order.root, job.path, found))
    for format, file in job.files:
        try:
            yield _file(order, job, found, format, file, beside)
        except ConvertError as error:
            yield _failed(file, format, error)
        except (RecursionError, MemoryError) as error:
            yield _failed(file, format, OutputError(f"{job.path}: {type(error).__name__}"))


def _document(order: Order, job: Job) -> Document:
    if not job.document:
        return document(order.reading, job.path, job.data)
    found = load(job.document)
    assert isinstance(found, Document)
    return found


def _file(
    order: Order,
    job: Job,
    found: Document,
    format: str,
    file: str,
    beside: tuple[tuple[str, str], ...],
) -> Made:
    from convert.fetch.command import illustrate

    given = _given(order.pictures)
    _show(given, order.root, job.path, found.metadata.provenance.digest)
    publication, images = illustrate(_published(order, found), given, format)
    report, data = _exported(order, publication, format, file, images)
    size, changed = stamp(order.target, file)
    return Made(
        file,
        format,
        sha256(data).hexdigest(),
        size,
        changed,
        report.verdict.claims,
        report.images,
        found.metadata.title,
        found.metadata.identifier,
        report.diagnostics,
        beside,
        _asked(found) if any(loss.code == OFFLINE for loss in report.diagnostics) else "",
    )


def _published(order: Order, found: Document) -> Publication:
    """A page has its credits already, unless it is given others."""
    from convert.pipeline import publish
    from convert.transforms.collect import collect

    return publish([found], dict(order.metadata)) if order.metadata else collect([found])


def _asked(found: Document) -> str:
    """The address of the first picture that is on the network."""
    urls = (found.metadata.cover, *image_urls(found))
    return next((url.strip() for url in urls if "://" in url or url.startswith("//")), "")


def _exported(
    order: Order, publication: Publication, format: str, file: str, images: Any
) -> tuple[Report, bytes]:
    """The file in place, and its bytes. A folder of this machine gets it by a rename, a store
    of objects, which knows no half ones, as it is."""
    from io import BytesIO

    from convert.pipeline import export

    options = {name: value for of, name, value in order.options if of == format}
    write = partial(
        export, publication,
        format=format, options=options, images=images, unproven=order.unproven,
    )  # fmt: skip
    if "://" in order.target:
        buffer = BytesIO()
        report = write(buffer)
        remote.write(f"{order.target}/{file}", buffer.getvalue())
        return report, buffer.getvalue()
    target = os.path.join(order.target, *file.split("/"))
    make_folder(os.path.dirname(target))
    report = write(target)
    with open(target, "rb") as made:
        return report, made.read()


def _failed(file: str, format: str, error: ConvertError) -> Made:
    return Made(file, format, error=str(error), code=error.exit_code)


@cache
def _given(pictures: Pictures) -> Any:
    """What ``illustrate`` wants to know; the gallery in it serves all pages of this worker."""
    from types import SimpleNamespace

    from convert.value import fields

    told = {name: getattr(pictures, name) for name in fields(pictures)}
    return SimpleNamespace(**told, gallery=None, paths={})


def _show(given: Any, root: Root, path: str, digest: str) -> None:
    """Tell the gallery where the page's relative paths lead."""
    if given.images in ("link", "drop"):
        return
    from convert.fetch.command import gallery

    given.gallery = given.gallery or gallery(given)
    given.gallery.places[digest] = root.beside(path)


def _beside(root: Root, path: str, found: Document) -> Iterator[tuple[str, str]]:
    from convert.exporters.xhtml.text import scheme

    for url in dict.fromkeys((found.metadata.cover.strip(), *image_urls(found))):
        if url and not scheme(url):
            yield url, digest_beside(root, path, url)
