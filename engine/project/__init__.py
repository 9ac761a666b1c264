"""The labelling project on disk: predictions, what people said about them, and undo."""

from engine.project.face_table import (
    ORDERS,
    SHOWS,
    Attribute,
    FaceRows,
    Filter,
    Order,
    Show,
    no_rows,
)
from engine.project.file import SUFFIX, Project, is_project, now
from engine.project.photos import AnalysedPhoto, Pending
from engine.project.records import (
    HUMAN_GENDERS,
    VERDICTS,
    Counts,
    FaceEntry,
    FileStamp,
    HeldFace,
    HumanGender,
    HumanLabel,
    PhotoEntry,
    Run,
    Turn,
    Verdict,
)
from engine.project.review import Edit

__all__ = [
    "HUMAN_GENDERS",
    "ORDERS",
    "SHOWS",
    "SUFFIX",
    "VERDICTS",
    "AnalysedPhoto",
    "Attribute",
    "Counts",
    "Edit",
    "FaceEntry",
    "FaceRows",
    "FileStamp",
    "Filter",
    "HeldFace",
    "HumanGender",
    "HumanLabel",
    "Order",
    "Pending",
    "PhotoEntry",
    "Project",
    "Run",
    "Show",
    "Turn",
    "Verdict",
    "is_project",
    "no_rows",
    "now",
]
