"""Build what people download: ``python3 -m installers.build deb tar addon``.

Needs Python 3.11 to 3.13 and, once, a network for the packages: it makes its own environment from
``uv.lock`` and hands over to ``make`` there. docs/packaging.md says more.
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
KINDS = ("deb", "tar", "addon", "nsis", "dmg")


def pinned_uv(lock: Path) -> list[str]:
    """Uv as the lock has it, as lines for ``pip install --require-hashes``."""
    packages = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    (uv,) = [one for one in packages if one["name"] == "uv"]
    hashes = [f"--hash={file['hash']}" for file in uv["wheels"]]
    return [" ".join([f"uv=={uv['version']}", *hashes])]


def left_out(platform: str) -> list[str]:
    """Locked packages that are not frozen on this system.

    ``tensorflow-cpu`` stands for TensorFlow wherever the plain package is the large one; the data
    package of the face detector asks for the plain one.
    """
    return [] if platform == "darwin" else ["tensorflow"]


def make_environment(folder: Path, root: Path) -> Path:
    """An environment with all that is frozen, made anew only when that changes; its Python.

    Everything comes from ``uv.lock``, its hashes checked; nothing else is in there.
    """
    lock = root / "uv.lock"
    mark = folder / "agelens-requirements"
    wanted = hashlib.sha256(sys.version.encode() + lock.read_bytes()).hexdigest()
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return python
    venv.EnvBuilder(with_pip=True, clear=True).create(folder)
    requirements = folder / "uv.txt"
    requirements.write_text("\n".join(pinned_uv(lock)), encoding="utf-8")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(requirements)], check=True)
    uv = [str(python), "-m", "uv", "sync", "--quiet", "--frozen", "--no-install-project"]
    uv += ["--no-dev", "--group", "freeze", "--python", str(python), "--no-python-downloads"]
    for name in left_out(sys.platform):
        uv += ["--no-install-package", name]
    surroundings = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder)}
    surroundings.pop("VIRTUAL_ENV", None)
    subprocess.run(uv, check=True, cwd=root, env=surroundings)
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
