"""A Dask scheduler and workers on this computer, and analysers that their workers open."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from engine.labelling import FolderJob, WorkerPool
from engine.labelling.cluster import ClusterPool, ClusterSettings, Patience
from engine.project import Project, Run
from engine.results import PhotoResult
from tests.engine.labelling_driver import RUN, Recorder

ROOT = Path(__file__).parents[2]
DEADLINE_S = 60
PATIENCE = Patience(lost_s=2, worker_s=DEADLINE_S, silent_s=DEADLINE_S)
HERE = "tests.engine.cluster_driver"


def open_recorder(_settings: Mapping[str, Any]) -> Recorder:
    """What the tests of the job on one machine use."""
    return Recorder()


class Fatal:
    """Ends its process at a file that says so."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        if path.read_bytes() == b"poison":
            os._exit(11)
        return Recorder().analyse_file(path, name=name)


def open_fatal(_settings: Mapping[str, Any]) -> Fatal:
    return Fatal()


class Slow:
    """Takes a twentieth of a second a file."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        time.sleep(0.05)  # the work of a network
        return Recorder().analyse_file(path, name=name)


def open_slow(_settings: Mapping[str, Any]) -> Slow:
    return Slow()


class Place:
    """Says where the file lies that it was given, and what was in it."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        return PhotoResult(name or "", "skipped", message=f"{path.parent} {found}")


def open_place(_settings: Mapping[str, Any]) -> Place:
    return Place()


def settings_for(address: str, opener: str = "open_recorder", **changes: Any) -> ClusterSettings:
    opener = opener if ":" in opener else f"{HERE}:{opener}"
    options: dict[str, Any] = {"patience": PATIENCE, "opener": opener} | changes
    return ClusterSettings(address=address, **options)


def cluster_job(
    project: Project,
    settings: ClusterSettings,
    *,
    run: Run = RUN,
    names: Sequence[str] | None = None,
) -> FolderJob:
    def open_pool(project: Project, run: Run, total: int) -> WorkerPool:
        return ClusterPool(project, run, settings=settings, total=total)

    return FolderJob(project, pool=open_pool, run=run, names=names)


class Hosts:
    """Processes of a cluster; ``end`` kills one, and all are killed at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self.address = ""

    def scheduler(self, *options: str) -> subprocess.Popen[bytes]:
        where = self._folder / "scheduler.json"
        where.unlink(missing_ok=True)
        process = self._start(
            "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show",
            "--scheduler-file", str(where), *options,
        )  # fmt: skip
        end = time.monotonic() + DEADLINE_S
        while not where.exists() or not where.read_text():
            assert time.monotonic() < end, "no scheduler"
            assert process.poll() is None, "the scheduler has ended"
            time.sleep(0.02)
        self.address = json.loads(where.read_text())["address"]
        return process

    def worker(self, *options: str, prefix: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        return self._start(
            "dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--memory-limit", "0",
            "--local-directory", str(self._folder), *options, prefix=prefix,
        )  # fmt: skip

    def wait_for_workers(self, count: int) -> None:
        """Until so many workers are known to the scheduler."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=DEADLINE_S)

    def _start(
        self, module: str, *arguments: str, prefix: Sequence[str] = ()
    ) -> subprocess.Popen[bytes]:
        log = self._stack.enter_context((self._folder / f"{module}.log").open("ab"))
        process = subprocess.Popen(
            [*prefix, sys.executable, "-m", f"distributed.cli.{module}", *arguments],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            # As if AgeLens and these analysers were installed for the workers.
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "AGELENS_TEST_HOST": "1",
                "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
            },
        )
        self._stack.callback(self.end, process)
        return process

    def end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()

    def close(self) -> None:
        self._stack.close()


@contextmanager
def hosts_in(folder: Path) -> Iterator[Hosts]:
    folder.mkdir(parents=True, exist_ok=True)
    hosts = Hosts(folder)
    try:
        yield hosts
    finally:
        hosts.close()
