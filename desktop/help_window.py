"""The help: a list of pages at the left, the page at the right; nothing comes from the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl, Slot
from PySide6.QtGui import QFontDatabase, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop import help_layout, help_pages
from desktop.help_pages import GUIDE, GuidePage
from desktop.settings import Language

_LIST_WIDTH_PX = 210
_LOG_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its name in the list and what makes it."""

    key: str
    title: str
    show: Callable[[], None]


class HelpWindow(QDialog):
    """The guide for each of the three users, the model card, the licences and the log.

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
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(self.tr("Page"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(False)
        self.text.document().setDocumentMargin(16)
        self._arrange()
        self.list.currentRowChanged.connect(self._show_row)
        self.text.anchorClicked.connect(self._follow)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.addLayout(row, 1)
        column.addWidget(buttons)

    def _build_pages(self) -> list[Page]:
        names: dict[GuidePage, str] = {
            "photos": self.tr("Photos and webcam"),
            "folders": self.tr("Labelling folders"),
            "teaching": self.tr("Teaching and training"),
        }
        pages = [Page(key, names[key], partial(self._show_guide, key)) for key in GUIDE]
        return [
            *pages,
            Page("model", self.tr("Model card"), lambda: self._show_markdown(self._card())),
            Page("licences", self.tr("Licences"), self._show_licences),
            Page("log", self.tr("Log"), self._show_log),
        ]

    def open_page(self, key: str) -> None:
        """Show the page ``key``, anew if it is on screen already."""
        row = next(row for row, page in enumerate(self._pages) if page.key == key)
        if self.list.currentRow() == row:
            self._show_row(row)
        self.list.setCurrentRow(row)
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
        file = help_pages.guide_file(page, self._language)
        # The pictures lie beside the languages, once for all of them.
        self.text.setSearchPaths([str(file.parent), str(file.parent.parent)])
        self._show_markdown(file.read_text(encoding="utf-8"))

    def _show_markdown(self, text: str) -> None:
        self.text.setMarkdown(text)
        help_layout.arrange(self.text.document(), self.palette())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _show_licences(self) -> None:
        self._show_markdown(help_pages.licences())

    def _show_log(self) -> None:
        try:
            with self._log_file.open("rb") as file:
                file.seek(max(self._log_file.stat().st_size - _LOG_BYTES, 0))
                text = file.read().decode("utf-8", errors="replace")
        except OSError:
            text = self.tr("There is no log file: its folder cannot be written.")
        self._show_plain(text)
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
            found = help_pages.licence_text(url.path())
            self._show_plain(found or self.tr("This part comes without a licence file."))
            return
        key = Path(url.path()).stem
        if any(page.key == key for page in self._pages):
            self.open_page(key)
