"""The figures on two judges as the rows of a small table, and in a sentence."""

from __future__ import annotations

from desktop.folder_recent import number
from desktop.wording import translate
from engine.agreement import ENOUGH, Agreement, Figure

_NONE = "–"


def summary(found: Agreement) -> str:
    """How many faces both judged, and a warning where that is too few."""
    if not found.faces:
        return translate("folder", "There is no face that both have judged.")
    told = translate("folder", "{0} faces were judged by both.").format(number(found.faces))
    if not found.enough:
        few = translate("folder", "Fewer than {0}: too few to say anything by figures.")
        told = f"{told} {few.format(ENOUGH)}"
    return told


def figure_rows(found: Agreement) -> tuple[tuple[str, ...], ...]:
    """A row of headings, then one for each thing that was judged: what, how many, figures."""
    rows: list[tuple[str, ...]] = []
    headings: tuple[str, ...]
    for name, about in (
        (translate("folder", "A face or not"), found.face),
        (translate("folder", "Perceived gender"), found.gender),
    ):
        if about is not None:
            agreed = _percent(about.agreed)
            kappa = _NONE if about.kappa is None else _plain(about.kappa, digits=2)
            rows.append((name, number(about.faces), agreed, kappa))
    if rows:
        headings = ("", translate("folder", "Faces"), translate("folder", "Agreed"))
        rows.insert(0, (*headings, translate("folder", "Cohen’s kappa")))
    if found.age is not None:
        headings = (
            "",
            translate("folder", "Faces"),
            translate("folder", "Apart on average"),
            translate("folder", "Within 5 years"),
        )
        years = translate("folder", "{0} years").format(_plain(found.age.absolute, digits=1))
        name = translate("folder", "Apparent age")
        rows += [headings, (name, number(found.age.faces), years, _percent(found.age.within_5))]
    return tuple(rows)


def _percent(figure: Figure) -> str:
    told = f"{100 * figure.value:.0f} %"
    if figure.low is None or figure.high is None:
        return told
    return f"{told} ({100 * figure.low:.0f}–{100 * figure.high:.0f})"


def _plain(figure: Figure, *, digits: int) -> str:
    told = f"{figure.value:.{digits}f}"
    if figure.low is None or figure.high is None:
        return told
    return f"{told} ({figure.low:.{digits}f}–{figure.high:.{digits}f})"
