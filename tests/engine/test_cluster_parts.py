"""What a cluster's address may be, what its workers' answers may hold, and what is unpickled."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import ClusterError, ModelError
from engine.labelling import remote
from engine.labelling.cluster import ClusterSettings, check_address
from engine.labelling.connection import Unread, read_safely
from engine.labelling.remote import WorkerAnswer, WorkerFile, columns_of, read_columns, write_order
from engine.project import FileStamp
from engine.results import Box, Estimate, Face, Keypoints, PhotoResult
from engine.store import ModelStore
from tests.engine.labelling_driver import Recorder


@pytest.mark.parametrize(
    "address",
    [
        "local",
        "local:12",
        "slurm",
        "tcp://127.0.0.1:8786",
        "tcp://localhost:8786",
        "tcp://[::1]:8786",
        "tls://scheduler.lab.example:8786",
        "tls://10.1.2.3:8786",
    ],
)
def test_addresses_that_are_taken(address: str) -> None:
    check_address(ClusterSettings(address=address))


@pytest.mark.parametrize(
    "address",
    ["", "local:0", "local:", "127.0.0.1:8786", "tls://", "tls://host", "ucx://host:1", "slurm:3"],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ClusterError, match="A cluster's address looks like"):
        check_address(ClusterSettings(address=address))


@pytest.mark.parametrize(
    "address", ["tcp://10.1.2.3:8786", "tcp://lab.example:8786", "tcp://0.0.0.0:1", "tcp://[::]:1"]
)
def test_plain_tcp_to_another_computer_must_be_allowed(address: str) -> None:
    with pytest.raises(ClusterError, match="Plain TCP to another computer is refused"):
        check_address(ClusterSettings(address=address))
    check_address(ClusterSettings(address=address, insecure=True))


def answers() -> list[WorkerAnswer]:
    estimate = Estimate(30.1, 0.1 + 0.2, None, age_low=20.0, age_high=None, age_spread=4.5)
    points = Keypoints(*((float(n), n / 3) for n in range(6)))
    faces = (
        Face(Box(1.5, 2.25, 1 / 3, 4), points, 0.9, estimate),
        Face(Box(0, 0, 5, 5), None, None, Estimate(20.0, 0.9, "female")),
    )
    stamp = FileStamp(size_bytes=3, mtime_ns=-1, changed_ns=None)
    found = PhotoResult("a.jpg", "ok", 640, 480, faces, "", "ab" * 16)
    lost = PhotoResult("b\udcff.jpg", "unreadable", message="Not there. Received: b?.jpg")
    return [
        WorkerAnswer(found, stamp, "cd" * 32, True),
        WorkerAnswer(lost, None, None, True),
        WorkerAnswer(None, stamp, "ef" * 32, False),
    ]


def test_answers_come_back_as_they_were() -> None:
    told = json.loads(json.dumps(columns_of(answers())))
    assert read_columns(told, ["a.jpg", "b\udcff.jpg", "c.jpg"]) == answers()


def changed(name: str, value: Any) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = json.loads(json.dumps(columns_of(answers())))
    columns[name][0] = value
    return columns


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "fine"),
        ("status", 1),
        ("sha256", "no hash"),
        ("sha256", 5),
        ("picture", "zz"),
        ("width_px", -1),
        ("width_px", 1.5),
        ("width_px", True),
        ("message", ["text"]),
        ("faces", 1),
        ("faces", 3),
        ("faces", -1),
        ("stamp", [1]),
        ("stamp", [1, "2", 3]),
        ("box", [1, 2, 3]),
        ("box", [1, 2, 3, float("nan")]),
        ("box", [1, 2, 3, float("inf")]),
        ("keypoints", [[1, 2]]),
        ("score", "0.9"),
        ("gender", "other"),
        ("age", "30"),
    ],
)
def test_other_answers_are_refused(name: str, value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_columns(changed(name, value), ["a.jpg", "b.jpg", "c.jpg"])


def test_answers_about_other_photos_are_refused() -> None:
    columns = json.loads(json.dumps(columns_of(answers())))
    with pytest.raises(ValueError, match="zip"):
        read_columns(columns, ["a.jpg"])
    del columns["sha256"]
    with pytest.raises(KeyError):
        read_columns(columns, ["a.jpg", "b.jpg", "c.jpg"])
    with pytest.raises(TypeError):
        read_columns([], [])


class Evil:
    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.trace),)


def test_no_object_is_made_of_what_is_read(tmp_path: Path) -> None:
    trace = tmp_path / "was here"
    found = read_safely(pickle.dumps([Evil(trace)]))
    assert isinstance(found, Unread)
    assert str(found).startswith(f"{os.mkdir.__module__}, mkdir")
    assert not trace.exists()
    for plain in (b"answer", ["a", 1, 2.5, None, {"b": (True,)}], bytes):
        assert read_safely(pickle.dumps(plain)) == plain
    for odd in (np.zeros(3), ValueError("reason"), Path(), print):
        assert isinstance(read_safely(pickle.dumps(odd)), Unread)
    assert "reason" in str(read_safely(pickle.dumps(ValueError("reason"))))
    assert isinstance(read_safely(b"\x80nothing"), Unread)


def order(**changes: Any) -> str:
    settings = {"opener": "tests.engine.cluster_driver:open_recorder"}
    files = [WorkerFile(str(changes.pop("path", "a.jpg")), "a.jpg", changes.pop("known", None))]
    return write_order(settings, files, folder=changes.pop("folder", None))


def ask(text: str, sent: list[bytes | None] | None = None) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(remote.label_batch(text, sent))
    return said


def test_a_worker_refuses_what_it_cannot_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="workers have Dask")
    missing = str(tmp_path / "missing")
    assert ask(order(folder=missing))["refused"] == {"why": "folder", "what": missing}
    assert "refused" not in ask(order(folder=str(tmp_path)))
    text = order()
    monkeypatch.setattr(remote, "__version__", "0.0.1")
    assert ask(text)["refused"] == {"why": "version", "what": "0.0.1"}


def test_a_worker_knows_contents_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="workers have Dask")
    path = tmp_path / "a.jpg"
    path.write_bytes(b"1")
    worker, recorder = type("Worker", (), {})(), Recorder()
    monkeypatch.setattr(remote, "_worker", lambda: worker)
    monkeypatch.setattr("tests.engine.cluster_driver.open_recorder", lambda _: recorder)
    (first,) = read_columns(ask(order(path=path))["photos"], ["a.jpg"])
    assert first.computed
    (again,) = read_columns(ask(order(path=path))["photos"], ["a.jpg"])
    assert not again.computed
    assert again.result == first.result
    (known,) = read_columns(ask(order(path=path, known=first.sha256))["photos"], ["a.jpg"])
    assert known.result is None
    (sent,) = read_columns(ask(order(path="/nowhere/a.jpg"), [b"1"])["photos"], ["a.jpg"])
    assert sent.result == first.result
    assert recorder.asked == ["a.jpg"], "a copy is analysed once"


def test_a_model_of_the_same_name_is_not_the_same(tiny_store: ModelStore, tmp_path: Path) -> None:
    spec = tiny_store.models()[0]
    found = tiny_store.with_model(spec.model_id, sha256=spec.sha256)
    assert found.open(spec.model_id)[1] == spec
    with pytest.raises(ModelError, match=rf"\(00000000\) is not here.*{spec.sha256[:8]}"):
        tiny_store.with_model(spec.model_id, sha256="0" * 64)
    with pytest.raises(ModelError, match="none of this name"):
        ModelStore([tmp_path]).with_model(spec.model_id, sha256=spec.sha256)
