"""Which model is in use: found, loaded and swapped in the model lane, never on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from desktop.i18n.backend_messages import spoken
from desktop.jobs import Job, Lane, Urgency
from desktop.messages import Messages

if TYPE_CHECKING:
    from engine.images import Photo
    from engine.results import Face, PhotoResult
    from engine.spec import ModelSpec

State = Literal["loading", "ready", "missing"]


class SessionPipeline(Protocol):
    """Photo to result, as ``engine.pipeline`` does it."""

    @property
    def spec(self) -> ModelSpec:
        """The model in use."""

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        """Find and judge every face of ``photo``."""

    def follow(self, photo: Photo, known: Sequence[Face]) -> PhotoResult:
        """The same for a frame of a video, given the faces of the one before."""


class SessionStore(Protocol):
    """The models at hand, as ``engine.store`` keeps them."""

    def models(self) -> Sequence[ModelSpec]:
        """All that can be used."""

    def default_id(self) -> str:
        """The one to use where nobody chose."""


class Session(QObject):
    """The current model; everybody who needs it listens to ``model_changed``.

    ``models_changed`` comes when the list of models is known. A model that cannot be loaded
    leaves the former one in use and is reported to ``messages``; one that was deleted is told, too,
    before another takes its place.
    """

    model_changed = Signal()
    models_changed = Signal()

    def __init__(
        self,
        *,
        lane: Lane,
        messages: Messages,
        open_store: Callable[[], SessionStore],
        open_pipeline: Callable[[SessionStore, str], SessionPipeline],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._messages = messages
        self._open_store = open_store
        self._open_pipeline = open_pipeline
        self._job: Job | None = None
        self._tried = False
        self._wanted: str | None = None
        self._deleted: set[str] = set()
        self.pipeline: SessionPipeline | None = None
        self.models: tuple[ModelSpec, ...] = ()

    @property
    def spec(self) -> ModelSpec | None:
        """The model in use, or ``None`` before one is loaded."""
        return self.pipeline.spec if self.pipeline else None

    @property
    def state(self) -> State:
        """Whether photos can be judged now, soon, or not at all."""
        if self.pipeline:
            return "ready"
        return "loading" if self._job or not self._tried else "missing"

    def choose(self, model_id: str | None = None) -> None:
        """Load a model; ``None``, or one that is no longer there, means the store's default."""
        if self._job is not None:
            self._job.cancel()
        self._wanted = model_id
        # Not NOW: a photo the user already dropped is read and shown before the model is loaded.
        self._job = self._lane.submit(lambda: self._load(model_id), urgency=Urgency.SOON)
        self._job.reported.connect(self._keep_models)
        self._job.succeeded.connect(self._keep_pipeline)
        self._job.failed.connect(self._tell)

    def forget(self, model_id: str) -> None:
        """Warn of it no more: the user has deleted it, and was told what takes its place."""
        self._deleted.add(model_id)

    def _load(
        self, model_id: str | None
    ) -> Generator[tuple[ModelSpec, ...], None, SessionPipeline]:
        store = self._open_store()
        models = tuple(store.models())
        yield models
        known = {spec.model_id for spec in models}
        chosen = model_id if model_id in known else store.default_id()
        return self._open_pipeline(store, chosen)

    @Slot(object)
    def _keep_models(self, models: tuple[ModelSpec, ...]) -> None:
        self.models = models
        self.models_changed.emit()

    @Slot(object)
    def _keep_pipeline(self, pipeline: SessionPipeline) -> None:
        self._job, self._tried = None, True
        self.pipeline = pipeline
        self.model_changed.emit()
        wanted, spec = self._wanted, pipeline.spec
        known = self._deleted | {one.model_id for one in self.models}
        if wanted is not None and wanted not in known:
            told = self.tr(
                "The model “{0}”, which was in use, is no longer installed. The current model is "
                "{1} now."
            )
            self._messages.warn(told.format(wanted, spoken(spec.title)))

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        self._job, self._tried = None, True
        self._messages.report(error, context=self.tr("The model could not be loaded."))
        self.model_changed.emit()
