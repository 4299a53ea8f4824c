"""Every page of a library as files of its own; only what changed is made again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from hashlib import sha256

from convert import registry
from convert.errors import SourceError, UsageError
from convert.files import settle, sweep
from convert.library import index
from convert.library.book import Library
from convert.library.engine import Engine
from convert.library.made import Made, Outcome
from convert.library.making import Job, Order, digest_beside, is_offline, make, stamp
from convert.library.names import Names
from convert.library.plan import Plan
from convert.library.reading import Facts, keep, load, version
from convert.library.roots import on_disk
from convert.library.select import Condition, by_path
from convert.library.store import Store, key
from convert.sources import identity, would_be_gone
from convert.value import fields

FEW = 4
"""Pages a worker makes at a time."""


class Batch:
    """Makes ``formats`` of every page of a plan, and knows afterwards what became of it."""

    def __init__(
        self,
        plan: Plan,
        order: Order,
        formats: Sequence[str],
        names: Names,
        store: Store,
        engine: Engine,
        *,
        select: Sequence[Condition] = (),
    ) -> None:
        self.plan, self.order, self.names, self.select = plan, order, names, select
        self.store, self.engine = store, engine
        self.suffixes = {name: registry.load("exporters", name).suffix for name in formats}
        for suffix in filter(index.NAME.endswith, self.suffixes.values()):
            self.names.spare(index.NAME.removesuffix(suffix))
        listed = [entry.path for entry in plan.entries if entry.path]
        self.paths = by_path(listed, select)
        self._numbers = {path: number for number, path in enumerate(listed, 1)}
        self._online: bool | None = None
        self._told: set[str] = set()
        self._settled: list[Outcome] = []
        self._keys: dict[str, bytes] = {}
        self._unchanged: dict[str, tuple[Made, ...]] = {}
        self._library = Library(plan, order.reading, store, engine)

    def run(self) -> Iterator[Outcome]:
        """Each page as soon as its files are there, in no order."""
        work = partial(make, self.order)
        self._sweep()
        for job, made in self.engine.run(work, self._jobs(), FEW):
            yield from map(self._tell, self._settle())
            self.store.note(self._notes(job, made))
            yield self._tell(Outcome(job.path, made, self._unchanged.pop(job.path, ())))
        yield from map(self._tell, self._settle())
        self._sweep()

    def dry(self) -> Iterator[tuple[str, str, str]]:
        """What ``run`` would do: 'make' or 'keep', a file, and its page; or 'fail', why, and
        the page."""
        for job in self._jobs():
            yield from (("make", file, job.path) for _, file in job.files)
            yield from (("fail", f"{job.path}: {made.error}", job.path) for made in job.refused)
            yield from self._kept(job.path, self._unchanged.pop(job.path, ()))
            yield from self._dry_settled()
        yield from self._dry_settled()

    def write_index(self) -> str:
        """Write index.json of the pages that ``run`` went through, in their order; its path.
        The files it names are on the disk before it."""
        settle()
        lines = (
            self.store.get(self._line(path), "line").decode()
            for path in self.paths
            if path in self._told
        )
        return index.write(self.order.target, lines)

    def _sweep(self) -> None:
        """No file in the target is half-written, before or after."""
        for folder, *_ in os.walk(self.order.target):
            sweep(folder)

    def _tell(self, outcome: Outcome) -> Outcome:
        """Note what the index will say; it is not held in memory."""
        self._told.add(outcome.path)
        line = json.dumps(index.entry(outcome), ensure_ascii=False)
        data = line.encode("utf-8", "backslashreplace")
        self.store.put([(self._line(outcome.path), "line", data)])
        return outcome

    def _line(self, path: str) -> bytes:
        return key(self._target(path))

    def _dry_settled(self) -> Iterator[tuple[str, str, str]]:
        for outcome in self._settle():
            if outcome.error:
                yield "fail", outcome.error, outcome.path
            yield from self._kept(outcome.path, outcome.unchanged)

    def _kept(self, path: str, files: Iterable[Made]) -> Iterator[tuple[str, str, str]]:
        yield from (("keep", made.file, path) for made in files)

    def _settle(self) -> Iterator[Outcome]:
        """Pages for which nothing was to do."""
        settled, self._settled = self._settled, []
        yield from settled

    def _jobs(self) -> Iterator[Job]:
        keys = self._library.read(self.paths) if self._ask_pages() else {}
        for path in self.paths:
            try:
                data = self.plan.root.read(path)
                facts = self._facts(path, keys)
            except SourceError as error:
                self._settled.append(Outcome(path, error=str(error), code=error.exit_code))
                continue
            if facts and not all(c.holds(path, facts.metadata) for c in self.select):
                continue
            number, metadata = self._numbers[path], facts.metadata if facts else None
            name = self.names.name(path, number, metadata)
            job = self._job(path, data, name, keys.get(path, b""))
            if job.files or job.refused:
                yield job
            else:
                self._settled.append(Outcome(path, (), self._unchanged.pop(path, ())))

    def _ask_pages(self) -> bool:
        return self.names.ask_pages or any(c.key != "path" for c in self.select)

    def _facts(self, path: str, keys: dict[str, bytes]) -> Facts | None:
        if not self._ask_pages():
            return None
        if path not in keys:
            raise SourceError(self._library.errors.get(path, f"{path}: cannot be read"))
        return self._library.facts(keys[path])

    def _job(self, path: str, data: bytes, name: str, kept: bytes) -> Job:
        source = self.order.reading.key(path, sha256(data).hexdigest())
        wanted, unchanged, refused = [], [], []
        for format, suffix in self.suffixes.items():
            self._keys[f"{path}\0{format}"] = self._key(source, format)
            found = self._known(path, format, name + suffix)
            if found:
                unchanged.append(found)
            elif fault := self._fault(name + suffix):
                refused.append(Made(name + suffix, format, error=str(fault), code=fault.exit_code))
            else:
                wanted.append((format, name + suffix))
        if unchanged:
            self._unchanged[path] = tuple(unchanged)
        is_same = kept == source  # the page may have changed since it was read
        document = self.store.get(kept, "document") if is_same and wanted else b""
        data = b"" if document else data
        return Job(path, data, document, tuple(wanted), tuple(refused))

    def _fault(self, file: str) -> UsageError | None:
        """Why a file cannot be made: it would take the place of a page."""
        place = os.path.join(self.order.target, file)
        is_source = identity(place) in self._sources if os.path.exists(place) else False
        return would_be_gone(place) if is_source else None

    @cached_property
    def _sources(self) -> set[tuple[int, int] | None]:
        """The pages that are files, whatever they are called."""
        return {identity(path) for path in on_disk(self.plan.root, self._numbers)}

    def _key(self, source: bytes, format: str) -> bytes:
        """Everything that decides the bytes of a file, but for the pictures beside its page."""
        order = self.order
        options = [(n, v, _content(v)) for of, n, v in order.options if of == format]
        pictures = [str(getattr(order.pictures, name)) for name in fields(order.pictures)]
        told = [part for one in (*order.metadata, *options) for part in one]
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        return key(source, version(), format, epoch, *pictures, *map(str, told))

    def _known(self, path: str, format: str, file: str) -> Made | None:
        """What is known of a file that needs not be made again."""
        row = self.store.made(self._target(file))
        if not row or row[0] != self._keys[f"{path}\0{format}"]:
            return None
        found = load(row[1])
        if not isinstance(found, Made) or (found.size, found.changed) != self._stamp(file):
            return None
        same = (digest_beside(self.plan.root, path, url) == digest for url, digest in found.beside)
        return found if all(same) and not (found.asked and self._is_online(found.asked)) else None

    def _is_online(self, url: str) -> bool:
        """Whether there is a network now; the first picture that lacked it tells for all."""
        if self._online is None:
            self._online = not is_offline(self.order.pictures, url)
        return self._online

    def _stamp(self, file: str) -> tuple[int, int]:
        return stamp(self.order.target, file)

    def _target(self, file: str) -> str:
        target = self.order.target
        return (
            f"{target}/{file}" if "://" in target else os.path.abspath(os.path.join(target, file))
        )

    def _notes(self, job: Job, made: Iterable[Made]) -> list[tuple[str, bytes, bytes]]:
        return [
            (self._target(m.file), self._keys.pop(f"{job.path}\0{m.format}"), keep(m))
            for m in made
            if not m.error
        ]


def _content(value: str) -> str:
    """The digest of the file that an option names, '' for any other option."""
    if not value or not os.path.isfile(value):
        return ""
    with open(value, "rb") as file:
        return sha256(file.read()).hexdigest()
