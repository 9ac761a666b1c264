"""Two Debian packages: ``agelens``, and ``agelens-training`` that puts TensorFlow beside it."""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import subprocess
from pathlib import Path

from desktop.training_addon import LIST
from engine import __version__
from installers.icons import draw
from installers.libraries import outside

_HOME = "usr/lib/agelens"
_ICON_SIDES_PX = (16, 24, 32, 48, 64, 128, 256, 512)
_MAINTAINER = "AgeLens <agelens@users.noreply.invalid>"

SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libdrm.so.2": "libdrm2",
    "libgbm.so.1": "libgbm1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libz.so.1": "zlib1g",
    "libfontconfig.so.1": "libfontconfig1",
}
"""Libraries that stay outside the program, and the packages that bring them."""
_LIBC = ("c", "m", "dl", "pthread", "resolv", "rt", "util")
_OF_LIBC = ("ld-linux", *(f"lib{name}.so" for name in _LIBC))
# Without a font the window opens with no text, and nothing says why.
_FIXED = ("fontconfig", "fonts-dejavu-core | fonts-noto-core | fonts-freefont-ttf")

_ABOUT = """\
 AgeLens finds the faces in photos, in folders of photos and on a webcam, and
 says for each an apparent age and a perceived gender (from appearance).
 Everything happens on this computer: photos and video never leave it.
"""
_ABOUT_TRAINING = """\
 AgeLens can also train: networks learn to judge faces while a class watches.
 This package holds what that needs, TensorFlow; nothing else does.
"""


def make(
    program: Path, addon: Path, *, root: Path, work: Path, out: Path, quick: bool = False
) -> list[Path]:
    """Build both packages; needs ``dpkg-deb`` and ``readelf``. ``quick`` packs them loosely."""
    machine = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    base = work / "deb" / "agelens"
    shutil.rmtree(base, ignore_errors=True)
    shutil.copytree(program, base / _HOME, symlinks=True)
    _add_integration(base, root)
    depends = dependencies(program)
    fields = _fields("agelens", depends, about=_ABOUT)
    first = _build(base, out, machine=machine, fields=fields, quick=quick)
    more = work / "deb" / "agelens-training"
    shutil.rmtree(more, ignore_errors=True)
    shutil.copytree(
        addon, more / _HOME / "_internal", ignore=shutil.ignore_patterns(LIST), symlinks=True
    )
    _add_papers(more, root, "agelens-training")
    fields = _fields("agelens-training", [f"agelens (= {__version__})"], about=_ABOUT_TRAINING)
    second = _build(more, out, machine=machine, fields=fields, quick=quick)
    return [first, second]


def dependencies(program: Path) -> list[str]:
    """The packages that the program's libraries ask for; fails for one that is not known here."""
    needed = outside(program)
    packages = {f"libc6 (>= {platform.libc_ver()[1]})"}
    for library in sorted(needed):
        if library.startswith(_OF_LIBC):
            continue
        if library not in SYSTEM_LIBRARIES:
            raise SystemExit(
                f"Which Debian package brings this library? Received: {library}, asked for by "
                f"{needed[library]}"
            )
        packages.add(SYSTEM_LIBRARIES[library])
    return [*sorted(packages), *_FIXED]


def _add_integration(base: Path, root: Path) -> None:
    """What makes it a program of the desktop: command, menu entry, icons, description."""
    linux = root / "installers" / "linux"
    command = base / "usr/bin/agelens"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/agelens/agelens")
    for name, place in (
        ("agelens.desktop", "usr/share/applications"),
        ("org.agelens.AgeLens.metainfo.xml", "usr/share/metainfo"),
        ("agelens.xml", "usr/share/mime/packages"),
    ):
        target = base / place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (linux / name).read_text(encoding="utf-8").replace("@VERSION@", __version__)
        target.write_text(text.replace("@DATE@", _date()), encoding="utf-8")
    drawing = root / "resources" / "icons" / "app.svg"
    icons = base / "usr/share/icons/hicolor"
    for side in _ICON_SIDES_PX:
        folder = icons / f"{side}x{side}" / "apps"
        folder.mkdir(parents=True)
        draw(drawing, folder / "agelens.png", side_px=side)
    scalable = icons / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copyfile(drawing, scalable / "agelens.svg")
    manual = base / "usr/share/man/man1/agelens.1.gz"
    manual.parent.mkdir(parents=True)
    page = (linux / "agelens.1").read_text(encoding="utf-8").replace("@VERSION@", __version__)
    manual.write_bytes(gzip.compress(page.encode(), mtime=0))
    _add_papers(base, root, "agelens")


def _add_papers(base: Path, root: Path, package: str) -> None:
    papers = base / "usr/share/doc" / package
    papers.mkdir(parents=True)
    (papers / "copyright").write_text(
        "AgeLens is licensed under the Apache License 2.0, which stands in\n"
        "/usr/share/common-licenses/Apache-2.0. The parts that it is made of have their own\n"
        f"licences: their texts are in the folders NAME.dist-info of /{_HOME}/_internal,\n"
        "and the window shows them under Help.\n",
        encoding="utf-8",
    )
    changes = (root / "CHANGELOG.md").read_bytes()
    (papers / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))


def _fields(package: str, depends: list[str], *, about: str) -> dict[str, str]:
    titles = {"agelens": "apparent age and perceived gender of faces in photos, offline"}
    fields = {
        "Package": package,
        "Version": __version__,
        "Section": "graphics",
        "Priority": "optional",
        "Maintainer": _MAINTAINER,
        "Depends": ", ".join(depends),
        "Description": titles.get(package, "training for AgeLens") + "\n" + about.rstrip(),
    }
    if package == "agelens":
        fields["Suggests"] = "agelens-training"
    return fields


def _build(base: Path, out: Path, *, machine: str, fields: dict[str, str], quick: bool) -> Path:
    for path in base.rglob("*"):
        if not path.is_symlink():
            loose = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if loose else 0o644)
    files = [path for path in base.rglob("*") if path.is_file() and not path.is_symlink()]
    size_kb = sum(-(-path.stat().st_size // 1024) for path in files)
    control = base / "DEBIAN" / "control"
    control.parent.mkdir()
    fields = {**fields, "Architecture": machine, "Installed-Size": str(size_kb)}
    order = ["Package", "Version", "Architecture", "Installed-Size", "Section", "Priority"]
    order += ["Maintainer", "Depends", *(["Suggests"] if "Suggests" in fields else [])]
    lines = [f"{name}: {fields[name]}" for name in [*order, "Description"]]
    control.write_text("\n".join(lines) + "\n", encoding="utf-8")
    target = out / f"{fields['Package']}_{fields['Version']}_{machine}.deb"
    packed = ["-Zzstd", "-z1"] if quick else ["-Zxz"]
    command = ["dpkg-deb", "--build", "--root-owner-group", *packed, str(base), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return target


def _date() -> str:
    from datetime import UTC, datetime

    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)
    return moment.date().isoformat()
