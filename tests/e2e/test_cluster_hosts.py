"""A cluster of three "hosts": network namespaces with addresses of their own, joined by a bridge.

The scheduler is on one, two workers are on the others; TLS throughout. One worker's process is
killed twice, the other host is cut off midway: the table is that of one computer, to the byte.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from PIL import Image as PillowImage

from engine.project import Project

pytest.importorskip("distributed", reason="the cluster needs Dask: agelens[cluster]")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None,
        reason="network namespaces need Linux, root and iproute2",
    ),
]
ROOT = Path(__file__).parents[2]
PHOTOS = 240
DEADLINE_S = 240


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@contextmanager
def network(names: Sequence[str]) -> Iterator[dict[str, str]]:
    """Namespaces on one bridge, and this computer beside them; addresses by name."""
    tag = f"{os.getpid() % 10_000}"
    bridge, subnet = f"agb{tag}", f"10.{200 + os.getpid() % 50}.77"
    with ExitStack() as stack:
        try:
            ip("link", "add", bridge, "type", "bridge")
        except subprocess.CalledProcessError as error:
            pytest.skip(f"no bridge can be made here: {error.stderr!r}")
        stack.callback(ip, "link", "del", bridge)
        ip("addr", "add", f"{subnet}.1/24", "dev", bridge)
        ip("link", "set", bridge, "up")
        addresses = {}
        for number, name in enumerate(names, start=2):
            space, outside, inside = f"ag{tag}{name}", f"ago{tag}{number}", f"agi{tag}{number}"
            ip("netns", "add", space)
            stack.callback(ip, "netns", "del", space)
            ip("link", "add", outside, "type", "veth", "peer", "name", inside)
            ip("link", "set", outside, "master", bridge, "up")
            ip("link", "set", inside, "netns", space)
            ip("-n", space, "addr", "add", f"{subnet}.{number}/24", "dev", inside)
            ip("-n", space, "link", "set", inside, "up")
            ip("-n", space, "link", "set", "lo", "up")
            addresses[name] = f"{subnet}.{number}"
        yield addresses


def space_of(name: str) -> str:
    return f"ag{os.getpid() % 10_000}{name}"


def cut_off(name: str, number: int) -> None:
    """What a cable that is pulled does."""
    ip("link", "set", f"ago{os.getpid() % 10_000}{number}", "down")


def certificates(folder: Path) -> dict[str, str]:
    """Dask's own configuration for TLS, as docs/cluster.md has it, with one certificate for all."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=agelens-test", "-keyout", str(key), "-out", str(cert)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    tls = "DASK_DISTRIBUTED__COMM__TLS"
    roles = {
        f"{tls}__{role}__{what}": str(path)
        for role in ("SCHEDULER", "WORKER", "CLIENT")
        for what, path in (("KEY", key), ("CERT", cert))
    }
    return {
        f"{tls}__CA_FILE": str(cert),
        "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "1",
        **roles,
    }


class Host:
    """Processes in one namespace."""

    def __init__(self, name: str, environment: dict[str, str], log: Path) -> None:
        self._prefix = ["ip", "netns", "exec", space_of(name)]
        self._environment, self._log = environment, log

    def start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [*self._prefix, sys.executable, "-m", f"distributed.cli.{module}", *arguments],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )


def wait_for(path: Path) -> None:
    end, pause = time.monotonic() + DEADLINE_S, threading.Event()
    while not path.exists() or not path.read_text():
        assert time.monotonic() < end, f"{path.name} did not come"
        pause.wait(0.05)


def done_of(journal: Path) -> int:
    if not journal.exists():
        return 0
    with Project.open(journal, read_only=True) as project:
        return project.counts().done


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def kill_worker_of(nanny: int) -> None:
    """Kill the process that analyses; the one that watches it starts another."""
    for child in children_of(nanny):
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"spawn_main" in command:
            os.kill(child, 9)


def make_photos(folder: Path) -> None:
    """Photos of 250 px, no two alike."""
    folder.mkdir()
    ground = PillowImage.linear_gradient("L").convert("RGB")
    for number in range(PHOTOS):
        path = folder / f"{number:03}.jpg"
        ground.resize((250, 200 + number % 40)).save(path)
        with path.open("ab") as file:
            file.write(f"{number}".encode())


def label(*arguments: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", "label", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.timeout(600)
def test_workers_die_and_a_host_is_cut_off(tmp_path: Path) -> None:
    photos, one, two = tmp_path / "photos", tmp_path / "one.csv", tmp_path / "two.csv"
    make_photos(photos)
    environment = {**os.environ, **certificates(tmp_path), "PYTHONPATH": str(ROOT)}
    environment |= {
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10s",
        "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "15s",
    }
    alone = label(str(photos), "--out", str(one), "--workers", "2", environment=environment)
    _, told = alone.communicate(timeout=DEADLINE_S)
    assert alone.returncode == 0, told
    with network(["s", "a", "b"]) as addresses, ExitStack() as stack:
        log = tmp_path / "hosts.log"
        hosts = {name: Host(name, environment, log) for name in addresses}
        where = tmp_path / "scheduler.json"

        def start(name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
            process = hosts[name].start(module, "--host", addresses[name], *arguments)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start(
            "s", "dask_scheduler", "--port", "0", "--protocol", "tls", "--no-dashboard",
            "--no-show", "--scheduler-file", str(where),
        )  # fmt: skip
        wait_for(where)
        address = json.loads(where.read_text())["address"]
        assert address.startswith(f"tls://{addresses['s']}:")
        nannies = {
            name: start(
                name, "dask_worker", address, "--nthreads", "1", "--no-dashboard",
                "--memory-limit", "0", "--local-directory", str(tmp_path / name),
            )
            for name in ("a", "b")
        }  # fmt: skip
        journal = Path(f"{two}.journal")
        job = label(str(photos), "--out", str(two), "--cluster", address, environment=environment)
        stack.callback(job.kill)
        for share in (0.1, 0.3):
            until(lambda share=share: done_of(journal) > share * PHOTOS, job)
            kill_worker_of(nannies["a"].pid)
        until(lambda: done_of(journal) > 0.4 * PHOTOS, job)
        cut_off("b", 4)
        _, told = job.communicate(timeout=DEADLINE_S)
        assert job.returncode == 0, told
        assert "Traceback" not in told
    assert two.read_bytes() == one.read_bytes()
    assert f"{PHOTOS} photos" in told


def until(condition: object, job: subprocess.Popen[str]) -> None:
    end, pause = time.monotonic() + DEADLINE_S, threading.Event()
    assert callable(condition)
    while not condition():
        assert job.poll() is None, job.communicate()[1]
        assert time.monotonic() < end, "waited in vain"
        pause.wait(0.05)
