"""What the review view consists of, in its places; what happens in it comes elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import wording
from desktop.review_actions import ReviewActions
from desktop.review_bar import ReviewBar, ReviewerLine
from desktop.review_canvas import ReviewCanvas
from desktop.review_loader import Seen
from desktop.review_panel import ReviewPanel
from desktop.review_parts import caption
from desktop.review_strip import FaceStrip


class ReviewStage(QWidget):
    """Row, photo, strip of faces, panel and the lines that ask or tell something."""

    def __init__(self, acts: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._pixmaps: tuple[QPixmap, ...] = ()
        # In the order in which the Tab key goes round.
        self.bar = ReviewBar(acts, self)
        self.reviewer_line = ReviewerLine(self)
        self.locked_line = self._build_locked_line()
        self.canvas = ReviewCanvas(self)
        self._absent = self._build_absent()
        self.strip = FaceStrip(self)
        self._hint = caption("", self)
        self._hint.setContentsMargins(14, 5, 14, 6)
        self._hint.setWordWrap(True)
        self.panel = ReviewPanel(acts, self)
        self._arrange()
        self.canvas.zoomed.connect(self.bar.show_zoom)
        self.canvas.drawing_changed.connect(self._show_hint)
        acts.keys.changed.connect(self._show_hint)
        self._show_hint()

    def _build_absent(self) -> QLabel:
        """Why there is no photo: on the canvas, which has the keys all the same."""
        label = QLabel(self.canvas)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setContentsMargins(40, 20, 40, 20)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QVBoxLayout(self.canvas).addWidget(label)
        label.hide()
        return label

    def _build_locked_line(self) -> QFrame:
        line = QFrame(self)
        line.setObjectName("banner")
        text = QLabel(
            self.tr(
                "This project is open in another window or write-protected: you can look at "
                "everything, but change nothing."
            ),
            line,
        )
        text.setWordWrap(True)
        row = QHBoxLayout(line)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(text, 1)
        line.hide()
        return line

    def _arrange(self) -> None:
        photo = QVBoxLayout()
        photo.setSpacing(0)
        photo.addWidget(self.canvas, 1)
        photo.addWidget(self.strip)
        photo.addWidget(self._hint)
        split = QHBoxLayout()
        split.setSpacing(0)
        split.addLayout(photo, 1)
        split.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.reviewer_line, self.locked_line):
            column.addWidget(part)
        column.addLayout(split, 1)

    @property
    def absence(self) -> str:
        """Why no photo is to be seen, or ""."""
        return "" if self._absent.isHidden() else self._absent.text()

    @property
    def hint(self) -> str:
        """The line on keys under the photo."""
        return self._hint.text()

    def crop(self, index: int | None) -> QPixmap | None:
        """The small picture of a face."""
        known = index is not None and index < len(self._pixmaps)
        return self._pixmaps[index] if known and index is not None else None

    def clear_photo(self) -> None:
        """Show no photo until there is one: another one's would be taken for this one's."""
        self._pixmaps = ()
        self.canvas.end_drawing()
        self.canvas.clear()
        self.strip.show_faces((), ())
        self._absent.hide()

    def show_seen(self, seen: Seen, *, fresh: bool) -> None:
        """Show a photo with its faces; unless ``fresh`` it is the one on screen, read anew."""
        faces = tuple(entry.face for entry in seen.entry.faces)
        if seen.picture is None:
            self.clear_photo()
            self._absent.setText(str(seen.problem or ""))
            self._absent.show()
            return
        self._absent.hide()
        if fresh:
            self.canvas.show_picture(seen.picture)
        elif seen.picture is not self.canvas.picture:
            self.canvas.sharpen(seen.picture)
        if fresh or faces != self.canvas.faces:
            self.canvas.show_faces(faces)
            self._pixmaps = tuple(QPixmap.fromImage(image) for image in seen.crops)
            texts = [
                self.tr("Face {0}: {1}").format(number, wording.face(face))
                for number, face in enumerate(faces, start=1)
            ]
            self.strip.show_faces(self._pixmaps, texts)

    def select(self, index: int | None) -> None:
        """Highlight the face in question, in the photo and below it."""
        self.canvas.select(index)
        self.strip.select(index)

    def _show_hint(self) -> None:
        if self.canvas.drawing:
            text = self.tr(
                "Drag a box around the face. Or: arrow keys move the box, with Shift they size "
                "it, Enter adds it, Escape gives up."
            )
        else:
            enter, back = self._acts.keys.hint("confirm"), self._acts.keys.hint("back")
            parts = [self.tr("Digits type an age")]
            parts += [self.tr("{0} confirms and goes on").format(enter)] if enter else []
            parts += [self.tr("{0} goes back").format(back)] if back else []
            parts.append(self.tr("F1 shows all keys"))
            text = "  ·  ".join(parts)
        self._hint.setText(text)
