"""A book laid out in pieces of some articles each, side by side.

WeasyPrint's time grows with the square of the number of pages, and with it the memory;
pieces of one size keep both straight. Where a piece ends depends on the text alone, so the
same publication gives the same bytes whatever works on it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from functools import partial

from convert.errors import MissingDependency, OutputError
from convert.exporters.pdf.addresses import note_addresses
from convert.exporters.pdf.engine import Files, Laid, forget, render
from convert.exporters.pdf.gaps import add_gaps, keep_blanks
from convert.exporters.pdf.limits import at_most, hold, roomy, starved
from convert.exporters.pdf.pages import frame
from convert.exporters.pdf.structure import mend
from convert.exporters.pdf.tree import parse
from convert.forks import context
from convert.value import Value, replace


class Look(Value):
    """What all pieces have in common: the sheets, the measure, words, bounds.

    ``picture`` is what an image without alternate text is called, ``noted`` says that links
    show their addresses as footnotes, ``spaced`` that Chinese has gaps, ``seconds`` and
    ``memory``, in megabytes, what one piece may take, ``folder`` where processes may write.
    """

    sheet: str
    faces: str
    language: str
    kind: str
    picture: str
    measure: int
    noted: bool = False
    spaced: bool = False
    seconds: int = 0
    memory: int = 0
    folder: str = ""


class Piece(Value):
    """Some articles, or the front matter, to be laid out; it can be sent to a process.

    ``titles`` and ``languages`` belong to ``bodies``, one of each.
    """

    number: int
    look: Look
    bodies: tuple[str, ...]
    titles: tuple[str, ...]
    languages: tuple[str, ...]
    tops: tuple[str, ...]
    files: Files


@roomy
def lay_out(piece: Piece) -> Laid:
    """The pages of one piece. Raises ``OutputError``, naming the titles."""
    look = piece.look
    languages = dict(zip(piece.tops, piece.languages, strict=True))
    try:
        with at_most(look.seconds):
            markup = frame("".join(piece.bodies), look.language, look.kind)
            if look.spaced:
                markup = keep_blanks(markup)
            tree = parse(markup, look.picture, look.measure)
            if look.noted:
                note_addresses(tree)
            if look.spaced:
                add_gaps(tree)
            return render(
                tree,
                look.sheet,
                look.faces,
                piece.files,
                lambda document, pdf: mend(document, pdf, languages, f"p{piece.number:05}"),
            )
    except (MissingDependency, OutputError, MemoryError):
        raise
    except Exception as error:
        raise OutputError(f"{type(error).__name__}: {error}") from error


class Crew:
    """What lays out pieces, in order: ``executor`` side by side, or this process if None."""

    def __init__(self, executor: Executor | None, ahead: int) -> None:
        self.executor, self.ahead = executor, ahead

    def lay_out(self, pieces: Iterable[Piece]) -> Iterator[Laid]:
        """The pages of each piece, ``ahead`` of them being worked on. Raises ``OutputError``
        that names the article."""
        waiting: deque[tuple[Piece, Callable[[], Laid]]] = deque()
        for piece in pieces:
            waiting.append((piece, self._work(piece)))
            if len(waiting) > self.ahead:
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())

    def _work(self, piece: Piece) -> Callable[[], Laid]:
        if self.executor is None:
            return partial(lay_out, piece)
        return self.executor.submit(lay_out, piece).result


@contextmanager
def crew(jobs: int, memory: int, folder: str) -> Iterator[Crew]:
    """``jobs`` processes that lay out pieces, or this one alone for 0."""
    if not jobs:
        yield Crew(None, 0)
        return
    with workers(jobs, memory, folder) as executor:
        yield Crew(executor, jobs + 2)


def workers(jobs: int, memory: int, folder: str) -> Executor:
    """Processes that hold no more than ``memory`` megabytes each, and keep what they must
    keep on disk in ``folder``."""
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, context(), _begin, (memory, folder))


def _begin(memory: int, folder: str) -> None:
    """What came from the process before is never garbage; what this one leaves at its end
    need not be collected, but for its fonts."""
    import atexit
    import gc
    import tempfile

    atexit.register(forget)

    tempfile.tempdir = folder
    gc.freeze()
    gc.disable()
    hold(memory)


def _done(piece: Piece, work: Callable[[], Laid]) -> Laid:
    try:
        return work()
    except OutputError as error:
        raise _blamed(piece, str(error)) from error
    except MemoryError as error:
        raise _blamed(piece, str(starved(piece.look.memory))) from error
    except BrokenExecutor as error:
        raise _blamed(piece, "the process that laid it out died, for want of memory") from error


def _blamed(piece: Piece, reason: str) -> OutputError:
    """The error that names the article to blame: each is tried alone, in a process."""
    for one in _singles(piece) if len(piece.bodies) > 1 else ():
        with workers(1, piece.look.memory, piece.look.folder) as pool:
            try:
                pool.submit(lay_out, one).result()
            except OutputError as error:
                return OutputError(f"{one.titles[0]}: {error}")
            except (BrokenExecutor, MemoryError):
                return OutputError(f"{one.titles[0]}: {reason}")
    ends = dict.fromkeys((piece.titles[0], piece.titles[-1]))
    return OutputError(f"{' … '.join(ends)}: {reason}")


def _singles(piece: Piece) -> Iterator[Piece]:
    articles = zip(piece.bodies, piece.titles, piece.languages, piece.tops, strict=True)
    for body, title, language, top in articles:
        yield replace(piece, bodies=(body,), titles=(title,), languages=(language,), tops=(top,))
