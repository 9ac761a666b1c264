"""Labelling folders: find the photos, analyse them on all cores, keep every result at once."""

from engine.labelling.job import FolderJob, JobProgress, OpenPool, run_of, usable_cores
from engine.labelling.scan import (
    Scan,
    ScanSettings,
    natural_key,
    photos_below,
    photos_by_folder,
    scan,
)
from engine.labelling.workers import Outcome, PhotoAnalyser, WorkerPool

__all__ = [
    "FolderJob",
    "JobProgress",
    "OpenPool",
    "Outcome",
    "PhotoAnalyser",
    "Scan",
    "ScanSettings",
    "WorkerPool",
    "natural_key",
    "photos_below",
    "photos_by_folder",
    "run_of",
    "scan",
    "usable_cores",
]
