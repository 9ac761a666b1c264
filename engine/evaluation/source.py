"""What the source method reported, to stand beside our own figures."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE_NOTE = (
    "Figures that the source method's report gives for UTKFace, on its own split: rounded, without "
    "intervals, and made with other software. It found the combined model faster to train and to "
    "use, too."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigures:
    """One row of the source method's table: accuracy 0-1, error in years, both rounded there."""

    architecture: str
    gender_accuracy: float
    age_mae_years: float


SOURCE_FIGURES = (
    SourceFigures(architecture="combined", gender_accuracy=0.93, age_mae_years=7.0),
    SourceFigures(architecture="separate", gender_accuracy=0.878, age_mae_years=17.0),
)
"""Combined: one network with two outputs; separate: one network for age and one for gender."""
