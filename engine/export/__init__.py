"""Results taken along: tables, sidecars, crops and copies, and a table to train on.

An ``export_…`` function is a generator: it reports ``Progress`` and returns ``ExportReport``,
fits a lane, and leaves nothing half-written when it is closed; ``drain`` runs it in one go.
"""

from engine.export.about import PATHS_FROM
from engine.export.columns import (
    COLUMNS,
    CSV_COLUMNS,
    FIRST_COLUMNS,
    Column,
    Value,
    neutralised,
    original,
)
from engine.export.records import UNREVIEWED, FaceSelection, ReviewState, records, rows
from engine.export.sorting import By, SortSettings, export_sorted
from engine.export.tables import (
    TRAINING_COLUMNS,
    companions,
    export_csv,
    export_jsonl,
    export_training,
    write_csv,
    write_json,
)
from engine.export.workbook import export_xlsx
from engine.export.writing import Export, ExportProblem, ExportReport
from engine.export.xmp.sidecars import export_sidecars, sidecar_of

__all__ = [
    "COLUMNS",
    "CSV_COLUMNS",
    "FIRST_COLUMNS",
    "PATHS_FROM",
    "TRAINING_COLUMNS",
    "UNREVIEWED",
    "By",
    "Column",
    "Export",
    "ExportProblem",
    "ExportReport",
    "FaceSelection",
    "ReviewState",
    "SortSettings",
    "Value",
    "companions",
    "export_csv",
    "export_jsonl",
    "export_sidecars",
    "export_sorted",
    "export_training",
    "export_xlsx",
    "neutralised",
    "original",
    "records",
    "rows",
    "sidecar_of",
    "write_csv",
    "write_json",
]
