"""What the packages bring along for each system; test_packaging.py is about what is frozen."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.cli.console import COMMANDS
from desktop.training_addon import LIST
from engine import __version__
from installers import contents, debian, make

ROOT = Path(__file__).parents[1]
INSTALLERS = ROOT / "installers"


def test_macos_is_told_why_the_camera_is_wanted() -> None:
    told = contents.info_plist("1.2.3")
    assert "never leaves this computer" in str(told["NSCameraUsageDescription"])
    assert told["CFBundleShortVersionString"] == "1.2.3"
    rights = plistlib.loads((INSTALLERS / "macos" / "entitlements.plist").read_bytes())
    assert rights["com.apple.security.device.camera"] is True


def test_the_menu_entry_is_valid() -> None:
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("desktop-file-validate is not installed here")
    entry = INSTALLERS / "linux" / "agelens.desktop"
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_description_is_valid(tmp_path: Path) -> None:
    if shutil.which("appstreamcli") is None:
        pytest.skip("appstreamcli is not installed here")
    name = "org.agelens.AgeLens.metainfo.xml"
    text = (INSTALLERS / "linux" / name).read_text(encoding="utf-8")
    text = text.replace("@VERSION@", __version__).replace("@DATE@", "2026-11-25")
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", tmp_path / name], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_photos_are_offered_everywhere_alike() -> None:
    """What the program opens on Linux it opens on Windows."""
    entry = (INSTALLERS / "linux" / "agelens.desktop").read_text(encoding="utf-8")
    script = (INSTALLERS / "windows" / "agelens.nsi").read_text(encoding="utf-8")
    kinds = re.findall(r"image/(\w+)", entry)
    endings = set(re.findall(r'{ACTION} "\.(\w+)"', script))
    assert {"jpeg", "png", "webp", "heic", "avif"} <= set(kinds) & endings


def test_the_deb_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two packages around a stand-in program."""
    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is not installed here")
    program, addon, out = tmp_path / "program", tmp_path / "addon", tmp_path / "out"
    (program / "_internal").mkdir(parents=True)
    out.mkdir()
    command = program / "agelens"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    (program / "_internal" / "part.bin").write_bytes(b"x" * 5000)
    (addon / "tensorflow").mkdir(parents=True)
    (addon / "tensorflow" / "core.bin").write_bytes(b"x" * 9000)
    (addon / LIST).write_text("{}")
    monkeypatch.setattr(debian, "outside", lambda _: {"libEGL.so.1": "agelens", "libc.so.6": "it"})
    first, second = debian.make(program, addon, root=ROOT, work=tmp_path / "work", out=out)
    assert first.name.startswith(f"agelens_{__version__}_")
    fields = {name: _field(first, name) for name in ("Depends", "Suggests", "Installed-Size")}
    assert "libegl1" in fields["Depends"]
    assert "fontconfig" in fields["Depends"]
    assert "fonts-dejavu-core |" in fields["Depends"]
    assert re.search(r"libc6 \(>= 2\.\d+\)", fields["Depends"])
    assert fields["Suggests"] == "agelens-training"
    assert int(fields["Installed-Size"]) > 5
    names = _listing(first)
    for name in (
        "./usr/bin/agelens -> ../lib/agelens/agelens",
        "./usr/lib/agelens/_internal/part.bin",
        "./usr/share/applications/agelens.desktop",
        "./usr/share/icons/hicolor/256x256/apps/agelens.png",
        "./usr/share/metainfo/org.agelens.AgeLens.metainfo.xml",
        "./usr/share/mime/packages/agelens.xml",
        "./usr/share/doc/agelens/copyright",
    ):
        assert name in names
    assert _field(second, "Depends") == f"agelens (= {__version__})"
    training = _listing(second)
    assert "./usr/lib/agelens/_internal/tensorflow/core.bin" in training
    assert not [name for name in training if name.endswith(LIST)]
    assert not {name for name in names & training if not name.endswith("/")}


def test_a_library_that_no_package_is_known_for_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "outside", lambda _: {"libodd.so.1": "_internal/one.so"})
    with pytest.raises(SystemExit, match=r"Received: libodd\.so\.1, asked for by _internal/one"):
        debian.dependencies(tmp_path)


def test_the_windows_installer_is_built(tmp_path: Path) -> None:
    """Around a stand-in payload; that it installs is shown by tests/e2e/install_windows.sh."""
    if shutil.which("makensis") is None:
        pytest.skip("makensis is not installed here")
    payload = tmp_path / "payload"
    (payload / "_internal").mkdir(parents=True)
    for name in ("AgeLens.exe", "agelens-cli.exe", "_internal/part.dll"):
        (payload / name).write_bytes(b"stand-in")
    made = make.installer(payload, out=tmp_path / "out", licence=ROOT / "LICENSE")
    assert made.read_bytes()[:2] == b"MZ"
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_scripts_can_be_read_by_their_shell() -> None:
    scripts = [*INSTALLERS.rglob("*.sh"), *(ROOT / "tests" / "e2e").glob("*.sh")]
    assert len(scripts) >= 4
    for script in scripts:
        done = subprocess.run(["bash", "-n", script], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_manual_page_names_every_command() -> None:
    page = (INSTALLERS / "linux" / "agelens.1").read_text(encoding="utf-8")
    assert not [command for command in COMMANDS if command not in page]


def _field(package: Path, name: str) -> str:
    done = subprocess.run(
        ["dpkg-deb", "--field", package, name], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _listing(package: Path) -> set[str]:
    done = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True
    )
    return {line.split(maxsplit=5)[5] for line in done.stdout.splitlines()}
