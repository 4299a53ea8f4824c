"""``pubconvert SOURCE... -o FOLDER/``: files for each page of a library, or for each source."""

from __future__ import annotations

from argparse import Namespace

from convert.commands.opening import open_plan, reading_of
from convert.commands.progress import Progress
from convert.commands.shared import check_place, formats, pairs, say
from convert.commands.totals import Totals
from convert.errors import BatchError, UsageError
from convert.library import structure
from convert.library.batch import Batch
from convert.library.engine import Engine
from convert.library.making import Order, Pictures
from convert.library.names import Names
from convert.library.reading import planned
from convert.library.select import select
from convert.library.store import Store
from convert.reporting import many
from convert.value import fields


def make_files(given: Namespace, store: Store, hands: Engine) -> int:
    """Make the files; the exit code."""
    if given.volume_size:
        raise UsageError(f"{given.output}: is a folder; volumes are of one book, as -o book.epub")
    if not given.to:
        raise UsageError(f"{given.output}: which formats? Name them, as in -t epub,pdf,text")
    batch = _batch_of(given, store, hands)
    if given.dry_run:
        return _dry(batch)
    check_place(given.output)
    totals = Totals(given)
    totals.losses(batch.plan.diagnostics)
    with Progress(given) as progress:
        for done, outcome in enumerate(batch.run(), 1):
            totals.page(outcome)
            progress("making", outcome.path, done, len(batch.paths))
            if outcome.failed and given.fail_fast:
                break
    if not totals.pages:
        chosen = f" with {given.select}" if given.select else ""
        raise UsageError(f"{given.sources[0]}: there is no page{chosen}")
    totals.output = batch.write_index()
    totals.tell(progress.seconds)
    return BatchError.exit_code if totals.failed else 0


def _batch_of(given: Namespace, store: Store, hands: Engine) -> Batch:
    plan = structure.pages(open_plan(given, store, hands), by_structure=given.order == "summary")
    target = given.output.rstrip("/") if "://" in given.output else given.output
    told = {name: getattr(given, name) for name in fields(Pictures)}
    order = Order(
        plan.root,
        target,
        planned(reading_of(given), plan.reading, plan.root.name),
        tuple(pairs(given.metadata).items()),
        tuple((f, o, v) for f, of in given.options.items() for o, v in of.items()),
        Pictures(**told),
        unproven=given.unproven,
    )
    names, conditions = Names(given.name, flat=len(given.sources) > 1), select(given.select)
    return Batch(plan, order, formats(given), names, store, hands, select=conditions)


def _dry(batch: Batch) -> int:
    count = 0
    for what, file, path in batch.dry():
        count += what == "make"
        say(f"{what}  {file}  from {path}" if what != "fail" else f"fail  {file}")
    say(f"{many(count, 'file')} to make; nothing was made")
    return 0
