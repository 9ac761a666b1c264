"""A labelling job on a Dask cluster beside the same job on one machine.

    python -m benchmarks.cluster speed FOLDER... [--files 2000] [--copies]
    python -m benchmarks.cluster cost [--counts 1000 20000 200000]
    python -m benchmarks.cluster messages [--count 3000]
    python -m benchmarks.cluster columns

``speed``: ``agelens label`` on copies of the folders' photos under new names, with ``--workers 2``
and with ``--cluster local:2``: seconds, processor seconds, and whether the tables are the same to
the byte. Each copy differs in bytes after the picture, unless ``--copies``: identical files are
analysed once. ``cost``: small files and an analyser that only hashes them; a scheduler and two
workers as processes of their own. Peak memory (MB) of the job's process, of the one that talks to
the cluster, of the scheduler and of the workers, and processor milliseconds a file; the same job on
threads beside it. ``messages``: memory (MB) of client and scheduler after every 400 messages as
long as those of a job, for Dask keeps the latest ones. ``columns``: bytes and microseconds a file
of an answer as lists, as a list of objects, and as Arrow where that is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from engine.export import export_csv
from engine.labelling import FolderJob
from engine.labelling.cluster import ClusterPool, ClusterSettings
from engine.labelling.remote import WorkerAnswer, columns_of, read_columns
from engine.progress import drain
from engine.project import FileStamp, Project, Run
from engine.results import Box, Estimate, Face, Keypoints, PhotoResult, Status

ROOT = Path(__file__).resolve().parents[1]
RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")
_IN_FOLDER = 5000


class SimulatedAnalyser:
    """Says of each file what follows from its hash: in one of three a face."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        digest = hashlib.sha256(path.read_bytes()).digest()
        faces = (_face(digest[1] / 3),) if digest[0] % 3 == 0 else ()
        status: Status = "ok" if faces else "no_face"
        return PhotoResult(name or "", status, 640, 480, faces, picture=digest[:16].hex())


def open_simulated(_settings: Mapping[str, Any]) -> SimulatedAnalyser:
    """The opener for workers."""
    return SimulatedAnalyser()


def _face(age: float) -> Face:
    points = Keypoints(*((n + 1 / 3, n + 1 / 7) for n in range(6)))
    estimate = Estimate(age, 0.75, "female", age_low=age - 5, age_high=age + 5)
    return Face(Box(20.125, 20.5, 80 / 3, 80 / 7), points, 0.9, estimate)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    speed = commands.add_parser("speed")
    speed.add_argument("folders", type=Path, nargs="+")
    speed.add_argument("--files", type=int, default=2000)
    speed.add_argument("--copies", action="store_true")
    speed.set_defaults(run=measure_speed)
    cost = commands.add_parser("cost")
    cost.add_argument("--counts", type=int, nargs="+", default=[1000, 20_000, 200_000])
    cost.set_defaults(run=measure_cost)
    messages = commands.add_parser("messages")
    messages.add_argument("--count", type=int, default=3000)
    messages.set_defaults(run=measure_messages)
    columns = commands.add_parser("columns")
    columns.set_defaults(run=measure_columns)
    one = commands.add_parser("one")  # a job in a process of its own, for "cost"
    for name in ("photos", "scratch", "address"):
        one.add_argument(name)
    one.set_defaults(run=_one)
    args = parser.parse_args()
    args.run(args)


# Speed, and the same bytes.


def measure_speed(args: argparse.Namespace) -> None:
    sources = [path for one in args.folders for path in sorted(one.iterdir()) if path.is_file()]
    with tempfile.TemporaryDirectory(prefix="agelens-bench-", dir=Path.cwd()) as name:
        photos = Path(name) / "photos"
        photos.mkdir()
        for number in range(args.files):
            source = sources[number % len(sources)]
            copy = photos / f"{number:06}{source.suffix}"
            shutil.copyfile(source, copy)
            if not args.copies:
                with copy.open("ab") as file:
                    file.write(str(number).encode())
        tables = []
        rates: list[float] = []
        for how in (["--workers", "2"], ["--cluster", "local:2"]):
            out = Path(name) / f"{how[0].strip('-')}.csv"
            before, begun = _children_s(), time.monotonic()
            command = [sys.executable, "-m", "desktop", "label", str(photos), "--out", str(out)]
            subprocess.run([*command, *how, "--yes"], check=True, stderr=subprocess.DEVNULL)
            wall = time.monotonic() - begun
            rates.append(args.files / wall)
            tables.append(out.read_bytes())
            print(
                f"{' '.join(how):20} {args.files:,} files: {wall:7.1f} s, {rates[-1]:6.1f} files/s,"
                f" {_children_s() - before:7.1f} s of processor",
                flush=True,
            )
        print(f"speed {rates[1] / rates[0]:.0%}; same bytes: {tables[0] == tables[1]}")


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# What a file costs.


def measure_cost(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="agelens-bench-", dir=Path.cwd()) as name:
        for count in sorted(args.counts):
            photos = Path(name) / f"photos{count}"
            for number in range(count):
                place = photos / f"{number // _IN_FOLDER:04}"
                if number % _IN_FOLDER == 0:
                    place.mkdir(parents=True)
                (place / f"{number:07}.jpg").write_bytes(f"photo {number}".encode())
            _tell(count, "threads", _job(photos, Path(name) / f"t{count}", "threads"))
            with _Cluster(Path(name) / f"c{count}") as cluster:
                told = _job(photos, Path(name) / f"c{count}", cluster.address)
                _tell(count, "cluster", told | cluster.cost())
            shutil.rmtree(photos)


def _tell(count: int, how: str, told: Mapping[str, float]) -> None:
    peaks = ", ".join(f"{who[3:]} {told[who]:.0f}" for who in told if who.startswith("mb "))
    spent = ", ".join(
        f"{who[2:]} {1000 * told[who] / count:.3f}" for who in told if who.startswith("s ")
    )
    print(
        f"{count:>7,} {how}: {1000 * told['wall'] / count:.3f} ms a file; peak MB: {peaks};"
        f" processor ms a file: {spent}",
        flush=True,
    )


def _job(photos: Path, scratch: Path, address: str) -> dict[str, float]:
    scratch.mkdir(exist_ok=True)
    command = [sys.executable, __file__, "one", str(photos), str(scratch), address]
    done = subprocess.run(
        command,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _one(args: argparse.Namespace) -> None:
    """A job in this process; tells what it took."""
    begun, spent = time.monotonic(), time.process_time()

    def open_pool(project: Project, run: Run, total: int) -> ClusterPool:
        opener = "benchmarks.cluster:open_simulated"
        settings = ClusterSettings(address=args.address, opener=opener)
        return ClusterPool(project, run, settings=settings, total=total)

    told: dict[str, float] = {}
    with Project.open(Path(args.scratch) / "p.agelens", root=Path(args.photos)) as project:
        if args.address == "threads":
            job = FolderJob(project, analysers=SimulatedAnalyser, run=RUN, workers=2)
        else:
            job = FolderJob(project, pool=open_pool, run=RUN)
        dispatcher = 0.0
        for _ in job.run_all():
            for child in multiprocessing.active_children():
                dispatcher = max(dispatcher, _status_mb(child.pid or 0))
        told["mb client"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        drain(export_csv(project, Path(args.scratch) / "table.csv"))
    told["mb client with export"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told["s client"] = time.process_time() - spent
    if dispatcher:
        told["mb dispatcher"] = dispatcher
        told["s dispatcher"] = _children_s()
    told["wall"] = time.monotonic() - begun
    print(json.dumps(told))


def _status_mb(pid: int) -> float:
    """The peak memory of a process that still runs."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = dict(line.split(":", 1) for line in text.splitlines())
    return float(lines.get("VmHWM", "0 kB").split()[0]) / 1024


def _spent_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# What Dask keeps.

_ORDER_BYTES, _ANSWER_BYTES = 80_000, 290_000
_TOLD_EVERY = 400


def measure_messages(args: argparse.Namespace) -> None:
    from distributed import Client, Future

    with (
        tempfile.TemporaryDirectory(prefix="agelens-bench-") as name,
        _Cluster(Path(name) / "c") as cluster,
        Client(cluster.address, set_as_default=False) as client,
    ):

        def submit(number: int) -> Future:
            order = f"{number:08}" * (_ORDER_BYTES // 8)
            return client.submit(_answer, order, key=("message", number), pure=False)

        waiting = deque(submit(number) for number in range(5))
        for number in range(5, args.count):
            waiting.popleft().result()
            waiting.append(submit(number))
            if number % _TOLD_EVERY == 0:
                cost = cluster.cost()
                print(
                    f"{number:>6,} messages: client {_status_mb(os.getpid()):.0f} MB, scheduler"
                    f" {cost['mb scheduler']:.0f} MB, worker {cost['mb worker 1']:.0f} MB",
                    flush=True,
                )


def _answer(_order: str) -> bytes:
    return b"x" * _ANSWER_BYTES


class _Cluster:
    """A scheduler and two workers, each a process."""

    def __init__(self, scratch: Path) -> None:
        scratch.mkdir()
        self._where, self._log = scratch / "scheduler.json", scratch / "log"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.address = ""

    def __enter__(self) -> _Cluster:
        where = str(self._where)
        self._start("scheduler", "dask_scheduler", "--port", "0", "--scheduler-file", where)
        while not self._where.exists() or not self._where.read_text():
            time.sleep(0.05)
        self.address = json.loads(self._where.read_text())["address"]
        for name in ("worker 1", "worker 2"):
            options = ["--no-nanny", "--nthreads", "1", "--memory-limit", "0"]
            folder = str(self._where.parent)
            self._start(name, "dask_worker", self.address, "--local-directory", folder, *options)
        return self

    def _start(self, name: str, module: str, *arguments: str) -> None:
        with self._log.open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *arguments,
                 "--host", "127.0.0.1", "--no-dashboard"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )  # fmt: skip

    def cost(self) -> dict[str, float]:
        told = {f"mb {name}": _status_mb(one.pid) for name, one in self._processes.items()}
        return told | {f"s {name}": _spent_s(one.pid) for name, one in self._processes.items()}

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.kill()
            process.wait()


# How answers travel.


def measure_columns(_args: argparse.Namespace) -> None:
    names = [f"folder {n // 50}/IMG_{n:06}.jpg" for n in range(500)]
    stamp = FileStamp(size_bytes=123456, mtime_ns=10**18, changed_ns=10**18)
    answers = []
    for n, name in enumerate(names):
        faces = tuple(_face(20 + n / 7) for _ in range(n % 3))
        result = PhotoResult(name, "ok" if faces else "no_face", 4000, 3000, faces, "", "ab" * 16)
        answers.append(WorkerAnswer(result, stamp, "cd" * 32, True))
    columns = columns_of(answers)
    rows = [columns_of([answer]) for answer in answers]
    _tell_form("columns", lambda: json.dumps(columns).encode(), json.loads)
    _tell_form("objects", lambda: json.dumps(rows).encode(), json.loads)
    if importlib.util.find_spec("pyarrow") is not None:
        import pyarrow

        def write() -> bytes:
            lists = {name: pyarrow.array([values]) for name, values in columns.items()}
            batch = pyarrow.record_batch(lists)
            sink = pyarrow.BufferOutputStream()
            with pyarrow.ipc.new_stream(sink, batch.schema) as stream:
                stream.write_batch(batch)
            return bytes(sink.getvalue())

        def read(data: bytes) -> object:
            (row,) = pyarrow.ipc.open_stream(data).read_all().to_pylist()
            return row

        _tell_form("Arrow", write, read)
    begun = time.perf_counter()
    read_columns(json.loads(json.dumps(columns)), names)
    print(f"read and checked: {1e6 * (time.perf_counter() - begun) / len(names):.1f} µs a file")


def _tell_form(what: str, write: Callable[[], bytes], read: Callable[[bytes], object]) -> None:
    repeats = 20
    begun = time.perf_counter()
    for _ in range(repeats):
        data = write()
    written = time.perf_counter()
    for _ in range(repeats):
        read(data)
    done = time.perf_counter()
    each = 1e6 / repeats / 500
    print(
        f"{what:8} {len(data) / 500:6.0f} bytes a file, written in {each * (written - begun):5.1f}"
        f" µs, read in {each * (done - written):5.1f} µs"
    )


if __name__ == "__main__":
    main()
