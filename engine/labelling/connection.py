"""The way from the process that talks to a cluster to its scheduler, and what is read of it.

Of another computer's messages nothing is unpickled (``Unread`` takes the place of every object), so
that a scheduler or worker that is not what it seems can answer wrongly but run nothing.
"""

from __future__ import annotations

import io
import itertools
import os
import pickle
import pickletools
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from engine.errors import ClusterError

if TYPE_CHECKING:
    from dask_jobqueue import SLURMCluster
    from distributed import Client, LocalCluster, Security

ALLOWED_FAILURES = 2
"""How many workers may end at a task before it is taken for what ends them."""
_GRACE_S = 5.0


class Unread(Exception):  # noqa: N818 - stands for an object of which only the words are known
    """What stands for an object from another computer: the words in it, nothing of it made."""


_WORDS = 4
_PACKING = frozenset({"tblib.pickling_support", "builtins", "__dict__", "args"})


class _Reader(pickle.Unpickler):
    """Reads plain values; where a class or function is named, it stops."""

    def find_class(self, module: str, name: str) -> Callable[..., object]:
        if (module, name) == ("builtins", "bytes"):  # the kind of our answers
            return bytes
        raise pickle.UnpicklingError(f"{module}.{name}")


def read_safely(data: bytes | bytearray | memoryview, *, buffers: Iterable[Any] = ()) -> object:
    """What to put in the place of ``pickle.loads``: plain values, or an ``Unread``."""
    try:
        return _Reader(io.BytesIO(data), buffers=buffers or None).load()
    except Exception:  # noqa: BLE001 - whatever was sent, nothing of it is used
        return Unread(", ".join(itertools.islice(_words_in(bytes(data)), _WORDS)))


def _words_in(data: bytes) -> Iterator[str]:
    """The texts in a pickle, which is not run: of an error they begin with its kind and reason."""
    with suppress(ValueError):
        for _, value, _ in pickletools.genops(data):
            if not isinstance(value, str) or value in _PACKING:
                continue
            if not value.startswith("unpickle_exception"):
                yield value


def refuse_pickles() -> None:
    """Make Dask unpickle nothing in this process. Private parts of Dask: tests hold it to this."""
    import distributed.client
    from distributed.protocol import pickle as dask_pickle

    dask_pickle.loads = read_safely
    # Names that were imported before.
    distributed.client.loads = read_safely
    distributed.client.pickle = SimpleNamespace(loads=read_safely, dumps=pickle.dumps)


def _heed_errors_as_text(client: Client) -> None:
    """Let a task's error be one of ours: Dask asserts that it gets a real one with a traceback."""

    def heed(key: object = None, exception: object = None, traceback: object = None) -> None:
        error = read_safely(exception) if isinstance(exception, bytes) else exception
        error = error if isinstance(error, Unread) else Unread(str(error))
        client._handle_task_erred(key=key, exception=error, traceback=None)

    client._stream_handlers["task-erred"] = heed


@contextmanager
def given_up(
    settings: Mapping[str, Any], tell_failure: Callable[[ClusterError], None]
) -> Iterator[None]:
    """End this process, with a sentence, where a scheduler does not answer in time.

    Dask waits for as long as something that is no scheduler keeps the connection open.
    """
    address = str(settings["address"])
    if "://" not in address:
        yield
        return

    def give_up() -> None:
        tell_failure(_no_scheduler(address, "no answer"))
        os._exit(0)

    watchdog = threading.Timer(settings["patience"]["connect_s"] + _GRACE_S, give_up)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def _no_scheduler(address: str, reason: str) -> ClusterError:
    return ClusterError(
        "What answers at this address is no Dask scheduler, or one that expects encryption "
        "(tls://): are address and port right?",
        received=f"{address}, {reason}",
    )


def connected(settings: Mapping[str, Any], stack: ExitStack) -> Client:
    """A client of the cluster that the address means; closed with the stack."""
    try:
        import dask
    except ValueError as error:  # it reads its configuration at once
        raise ClusterError(
            "Dask's configuration on this computer cannot be read.", received=first_line(error)
        ) from error

    dask.config.set({"distributed.scheduler.allowed-failures": ALLOWED_FAILURES})
    from distributed import Client

    address = str(settings["address"])
    kind, _, count = address.partition(":")
    try:
        if kind == "local":
            cluster = stack.enter_context(_local_cluster(int(count) if count else None))
            return stack.enter_context(Client(cluster))
        if kind == "slurm":
            cluster = stack.enter_context(_slurm_cluster(stack))
            return stack.enter_context(Client(cluster))
        refuse_pickles()
        # Certificates as Dask's own configuration names them.
        security = _configured_security() if address.startswith("tls://") else None
        client = Client(
            address,
            security=security,
            timeout=settings["patience"]["connect_s"],
            set_as_default=False,
            serializers=["dask", "msgpack"],
            deserializers=["dask", "msgpack", "error"],
        )
        _heed_errors_as_text(client)
        # Its own way out waits for a scheduler that may be gone, and there is nothing to clear up:
        # a scheduler lets go of what a client wanted once its connection ends.
        stack.callback(os._exit, 0)
        return client
    except TimeoutError as error:
        raise _unreachable(address, error) from error
    except (MemoryError, OverflowError) as error:  # its first bytes were taken for a length
        raise _no_scheduler(address, type(error).__name__) from error
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise _unreachable(address, error) from error


def _unreachable(address: str, error: Exception) -> ClusterError:
    if address.startswith("tcp://"):
        return ClusterError(
            "The cluster cannot be reached: is its scheduler running there, and without "
            "encryption? Otherwise its address begins with tls://.",
            received=f"{address}, {first_line(error)}",
        )
    return ClusterError(
        "The cluster cannot be reached: is its scheduler running, and do you have its "
        "certificates?",
        received=f"{address}, {first_line(error)}",
    )


def _configured_security() -> Security:
    """The certificates that Dask's configuration names; raises ``ClusterError`` without any."""
    from distributed import Security

    try:
        security = Security()
        there = security.get_connection_args("client")["ssl_context"] is not None
    except (OSError, ValueError, TypeError) as error:  # no such files, or no certificates in them
        raise ClusterError(
            "The certificates for the cluster cannot be used: Dask's configuration on this "
            "computer names them (docs/cluster.md).",
            received=first_line(error),
        ) from error
    if not there:
        raise ClusterError(
            "An address with tls:// needs certificates, and Dask's configuration on this computer "
            "names none: docs/cluster.md shows how."
        )
    return security


def first_line(error: BaseException) -> str:
    """Why something failed, in one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _local_cluster(count: int | None) -> LocalCluster:
    """Workers on this computer, one process each; nobody else can speak to them."""
    from distributed import LocalCluster, Security

    from engine.labelling.job import usable_cores

    return LocalCluster(
        n_workers=count or usable_cores(),
        threads_per_worker=1,
        dashboard_address=None,
        security=Security.temporary(),
        # Pausing and spilling are for data in memory; here it holds one photo at a time.
        memory_limit=0,
    )


def _slurm_cluster(stack: ExitStack) -> SLURMCluster:
    """Workers as SLURM jobs, as dask-jobqueue's own configuration describes them.

    Raises ``ClusterError`` where SLURM or that description is missing.
    """
    import dask

    if shutil.which("sbatch") is None:
        raise ClusterError(
            "This computer cannot give jobs to SLURM: its command sbatch is not there. Start the "
            "job where you would use sbatch."
        )
    try:
        from dask_jobqueue import SLURMCluster
    except ImportError as error:
        raise ClusterError(
            "Working on SLURM needs dask-jobqueue, which is not installed here: install "
            "agelens[cluster]."
        ) from error
    from distributed import Security

    # Where every node sees it, and nobody else: the workers find their certificate there.
    home = Path(tempfile.mkdtemp(prefix=".agelens-cluster-", dir=Path.home()))
    stack.callback(_remove_folder, home)
    try:
        cluster = SLURMCluster(
            protocol="tls://",
            security=Security.temporary(),
            shared_temp_directory=str(home),
            scheduler_options={"dashboard_address": None},
        )
    except (ValueError, TypeError) as error:
        raise ClusterError(
            "The jobs for SLURM are not described well enough: docs/cluster.md shows what belongs "
            "into ~/.config/dask/jobqueue.yaml.",
            received=first_line(error),
        ) from error
    most = dask.config.get("jobqueue.slurm.agelens-jobs", 4)
    cluster.adapt(minimum_jobs=1, maximum_jobs=int(most))
    return cluster


def _remove_folder(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
