"""Results taken along: tables, sidecars, crops and copies, and a table to train on.

An ``export_…`` function is a generator: it reports ``ExportStep`` and returns ``ExportReport``,
fits a lane, and leaves nothing half-written when it is closed; ``finish`` runs it in one go.
"""

from engine.export.about import PATHS_FROM
from engine.export.cells import Value, neutralised, original
from engine.export.columns import COLUMNS, CSV_COLUMNS, Column
from engine.export.records import UNREVIEWED, Choice, ReviewState, records, rows
from engine.export.sidecars import export_sidecars, sidecar_of
from engine.export.sorting import By, SortSettings, export_sorted
from engine.export.tables import companions, export_csv, export_jsonl, write_csv, write_json
from engine.export.training_table import TRAINING_COLUMNS, export_training
from engine.export.workbook import export_xlsx
from engine.export.writing import Export, ExportReport, ExportStep, Problem, finish

__all__ = [
    "COLUMNS",
    "CSV_COLUMNS",
    "PATHS_FROM",
    "TRAINING_COLUMNS",
    "UNREVIEWED",
    "By",
    "Choice",
    "Column",
    "Export",
    "ExportReport",
    "ExportStep",
    "Problem",
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
    "finish",
    "neutralised",
    "original",
    "records",
    "rows",
    "sidecar_of",
    "write_csv",
    "write_json",
]
