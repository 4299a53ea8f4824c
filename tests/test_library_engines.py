"""Engines: a cluster that loses a worker, places that fsspec knows, runs that are cut off."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import pytest

from convert.cli import run
from convert.errors import OutputError
from convert.library.batch import Batch
from convert.library.engine import Engine, engine
from convert.library.making import Order
from convert.library.names import Names
from convert.library.reading import Reading
from convert.library.store import Store
from convert.library.structure import pages, plan

COUNT = 480
TEXT = """---
title: Tide {n}
author: Petra Lund
date: 2024-01-{day:02}
---

The water of tide {n} comes in, {words}.
"""


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for n in range(COUNT):
        path = tmp_path / "tides" / f"{n % 7}" / f"{n}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = f"again and again over the stones of number {n} " * 40
        path.write_text(TEXT.format(n=n, day=n % 28 + 1, words=words), "utf-8")
    return tmp_path


def batch(store: Store, hands: Engine, target: str = "out") -> Batch:
    found = pages(plan("tides"), by_structure=False)
    order = Order(found.root, target, Reading())
    return Batch(found, order, ["epub", "text"], Names(), store, hands)


def check(folder: str) -> None:
    """Every page once, with all its files, and nothing half-written."""
    index = json.loads((Path(folder) / "index.json").read_text("utf-8"))
    assert len(index["pages"]) == len({page["source"] for page in index["pages"]}) == COUNT
    assert all(len(page["files"]) == 2 and "errors" not in page for page in index["pages"])
    found = {p.name for p in Path(folder).rglob("*") if p.is_file()}
    numbers = range(COUNT)
    assert found == {*(f"{n}.epub" for n in numbers), *(f"{n}.txt" for n in numbers), "index.json"}


# ── a cluster ───────────────────────────────────────────────────────────────────────────


def test_a_cluster_loses_a_worker_and_nothing_else(here):
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        pids = [worker.process.pid for worker in cluster.workers.values()]
        with Store("state.sqlite") as store, engine(cluster.scheduler_address) as hands:
            job = batch(store, hands)
            seen = []
            for outcome in job.run():
                if not seen:
                    os.kill(pids[0], signal.SIGKILL)
                seen.append(outcome.path)
            job.write_index()
    assert sorted(seen) == sorted(job.paths), "nothing lost, nothing twice"
    check("out")


def test_no_scheduler_is_a_clear_error(here, capsys):
    pytest.importorskip("distributed", reason="distributed is not installed")
    assert run(["tides", "-o", "out/", "-t", "text", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "no scheduler answers there" in capsys.readouterr().err


# ── the user's own executor ─────────────────────────────────────────────────────────────


def test_any_executor_serves(here):
    with Store("state.sqlite") as store, ThreadPoolExecutor(3) as executor:
        job = batch(store, Engine(executor, 3))
        assert not any(outcome.failed for outcome in job.run())
        job.write_index()
    check("out")


def kill_after(count: int, job: Batch, executor: ProcessPoolExecutor) -> None:
    for done, _ in enumerate(job.run()):
        if done == count:
            os.kill(next(iter(executor._processes)), signal.SIGKILL)


def test_a_worker_that_dies_is_an_error_and_the_next_run_goes_on(here):
    with Store("state.sqlite") as store:
        pool = ProcessPoolExecutor(2, get_context("spawn"))  # the cluster has left threads behind
        with pool as executor, pytest.raises(BrokenProcessPool):
            kill_after(10, batch(store, Engine(executor, 2)), executor)
        job = batch(store, Engine())
        outcomes = list(job.run())
        job.write_index()
    assert any(outcome.unchanged for outcome in outcomes)
    check("out")


def lose_a_worker() -> None:
    with engine("processes", 2) as hands:
        done = hands.run(_slowly, range(100), chunk=1)
        os.kill(next(done)[1], signal.SIGKILL)
        list(done)


def test_a_worker_that_is_killed_is_an_error_that_says_how_to_go_on():
    with pytest.raises(OutputError, match="give the same command again"):
        lose_a_worker()


# ── elsewhere ───────────────────────────────────────────────────────────────────────────


def test_processes_that_rest_are_gone_and_come_back():
    """What is forked while a pool is open may inherit a lock that nobody releases."""

    def ids() -> set[int]:
        return {process for _, process in hands.run(_processes, range(4), chunk=1)}

    with engine("processes", 2) as hands:
        before = ids()
        assert not any(map(_is_gone, before))
        hands.rest()
        assert all(map(_is_gone, before))
        assert ids().isdisjoint(before)


def _processes(given: list[int]) -> list[int]:
    return [os.getpid()] * len(given)


def _slowly(given: list[int]) -> list[int]:
    time.sleep(0.05)
    return _processes(given)


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_sources_and_targets_that_fsspec_knows(here):
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    memory = fsspec.filesystem("memory")
    for n in range(3):
        memory.pipe_file(f"/in/a/{n}.md", TEXT.format(n=n, day=1, words="once").encode())
    engine = ["--scheduler", "threads"]
    assert run(["memory://in", "-o", "memory://out/", "-t", "epub,text", *engine]) == 0
    assert json.loads(memory.cat_file("/out/index.json"))["pages"][2]["source"] == "a/2.md"
    assert memory.cat_file("/out/a/1.txt").startswith(b"======\nTide 1\n")
    assert run(["memory://in", "-o", "memory://books/all.epub", *engine]) == 0
    assert memory.cat_file("/books/all.epub").startswith(b"PK")
    assert run([f"file://{here}/tides", "-o", f"file://{here}/out/", "-t", "epub,text"]) == 0
    check("out")


# ── cut off ─────────────────────────────────────────────────────────────────────────────

COMMAND = [sys.executable, "-m", "convert", "tides", "-o", "out/", "-t", "epub,text", "-j", "2"]


def cut_off(how: signal.Signals) -> tuple[int, str]:
    """A run that gets a signal when it has made and noted some files: exit code, last words."""
    started = subprocess.Popen(
        [*COMMAND, "--scheduler", "processes"], stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    while started.poll() is None and not (any(Path().glob("out/*/*.epub")) and noted()):
        time.sleep(0.005)
    started.send_signal(how)
    words = started.communicate(timeout=20)[1]
    return started.returncode, words


def noted() -> int:
    """How many files the store knows, which writes what comes together at once."""
    base = sqlite3.connect("file:cache/pubconvert/library.sqlite?mode=ro", uri=True)
    try:
        return int(base.execute("SELECT count(*) FROM made").fetchone()[0])
    finally:
        base.close()


def parts() -> list[Path]:
    return [path for path in Path().glob("out/**/.*") if path.is_file()]


def test_an_interrupt_cleans_up_and_says_how_to_go_on(here):
    code, words = cut_off(signal.SIGINT)
    assert code == 130
    assert "the same command goes on from there" in words
    assert parts() == []
    done = len(list(Path().glob("out/*/*.epub")))
    assert 0 < done < COUNT
    assert run([*COMMAND[3:]]) == 0
    check("out")


def test_a_run_that_was_killed_is_taken_up_again(here, capsys):
    code, _ = cut_off(signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert run([*COMMAND[3:]]) == 0
    assert "of them unchanged" in capsys.readouterr().err
    assert parts() == [], "workers without a leader clean up and go"
    check("out")


def test_two_runs_at_once(here):
    runs = [subprocess.Popen([*COMMAND, "-q"], stderr=subprocess.PIPE) for _ in range(2)]
    assert [(run.wait(60), run.stderr.read()) for run in runs] == [(0, b""), (0, b"")]
    check("out")


WRITING = """
import sys, time
from convert.files import in_place
in_place(sys.argv[1], lambda file: (file.write(b"half"), print("now", flush=True), time.sleep(60)))
"""


def killed_while_writing(name: str) -> Path:
    """What is left of a process that was killed while it wrote this file."""
    command = [sys.executable, "-c", WRITING, name]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writing:
        assert writing.stdout.readline() == b"now\n"
        writing.kill()
    return Path(f".{name}.{writing.pid}-1.part")


def test_the_next_run_takes_away_the_half_book_of_one_that_was_killed(here):
    left, other = killed_while_writing("book.epub"), killed_while_writing("other.epub")
    mine = Path(f".book.epub.{os.getppid()}-1.part")
    mine.write_bytes(b"of a process that still runs")
    assert left.exists()
    assert run(["tides", "-q", "-o", "book.epub"]) == 0
    assert not left.exists()
    assert other.exists(), "the next run of that book will"
    assert mine.exists()


@pytest.mark.parametrize("number", ["9" * 30, "²"])
def test_a_file_of_somebody_else_that_has_such_a_name_does_no_harm(here, number):
    Path(f".book.epub.{number}.part").write_bytes(b"")
    assert run(["tides", "-q", "-o", "book.epub"]) == 0
