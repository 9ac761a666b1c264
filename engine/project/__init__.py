"""The labelling project on disk: predictions, what people said about them, and undo."""

from engine.project.columns import no_rows
from engine.project.file import SUFFIX, is_project, now
from engine.project.photos import Judged, Pending
from engine.project.project import Project
from engine.project.records import (
    HUMAN_GENDERS,
    VERDICTS,
    Counts,
    FaceEntry,
    HumanGender,
    HumanLabel,
    PhotoEntry,
    Run,
    Stamp,
    Verdict,
)
from engine.project.review import Edit
from engine.project.rows import ORDERS, SHOWS, Attribute, FaceRows, Filter, Order, Show

__all__ = [
    "HUMAN_GENDERS",
    "ORDERS",
    "SHOWS",
    "SUFFIX",
    "VERDICTS",
    "Attribute",
    "Counts",
    "Edit",
    "FaceEntry",
    "FaceRows",
    "Filter",
    "HumanGender",
    "HumanLabel",
    "Judged",
    "Order",
    "Pending",
    "PhotoEntry",
    "Project",
    "Run",
    "Show",
    "Stamp",
    "Verdict",
    "is_project",
    "no_rows",
    "now",
]
