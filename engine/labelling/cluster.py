"""A job's photos analysed by the workers of a Dask cluster instead of threads of this process.

Same job, same project, same rows: this is another ``WorkerPool``. Photos travel in batches that
take a worker about ten seconds; never more of them are under way than keep it busy. The process
beside this one that speaks to the cluster is ``dispatcher``.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import json
import logging
import multiprocessing
import os
import re
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.errors import ClusterError, UserError
from engine.images import file_in
from engine.labelling import dispatcher
from engine.labelling.remote import PIPELINE, WorkerAnswer, WorkerFile, read_columns, write_order
from engine.labelling.workers import Outcome, compared
from engine.project import Pending, Project, Run, stamp_of
from engine.results import PhotoResult
from engine.words import translatable

_log = logging.getLogger(__name__)
_AIM_S = 8.0
_FIRST, _LARGEST = 4, 500
_SENT_BYTES = 32 * 2**20
_PARTS = 8
_LONGEST_ANSWER_BYTES = 256 * 2**20
_TRIES = 2
_BLIND_TRIES = 3
_KILLED = translatable("The worker process ended at this photo, each time it was tried.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """For how long (seconds) something is waited for before it is said to be missing.

    The scheduler at first, and one that is lost; a worker that can do something, and when it is
    said that none can; a word from the process beside this one.
    """

    connect_s: float = 30.0
    lost_s: float = 20.0
    worker_s: float = 300.0
    notice_s: float = 5.0
    silent_s: float = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSettings:
    """Which cluster, what of it is trusted, and what its workers need to know of the job.

    ``address``: ``local`` or ``local:2`` (workers on this computer), ``slurm``, ``tcp://…``,
    ``tls://…``. ``insecure`` allows plain TCP to another computer, ``send`` sends the photos
    instead of their paths. ``models`` are the folders in which workers look for the model, and
    ``opener`` what opens it there.
    """

    address: str
    insecure: bool = False
    send: bool = False
    models: tuple[Path, ...] = ()
    opener: str = PIPELINE
    patience: Patience = Patience()

    @property
    def is_here(self) -> bool:
        """Whether all workers are on this computer: then no photo leaves it."""
        return self.address.partition(":")[0] == "local"

    @property
    def is_reached_here(self) -> bool:
        """Whether the scheduler is reached on this computer; its workers may be elsewhere."""
        match = _ADDRESS.fullmatch(self.address)
        return match is not None and _is_loopback(match[2].strip("[]"))


_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):([0-9]{1,5})")
_LAST_PORT = 65535


def check_address(settings: ClusterSettings) -> None:
    """Raise ``ClusterError`` unless the address means a cluster to which photos may be shown."""
    address = settings.address
    if re.fullmatch(r"slurm|local(:[1-9][0-9]{0,3})?", address):
        return
    match = _ADDRESS.fullmatch(address)
    if match is None or not 0 < int(match[3]) <= _LAST_PORT:
        raise ClusterError(
            "A cluster's address looks like tls://host:8786 (its scheduler, with the port), "
            "local:4 (so many workers on this computer), local or slurm.",
            received=address,
        )
    if match[1] == "tcp" and not settings.insecure and not settings.is_reached_here:
        raise ClusterError(
            "Plain TCP to another computer is refused: anybody on the way could read the answers "
            "and send commands. Use tls://, or say that this network is safe.",
            received=address,
        )


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_installed() -> bool:
    """Whether Dask is there, without importing it."""
    return importlib.util.find_spec("distributed") is not None


def require_dask() -> None:
    """Raise ``ClusterError`` where Dask is missing."""
    if not is_installed():
        raise ClusterError(
            "Working on a cluster needs Dask, which is not installed here: install "
            "agelens[cluster]."
        )


@dataclass(slots=True)
class _Batch:
    """Photos under way together, by their absolute paths; ``suspect`` after one killed a worker.

    ``blind`` counts the workers that did not see one of them.
    """

    photos: list[tuple[Pending, str]]
    suspect: bool = False
    tries: int = 0
    blind: int = 0
    known: list[str | None] = field(default_factory=list)


class ClusterPool:
    """The ``WorkerPool`` of a cluster; made when the job begins to work, ended by ``stop``."""

    def __init__(
        self, project: Project, run: Run, *, settings: ClusterSettings, total: int
    ) -> None:
        """``total`` is how many photos will be given.

        Raises ``ClusterError`` if the address is refused or Dask is not installed.
        """
        check_address(settings)
        require_dask()
        self._project, self._run, self._settings = project, run, settings
        self._root, self._left = project.root, total
        self._here = os.getcwd()  # noqa: PTH109 - joined with names as they are
        self._filling: list[tuple[Pending, str]] = []
        self._filling_bytes = 0
        self._batches: dict[int, _Batch] = {}
        self._suspects: deque[_Batch] = deque()
        self._number = 0
        self._ready: deque[Outcome] = deque()
        self._notices: list[UserError] = []
        self._threads = 1
        self._helpers = 0
        self._under_way = 0
        self._seconds_each: float | None = None
        self._heard = time.monotonic()
        self._expecting: int | None = None
        self._probed = False
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        told = json.dumps({"address": settings.address, "patience": asdict(settings.patience)})
        # Not a daemon: those may have no children, and local workers are its.
        self._process = context.Process(target=dispatcher.main, args=(theirs, told))
        self._process.start()
        theirs.close()

    @property
    def has_room(self) -> bool:
        """Whether more photos may be given: two batches a thread, and one to be filled."""
        return len(self._batches) < 2 * self._threads + 1

    @property
    def under_way(self) -> int:
        """Photos given and not yet taken back."""
        return self._under_way

    @property
    def helpers(self) -> int:
        """Workers that have been asked whether they can take photos, and can."""
        return self._helpers

    @property
    def _size(self) -> int:
        """How many photos make a batch of about eight seconds; fewer towards the end."""
        if self._seconds_each is None:
            return _FIRST
        size = round(_AIM_S / max(self._seconds_each, 1e-6))
        fair = self._left // (2 * max(self._threads, 1)) + 1
        return max(min(size, fair, _LARGEST), 1)

    def give(self, photo: Pending) -> None:
        """Put a photo into the next batch."""
        self._under_way += 1
        path = self._path_of(photo)
        self._filling.append((photo, str(path)))
        if self._settings.send:
            stamp = stamp_of(path)
            self._filling_bytes += stamp.size_bytes if stamp else 0
        if len(self._filling) >= self._size or self._filling_bytes >= _SENT_BYTES:
            self._flush()

    def take(self, *, timeout_s: float) -> Outcome | None:
        """The next finished photo; ``None`` if there is none in time.

        Raises ``ClusterError`` if the cluster is lost.
        """
        if not self._ready:
            if self._filling and len(self._batches) < self._threads:
                self._flush()  # rather a small batch than an idle worker
            self._listen(timeout_s)
        return self._give_out()

    def _give_out(self) -> Outcome | None:
        if not self._ready:
            return None
        self._under_way -= 1
        return self._ready.popleft()

    def take_finished(self) -> Outcome | None:
        """One more finished photo after ``stop``; ``None`` at the end."""
        return self._give_out()

    def take_notices(self) -> tuple[UserError, ...]:
        """What was said since the last call: workers that were refused, or that there are none."""
        notices, self._notices = tuple(self._notices), []
        return notices

    def kept(self, outcome: Outcome) -> None:
        """Nothing waits for it."""

    def stop(self) -> None:
        """Let go of the cluster; batches that are under way are not waited for."""
        try:
            self._send("stop")
        except ClusterError:
            _log.warning("The dispatcher was gone when it was to stop")
        self._process.join(10)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._connection.close()
        self._process.close()

    def _path_of(self, photo: Pending) -> Path:
        """Where a photo lies, for workers that began in another folder."""
        return Path(self._here, photo.name) if self._root is None else self._root / photo.name

    def _flush(self) -> None:
        batch, self._filling, self._filling_bytes = _Batch(self._filling), [], 0
        self._left -= len(batch.photos)
        batch.known = [self._project.known_content(photo, self._run) for photo, _ in batch.photos]
        self._order(batch)

    def _order(self, batch: _Batch) -> None:
        files = [
            WorkerFile(path, photo.name, known)
            for (photo, path), known in zip(batch.photos, batch.known, strict=True)
        ]
        self._number += 1
        self._batches[self._number] = batch
        order = write_order(self._told(), files, folder=self._folder_of(batch))
        if not self._probed:
            self._probed = True
            probe = write_order(self._told(), [], folder=self._folder_of(batch))
            self._send("probe", order=probe)
        sent = [str(file_in(Path(path))) for _, path in batch.photos]
        self._send(
            "order",
            number=self._number,
            order=order,
            urgent=batch.suspect,
            send=sent if self._settings.send else None,
            sample=None if self._settings.send or not os.path.lexists(sent[0]) else sent[0],
        )

    def _told(self) -> dict[str, Any]:
        """What a worker needs to know of the job."""
        run = self._run
        return {
            "opener": self._settings.opener,
            "models": [str(folder.absolute()) for folder in self._settings.models],
            "model_id": run.model_id,
            "model_sha256": run.model_sha256,
            "detect": run.detect,
            "thorough": run.thorough,
        }

    def _folder_of(self, batch: _Batch) -> str | None:
        """A folder that is there, and must be there for a worker, too."""
        if self._settings.send:
            return None
        if self._root is not None:
            return str(self._root.absolute())
        for _, path in batch.photos:
            folder = os.path.dirname(path)  # noqa: PTH120 - text, as it is sent
            if os.path.isdir(folder):  # noqa: PTH112
                return folder
        return None

    def _send(self, what: str, **said: object) -> None:
        try:
            self._connection.send_bytes(json.dumps({"what": what, **said}).encode())
        except OSError as error:
            self._listen_last()
            raise self._gone() from error

    def _listen_last(self) -> None:
        """Hear what a dispatcher that has ended had to say: that is the reason."""
        try:
            while self._connection.poll(0):
                self._hear()
        except (EOFError, OSError):
            pass

    def _gone(self) -> ClusterError:
        self._process.join(5)
        return ClusterError(
            "The process that talks to the cluster has ended. Everything that was done is kept.",
            received=f"exit code {self._process.exitcode}",
        )

    def _listen(self, timeout_s: float) -> None:
        """Take in what has come, for at most so long; raises what ends the job."""
        try:
            if self._connection.poll(timeout_s):
                self._hear()
                while self._connection.poll(0) and len(self._ready) < _LARGEST:
                    self._hear()
        except (EOFError, OSError) as error:
            raise self._gone() from error
        if time.monotonic() - self._heard > self._settings.patience.silent_s:
            raise ClusterError(
                "The process that talks to the cluster has said nothing for {seconds} seconds. "
                "Everything that was done is kept.",
                seconds=round(self._settings.patience.silent_s),
            )

    def _hear(self) -> None:
        data = self._connection.recv_bytes(_LONGEST_ANSWER_BYTES)
        self._heard = time.monotonic()
        if self._expecting is not None:
            number, self._expecting = self._expecting, None
            self._take_answer(number, data)
            return
        said = json.loads(data)
        what = said["what"]
        if what == "answer":
            self._expecting = said["number"]
        elif what == "threads":
            self._threads = max(said["threads"], 1)
            self._helpers = said["workers"]
        elif what == "killed":
            self._bisect(said["number"])
        elif what == "notice":
            self._notices.append(_error_from(said))
        elif what == "failed":
            raise _error_from(said)

    def _take_answer(self, number: int, data: bytes) -> None:
        batch = self._batches.pop(number)
        names = [photo.name for photo, _ in batch.photos]
        try:
            said = json.loads(data, parse_constant=_refuse_constant)
            answers = read_columns(said["photos"], names)
            seconds, worker = float(said["seconds"]), str(said["worker"])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ClusterError(
                "A worker of the cluster answered with something that AgeLens does not read. "
                "Everything that was done is kept.",
                received=type(error).__name__,
            ) from error
        unseen = self._first_unseen(batch, answers)
        if unseen is not None:
            self._give_to_others(batch, unseen, worker)
            return
        self._measure(seconds, len(names))
        for (photo, path), answer in zip(batch.photos, answers, strict=True):
            self._ready.append(self._settled(photo, Path(path), answer))
        self._next_suspect(batch)

    def _first_unseen(self, batch: _Batch, answers: Sequence[WorkerAnswer]) -> str | None:
        """A photo that is there for this computer and was not for the worker."""
        if self._settings.send:
            return None
        for (_, path), answer in zip(batch.photos, answers, strict=True):
            if answer.stamp is None and answer.sha256 is None and stamp_of(Path(path)) is not None:
                return path
        return None

    def _give_to_others(self, batch: _Batch, unseen: str, worker: str) -> None:
        """Nothing that a worker says of photos is believed while it does not see all of them."""
        batch.blind += 1
        if batch.blind >= _BLIND_TRIES:
            raise ClusterError(
                "The worker {worker} does not see a photo that this computer sees: is the folder "
                "mounted there? Everything that was done is kept.",
                worker=worker,
                received=unseen,
            )
        self._send("blind", worker=worker, sample=unseen)
        self._order(batch)

    def _measure(self, seconds: float, count: int) -> None:
        each = max(seconds, 0.0) / max(count, 1)
        before = self._seconds_each
        self._seconds_each = each if before is None else 0.7 * before + 0.3 * each

    def _settled(self, photo: Pending, path: Path, answer: WorkerAnswer) -> Outcome:
        """What the project makes of a worker's answer: the same as of a thread's."""
        stamp, result, sha256 = answer.stamp, answer.result, answer.sha256
        own = stamp_of(path)
        if self._settings.send:
            stamp = own
        elif stamp is not None and own is not None:
            same = (stamp.size_bytes, stamp.mtime_ns) == (own.size_bytes, own.mtime_ns)
            stamp = own if same else None  # exchanged meanwhile: looked at again next time
        if sha256 is None:
            assert result is not None
            return Outcome(photo.photo_id, photo.name, result, stamp, computed=True)
        photo_id, known = self._project.match_file(photo, self._run, sha256=sha256)
        if known or result is None:
            return Outcome(photo_id, photo.name, None, stamp)
        turn = None
        if result.picture and (former := self._project.former_picture(photo_id, sha256)):
            result, turn = compared(result, path, former)
        if stamp is None:
            result, turn = replace(result, picture=""), None
        return Outcome(
            photo_id, photo.name, result, stamp, sha256, computed=answer.computed, turn=turn
        )

    # A file that kills workers is found by halving (by eighths) the batch that it is in.

    def _bisect(self, number: int) -> None:
        batch = self._batches.pop(number)
        if len(batch.photos) == 1:
            if batch.tries + 1 >= _TRIES:
                self._ready.append(self._killed(*batch.photos[0]))
            else:
                batch.tries += 1
                batch.suspect = True
                self._suspects.append(batch)
        else:
            step = -(-len(batch.photos) // _PARTS)
            for at in range(0, len(batch.photos), step):
                part = slice(at, at + step)
                self._suspects.append(
                    _Batch(batch.photos[part], suspect=True, known=batch.known[part])
                )
        if self._suspects and not any(one.suspect for one in self._batches.values()):
            self._order(self._suspects.popleft())

    def _next_suspect(self, done: _Batch) -> None:
        """One at a time: two that kill workers could be taken for each other."""
        if done.suspect and self._suspects:
            self._order(self._suspects.popleft())

    def _killed(self, photo: Pending, path: str) -> Outcome:
        message = f"{_KILLED} Received: {file_in(Path(path)).name}"
        result = PhotoResult(photo.name, "unreadable", message=message)
        return Outcome(photo.photo_id, photo.name, result, stamp_of(Path(path)), computed=True)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"No number: {name}")


def _error_from(said: Mapping[str, Any]) -> ClusterError:
    arguments: Mapping[str, str] = said["arguments"]
    return ClusterError(said["template"], received=said["received"], **arguments)
