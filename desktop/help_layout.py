"""How a page of the help is set: room between paragraphs, calm tables."""

from __future__ import annotations

from PySide6.QtGui import QPalette, QTextCursor, QTextDocument, QTextFrameFormat, QTextTable

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
