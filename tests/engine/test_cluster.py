"""A labelling job on a Dask cluster: the same rows, whatever happens to workers and scheduler."""

from __future__ import annotations

import os
import shutil
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.errors import ClusterError
from engine.labelling import JobProgress, remote
from engine.labelling.cluster import ClusterPool
from engine.labelling.remote import PIPELINE
from engine.project import Pending, Project
from tests.engine.cluster_driver import PATIENCE, Hosts, cluster_job, hosts_in, settings_for
from tests.engine.labelling_driver import RUN, finish, run, table, writer

pytest.importorskip("distributed", reason="the cluster needs Dask: agelens[cluster]")
pytestmark = pytest.mark.slow

PHOTOS = {
    **{f"{n:02}.jpg": str(n).encode() for n in range(20)},
    "copy.jpg": b"3",
    "sub/copy.jpg": b"3",
    "sub/none.jpg": b"none",
    "empty.jpg": b"",
    "crash.jpg": b"crash",
    "memory.jpg": b"memory",
}


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    """A scheduler with one worker, as another computer would be spoken to."""
    with hosts_in(tmp_path_factory.mktemp("hosts")) as found:
        found.scheduler()
        found.worker()
        yield found


@pytest.fixture
def project(tmp_path: Path) -> Any:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "p.agelens", root=tmp_path / "photos") as opened:
        yield opened


def here(project: Project, tmp_path: Path) -> list[tuple[object, ...]]:
    """The rows of the same photos, analysed by threads of this process."""
    with Project.open(tmp_path / "here.agelens", root=project.root) as other:
        run(other)
        return table(other)


@pytest.mark.parametrize("where", ["local:2", "another"])
def test_rows_are_those_of_one_computer(
    where: str, hosts: Hosts, project: Project, tmp_path: Path
) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    (tmp_path / "photos" / "link.jpg").symlink_to("nowhere.jpg")
    address = hosts.address if where == "another" else where
    told, counts = finish(cluster_job(project, settings_for(address)))
    assert counts.pending == 0
    assert table(project) == here(project, tmp_path)
    assert told[-2].stage == "working"
    assert told[-2].done == len(PHOTOS) + 1
    # Nothing is new the second time, and what could not be read is tried again.
    again, _ = finish(cluster_job(project, settings_for(address)))
    assert sorted(one.name for step in again for one in step.outcomes) == [
        "crash.jpg", "empty.jpg", "link.jpg", "memory.jpg",
    ]  # fmt: skip
    assert table(project) == here(project, tmp_path)


def test_touched_and_moved_files_are_what_they_were(
    hosts: Hosts, project: Project, tmp_path: Path
) -> None:
    folder = writer(tmp_path / "photos")(PHOTOS)
    settings = settings_for(hosts.address)
    finish(cluster_job(project, settings))
    before = {photo.name: photo.photo_id for photo in project.photos()}
    os.utime(folder / "00.jpg", (1, 1))
    (folder / "01.jpg").rename(folder / "new name.jpg")
    told, _ = finish(cluster_job(project, settings))
    outcomes = {one.name: one for step in told for one in step.outcomes}
    assert outcomes["00.jpg"].result is None, "known by its content"
    after = {photo.name: photo.photo_id for photo in project.photos()}
    assert after["new name.jpg"] == before["01.jpg"]
    assert table(project) == here(project, tmp_path)


def test_a_file_that_kills_workers_is_one_row(project: Project, tmp_path: Path) -> None:
    writer(tmp_path / "photos")({**PHOTOS, "09a.jpg": b"poison"})
    _, counts = finish(cluster_job(project, settings_for("local:1", "open_fatal")))
    assert counts.pending == 0
    (row,) = [photo for photo in project.photos() if photo.name == "09a.jpg"]
    assert row.status == "unreadable"
    assert row.message == (
        "The worker process ended at this photo, each time it was tried. Received: 09a.jpg"
    )
    (tmp_path / "photos" / "09a.jpg").unlink()
    rows = [one for one in table(project) if one[0] != "09a.jpg"]
    assert rows == here(project, tmp_path)


def test_another_version_is_refused(
    hosts: Hosts, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    monkeypatch.setattr(remote, "__version__", "99.1")
    with pytest.raises(ClusterError, match=r"The worker tcp://.* has AgeLens 0\.1\.0"):
        finish(cluster_job(project, settings_for(hosts.address)))
    assert project.counts().pending == len(PHOTOS)


def test_another_model_is_refused(hosts: Hosts, project: Project, tmp_path: Path) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    settings = settings_for(hosts.address, opener=PIPELINE)
    with pytest.raises(ClusterError, match=r"does not have this model.*The model m \(aaaaaaaa\)"):
        finish(cluster_job(project, settings))


def test_a_folder_that_workers_do_not_see_is_named(
    hosts: Hosts, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = writer(tmp_path / "photos")(PHOTOS)
    elsewhere = f"{folder}-not-mounted"
    monkeypatch.setattr(ClusterPool, "_folder_of", lambda *_: elsewhere)
    with pytest.raises(ClusterError) as caught:
        finish(cluster_job(project, settings_for(hosts.address)))
    assert "does not see the folder of the photos" in str(caught.value)
    assert str(caught.value).endswith(f"Received: {elsewhere}")


def test_a_worker_without_the_analyser_is_refused(
    hosts: Hosts, project: Project, tmp_path: Path
) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    settings = settings_for(hosts.address, "nothing_of_this_name")
    with pytest.raises(ClusterError, match="cannot run AgeLens: is it installed"):
        finish(cluster_job(project, settings))


def test_photos_are_sent_where_workers_see_no_folder(
    hosts: Hosts, project: Project, tmp_path: Path
) -> None:
    folder = writer(tmp_path / "photos")(PHOTOS)
    finish(cluster_job(project, settings_for(hosts.address, "open_place", send=True)))
    places = {photo.name: photo.message for photo in project.photos()}
    assert set(places) == set(PHOTOS)
    assert not any(str(folder) in place for place in places.values())
    with Project.open(tmp_path / "sent.agelens", root=folder) as other:
        finish(cluster_job(other, settings_for(hosts.address, send=True)))
        assert table(other) == here(project, tmp_path)


def test_a_lost_scheduler_is_a_sentence_and_the_rest_is_done_later(
    project: Project, tmp_path: Path
) -> None:
    writer(tmp_path / "photos")({f"{n:03}.jpg": str(n).encode() for n in range(120)})
    with hosts_in(tmp_path / "hosts") as hosts:
        scheduler = hosts.scheduler()
        hosts.worker()
        steps = cluster_job(project, settings_for(hosts.address, "open_slow")).run_all()

        def lose() -> None:
            for step in steps:
                if step is not None and step.outcomes:
                    hosts.end(scheduler)

        with pytest.raises(ClusterError, match="scheduler cannot be reached any more"):
            lose()
    assert 0 < project.counts().done < 120
    finish(cluster_job(project, settings_for("local:1")))
    assert project.counts().done == 120
    assert table(project) == here(project, tmp_path)


def test_workers_that_never_come_are_a_sentence(project: Project, tmp_path: Path) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    with hosts_in(tmp_path / "hosts") as hosts:
        hosts.scheduler()
        settings = settings_for(hosts.address, patience=replace(PATIENCE, worker_s=2))
        with pytest.raises(ClusterError, match="no worker that could do anything for 2 seconds"):
            finish(cluster_job(project, settings))


def test_a_scheduler_that_is_not_there_is_a_sentence(project: Project, tmp_path: Path) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    settings = settings_for("tcp://127.0.0.1:9", patience=replace(PATIENCE, connect_s=1))
    with pytest.raises(ClusterError, match="The cluster cannot be reached"):
        finish(cluster_job(project, settings))


def notices_of(told: Sequence[JobProgress]) -> list[str]:
    return [str(notice) for step in told for notice in step.notices]


def test_it_is_said_that_the_job_waits_and_how_many_workers_help(
    project: Project, tmp_path: Path
) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    told: list[JobProgress] = []
    with hosts_in(tmp_path / "hosts") as hosts:
        hosts.scheduler()
        settings = settings_for(hosts.address, patience=replace(PATIENCE, notice_s=0.5))
        for step in cluster_job(project, settings).run_all():
            told += [step] if step is not None else []
            if step is not None and step.notices:
                hosts.worker()
    assert notices_of(told) == [
        "No worker of the cluster can take photos at present. The job waits for one, for at most "
        "60 seconds."
    ]
    counts = [step.helpers for step in told if step.stage == "working"]
    assert (counts[0], counts[-1]) == (0, 1)
    assert table(project) == here(project, tmp_path)


def can_mount() -> bool:
    """Whether a process of ours may have mounts of its own."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("nsenter") is None:
        return False
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


mounts = pytest.mark.skipif(not can_mount(), reason="mounts need Linux, root and util-linux")
HIDE = 'mount -t tmpfs none "$0" && exec "$@"'


@mounts
def test_a_worker_with_an_empty_folder_gets_no_photos(project: Project, tmp_path: Path) -> None:
    """A forgotten mount: the folder is there, and nothing is in it."""
    folder = writer(tmp_path / "photos")(PHOTOS)
    hidden = ["unshare", "--mount", "sh", "-c", HIDE, str(folder)]
    with hosts_in(tmp_path / "hosts") as hosts:
        hosts.scheduler()
        hosts.worker(prefix=hidden)
        with pytest.raises(ClusterError) as caught:
            finish(cluster_job(project, settings_for(hosts.address)))
        assert "sees the folder of the photos, but not this photo" in str(caught.value)
        assert f"Received: {folder}{os.sep}" in str(caught.value)
        assert project.counts().done == 0
        hosts.worker()
        told, _ = finish(cluster_job(project, settings_for(hosts.address)))
    (notice,) = notices_of(told)
    assert notice.startswith("The worker tcp://")
    assert told[-2].helpers == 1
    assert table(project) == here(project, tmp_path)


@mounts
def test_a_killer_is_found_where_a_worker_gets_no_photos(project: Project, tmp_path: Path) -> None:
    """Its batch is for certain workers alone, and those are other ones each time."""
    folder = writer(tmp_path / "photos")({**PHOTOS, "09a.jpg": b"poison"})
    hidden = ["unshare", "--mount", "sh", "-c", HIDE, str(folder)]
    with hosts_in(tmp_path / "hosts") as hosts:
        hosts.scheduler()
        hosts.worker(prefix=hidden)
        hosts.worker()
        finish(cluster_job(project, settings_for(hosts.address, "open_fatal")))
    statuses = {photo.name: photo.status for photo in project.photos()}
    assert statuses.pop("09a.jpg") == "unreadable"
    (folder / "09a.jpg").unlink()
    assert [one for one in table(project) if one[0] != "09a.jpg"] == here(project, tmp_path)


@mounts
def test_a_worker_that_loses_the_folder_is_left_out(project: Project, tmp_path: Path) -> None:
    folder = writer(tmp_path / "photos")({f"{n:03}.jpg": str(n).encode() for n in range(300)})
    told: list[JobProgress] = []
    hidden = False
    with hosts_in(tmp_path / "hosts") as hosts:
        hosts.scheduler()
        lost = hosts.worker("--no-nanny", prefix=["unshare", "--mount"])
        hosts.worker()
        hosts.wait_for_workers(2)
        for step in cluster_job(project, settings_for(hosts.address, "open_slow")).run_all():
            if step is None or step.stage != "working":
                continue
            if not hidden and step.helpers == 2 and step.outcomes:
                enter = ["nsenter", f"--target={lost.pid}", "--mount"]
                hide = [*enter, "mount", "-t", "tmpfs", "none", str(folder)]
                subprocess.run(hide, check=True)
                hidden = True
            told.append(step)
    assert hidden
    assert told[-1].helpers == 1
    (notice,) = notices_of(told)
    assert "sees the folder of the photos, but not this photo" in notice
    assert table(project) == here(project, tmp_path)


NO_AGELENS = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "engine":
            raise ModuleNotFoundError(f"No module named {name!r}")

sys.meta_path.insert(0, Missing())
"""


def test_a_worker_whose_python_lacks_agelens_is_told(project: Project, tmp_path: Path) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    preload = tmp_path / "bare.py"
    preload.write_text(NO_AGELENS)
    told: list[JobProgress] = []
    with hosts_in(tmp_path / "hosts") as hosts:
        hosts.scheduler()
        hosts.worker("--preload", str(preload))
        for step in cluster_job(project, settings_for(hosts.address)).run_all():
            told += [step] if step is not None else []
            if step is not None and step.notices:
                hosts.worker()
    # On a busy computer it may be said as well that the job waits.
    (notice,) = [one for one in notices_of(told) if one.startswith("The worker tcp://127.0.0.1:")]
    assert "AgeLens" in notice
    assert table(project) == here(project, tmp_path)


def test_tls_without_certificates_is_a_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    settings = settings_for("tls://127.0.0.1:9")
    with pytest.raises(ClusterError, match=r"needs certificates, .* docs/cluster\.md"):
        finish(cluster_job(project, settings))
    for what in ("CA_FILE", "CLIENT__CERT", "CLIENT__KEY"):
        monkeypatch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{what}", str(tmp_path / "none.pem"))
    with pytest.raises(ClusterError, match="The certificates for the cluster cannot be used"):
        finish(cluster_job(project, settings))


def test_slurm_that_is_missing_or_not_described_is_a_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(ClusterError, match="command sbatch is not there"):
        finish(cluster_job(project, settings_for("slurm")))
    (tmp_path / "bin" / "sbatch").write_text("")
    (tmp_path / "bin" / "sbatch").chmod(0o755)
    with pytest.raises(ClusterError, match="not described well enough"):
        finish(cluster_job(project, settings_for("slurm")))
    assert not list(tmp_path.glob(".agelens-cluster-*"))


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n" + b"x" * 4096, b"\xff" * 64]
)
def test_something_else_that_answers_is_a_sentence(
    said: bytes, project: Project, tmp_path: Path
) -> None:
    """A server that waits, one that talks at once, and one whose words look like lengths."""
    writer(tmp_path / "photos")(PHOTOS)

    class Other(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(said)
            while self.request.recv(4096):
                pass

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Other) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.server_address[1]}"
        settings = settings_for(address, patience=replace(PATIENCE, connect_s=1))
        with pytest.raises(ClusterError, match=r"no Dask scheduler|cannot be reached") as caught:
            finish(cluster_job(project, settings))
        server.shutdown()
    assert address in str(caught.value)


EVIL = """
import json
from engine.labelling import remote
from distributed import get_worker
from distributed.protocol import pickle

class Evil:
    def __reduce__(self):
        # Workers read their own errors; they and the scheduler are the other computer.
        return exec, ("import os; 'AGELENS_TEST_HOST' in os.environ or os.mkdir({trace!r})",)

def label_batch(order, sent=None):
    if not json.loads(order)["files"]:
        return honest(order, sent)
    warning = {{"category": pickle.dumps(Evil()), "message": pickle.dumps(Evil())}}
    get_worker().log_event("warn", warning)
    if {raises}:
        raise RuntimeError(Evil())
    return Evil()

honest, remote.label_batch = remote.label_batch, label_batch
"""


@pytest.mark.parametrize("raises", [False, True])
def test_nothing_from_another_computer_is_unpickled(
    raises: bool, project: Project, tmp_path: Path
) -> None:
    writer(tmp_path / "photos")(PHOTOS)
    trace = tmp_path / "was here"
    preload = tmp_path / "evil.py"
    preload.write_text(EVIL.format(trace=str(trace), raises=raises))
    with hosts_in(tmp_path / "hosts") as hosts:
        hosts.scheduler()
        hosts.worker("--preload", str(preload))
        with pytest.raises(ClusterError, match=r"does not read|cannot run AgeLens"):
            finish(cluster_job(project, settings_for(hosts.address)))
    assert not trace.exists()


def test_a_killed_dispatcher_is_a_sentence(project: Project, tmp_path: Path) -> None:
    writer(tmp_path / "photos")({f"{n:03}.jpg": str(n).encode() for n in range(40)})
    pool = ClusterPool(project, RUN, settings=settings_for("local:1", "open_slow"), total=40)
    try:
        pool.give(Pending(1, "000.jpg"))
        pool._process.kill()
        with pytest.raises(ClusterError, match="The process that talks to the cluster has ended"):
            pool.take(timeout_s=60)
    finally:
        pool.stop()


def test_no_more_is_under_way_than_keeps_workers_busy(
    hosts: Hosts, project: Project, tmp_path: Path
) -> None:
    """However many photos there are, the rest of them waits in the project's file."""
    count = 20_000
    pool = ClusterPool(project, RUN, settings=settings_for(hosts.address), total=count)
    try:
        given = most = taken = 0
        while taken < 3000:
            while pool.has_room and given < count:
                pool.give(Pending(given, f"{given}.jpg"))
                given += 1
            most = max(most, pool.under_way)
            taken += pool.take(timeout_s=60) is not None
        # One worker: two batches and one that is being filled, of at most 500, and answers.
        assert 500 < most <= 3 * 500 + 2 * 500
    finally:
        pool.stop()


def test_long_orders_and_long_answers_do_not_wait_for_each_other(
    hosts: Hosts, project: Project, tmp_path: Path
) -> None:
    """More of both than a pipe holds: orders for thousands of files that take no time."""
    count = 8000
    folder = tmp_path / "photos" / ("long name " * 12)
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.jpg").write_bytes(b"%d" % number)
    _, counts = finish(cluster_job(project, settings_for(hosts.address)))
    assert counts.done == counts.photos == count
