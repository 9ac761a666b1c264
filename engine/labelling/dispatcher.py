"""The process that talks to a Dask cluster for a job; the job itself never does.

The job's process sends it orders through a pipe and gets answers as JSON: Dask is neither imported
there, nor is anything unpickled. ``connection`` reaches the cluster, and sees to it that nothing of
it is unpickled here either.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import re
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import ClusterError
from engine.labelling.connection import ALLOWED_FAILURES, Unread, connected, first_line, given_up
from engine.labelling.remote import label_batch, with_sample

if TYPE_CHECKING:
    from distributed import Client, Future

_log = logging.getLogger(__name__)
_STEP_S = 0.05
_ALIVE_S = 5.0
_FETCH_S = 10
_SURVEY_S = 1.0
_FIRST_SURVEY_S = 0.2
_PROBING_S = 20.0
_SAMPLES = 20
_PORT = re.compile(r":[0-9]+$")
LOST = (
    "The cluster's scheduler cannot be reached any more. Everything that was done is kept: run the "
    "same job again to continue."
)


def main(connection: Connection, settings_json: str) -> None:
    """What the process does: connect, run orders until the job stops or its process is gone.

    ``settings_json``: "address", and "patience" as ``cluster.Patience`` has it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the job's process is the one to be told
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    settings = json.loads(settings_json)
    with ExitStack() as stack:
        own = str(settings["address"]).partition(":")[0] == "local"
        dispatcher = _Dispatcher(_Sender(connection), settings["patience"], own=own)
        try:
            with given_up(settings, dispatcher.sender.tell_failure):
                client = connected(settings, stack)
            dispatcher.run(client, connection)
        except ClusterError as error:
            dispatcher.sender.tell_failure(error)
        except (EOFError, BrokenPipeError):
            pass  # the job's process is gone, or has heard enough
        except Exception as error:  # noqa: BLE001 - it ends the job with a sentence
            _log.exception("The dispatcher failed")
            dispatcher.sender.tell_failure(
                ClusterError(
                    "The work could not be given to the cluster ({reason}).",
                    reason=f"{type(error).__name__}: {error}",
                )
            )


class _Sender:
    """The way to the job's process: JSON, whole messages, from one thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last = 0.0

    def tell(self, what: str, **said: object) -> None:
        self._connection.send_bytes(json.dumps({"what": what, **said}).encode())
        self._last = time.monotonic()

    def tell_answer(self, number: int, answer: bytes) -> None:
        self.tell("answer", number=number)
        self._connection.send_bytes(answer)

    def tell_failure(self, error: ClusterError) -> None:
        with suppress(OSError):
            self.tell("failed", **told_error(error))

    def tell_alive(self) -> None:
        if time.monotonic() - self._last > _ALIVE_S:
            self.tell("alive")


def told_error(error: ClusterError) -> dict[str, object]:
    """An error as JSON can carry it."""
    arguments = {name: str(value) for name, value in error.arguments.items()}
    return {"template": error.template, "received": error.received, "arguments": arguments}


class _Dispatcher:
    """Hands orders to workers that may have them, and answers back, until the pipe closes."""

    def __init__(self, sender: _Sender, patience: Mapping[str, float], *, own: bool) -> None:
        """``own``: all workers are this computer's own, and have all that it has."""
        self.sender, self._patience, self._own = sender, patience, own
        self._orders: dict[int, dict[str, Any]] = {}
        self._futures: dict[int, Future] = {}
        self._among: dict[int, frozenset[str] | None] = {}
        self._strandings: Counter[int] = Counter()
        self._finished: queue.SimpleQueue[tuple[int, Future]] = queue.SimpleQueue()
        self._probes: dict[str, tuple[Future, str | None]] = {}
        self._usable: set[str] = set()
        self._refused: set[str] = set()
        self._doubted: set[str] = set()
        self._known_hosts: set[str] = set()
        self._probe_order = ""
        self._samples: deque[str] = deque(maxlen=_SAMPLES)
        self._threads = (0, 0)
        self._said_waiting = self._was_usable = False
        self._sequence = 0
        self._lost_since: float | None = None
        self._surveyed = 0.0
        self._without = time.monotonic()

    def run(self, client: Client, connection: Connection) -> None:
        """Until the job's process says "stop" or closes its end."""
        self._client, self._prefix = client, f"agelens-{os.urandom(4).hex()}"
        self.sender.tell("connected")
        inbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        # Orders are taken in while an answer is being written: if both processes only wrote, each
        # would wait for the other to read as soon as the pipe is full.
        threading.Thread(target=_read_all, args=(connection, inbox), daemon=True).start()
        while True:
            with suppress(queue.Empty):
                data = inbox.get(timeout=_STEP_S if self._finished.empty() else 0.001)
                if data is None:
                    return
                message = json.loads(data)
                if message["what"] == "stop":
                    return
                self._heed(message)
            self._collect()
            self._survey()
            self.sender.tell_alive()

    def _heed(self, message: dict[str, Any]) -> None:
        if message["what"] == "probe":
            self._probe_order = message["order"]
        elif message["what"] == "order":
            self._orders[message["number"]] = message
            if message["sample"] is not None:
                self._samples.append(message["sample"])
            self._submit(message["number"])
        elif message["what"] == "blind":
            self._doubt(message["worker"], message["sample"])

    def _submit(self, number: int) -> None:
        """Give an order to the workers that are known to be able, once there is one.

        Workers of this computer see what it sees: they need not be asked first, and Dask itself
        gives on what one of them has left behind.
        """
        if self._client.status != "running" or not (self._usable or self._own):
            return
        order = self._orders[number]
        among = None if self._own else frozenset(self._usable)
        self._sequence += 1
        future = self._client.submit(
            label_batch,
            order["order"],
            _contents(order["send"]) if order.get("send") is not None else None,
            key=(self._prefix, self._sequence),
            workers=None if among is None else sorted(among),
            allow_other_workers=False,
            priority=1 if order.get("urgent") else 0,
            pure=False,
        )
        self._futures[number], self._among[number] = future, among
        future.add_done_callback(lambda done: self._finished.put((number, done)))

    def _collect(self) -> None:
        while not self._finished.empty():
            number, future = self._finished.get()
            if number not in self._futures or self._futures[number] is not future:
                continue  # given again meanwhile
            del self._futures[number]
            if future.status == "finished":
                self._take(number, future)
            elif future.status == "error":
                self._take_error(number, future)
            else:  # cancelled, as the connection was lost
                self._give_again(number)

    def _take(self, number: int, future: Future) -> None:
        try:
            answer = future.result(timeout=_FETCH_S)
        except TypeError as error:  # written in a way that is not read
            answer = error
        except Exception:  # noqa: BLE001 - Dask's many ways to say that its worker went with it
            self._give_again(number)
            return
        if not isinstance(answer, bytes):
            raise _unreadable_answer(answer)
        refusal = _refusal_in(answer)
        if refusal is not None:
            self._refuse(*refusal)
            self._give_again(number)
            return
        self._forget(number)
        self.sender.tell_answer(number, answer)

    def _take_error(self, number: int, future: Future) -> None:
        """A task that killed its workers, or could not be run by one that has no AgeLens."""
        told = _error_of(future)
        if "KilledWorker" in told:
            self._tell_killed(number)
        elif self._unprobed():
            self._give_again(number)  # once it is known who can
        else:
            raise _no_agelens(told)

    def _give_again(self, number: int) -> None:
        self._futures.pop(number, None)
        self._submit(number)

    def _give_stranded(self) -> None:
        """Orders whose workers are all gone are given to others.

        One that has outlived as many workers in this way as Dask would allow counts as a killer.
        """
        there = self._usable | self._doubted
        for number, among in list(self._among.items()):
            if number not in self._futures or among is None or among & there:
                continue
            self._futures.pop(number).cancel()
            self._strandings[number] += 1
            if self._strandings[number] > ALLOWED_FAILURES:
                self._tell_killed(number)
            else:
                self._submit(number)

    def _forget(self, number: int) -> None:
        """An order that has its answer."""
        del self._orders[number], self._among[number]
        self._strandings.pop(number, None)

    def _tell_killed(self, number: int) -> None:
        self._without = time.monotonic()  # there are workers, if they do not live long
        self._forget(number)
        self.sender.tell("killed", number=number)

    # Workers come and go.

    def _survey(self) -> None:
        """Look who is there, once a second; probe those that are new."""
        if time.monotonic() - self._surveyed < (_SURVEY_S if self._usable else _FIRST_SURVEY_S):
            return
        self._surveyed = time.monotonic()
        if self._client.status != "running":
            self._note_lost()
            return
        self._lost_since = None
        workers = dict(self._client.scheduler_info(n_workers=-1)["workers"])
        self._forget_absent(set(workers))
        if self._probe_order:
            for address in set(workers) - self._usable - self._refused - set(self._probes):
                self._probe(address)
        self._take_probes()
        self._tell_threads(workers)
        self._give_stranded()
        self._give_waiting()
        self._check_patience()

    def _forget_absent(self, there: set[str]) -> None:
        """Workers that are gone may come again and are asked again then."""
        for workers in (self._usable, self._refused, self._doubted):
            workers &= there
        for address in self._probes.keys() - there:
            del self._probes[address]
            # One whose Python lacks AgeLens cannot even read the question, and ends.
            host = _host_of(address)
            if host not in self._known_hosts:
                self._known_hosts.add(host)
                self.sender.tell("notice", **told_error(_ended_when_asked(address)))

    def _unprobed(self) -> bool:
        return bool(self._probes) or not self._usable

    def _note_lost(self) -> None:
        now = time.monotonic()
        self._lost_since = self._lost_since or now
        if self._client.status == "closed" or now - self._lost_since > self._patience["lost_s"]:
            raise ClusterError(LOST)

    def _probe(self, address: str) -> None:
        """Ask a worker whether it could: an order without a photo, for it alone.

        It must see one of the photos that were there when they were given, and still are.
        """
        there = (one for one in reversed(self._samples) if os.path.lexists(one))
        sample = next(there, None)
        self._sequence += 1
        future = self._client.submit(
            label_batch,
            with_sample(self._probe_order, sample),
            key=(f"{self._prefix}-probe", self._sequence),
            workers=[address],
            allow_other_workers=False,
            priority=2,
            pure=False,
        )
        self._probes[address] = future, sample

    def _take_probes(self) -> None:
        for address, (future, sample) in list(self._probes.items()):
            if not future.done():
                continue
            del self._probes[address]
            if future.status == "finished":
                with suppress(OSError, TimeoutError):
                    self._take_probe(address, future.result(timeout=_FETCH_S), sample)
            elif future.status == "error":
                self._refuse(address, "agelens", _error_of(future))

    def _take_probe(self, address: str, answer: object, sample: str | None) -> None:
        refusal = _refusal_in(answer) if isinstance(answer, bytes) else None
        if not isinstance(answer, bytes):
            self._refuse(address, "answer", first_line(_unreadable_answer(answer)))
        elif refusal is None:
            self._doubted.discard(address)
            self._usable.add(address)
            self._known_hosts.add(_host_of(address))
        elif refusal[1] != "photo":
            self._refuse(address, refusal[1], refusal[2])
        elif sample is not None and os.path.lexists(sample):
            self._refuse(address, "photo", sample)
        # Else the photo was taken away meanwhile: asked again with another one.

    def _doubt(self, address: str, sample: str) -> None:
        """A worker did not see a photo that is there: ask it again before it gets more."""
        self._samples.append(sample)
        if address not in self._refused:
            self._usable.discard(address)
            self._probes.pop(address, None)
            self._doubted.add(address)
            self._surveyed = 0.0  # at once: others wait for its photos

    def _refuse(self, address: str, why: str, what: str) -> None:
        """Give this worker nothing more, and say why."""
        if address in self._refused:
            return
        self._usable.discard(address)
        self._doubted.discard(address)
        self._refused.add(address)
        error = _REFUSALS[why](address, what)
        self.sender.tell("notice", **told_error(error))
        self._last_refusal = error

    def _tell_threads(self, workers: Mapping[str, Any]) -> None:
        able = [
            int(worker["nthreads"])
            for address, worker in workers.items()
            if address in self._usable
        ]
        if (sum(able), len(able)) != self._threads:
            self._threads = sum(able), len(able)
            self.sender.tell("threads", threads=sum(able), workers=len(able))

    def _give_waiting(self) -> None:
        for number in self._orders.keys() - self._futures.keys():
            self._submit(number)

    @property
    def _only_refused(self) -> bool:
        return bool(self._refused) and not self._probes and not self._doubted

    def _check_patience(self) -> None:
        without_s = time.monotonic() - self._without
        if self._usable:
            self._without = time.monotonic()
            self._said_waiting = False
            self._was_usable = True
        elif self._only_refused and not self._was_usable:
            raise self._last_refusal
        elif without_s > self._patience["worker_s"]:
            if self._only_refused:
                raise self._last_refusal
            raise ClusterError(
                "The cluster has no worker that could do anything for {seconds} seconds. "
                "Everything that was done is kept.",
                seconds=round(self._patience["worker_s"]),
            )
        elif not self._said_waiting:
            # One that is there may have to load libraries and the model before it can answer.
            self._said_waiting = without_s > (
                max(_PROBING_S, self._patience["notice_s"])
                if self._probes
                else self._patience["notice_s"]
            )
            if self._said_waiting:
                error = _waiting_for_workers(self._patience["worker_s"])
                self.sender.tell("notice", **told_error(error))


def _host_of(address: str) -> str:
    """Where a worker runs: its nanny may start it anew under another port."""
    return _PORT.sub("", address)


def _error_of(future: Future) -> str:
    """The kind of error and its reason; asking Dask for it may raise in its own way."""
    state = future._state
    error = None if state is None else state.exception
    return first_line(error) if isinstance(error, Unread) else f"{error!r}"


def _read_all(connection: Connection, inbox: queue.SimpleQueue[bytes | None]) -> None:
    """Take in what the job's process sends; ``None`` once it has closed its end."""
    with suppress(EOFError, OSError):
        while True:
            inbox.put(connection.recv_bytes())
    inbox.put(None)


def _contents(paths: list[str]) -> list[bytes | None]:
    """What is sent of files: ``None`` for one that cannot be read, which the worker then says."""
    from engine.files import read_ordinary
    from engine.images import MAX_FILE_BYTES

    found: list[bytes | None] = []
    for path in paths:
        try:
            found.append(read_ordinary(Path(path), longest=MAX_FILE_BYTES))
        except OSError:
            found.append(None)
    return found


def _refusal_in(answer: bytes) -> tuple[str, str, str] | None:
    """Worker, reason and detail, if an answer is a refusal."""
    try:
        said = json.loads(answer)
        refused = said.get("refused")
        if refused is None:
            return None
        why = str(refused["why"])
        return str(said["worker"]), why if why in _REFUSALS else "answer", str(refused["what"])
    except (ValueError, AttributeError, KeyError, TypeError):
        return "", "answer", ""


def _unreadable_answer(answer: object) -> ClusterError:
    return ClusterError(
        "The cluster answered with something that AgeLens does not read.",
        received=str(answer) if isinstance(answer, Unread) else type(answer).__name__,
    )


def _no_agelens(detail: str) -> ClusterError:
    return ClusterError(
        "The cluster's workers cannot run AgeLens: is it installed for their Python?",
        received=detail,
    )


def _other_version(worker: str, what: str) -> ClusterError:
    from engine import __version__

    return ClusterError(
        "The worker {worker} has AgeLens {other} and this is {own}: it is given no photos.",
        worker=worker,
        other=what,
        own=__version__,
    )


def _other_model(worker: str, what: str) -> ClusterError:
    return ClusterError(
        "The worker {worker} does not have this model: it is given no photos.",
        worker=worker,
        received=what,
    )


def _no_such_folder(worker: str, what: str) -> ClusterError:
    return ClusterError(
        "The worker {worker} does not see the folder of the photos: it is given no photos.",
        worker=worker,
        received=what,
    )


def _no_such_photo(worker: str, what: str) -> ClusterError:
    return ClusterError(
        "The worker {worker} sees the folder of the photos, but not this photo: it is given no "
        "photos. Is the drive mounted there?",
        worker=worker,
        received=what,
    )


def _ended_when_asked(worker: str) -> ClusterError:
    return ClusterError(
        "The worker {worker} ended when it was asked whether it can do this job. If AgeLens is not "
        "installed for its Python, its own log says so.",
        worker=worker,
    )


def _waiting_for_workers(seconds: float) -> ClusterError:
    return ClusterError(
        "No worker of the cluster can take photos at present. The job waits for one, for at most "
        "{seconds} seconds.",
        seconds=round(seconds),
    )


def _cannot_run(worker: str, what: str) -> ClusterError:
    return ClusterError(
        "The worker {worker} cannot run AgeLens: is it installed for its Python?",
        worker=worker,
        received=what,
    )


def _odd_answer(worker: str, what: str) -> ClusterError:
    return ClusterError(
        "The worker {worker} answered with something that AgeLens does not read.",
        worker=worker,
        received=what,
    )


_REFUSALS: Mapping[str, Callable[[str, str], ClusterError]] = {
    "version": _other_version,
    "model": _other_model,
    "folder": _no_such_folder,
    "photo": _no_such_photo,
    "agelens": _cannot_run,
    "answer": _odd_answer,
}
