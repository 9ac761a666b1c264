"""The help: a list of pages at the left, the page at the right; nothing comes from the network."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QEvent, Qt, QUrl, Slot
from PySide6.QtGui import (
    QFontDatabase,
    QKeySequence,
    QPalette,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n.backend_messages import spoken
from desktop.i18n.text import date_time, decimal, number, translate
from desktop.settings import Language
from desktop.widgets.dialogs import fit_screen
from desktop.widgets.labels import PlainLabel
from desktop.widgets.search_field import SearchField

if TYPE_CHECKING:
    from engine.spec import ModelSpec

_LIST_WIDTH_PX = 210
_LOG_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class HelpBrowser:
    """One page: its name in the list, what makes it, and what is in it, to be searched."""

    key: str
    title: str
    show: Callable[[], None]
    words: Callable[[], str]


class HelpWindow(QDialog):
    """The guide for each of the three users and a lesson, the model card, the licences and the log.

    ``card`` returns the card of the model that is in use at the moment, as Markdown.
    """

    def __init__(
        self,
        *,
        language: Language,
        card: Callable[[], str],
        log_file: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._language, self._card, self._log_file = language, card, log_file
        self.setWindowTitle(self.tr("AgeLens Help"))
        self.resize(880, 640)
        self._pages = self._build_pages()
        self.list = QListWidget(self)
        self.list.setObjectName("helpPages")
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.addItems([page.title for page in self._pages])
        self.list.setFixedWidth(max(_LIST_WIDTH_PX, self.list.sizeHintForColumn(0) + 8))
        self.search = SearchField(self.tr("Search the help"), self)
        self.search.setFixedWidth(self.list.width())
        self.found = PlainLabel(self)
        self.found.setWordWrap(True)
        self.found.setProperty("muted", True)
        self.found.setFixedWidth(self.list.width())
        self.found.hide()
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(self.tr("Page"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(False)
        self.text.document().setDocumentMargin(16)
        self._arrange()
        self.list.currentRowChanged.connect(self._show_row)
        self.text.anchorClicked.connect(self._follow)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._find_next)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._begin_search)
        following = QShortcut(QKeySequence(QKeySequence.StandardKey.FindNext), self)
        following.activated.connect(self._find_next)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        side = QVBoxLayout()
        side.setSpacing(8)
        for part in (self.search, self.found):
            side.addWidget(part)
        side.addWidget(self.list, 1)
        row.addLayout(side)
        row.addWidget(self.text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.addLayout(row, 1)
        column.addWidget(buttons)

    def _build_pages(self) -> list[HelpBrowser]:
        names: dict[GuidePage, str] = {
            "photos": self.tr("Photos and webcam"),
            "folders": self.tr("Labelling folders"),
            "teaching": self.tr("Teaching and training"),
            "lesson": self.tr("A lesson of 45 minutes"),
        }
        pages = [
            HelpBrowser(key, names[key], partial(self._show_guide, key), partial(self._guide, key))
            for key in GUIDE
        ]
        card, licence = self.tr("Model card"), self.tr("Licences")
        return [
            *pages,
            HelpBrowser("model", card, lambda: self._show_markdown(self._card()), self._card),
            HelpBrowser("licences", licence, self._show_licences, licences),
            HelpBrowser("log", self.tr("Log"), self._show_log, self._log),
        ]

    @Slot()
    def _begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(str)
    def _search(self, text: str) -> None:
        """List only the pages with these words, and show the first of them where they stand."""
        wanted = text.strip().casefold()
        having = [not wanted or wanted in _plain_words(page.words()) for page in self._pages]
        for row, has in enumerate(having):
            self.list.item(row).setHidden(not has)
        none = self.tr("Not found: {0}").format(text.strip())
        self.found.setText("" if any(having) else none)
        self.found.setVisible(not any(having))
        if not wanted or not any(having):
            return
        if not having[self.list.currentRow()]:
            self.list.setCurrentRow(having.index(True))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.find(text.strip())

    @Slot()
    def _find_next(self) -> None:
        """Go on to the next place, from the end of a page to the next one that has the words."""
        wanted = self.search.text().strip()
        if not wanted or self.text.find(wanted):
            return
        rows = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if rows:
            later = [row for row in rows if row > self.list.currentRow()]
            self.list.setCurrentRow((later or rows)[0])
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(wanted)

    def _guide(self, page: GuidePage) -> str:
        return guide_file(page, self._language).read_text(encoding="utf-8")

    def open_page(self, key: str) -> None:
        """Show the page ``key``, anew if it is on screen already."""
        row = next(row for row, page in enumerate(self._pages) if page.key == key)
        if self.list.currentRow() == row:
            self._show_row(row)
        self.list.setCurrentRow(row)
        if not self.isVisible():
            fit_screen(self)
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: links and tables take their colours when a page is set."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._show_row(self.list.currentRow())

    @Slot(int)
    def _show_row(self, row: int) -> None:
        self._pages[row].show()

    def _show_guide(self, page: GuidePage) -> None:
        file = guide_file(page, self._language)
        # A language's own pictures come first; those beside the languages are English.
        self.text.setSearchPaths([str(file.parent), str(file.parent.parent)])
        self._show_markdown(file.read_text(encoding="utf-8"))

    def _show_markdown(self, text: str) -> None:
        self.text.setMarkdown(text)
        arrange(self.text.document(), self.palette())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _show_licences(self) -> None:
        self._show_markdown(licences())

    def _log(self) -> str:
        try:
            with self._log_file.open("rb") as file:
                file.seek(max(self._log_file.stat().st_size - _LOG_BYTES, 0))
                return file.read().decode("utf-8", errors="replace")
        except OSError:
            return self.tr("There is no log file, because its folder is not writable.")

    def _show_log(self) -> None:
        self._show_plain(self._log())
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def _show_plain(self, text: str) -> None:
        self.text.clear()
        self.text.setCurrentCharFormat(QTextCharFormat())  # else that of a heading before it
        self.text.setCurrentFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setPlainText(text)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        """Follow a link inside the help; those that lead out of it are not followed."""
        if url.scheme() == "licence":
            found = licence_text(url.path())
            self._show_plain(found or self.tr("This part comes without a licence file."))
            return
        key = Path(url.path()).stem
        if any(page.key == key for page in self._pages):
            self.open_page(key)


_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`#|]|<[^>]*>")


def _plain_words(markdown: str) -> str:
    """What of a page can be seen, on one line, in small letters."""
    return " ".join(_MARKUP.sub(r"\1", markdown).split()).casefold()


_BELOW_TEXT_PX = 9
_ABOVE_HEADING_PX = 16
_BELOW_HEADING_PX = 6
_CELL_PX = 5


def arrange(document: QTextDocument, palette: QPalette) -> None:
    """Give what ``setMarkdown`` has put into ``document`` some air, and its tables thin lines."""
    block = document.begin()
    first = True
    while block.isValid():
        cursor = QTextCursor(block)
        table = cursor.currentTable()
        if table is None and block.textList() is None:
            form = block.blockFormat()
            heading = form.headingLevel() > 0
            form.setTopMargin(_ABOVE_HEADING_PX if heading and not first else 0)
            form.setBottomMargin(_BELOW_HEADING_PX if heading else _BELOW_TEXT_PX)
            cursor.setBlockFormat(form)
        elif table is not None:
            _calm(table, palette)
        first = False
        block = block.next()


def _calm(table: QTextTable, palette: QPalette) -> None:
    form = table.format().toTableFormat()
    if form.cellPadding() == _CELL_PX:
        return  # seen at another of its cells
    form.setCellPadding(_CELL_PX)
    form.setBorderCollapse(True)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(palette.color(QPalette.ColorRole.Mid))
    form.setBottomMargin(_BELOW_TEXT_PX)
    table.setFormat(form)


GuidePage = Literal["photos", "folders", "teaching", "lesson"]
"""A page for each of the three users, and one that leads a teacher through a lesson."""
GUIDE: tuple[GuidePage, ...] = get_args(GuidePage)
_PROGRAM = "agelens"
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_CODE = frozenset({".py", ".pyi", ".pyc", ".h", ".so", ".js", ".json"})
_PYTHON = "Python"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST = 60


def guide_file(page: GuidePage, language: Language) -> Path:
    """The Markdown file of a guide page; the English one where there is no other."""
    folder = Path(str(files("resources"))) / "guide"
    found = folder / language / f"{page}.md"
    return found if found.is_file() else folder / "en" / f"{page}.md"


def model_card(spec: ModelSpec | None) -> str:
    """The card of the model in use, as Markdown: the one in its folder, or one from its facts."""
    if spec is None:
        return translate("help", "No model is in use.")
    shipped = Path(str(files("resources"))) / "models" / spec.model_id / "MODEL_CARD.md"
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    facts = [
        (translate("help", "Id"), spec.model_id),
        (translate("help", "Architecture"), spec.architecture.replace("_", " ")),
        (translate("help", "Input"), translate("help", "{0} × {0} px").format(spec.input_px)),
        (translate("help", "Created"), _moment(spec.created)),
        (translate("help", "Score"), translate("help", "0 is male, 1 is female")),
        (translate("help", "Intended use"), spoken(spec.intended_use)),
        (translate("help", "Licence"), spoken(spec.licence)),
        ("SHA-256", spec.sha256),
    ]
    known = {
        "test_age_mae_years": translate("help", "Test faces: mean age error, in years"),
        "test_gender_accuracy": translate("help", "Test faces: genders as labelled"),
        "test_faces": translate("help", "Test faces: number"),
        "test_range_coverage": translate("help", "Test faces: share whose age is in the range"),
        "test_range_width_years": translate(
            "help", "Test faces: mean width of the range, in years"
        ),
    }
    # What a later version or another program may have noted is none of the reader's business.
    facts += [
        (known[name], _figure(name, value)) for name, value in spec.metrics.items() if name in known
    ]
    rows = [f"| {_cell(name)} | {_cell(value)} |" for name, value in facts]
    in_use = translate("help", "Model in use")
    head = [f"# {spoken(spec.title)}", "", f"| | {_cell(in_use)} |", "|---|---|"]
    caution = translate(
        "help",
        "These figures are from the model’s own test faces. Expect worse results on "
        "other photos, above all for children, old people, poor light and groups "
        "that are rare in the training data.",
    )
    return "\n".join([*head, *rows, "", caution])


def _moment(iso: str) -> str:
    """A moment as the user's country writes it; what is not one, as it is."""
    try:
        return date_time(datetime.fromisoformat(iso))
    except (ValueError, OverflowError, OSError):  # the last two: a year that no clock has
        return iso or "–"


def _figure(name: str, value: float) -> str:
    """A figure as people write it: a count, a share in percent, or years."""
    if name.endswith("_faces"):
        return number(round(value))
    if name.endswith("_years"):
        return decimal(value, 2)
    return f"{decimal(100 * value)}\N{NO-BREAK SPACE}%"


def licences() -> str:
    """All parts that are installed, with version and licence, as Markdown with links."""
    lead = translate(
        "help",
        "AgeLens is free software under the Apache License 2.0. It uses these "
        "components; choose one to read its licence. Qt and PySide6 are used under "
        "the LGPL 3, unchanged.",
    )
    head = "| {} | {} | {} |".format(
        translate("help", "Component"), translate("help", "Version"), translate("help", "Licence")
    )
    rows = [
        f"| [{one.name}](licence:{one.name}) | {one.version} | {_cell(licence_of(one))} |"
        for one in parts()
    ]
    rows.append(f"| [{_PYTHON}](licence:{_PYTHON}) | {platform.python_version()} | PSF-2.0 |")
    title = translate("help", "Licences")
    return "\n".join([f"# {title}", "", lead, "", head, "|---|---|---|", *rows])


def parts() -> list[metadata.Distribution]:
    """The program and everything that it needs, by name, as far as it is installed."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [_PROGRAM]
    while waiting:
        name = waiting.pop()
        if _plain(name) in found:
            continue
        try:
            one = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # not for this system, or cut from the installed program
        found[_plain(name)] = one
        waiting += _needs(one)
    return [found[key] for key in sorted(found)]


def licence_of(part: metadata.Distribution) -> str:
    """The short name of a part's licence, as the part itself gives it."""
    expression = _field(part, "License-Expression")
    if expression:
        return expression
    kinds = [
        kind.rpartition(" :: ")[2]
        for kind in part.metadata.get_all("Classifier") or ()
        if kind.startswith("License ::")
    ]
    if kinds:
        return ", ".join(kinds)
    return _field(part, "License").strip().partition("\n")[0][:_LONGEST] or "–"


def licence_text(name: str) -> str:
    """The licence files of an installed part, one after the other; "" where it has none."""
    if name == _PYTHON:
        return _texts(_of_python())
    try:
        part = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return ""
    named = (Path(str(one.locate())) for one in part.files or () if _LICENCE_FILE.search(one.name))
    return _texts(path for path in named if path.suffix not in _CODE) or _field(part, "License")


def _of_python() -> Iterator[Path]:
    """Where Python's own licence may be: in the installed program, or beside the interpreter."""
    yield from (Path(str(files("resources"))) / "licences" / _PYTHON).glob("*")
    base = Path(sys.base_prefix)
    yield base / "LICENSE.txt"
    yield from sorted(base.glob("lib/python3*/LICENSE.txt"))


def _texts(paths: Iterable[Path]) -> str:
    """What the files say that there are, each under its name."""
    return "\n\n".join(
        f"{path.name}\n\n{path.read_text(encoding='utf-8', errors='replace')}"
        for path in paths
        if path.is_file()
    )


def _field(part: metadata.Distribution, name: str) -> str:
    """One field of a part's metadata; "" where it has none."""
    return str((part.metadata.get_all(name) or [""])[0])


def _needs(part: metadata.Distribution) -> Iterator[str]:
    """The names of what a part needs, without its extras."""
    for requirement in part.requires or ():
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement:
            yield name.group()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _cell(text: str) -> str:
    """Text that a Markdown table can hold."""
    return " ".join(text.split()).replace("|", "\\|")
