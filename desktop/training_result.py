"""What becomes of a finished run: its models are judged, shown, and perhaps used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot

from desktop.training_doors import Judged, JudgeOrder
from desktop.training_lane_work import LaneWork
from desktop.training_report import ReportPanel
from desktop.training_run import TrainingRun
from desktop.training_tools import Tools
from desktop.training_use import UseDialog
from engine.errors import UserError
from training.settings import DRAWN

_LONGEST_NAME = 120


class Result(QObject):
    """Fills the report panel and does what its buttons say."""

    def __init__(self, tools: Tools, panel: ReportPanel) -> None:
        super().__init__(panel)
        self._tools, self._panel = tools, panel
        self._page: Path | None = None
        self.judging = LaneWork(tools.lane, self)
        panel.page_wanted.connect(self._open_page)
        self._drawn = False
        self.question: UseDialog | None = None
        panel.model_wanted.connect(self._want_model)
        panel.meter_bar.cancelled.connect(self.judging.cancel)
        self.judging.begun.connect(panel.show_meter)
        self.judging.ended.connect(panel.meter_bar.rest)
        self.judging.succeeded.connect(self._show)
        self.judging.failed.connect(self._tell)
        tools.session.model_changed.connect(self._mark_model)

    def clear(self) -> None:
        """Another run begins."""
        self.judging.cancel()
        self._page = None
        self._panel.clear()

    def show(self, run: TrainingRun) -> None:
        """Show what a run has made, and judge it on its test faces."""
        place = run.settings[0].data
        self._drawn = place == DRAWN
        self._panel.show_made(run.made, drawn=self._drawn, in_use=self._model_in_use())
        if not run.made:
            return
        ids = tuple(one.finished.model_id for one in run.made)
        limits = {one.limit for one in run.settings}
        order = JudgeOrder(
            place=place,
            limit=limits.pop() if len(limits) == 1 else None,
            model_ids=ids,
            beside=run.settings[0].start_from,
            out=self._tools.doors.work_dir / "reports" / "-and-".join(ids)[:_LONGEST_NAME],
        )
        self.judging.begin(lambda meter: self._tools.doors.judge(order, meter))

    @Slot(str)
    def _want_model(self, model_id: str) -> None:
        """Use it; only after a question where it was trained on drawings."""
        if not self._drawn:
            self.use_model(model_id)
            return
        question = self.question = UseDialog(self._panel.window())
        question.accepted.connect(lambda: self.use_model(model_id))
        question.finished.connect(question.deleteLater)
        question.open()

    @Slot(str)
    def use_model(self, model_id: str) -> None:
        """Judge faces with this model from now on, in every tab."""
        self._tools.settings.model_id = model_id
        self._tools.session.choose(model_id)
        self._tools.messages.say(self.tr("{0} is used from now on").format(model_id))

    @Slot(object)
    def _show(self, judged: Judged) -> None:
        self._page = judged.page
        self._panel.show_judged(judged)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        told = self.tr("The models are stored, but could not be judged further.")
        if isinstance(error, UserError):
            self._panel.say(f"{told} {error}")
        else:
            self._tools.messages.report(error, context=told)

    @Slot()
    def _open_page(self) -> None:
        if self._page is not None:
            self._tools.doors.open_url(QUrl.fromLocalFile(str(self._page)))

    @Slot()
    def _mark_model(self) -> None:
        self._panel.mark_in_use(self._model_in_use())

    def _model_in_use(self) -> str | None:
        spec = self._tools.session.spec
        return spec.model_id if spec is not None else None
