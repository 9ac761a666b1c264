"""Freeze the program and make packages of it; run by ``build`` in the environment it made."""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine import __version__
from installers import archives, debian
from installers.build import left_out

ROOT = Path(__file__).resolve().parents[1]
_FREEZES = ("uv", "pyinstaller", "pyinstaller-hooks-contrib")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What PyInstaller made: the program's folder, and the add-on's; ``quick`` packs loosely."""

    program: Path
    addon: Path
    quick: bool

    def __post_init__(self) -> None:
        if not self.program.is_dir() or not self.addon.is_dir():
            raise SystemExit(f"The program is not frozen yet. Received: {self.program.parent}")


def freeze(work: Path, *, keep: bool, quick: bool) -> Frozen:
    """Run PyInstaller; with ``keep``, take what is there from the last time."""
    dist = work / "dist"
    if not keep:
        shutil.rmtree(dist, ignore_errors=True)
        command = [sys.executable, "-m", "PyInstaller", str(ROOT / "build.spec"), "--noconfirm"]
        command += ["--workpath", str(work / "pyinstaller"), "--distpath", str(dist)]
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TF_CPP_MIN_LOG_LEVEL": "3"}
        subprocess.run([*command, "--log-level", "WARN"], cwd=ROOT, check=True, env=surroundings)
    return Frozen(program=dist / "agelens", addon=dist / "agelens-training", quick=quick)


def _deb(frozen: Frozen, work: Path, out: Path) -> list[Path]:
    return debian.make(
        frozen.program, frozen.addon, root=ROOT, work=work, out=out, quick=frozen.quick
    )


def _tar(frozen: Frozen, work: Path, out: Path) -> list[Path]:
    return [archives.portable(frozen.program, root=ROOT, work=work, out=out, quick=frozen.quick)]


def _addon(frozen: Frozen, work: Path, out: Path) -> list[Path]:
    return [archives.addon(frozen.addon, out=out, quick=frozen.quick)]


def _nsis(frozen: Frozen, work: Path, out: Path) -> list[Path]:
    return [installer(frozen.program, out=out, licence=ROOT / "LICENSE")]


def installer(program: Path, *, out: Path, licence: Path) -> Path:
    """The Windows installer around a program's folder; ``makensis`` runs on Linux, too."""
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"AgeLens-{__version__}-windows-x86_64-setup.exe"
    icon = _windows_icon(out)
    script = ROOT / "installers" / "windows" / "agelens.nsi"
    size_kb = sum(one.stat().st_size for one in program.rglob("*") if one.is_file()) // 1024
    values = {
        "VERSION": __version__,
        "PAYLOAD": str(program),
        "LICENCE": str(licence),
        "ICON": str(icon),
        "OUTPUT": str(target),
        "SIZE_KB": str(size_kb),
    }
    sign = "/" if os.name == "nt" else "-"
    options = [f"{sign}D{key}={value}" for key, value in values.items()]
    subprocess.run(["makensis", f"{sign}V2", *options, str(script)], check=True)
    icon.unlink()
    return target


def _windows_icon(folder: Path) -> Path:
    from installers.icons import draw

    made = draw(ROOT / "resources" / "icons" / "app.svg", folder / ".agelens.ico", side_px=256)
    made.with_suffix(".png").unlink()
    return made


def _dmg(frozen: Frozen, work: Path, out: Path) -> list[Path]:
    target = out / f"AgeLens-{__version__}-macos-{platform.machine()}.dmg"
    script = ROOT / "installers" / "macos" / "make_dmg.sh"
    app = frozen.program.with_name("AgeLens.app")
    subprocess.run(["bash", str(script), str(app), str(target)], cwd=ROOT, check=True)
    return [target]


def bill_of_materials(out: Path) -> Path:
    """Every package that the program and its add-on are frozen from, with its hashes.

    CycloneDX, from ``uv.lock``. Packages for other systems are listed with their markers; what only
    freezes is left out.
    """
    target = out / f"AgeLens-{__version__}-{platform.system().lower()}.cdx.json"
    uv = [sys.executable, "-m", "uv", "export", "--quiet", "--frozen", "--no-dev"]
    uv += ["--group", "freeze", "--format", "cyclonedx1.5", "--preview-features", "sbom-export"]
    for name in (*_FREEZES, *left_out(sys.platform)):
        uv += ["--prune", name]
    subprocess.run([*uv, "--output-file", str(target)], cwd=ROOT, check=True, stdout=sys.stderr)
    return target


_MAKERS: dict[str, Callable[[Frozen, Path, Path], list[Path]]] = {
    "deb": _deb,
    "tar": _tar,
    "addon": _addon,
    "nsis": _nsis,
    "dmg": _dmg,
}


def main() -> int:
    """Freeze, make what is asked for, and write the checksums beside it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    frozen = freeze(args.work, keep=args.keep, quick=args.quick)
    args.out.mkdir(parents=True, exist_ok=True)
    made = [path for kind in args.kinds for path in _MAKERS[kind](frozen, args.work, args.out)]
    if made:
        made.append(bill_of_materials(args.out))
    lines = []
    for path in made:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        lines.append(f"{digest}  {path.name}\n")
        sys.stdout.write(f"{path.stat().st_size / 1e6:8.1f} MB  {path.name}\n")
    if lines:
        # Not one file for all systems: each is built on a machine of its own.
        name = f"SHA256SUMS-{platform.system().lower()}"
        (args.out / name).write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
