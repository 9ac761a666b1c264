"""Everything a report holds: models evaluated, compared, and what a reader must know."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from engine.evaluation.answers import Answers, Mistake, worst_ages, worst_genders
from engine.evaluation.comparison import Comparison
from engine.evaluation.cost import Cost
from engine.evaluation.groups import GroupComparison
from engine.evaluation.metrics import Metrics
from engine.spec import ModelSpec

LABEL_NOISE_NOTE = (
    "Labels are not the truth. In UTKFace about 1 picture in 13 has an identical or nearly "
    "identical twin, and the ages written on such twins differ by 4.0 years on average, the gender "
    "in 7 % of them. No model can be expected to come much under that."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """One model on one set of labelled faces.

    ``part`` says which faces: "test split" where the model was trained on this very data, else
    "all faces". ``answers`` holds label and answer of every face.
    """

    spec: ModelSpec
    part: str
    metrics: Metrics
    cost: Cost
    answers: Answers

    @property
    def ms_one_face(self) -> float:
        """Time in milliseconds for a face alone."""
        return self.cost.ms_one_face

    @property
    def ms_batch_face(self) -> float:
        """Time in milliseconds a face in batches of 32."""
        return self.cost.ms_batch_face

    @property
    def worst_ages(self) -> tuple[Mistake, ...]:
        """The faces with the largest errors of age, worst first."""
        return worst_ages(self.answers)

    @property
    def worst_genders(self) -> tuple[Mistake, ...]:
        """The faces whose gender is wrong, the most confident first."""
        return worst_genders(self.answers)

    def to_dict(self) -> dict[str, Any]:
        """The evaluation as plain values for JSON."""
        spec = self.spec
        return {
            "part": self.part,
            "title": spec.title,
            "architecture": spec.architecture,
            "model_sha256": spec.sha256,
            "licence": spec.licence,
            "intended_use": spec.intended_use,
            "metrics": self.metrics.to_dict(),
            **asdict(self.cost),
            "worst_ages": [asdict(mistake) for mistake in self.worst_ages],
            "worst_genders": [asdict(mistake) for mistake in self.worst_genders],
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """Models evaluated on one set of labelled faces.

    ``data_name`` is what to call the data (no path), ``data_faces`` how many usable faces it
    holds, ``created`` an ISO time. ``notes`` are sentences that a reader must know.
    ``group_comparisons`` are those of networks of which one was shown less of a group.
    """

    data_name: str
    data_faces: int
    created: str
    evaluations: tuple[Evaluation, ...]
    comparisons: tuple[Comparison, ...]
    notes: tuple[str, ...]
    group_comparisons: tuple[GroupComparison, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values for JSON.

        Models by their id; all else under names that begin with an underscore, which no id does.
        """
        by_id: dict[str, Any] = {
            evaluation.spec.model_id: evaluation.to_dict() for evaluation in self.evaluations
        }
        if self.group_comparisons:
            by_id["_group_comparisons"] = [one.to_dict() for one in self.group_comparisons]
        return by_id | {
            "_about": {
                "data": self.data_name,
                "data_faces": self.data_faces,
                "created": self.created,
                "notes": list(self.notes),
            },
            "_comparisons": [comparison.to_dict() for comparison in self.comparisons],
            "_source_method": {
                "note": SOURCE_NOTE,
                "figures": [asdict(figures) for figures in SOURCE_FIGURES],
            },
        }


def unseen_unproven(one: Evaluation) -> str:
    """What to say of a model that was judged on faces which it may know."""
    trained = one.spec.training.get("train_faces")
    count = f"{trained:,} " if isinstance(trained, int) else ""
    return (
        f"It is not proven that {one.spec.model_id} has never met these faces: they are not the "
        f"data that it was trained on, but some may be among its {count}training faces (a part of "
        "the same collection, for instance). Then its figures are too good. For a figure that "
        "counts, judge it on the whole data that it was trained on, where it meets the part kept "
        "apart, or on photos that it cannot have met."
    )


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
