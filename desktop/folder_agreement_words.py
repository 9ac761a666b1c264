"""The figures on two judges as the rows of a small table, and in a sentence."""

from __future__ import annotations

from desktop import folder_words as words
from desktop.folder_recent import counted, number
from desktop.review_answer import gender_brief
from desktop.wording import translate
from engine.agreement import ENOUGH, Agreement, Disagreement, Figure, Said
from engine.project import HUMAN_GENDERS

NO_FIGURE = "–"
"""What stands in place of a figure that is not defined."""


def summary(found: Agreement) -> str:
    """How many faces both judged, and a warning where that is too few."""
    if not found.faces:
        return translate("folder", "There is no face that both have judged.")
    told = counted(
        found.faces,
        one=translate("folder", "1 face was judged by both."),
        many=translate("folder", "{0} faces were judged by both."),
    )
    if not found.enough:
        few = translate("folder", "Fewer than {0}: too few to say anything by figures.")
        told = f"{told} {few.format(ENOUGH)}"
    return told


def why_no_kappa(found: Agreement) -> str:
    """Why there is a dash in place of a kappa, in words; "" if there is none."""
    if all(about is None or about.kappa is not None for about in (found.face, found.gender)):
        return ""
    return translate(
        "folder",
        "Kappa is agreement beyond chance. Where both gave every face the same answer, chance "
        "alone would agree as often, so it cannot be told ({0}).",
    ).format(NO_FIGURE)


def values(one: Said) -> str:
    """What a judge said of a face: "31, female"."""
    if not one.is_face:
        return words.verdict_text("not_a_face")
    parts = [] if one.age_years is None else [words.years(round(one.age_years, 1))]
    parts += [gender_brief(known) for known in HUMAN_GENDERS if known == one.gender]
    return ", ".join(parts) or translate("folder", "a face")


def judge(name: str | None) -> str:
    """What to call a judge; ``None`` is the model."""
    if name is None:
        return translate("folder", "the model")
    return name or translate("folder", "no name")


def face_line(one: Disagreement, photo: str, *, judges: tuple[str | None, str | None]) -> str:
    """A face on which two differ: its photo and number, and what each of them said."""
    told = translate("folder", "{photo}, face {number}").format(photo=photo, number=one.face_index)
    said = [
        translate("folder", "{judge}: {said}").format(judge=judge(name), said=values(what))
        for name, what in zip(judges, one.said, strict=True)
    ]
    return "  ·  ".join((told, *said))


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
            kappa = NO_FIGURE if about.kappa is None else _plain(about.kappa, digits=2)
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
