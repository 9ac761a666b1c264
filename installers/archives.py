"""The program as a folder in an archive, and the training add-on as the file that it installs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

from desktop.training_addon import LIST, file_name
from engine import __version__


def portable(program: Path, *, root: Path, work: Path, out: Path, quick: bool = False) -> Path:
    """``AgeLens-VERSION-linux-MACHINE.tar.zst``: unpack anywhere, start ``agelens``."""
    machine = os.uname().machine
    name = f"AgeLens-{__version__}-linux-{machine}"
    note = work / "READ ME FIRST.txt"
    note.write_text(
        "Start the file agelens in this folder. Nothing is installed, and no network is used.\n"
        "It needs what every desktop has: EGL and OpenGL, X11 or Wayland, fontconfig and a font.\n"
        "Delete the folder to be rid of it.\n",
        encoding="utf-8",
    )
    target = out / f"{name}.tar.zst"
    with target.open("wb") as stream:
        packer = subprocess.Popen(
            ["zstd", "-q", "-1" if quick else "-17", "-T0"], stdin=subprocess.PIPE, stdout=stream
        )
        assert packer.stdin is not None
        with tarfile.open(fileobj=packer.stdin, mode="w|") as archive:
            archive.add(program, arcname=name, filter=_nobody)
            archive.add(note, arcname=f"{name}/{note.name}", filter=_nobody)
            archive.add(root / "LICENSE", arcname=f"{name}/LICENSE", filter=_nobody)
        packer.stdin.close()
        if packer.wait():
            raise SystemExit(f"zstd failed. Received: exit code {packer.returncode}")
    return target


def addon(folder: Path, *, out: Path, quick: bool = False) -> Path:
    """The add-on's file: its list first, then what the list names, in its order."""
    target = out / file_name()
    with target.open("wb") as stream:
        if shutil.which("xz"):  # on all cores
            packer = subprocess.Popen(
                ["xz", "-0" if quick else "-6", "-T0"], stdin=subprocess.PIPE, stdout=stream
            )
            assert packer.stdin is not None
            with tarfile.open(fileobj=packer.stdin, mode="w|") as archive:
                _add_files(folder, archive)
            packer.stdin.close()
            if packer.wait():
                raise SystemExit(f"xz failed. Received: exit code {packer.returncode}")
        else:
            with tarfile.open(fileobj=stream, mode="w:xz", preset=6) as archive:
                _add_files(folder, archive)
    return target


def _add_files(folder: Path, archive: tarfile.TarFile) -> None:
    archive.add(folder / LIST, arcname=LIST, filter=_nobody)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != LIST:
            archive.add(path, arcname=path.relative_to(folder).as_posix(), filter=_nobody)


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whoever built it, and when, is nobody's business."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or 1_760_000_000
    return member
