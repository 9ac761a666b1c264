"""Results taken along: tables, boxes, sidecars, crops and copies, and a table to train on.

An ``export_…`` function is a generator: it reports ``Progress`` and returns ``ExportReport``,
fits a lane, and leaves nothing half-written when it is closed; ``drain`` runs it in one go.
"""

from engine.export.about import ALL_ROWS, PATHS_FROM
from engine.export.annotations import BoxSettings, Classes, Layout, export_boxes, export_coco
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
    Dialect,
    companions,
    dialect_of,
    export_csv,
    export_jsonl,
    export_training,
    header_of,
    opened_table,
    plain_name,
    write_csv,
    write_json,
)
from engine.export.workbook import can_write_parquet, export_parquet, export_xlsx
from engine.export.writing import Export, ExportProblem, ExportReport
from engine.export.xmp.sidecars import (
    SidecarPlan,
    export_sidecars,
    is_further_page,
    plan_sidecars,
    sidecar_of,
)

__all__ = [
    "ALL_ROWS",
    "COLUMNS",
    "CSV_COLUMNS",
    "FIRST_COLUMNS",
    "PATHS_FROM",
    "TRAINING_COLUMNS",
    "UNREVIEWED",
    "BoxSettings",
    "By",
    "Classes",
    "Column",
    "Dialect",
    "Export",
    "ExportProblem",
    "ExportReport",
    "FaceSelection",
    "Layout",
    "ReviewState",
    "SidecarPlan",
    "SortSettings",
    "Value",
    "can_write_parquet",
    "companions",
    "dialect_of",
    "export_boxes",
    "export_coco",
    "export_csv",
    "export_jsonl",
    "export_parquet",
    "export_sidecars",
    "export_sorted",
    "export_training",
    "export_xlsx",
    "header_of",
    "is_further_page",
    "neutralised",
    "opened_table",
    "original",
    "plain_name",
    "plan_sidecars",
    "records",
    "rows",
    "sidecar_of",
    "write_csv",
    "write_json",
]
