"""The two views of a project's faces: tiles and table, on one model and one selection."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QByteArray, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.folder import face_model as columns
from desktop.folder import text as words
from desktop.folder.face_model import FaceModel
from desktop.folder.project_controller import ProjectController
from desktop.viewer.picture_cache import BytesCache, paint_broken, pixmap_bytes
from desktop.widgets.tile_view import Index, TileView, paint_note, paint_picture, paint_ring
from engine.project import Order, Verdict

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = {columns.PHOTO: 190, columns.AGE: 150, columns.GENDER: 130, columns.ANSWER: 150}
_WIDTH = 110
_TABLE_PICTURE_PX = 40
_MARGIN = QStyle.PixelMetric.PM_FocusFrameHMargin
_SPARE_PX = 8


class FaceGrid(TileView):
    """Tiles; ``opened`` (row of ``work.rows``) when a face is to be reviewed."""

    opened = Signal(int)

    def __init__(
        self, model: FaceModel, work: ProjectController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("faceGrid")
        self.setAccessibleName(self.tr("Faces as pictures"))
        self._faces = model
        delegate = FaceTileDelegate(model, work, self)
        self.setItemDelegate(delegate)
        self.set_tile(delegate.size)
        _prepare(self)
        self.setModel(model)
        self.activated.connect(self._open)

    @Slot(object)
    def _open(self, index: Index) -> None:
        row = self._faces.row_at(index)
        if row >= 0:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, on every system."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


class FaceTable(QTableView):
    """Rows of text; a click on a heading sorts."""

    opened = Signal(int)

    def __init__(self, model: FaceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faceTable")
        self.setAccessibleName(self.tr("Faces as a table"))
        self._faces = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(_TABLE_PICTURE_PX, _TABLE_PICTURE_PX))
        self.setTabKeyNavigation(False)
        self.setItemDelegateForColumn(columns.PHOTO, _PictureDelegate(self))
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_TABLE_PICTURE_PX + 6)
        rows.hide()
        _prepare(self)
        self.setModel(model)
        headings = self.horizontalHeader()
        headings.setAccessibleName(self.tr("Columns"))
        headings.setHighlightSections(False)
        headings.setStretchLastSection(True)
        headings.setSortIndicatorShown(True)
        for column in range(model.columnCount()):
            width = max(_WIDTHS.get(column, _WIDTH), headings.sectionSizeHint(column))
            headings.resizeSection(column, width)
        headings.setSectionsClickable(True)
        headings.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        headings.sortIndicatorChanged.connect(model.sort)
        self._state_px = self._width_of_states()
        headings.resizeSection(columns.STATE, self._state_px)
        headings.sectionResized.connect(self._keep_states_whole)
        self._offer_columns()
        self.activated.connect(self._open)

    @Slot(object)
    def _open(self, index: Index) -> None:
        row = self._faces.row_at(index)
        if row >= 0:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, on every system."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End lead to the first and last row: whole rows are marked, not cells."""
        last = self.model().rowCount() - 1
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: last,
        }
        if action in ends and last >= 0:
            return self.model().index(ends[action], max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    @property
    def columns(self) -> QByteArray:
        """Which columns are shown, and how wide they are."""
        return self.horizontalHeader().saveState()

    def show_columns(self, columns_then: QByteArray) -> None:
        """Show the columns as they were at some time."""
        headings = self.horizontalHeader()
        blocked = headings.blockSignals(True)
        headings.restoreState(columns_then)
        headings.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        headings.setSectionHidden(columns.PHOTO, False)
        headings.blockSignals(blocked)
        self._keep_states_whole(columns.STATE, 0, headings.sectionSize(columns.STATE))
        for column, action in self.column_actions.items():
            action.setChecked(not headings.isSectionHidden(column))

    def _offer_columns(self) -> None:
        """Let the menu of the headings say which columns are shown; the photo's name always is."""
        headings = self.horizontalHeader()
        self.column_actions: dict[int, QAction] = {}
        for column in range(columns.PHOTO + 1, self.model().columnCount()):
            name = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            action = QAction(name, headings)
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(
                lambda shown, column=column: headings.setSectionHidden(column, not shown)
            )
            headings.addAction(action)
            self.column_actions[column] = action
        headings.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _width_of_states(self) -> int:
        """What "could not be read" and its like need, in pixels."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(word) for word in words.state_words())
        return widest + 2 * (self.style().pixelMetric(_MARGIN, None, self) + 1) + _SPARE_PX

    @Slot(int, int, int)
    def _keep_states_whole(self, column: int, _before: int, now: int) -> None:
        headings = self.horizontalHeader()
        if (
            column == columns.STATE
            and now < self._state_px
            and not headings.isSectionHidden(column)
        ):
            headings.resizeSection(column, self._state_px)

    def show_order(self, order: Order, *, descending: bool) -> None:
        """Mark the column by which it is sorted, wherever that was chosen."""
        headings = self.horizontalHeader()
        marked = headings.sortIndicatorSection()
        if 0 <= marked < len(columns.COLUMN_ORDERS) and columns.COLUMN_ORDERS[marked] == order:
            column = marked
        else:
            known = order in columns.COLUMN_ORDERS
            column = columns.COLUMN_ORDERS.index(order) if known else -1
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        blocked = headings.blockSignals(True)
        headings.setSortIndicator(column, way)
        headings.blockSignals(blocked)


class _PictureDelegate(QStyledItemDelegate):
    """Draws a thumbnail as small as the rows of the table are."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Hand the picture over as an icon, which is drawn at the icon's size."""
        super().initStyleOption(option, index)
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        small = QSize(_TABLE_PICTURE_PX, _TABLE_PICTURE_PX)
        option.decorationSize = small
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = QIcon(pixmap) if isinstance(pixmap, QPixmap) else _blank(small)


def _blank(size: QSize) -> QIcon:
    """What keeps the place of a picture that is being made."""
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)


def _prepare(view: QAbstractItemView) -> None:
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)


PICTURE_PX = 120
_GAP_PX = 8
_ROUND_PX = 10.0
_MARK_PX = 22.0
_DIMMED = 0.35
_SMALL = 0.9
_STEP_PT = 0.25
_PICTURE = QRectF(_GAP_PX, _GAP_PX, PICTURE_PX, PICTURE_PX)
_TILES_BYTES = 64 * 2**20  # some 670, or 170 where a screen has four pixels for one


class _Look(NamedTuple):
    """What makes tiles look alike: the picture's number, 0 for none, and so on."""

    picture: int
    lines: tuple[str, str]
    mark: Mark | None
    pale: bool
    unread: bool
    settled: bool
    palette: int
    density: float
    note: str
    remarked: bool


class FaceTileDelegate(QStyledItemDelegate):
    """Draws from the columns of the project; the same size for all."""

    def __init__(self, model: FaceModel, work: ProjectController, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._work = model, work
        self._drawn: BytesCache[_Look, QPixmap] = BytesCache(_TILES_BYTES, size_of=pixmap_bytes)
        self._bold = QFont(parent.font())
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(parent.font())
        self._small.setPointSizeF(parent.font().pointSizeF() * _SMALL)
        lines = QFontMetrics(self._bold).height() + QFontMetrics(self._small).height()
        self.size = QSize(PICTURE_PX + 2 * _GAP_PX, PICTURE_PX + lines + 3 * _GAP_PX)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same for all."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Put a tile on screen: drawn once, it is a picture like others from then on."""
        row = self._model.row_at(index)
        if row < 0:
            return
        palette, area = option.palette, QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_tinted(palette))
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), _ROUND_PX, _ROUND_PX)
        density = painter.device().devicePixelRatioF()
        painter.drawPixmap(area.topLeft(), self._tile(row, palette=palette, density=density))
        paint_ring(painter, _PICTURE.translated(QPointF(area.topLeft())), option)

    def _tile(self, row: int, *, palette: QPalette, density: float) -> QPixmap:
        options = self._options(row, palette=palette, density=density)
        drawn = self._drawn.get(options)
        if drawn is None:
            drawn = self._draw(row, options, palette)
            self._drawn.put(options, drawn)
        return drawn

    def _options(self, row: int, *, palette: QPalette, density: float) -> _Look:
        """Everything that a tile shows; tiles that look the same are drawn once."""
        rows, attribute, hidden = self._work.rows, self._work.attribute, self._work.hidden(row)
        verdict = rows.verdict_of(row)
        unsure = verdict is None and not hidden and words.is_unsure(rows, row, attribute)
        mark: Mark | None = "partly" if rows.is_partly(row) else verdict
        unread = words.is_unread(rows, row)
        pixmap = None if unread else self._model.picture(row)
        return _Look(
            pixmap.cacheKey() if pixmap is not None else 0,
            words.tile_lines(rows, row, attribute, hidden=hidden),
            "unsure" if unsure else mark,
            not words.is_face(rows, row) or verdict == "not_a_face",
            unread,
            self._work.is_settled(row),
            palette.cacheKey(),
            density,
            self._model.order_text(row),
            bool(words.remark_text(rows, row, reviewer=self._work.reviewer)),
        )

    def _draw(self, row: int, options: _Look, palette: QPalette) -> QPixmap:
        canvas = QPixmap(self.size * options.density)
        canvas.setDevicePixelRatio(options.density)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        paint_picture(
            painter,
            self._model.picture(row) if options.picture else None,
            _PICTURE,
            ground=palette.color(QPalette.ColorRole.Midlight),
            opacity=_DIMMED if options.pale else 1.0,
        )
        if options.note:
            paint_note(painter, options.note, _PICTURE, font=self._bold)
        if options.unread:
            paint_broken(painter, _PICTURE, palette.color(QPalette.ColorRole.PlaceholderText))
        inset = _MARK_PX / 2 + 5
        if options.settled:
            centre = QPointF(_PICTURE.left() + inset, _PICTURE.top() + inset)
            paint_mark(painter, "settled", centre, side_px=_MARK_PX, palette=palette)
        if options.remarked:
            corner = QPointF(_PICTURE.left() + inset, _PICTURE.bottom() - inset)
            corner -= QPointF(0, _MARK_PX * 0.8) if options.note else QPointF()
            paint_mark(painter, "remarked", corner, side_px=_MARK_PX, palette=palette)
        if options.mark is not None and not (options.settled and options.mark == "unsure"):
            x = _PICTURE.left() + inset if options.mark == "unsure" else _PICTURE.right() - inset
            centre = QPointF(x, _PICTURE.top() + inset)
            paint_mark(painter, options.mark, centre, side_px=_MARK_PX, palette=palette)
        self._texts(painter, options.lines, palette, whole=not options.lines[0] or options.pale)
        painter.end()
        return canvas

    def _texts(
        self, painter: QPainter, lines: tuple[str, str], palette: QPalette, *, whole: bool
    ) -> None:
        """Write the two lines; the first one ``whole``, smaller where it has no room else."""
        top = _PICTURE.bottom() + _GAP_PX / 2
        roles = QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText
        first = fitted(self._bold, lines[0], PICTURE_PX) if whole else self._bold
        for line, font, role in zip(lines, (first, self._small), roles, strict=True):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(palette.color(role))
            place = QRectF(_PICTURE.left(), top, PICTURE_PX, metrics.height())
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, PICTURE_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, shown)
            top += metrics.height() + 1


def fitted(font: QFont, text: str, width_px: int) -> QFont:
    """The font, or a smaller one in which a text is no wider than this."""
    found = QFont(font)
    while QFontMetrics(found).horizontalAdvance(text) > width_px:
        found.setPointSizeF(found.pointSizeF() - _STEP_PT)
    return found


def _tinted(palette: QPalette) -> QColor:
    colour = QColor(palette.color(QPalette.ColorRole.Accent))
    colour.setAlphaF(0.16)
    return colour


Mark = Verdict | Literal["partly", "remarked", "settled", "unsure"]
_DEGREE = 16  # in Qt's units of an angle
# Lines from point to point, in a square from -1 to 1.
_STROKES: dict[Mark, tuple[tuple[tuple[float, float], ...], ...]] = {
    "confirmed": (((-0.45, 0.02), (-0.12, 0.36), (0.48, -0.36)),),
    "corrected": (
        ((-0.42, 0.42), (-0.34, 0.1), (0.26, -0.5), (0.5, -0.26), (-0.1, 0.34)),
        ((-0.42, 0.42), (-0.1, 0.34)),
    ),
    "not_a_face": (((-0.36, -0.36), (0.36, 0.36)), ((0.36, -0.36), (-0.36, 0.36))),
    "added": (((-0.46, 0.0), (0.46, 0.0)), ((0.0, -0.46), (0.0, 0.46))),
    "partly": (),
    "remarked": (((-0.24, 0.52), (-0.24, -0.5), (0.44, -0.22), (-0.24, 0.06)),),
    "settled": (((-0.48, 0.0), (-0.2, 0.3), (0.24, -0.28)), ((-0.02, 0.3), (0.52, -0.28))),
    "unsure": (),
}


def paint_mark(
    painter: QPainter, mark: Mark, centre: QPointF, *, side_px: float, palette: QPalette
) -> None:
    """Draw a sign in its circle; "unsure" is a question mark on the colour of the window.

    "partly" is a circle of which one half is filled, "settled" two ticks, "remarked" a flag.
    """
    role = QPalette.ColorRole
    circle = QRectF(0, 0, side_px, side_px)
    circle.moveCenter(centre)
    grounds: dict[Mark, QColor] = {
        "not_a_face": palette.color(role.BrightText),
        "unsure": palette.color(role.Base),
        "partly": palette.color(role.Base),
        "remarked": palette.color(role.Base),
        "settled": palette.color(role.Text),
    }
    ground = grounds.get(mark, palette.color(role.Accent))
    ink = palette.color(role.Text if mark in ("unsure", "remarked") else role.HighlightedText)
    if mark in ("not_a_face", "settled"):
        ink = palette.color(role.Base)
    painter.setPen(QPen(palette.color(role.Base), 1.5))
    painter.setBrush(ground)
    painter.drawEllipse(circle)
    if mark == "partly":
        accent = palette.color(role.Accent)
        inner = circle.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(accent, side_px / 11))
        painter.drawEllipse(inner)
        painter.setBrush(accent)
        painter.drawChord(inner, 90 * _DEGREE, 180 * _DEGREE)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(ink, side_px / 11, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if mark == "unsure":
        font = painter.font()
        font.setPixelSize(round(side_px * 0.68))
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "?")
        return
    half = side_px / 2
    for stroke in _STROKES[mark]:
        points = [QPointF(centre.x() + x * half, centre.y() + y * half) for x, y in stroke]
        painter.drawPolyline(QPolygonF(points))
