"""Labels and answers to figures, comparisons and verdicts. NumPy only, no window, no TensorFlow.

Glossary: *answers* are labels and a model's estimates face by face; *metrics* the figures of one
model; a *part* is an age band or group; a *comparison* sets two models side by side on the same
faces; an *evaluation* is all of it for one model, a *report* for all of them.
"""

from engine.evaluation.answers import Answers, Mistake, gather, worst_ages, worst_genders
from engine.evaluation.bootstrap import ENOUGH
from engine.evaluation.comparison import Comparison, MetricDifference, compare
from engine.evaluation.groups import GroupComparison, GroupRow, compare_groups
from engine.evaluation.metrics import Metrics, evaluate, evaluate_answers
from engine.evaluation.parts import AGE_BAND_STARTS, GROUPS_NOTE, Part

__all__ = [
    "AGE_BAND_STARTS",
    "ENOUGH",
    "GROUPS_NOTE",
    "Answers",
    "Comparison",
    "GroupComparison",
    "GroupRow",
    "MetricDifference",
    "Metrics",
    "Mistake",
    "Part",
    "compare",
    "compare_groups",
    "evaluate",
    "evaluate_answers",
    "gather",
    "worst_ages",
    "worst_genders",
]
