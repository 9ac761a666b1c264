"""A small training add-on: its list, its stamp, its file."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from desktop.training_addon import LIST, AddonStamp, TrainingAddon, file_name

FILES = {
    "tensorflow_stand_in/__init__.py": b"ANSWER = 42\n",
    "tensorflow_stand_in/large.bin": bytes(range(256)) * 9000,
}


def listed(files: Mapping[str, bytes]) -> bytes:
    entries = {
        name: [len(content), hashlib.sha256(content).hexdigest()] for name, content in files.items()
    }
    return json.dumps(entries).encode()


def stamp_of(files: Mapping[str, bytes]) -> AddonStamp:
    total = sum(map(len, files.values()))
    return AddonStamp(hashlib.sha256(listed(files)).hexdigest(), total)


def pack(target: Path, members: Mapping[str, bytes]) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(target, "w:xz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target


def make_file(folder: Path) -> Path:
    """The file of the add-on, under its own name."""
    return pack(folder / file_name(), {LIST: listed(FILES), **FILES})


@contextmanager
def an_addon(home: Path) -> Iterator[TrainingAddon]:
    """The add-on that the file is for; Python forgets it in the end."""
    made = TrainingAddon(home, stamp_of(FILES))
    try:
        yield made
    finally:
        sys.modules.pop("tensorflow_stand_in", None)
        sys.path[:] = [place for place in sys.path if not place.startswith(str(home))]
