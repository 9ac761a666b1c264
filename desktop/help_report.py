"""The diagnostic report: what somebody who helps needs to know, without photos and paths."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from importlib import metadata
from importlib.resources import files
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from desktop.settings import Settings
from engine import __version__

if TYPE_CHECKING:
    from engine.spec import ModelSpec

_PARTS = (
    "PySide6-Essentials",
    "ai-edge-litert",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "pillow-heif",
    "tensorflow",
    "tensorflow-cpu",
    "keras",
)


def report(*, settings: Settings, spec: ModelSpec | None, models: Sequence[ModelSpec]) -> str:
    """Return the report as plain text, in English for whoever helps.

    It holds no photo, no file name, no folder and no name of a person: a model of the user's own,
    whose id may tell where its faces came from, is only counted.
    """
    lines = [
        f"AgeLens {__version__}{' (installed)' if getattr(sys, 'frozen', False) else ''}",
        f"System: {platform.platform()}, {platform.machine()}, {os.cpu_count()} cores",
        f"Python {platform.python_version()}, Qt {qVersion()}, {QGuiApplication.platformName()}",
        f"Locale: {QLocale.system().name()}, {', '.join(QLocale.system().uiLanguages()[:3])}",
    ]
    lines += [
        f"Screen: {s.geometry().width()} x {s.geometry().height()}, scale {s.devicePixelRatio():g}"
        for s in QGuiApplication.screens()
    ]
    lines += [
        f"Theme: {settings.theme}; language: {settings.language}",
        f"Model in use: {_model(spec)}; models: {len(models)}",
        f"Settings file: {'started afresh' if settings.started_afresh else 'read'}",
    ]
    lines += [f"{name} {version}" for name in _PARTS if (version := _version(name))]
    return "\n".join(lines)


def _model(spec: ModelSpec | None) -> str:
    if spec is None:
        return "none"
    shipped = files("resources").joinpath("models", spec.model_id).is_dir()
    name = spec.model_id if shipped else "one of the user's own"
    return f"{name} ({spec.architecture}, {spec.input_px} px, {spec.sha256[:12]})"


def _version(name: str) -> str:
    """The installed version; the package itself is not imported for it."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
