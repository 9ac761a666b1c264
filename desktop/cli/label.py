"""``agelens label``: a table for files and folders, with progress and a way to go on."""

from __future__ import annotations

import io
import os
import secrets
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import cv2

from desktop import paths
from desktop.cli.console import TerminalProgress, UsageError, agreed, is_terminal, tell, tell_error
from desktop.cli.console import write as write_text
from desktop.paths import default_store, store_of
from engine.errors import ClusterError, DataError, ModelError, OutputError, ProjectError
from engine.export import (
    PATHS_FROM,
    BoxSettings,
    ExportReport,
    Layout,
    can_write_parquet,
    companions,
    export_boxes,
    export_coco,
    export_csv,
    export_jsonl,
    export_parquet,
    export_sidecars,
    export_xlsx,
    is_further_page,
    sidecar_of,
    write_json,
)
from engine.files import make_private_folder
from engine.labelling import FolderJob, JobProgress, Outcome, ScanSettings, WorkerPool, run_of, scan
from engine.labelling.scan import PASSED_OVER, Scan
from engine.pipeline import open_pipeline
from engine.progress import Progress, drain
from engine.project import CHANGE_KINDS, Changes, Counts, Project, Run
from engine.spec import ModelSpec
from engine.store import ModelStore
from engine.words import plural

if TYPE_CHECKING:
    from engine.labelling.cluster import ClusterSettings

_FAILED, _INTERRUPTED = 3, 130
_JUST_MADE_S = 60.0
_FOLDERS_TOLD = 3


def run(args: Namespace) -> int:
    """Do the job; returns the exit code. Raises ``UserError`` if it cannot start or be written."""
    if args.workers is not None and args.workers < 1:
        raise UsageError(f"At least one photo is judged at a time. Received: {args.workers}")
    check(args)
    _check_cluster(args)
    found = _scanned(args.paths, recursive=args.recursive)
    names = found.names
    store, spec = _model(args)
    if not _may_judge_photos(spec, args):
        tell("Nothing was labelled.")
        return _FAILED
    if not _may_write_beside(args, names):
        tell("Nothing was written.")
        return _FAILED
    now = run_of(spec, detect=not args.no_detect, thorough=not args.fast)
    cv2.setNumThreads(1)  # the workers fill the cores; OpenCV's own threads would get in their way
    with ExitStack() as afterwards, _journal(args) as project:
        project.keep_passed_over(found.passed_over)
        _refuse_other_model(project, now, store, args)
        _tell_change(project, now)
        job = _job(project, names, store=store, run=now, args=args)
        printer = _Printer(project, names, spec) if args.json else None
        # Rows on the same terminal would be written into the bar.
        bar = printer is None or not is_terminal(sys.stdout)
        progress = LabellingProgress(len(names), stream=sys.stderr, bar=bar)
        try:
            counts = _do(job, project, progress, printer)
        except (DataError, ClusterError) as error:  # the drive has gone, or the cluster
            tell_error(str(error))
            if args.out is not None and project.counts().done:
                tell("Run the same command with --resume to go on.")
            elif args.out is not None:  # nothing was done, so nothing goes on
                afterwards.callback(_remove, journal_of(args.out))
            return _FAILED
        except KeyboardInterrupt:
            hint = " Run the same command with --resume to go on." if args.out else ""
            photos = plural("photo", len(names))
            tell(f"Stopped after {project.counts().done} of {len(names)} {photos}.{hint}")
            return _INTERRUPTED
        written = write(project, args)
    if args.out is not None:
        _remove(journal_of(args.out))
    tell(_summary(counts, known=progress.known, where=written.where))
    _tell_changes(job.changes)
    _tell_passed_over(found)
    return _FAILED if written.missing else 0


def _job(
    project: Project, names: Sequence[str], *, store: ModelStore, run: Run, args: Namespace
) -> FolderJob:
    """The job: on this computer, or on a cluster."""
    cluster = cluster_of(args, store)
    if cluster is not None:
        from engine.labelling.cluster import ClusterPool

        def open_pool(project: Project, run: Run, total: int) -> WorkerPool:
            return ClusterPool(project, run, settings=cluster, total=total)

        return FolderJob(project, pool=open_pool, run=run, names=names)
    return FolderJob(
        project,
        analysers=lambda: open_pipeline(
            store, run.model_id, detect=run.detect, thorough=run.thorough, num_threads=1
        ),
        run=run,
        names=names,
        workers=args.workers,
    )


def _check_cluster(args: Namespace) -> None:
    """Refuse before anything is looked at or begun, and say what a cluster is shown.

    Raises ``UsageError`` for what was said wrongly, ``ClusterError`` where Dask is missing.
    """
    settings = cluster_of(args, ModelStore([]))
    if settings is None:
        return
    from engine.labelling.cluster import require_dask

    require_dask()
    if not settings.is_here:
        seen = "are sent to" if settings.send else "are read by"
        # Behind a port of this computer may stand another one's (a tunnel, kubectl).
        where = " unless those run on it" if settings.is_reached_here else ""
        tell(
            f"The photos {seen} the workers of {settings.address}: they leave this computer{where}."
        )


def cluster_of(args: Namespace, store: ModelStore) -> ClusterSettings | None:
    """The cluster that ``--cluster`` names, if any.

    Raises ``UsageError`` for an address that is none, or one that is not trusted.
    """
    if args.cluster is None:
        if args.insecure or args.send:
            raise UsageError("--insecure and --send are for a job with --cluster.")
        return None
    from engine.labelling.cluster import ClusterSettings, check_address

    if args.workers is not None:
        raise UsageError(
            "A cluster has its own number of workers: give either --workers or --cluster."
        )
    settings = ClusterSettings(
        address=args.cluster, insecure=args.insecure, send=args.send, models=store.folders
    )
    try:
        check_address(settings)
    except ClusterError as error:
        refused = error.template.startswith("Plain TCP")
        hint = ". In a network that you trust, say --insecure." if refused else ""
        raise UsageError(f"{error}{hint}") from error
    return settings


def open_store(models_dir: Path | None) -> ModelStore:
    """The store of one folder, or the usual ones; raises ``UsageError`` if it is no folder."""
    if models_dir is None:
        return default_store()
    if not models_dir.is_dir():
        raise UsageError(f"There is no folder with models here. Received: {models_dir}")
    return store_of([models_dir])


class _Printer:
    """Prints rows as JSON Lines in the order of the files, as soon as it is their turn."""

    def __init__(self, project: Project, names: Sequence[str], spec: ModelSpec) -> None:
        self._project, self._spec = project, spec
        self._turns = iter(names)
        self._next = next(self._turns, None)
        self._waiting: set[str] | None = None

    def step(self, progress: JobProgress) -> None:
        """Print what follows on, now that these photos are on disk."""
        if progress.stage == "scanning":
            return
        finished = {outcome.name for outcome in progress.outcomes}
        if self._waiting is None:
            self._waiting = set(self._project.pending_names())
        self._waiting -= finished
        while self._next is not None and self._next not in self._waiting:
            if sys.stdout is not None:
                result = self._project.find(self._next).result(self._next)
                lines = io.StringIO()
                write_json(lines, result, spec=self._spec)
                write_text(sys.stdout, lines.getvalue())
            self._next = next(self._turns, None)


class LabellingProgress:
    """Counts the photos of a job for the terminal: done, faces, not read, rate and time left."""

    def __init__(
        self,
        total: int,
        *,
        stream: TextIO | None,
        bar: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._terminal = TerminalProgress(stream=stream, bar=bar, paced=True, clock=clock)
        self._terminal.show(Progress(0, total))  # time counts from now on
        self._total = total
        self.known = 0
        self._done = self._faces = self._unreadable = 0
        self._helpers: int | None = None

    def skip(self, known: int, *, faces: int = 0) -> None:
        """Count photos that were done before and took no time, with the faces in them."""
        self._done += known
        self.known += known
        self._faces += faces

    def step(self, outcome: Outcome) -> None:
        """Count one finished photo."""
        self._done += 1
        result = outcome.result
        if result is None:
            self.known += 1
        else:
            self._faces += len(result.faces)
            if result.status in ("unreadable", "skipped"):
                self._unreadable += 1
                self._terminal.write_line(f"{result.status}: {result.path}: {result.message}")
        self._show()

    def helped_by(self, helpers: int | None) -> None:
        """Show how many workers of a cluster take part; ``None`` where there is no cluster."""
        if helpers != self._helpers:
            self._helpers = helpers
            self._show()

    def tell(self, line: str) -> None:
        """Write a line without breaking the bar."""
        self._terminal.write_line(line)

    def finish(self) -> None:
        """Take the bar away."""
        self._terminal.finish()

    def _show(self) -> None:
        self._terminal.show(Progress(self._done, self._total), self._details, known=self.known)

    def _details(self) -> list[str]:
        parts = [f"{self._faces} {plural('face', self._faces)}"]
        if self._helpers is not None:
            workers = f"{self._helpers} {plural('worker', self._helpers)}"
            parts.append(workers if self._helpers else "waiting for workers")
        if self._unreadable:
            parts.append(f"{self._unreadable} not read")
        return parts


def _do(
    job: FolderJob, project: Project, progress: LabellingProgress, printer: _Printer | None
) -> Counts:
    """Run the job to its end and show its progress."""
    skipped = False

    def follow(step: JobProgress | None) -> None:
        nonlocal skipped
        if step is None:
            return
        if step.stage != "scanning" and not skipped:
            skipped = True
            counts = project.counts()
            progress.skip(counts.photos - step.total, faces=counts.faces - step.faces)
        progress.helped_by(step.helpers)
        for notice in step.notices:
            progress.tell(str(notice))
        for outcome in step.outcomes:
            progress.step(outcome)
        if printer is not None:
            printer.step(step)

    try:
        return drain(job.run_all(), follow)
    finally:
        progress.finish()


def _tell_changes(changes: Changes | None) -> None:
    """Say what has changed since an earlier run, and what became of labels."""
    if changes is None:
        return
    parts = [f"{n} {kind}" for kind in CHANGE_KINDS if (n := changes.count(kind))]
    said = ", ".join(parts) or "no photo is new, moved, changed or gone"
    for count, what in (
        (changes.labels_moved, "moved"),
        (changes.labels_held, "held"),
        (changes.labels_lost, "on a face that is not found any more"),
    ):
        if count:
            said += f"; {count} {plural('label', count)} {what}"
    tell(f"Since the last run: {said}.")


def _tell_passed_over(found: Scan) -> None:
    """Say what a person may have taken for photos and is in no row."""
    if found.passed_over:
        parts = (f"{n} {PASSED_OVER[kind][n > 1]}" for kind, n in found.passed_over.items())
        hint = " --recursive includes subfolders." if "subfolders" in found.passed_over else ""
        tell(f"Passed over: {', '.join(parts)}.{hint}")


def _scanned(paths: Sequence[str], *, recursive: bool) -> Scan:
    found = scan(paths, ScanSettings(recursive=recursive))
    for folder in found.empty:
        hint = "" if recursive else " (subfolders are looked into with --recursive)"
        tell(f"No photo in this folder{hint}: {folder}")
    if not set(found.names) - set(found.missing):
        gone = f"Not there: {', '.join(found.missing)}. " if found.missing else ""
        _tell_passed_over(found)
        raise DataError(f"{gone}There is no photo to look at. Received: {', '.join(paths)}")
    return found


def _may_write_beside(args: Namespace, names: Sequence[str]) -> bool:
    """Say what is going to be written beside the photos, and ask whoever sits at the terminal.

    Asked before the photos are judged, which may take a night. A script is told, too, but not
    asked, as nobody is there to answer.
    """
    if form_of(args) != "xmp" or args.out is not None:
        return True
    names = [name for name in names if not is_further_page(name)]
    folders = sorted({str(Path(os.path.abspath(name)).parent) for name in names})  # noqa: PTH100
    there = sum(os.path.lexists(sidecar_of(Path(name))) for name in names)
    photos = f"{len(names)} {plural('photo', len(names))}"
    more = len(folders) - _FOLDERS_TOLD
    where = ", ".join(folders[:_FOLDERS_TOLD]) + (f" and {more} more" if more > 0 else "")
    tell(
        f"Sidecars go beside the photos: {photos} in {where}. "
        f"Already there, to be merged: {there}. The photos are not touched."
    )
    return args.yes or agreed("Go on? [y/N] ")


def _model(args: Namespace) -> tuple[ModelStore, ModelSpec]:
    store = open_store(args.models)
    if args.model is None:
        return store, store.open(store.default_id())[1]
    try:
        return store, store.open(args.model)[1]
    except ModelError as error:
        raise UsageError(str(error)) from error


def _may_judge_photos(spec: ModelSpec, args: Namespace) -> bool:
    """Ask before a model that knows drawings only, or lacks a group, judges photos.

    Raises ``UsageError`` if nobody is there to answer.
    """
    if args.yes or spec.for_photos:
        return True
    told = (
        f"The model {spec.model_id} was trained on drawn faces only: what it says of photos means "
        "nothing."
    )
    if not spec.knows_drawings_only:
        told = (
            f"The model {spec.model_id} was trained on purpose with a part of a group left out, "
            "and is worse for that group than it need be."
        )
    alone = f"{told} Nobody is there to answer. Say --yes to use it all the same."
    return agreed(f"{told} Use it all the same? [y/N] ", alone=alone)


def _refuse_other_model(project: Project, now: Run, store: ModelStore, args: Namespace) -> None:
    """Raise ``UsageError`` if another model judged what is done, and ``--model`` names none."""
    before = project.judged_by()
    if args.model is not None or not before or {run.model for run, _ in before} == {now.model}:
        return
    installed = {(spec.model_id, spec.sha256) for spec in store.models()}
    again = f"--model {now.model_id} to have all photos judged by that one"
    ways = [f"--model {run.model_id} to go on with it" for run, _ in before[:1]]
    if before[0][0].model not in installed:
        ways = []
    gone = "" if ways else ", which is not installed any more"
    raise UsageError(
        f"This job was begun with the model {_models_of(before)}{gone}; now it would be "
        f"{now.model_id} ({now.model_sha256[:8]}). Say {', or '.join([*ways, again])}."
    )


def _models_of(before: Sequence[tuple[Run, int]]) -> str:
    """Names and first digits of the hashes of models."""
    return ", ".join(f"{run.model_id} ({run.model_sha256[:8]})" for run, _ in before)


def _tell_change(project: Project, now: Run) -> None:
    """Say it if what is done already was done in another way, and so is done again."""
    before, done = project.judged_by(), project.counts().done
    if not before or not done:
        return
    last, _ = before[0]
    judged = f"All photos done before ({done}) are judged again"
    if {run.model for run, _ in before} != {now.model}:
        tell(f"{judged}, as they were judged by another model: {_models_of(before)}")
    elif last.detect != now.detect:
        how = "looking for faces" if now.detect else "taking each photo as one face"
        tell(f"{judged}, this time {how}.")
    elif last.thorough != now.thorough:
        how = "with" if now.thorough else "without"
        tell(f"{judged}, this time {how} a search for small faces.")


@contextmanager
def _journal(args: Namespace) -> Iterator[Project]:
    """What the job keeps until its table is written: a project beside the table.

    Without a table it lies among the user's own files, never in a folder for temporary ones, which
    all users of a computer share.
    """
    with ExitStack() as stack:
        if args.out is None:
            path = _passing_journal(paths.journals_dir())
            stack.callback(_remove, path)
        else:
            path = journal_of(args.out)
            if path.exists() and not args.resume:
                _open(path).close()  # or another job would lose what it is writing
                _tell_put_aside(path, _put_aside(path))
            elif args.resume and not path.exists() and os.path.lexists(args.out):
                tell("This job was finished before: all photos are looked at again.")
        yield stack.enter_context(_open(path))


def _passing_journal(folder: Path) -> Path:
    """A new name for the journal of a job without a table; those of killed jobs are removed.

    Raises ``OutputError`` if the folder cannot be made.
    """
    try:
        make_private_folder(folder)
        for path in folder.glob("*.journal"):
            _remove_abandoned(path)
    except OSError as error:
        raise OutputError(
            "What is done cannot be kept here: may you write here, and is there space on the disk?",
            received=folder,
        ) from error
    return folder / f"{secrets.token_hex(8)}.journal"


def _remove_abandoned(path: Path) -> None:
    """Delete a journal that no job holds; one that was just made may not be held yet."""
    if time.time() - path.stat().st_mtime < _JUST_MADE_S:
        return
    with suppress(ProjectError):
        with Project.open(path) as project:
            held = project.read_only
        if not held:
            _remove(path)


def _open(path: Path) -> Project:
    try:
        if path.exists():
            _refuse_folders(path)
        project = Project.open(path)
    except ProjectError as error:
        if path.exists():
            raise OutputError(
                "A file stands where this job keeps what is done, and it is not such a one: move "
                f"it away. Received: {path}"
            ) from error
        raise OutputError(
            "The result cannot be written here: does the folder exist, may you write in it, and "
            f"is there space on the disk? Received: {path}"
        ) from error
    if project.read_only:
        project.close()
        raise OutputError(
            "This table is being made by another AgeLens just now, or its folder is "
            f"write-protected. Received: {path}"
        )
    return project


def _refuse_folders(journal: Path) -> None:
    """Raise ``OutputError`` for a project of the window: its names count from its own folder."""
    with Project.open(journal, read_only=True) as project:
        if project.root is not None:
            raise OutputError(
                "This is the project of a folder, not what an interrupted job has kept: move it "
                f"away, or open it in the window. Received: {journal}"
            )


def _put_aside(path: Path) -> Path:
    """Keep the journal of an interrupted job under a free name: it may be a night's work."""
    before = path.with_name(f"{path.name}.before")
    number = 1
    while before.exists():
        number += 1
        before = path.with_name(f"{path.name}.before-{number}")
    path.rename(before)
    return before


def _tell_put_aside(journal: Path, before: Path) -> None:
    """Say where an interrupted job is now, and how to go on with it after all."""
    tell(
        "An unfinished job for this table was found. Beginning anew, as --resume was not given; "
        f"what that job had done is kept: {before}"
    )
    tell(
        f"To go on with it instead: stop this one, rename that file to {journal.name}, and run "
        "the same command with --resume."
    )


def _remove(path: Path) -> None:
    """Delete a journal that nobody holds."""
    for part in ("", "-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)


def _summary(counts: Counts, *, known: int, where: str) -> str:
    texts = {
        "ok": f"with {counts.faces} {plural('face', counts.faces)}",
        "no_face": "without a face",
        "unreadable": "unreadable",
        "skipped": "skipped",
    }
    found = {name: getattr(counts, name) for name in texts}
    words = (f"{found[name]} {text}" for name, text in texts.items() if found[name])
    table = f" {where}" if where else ""
    before = f" ({known} done before)" if known else ""
    if counts.held:
        labels = plural("label", counts.held)
        table += f" {counts.held} {labels} held: their photo was changed or replaced."
    photos = plural("photo", counts.photos)
    return f"{counts.photos} {photos}{before}: {', '.join(words)}.{table}"


FORMATS: dict[str, str] = {
    "csv": ".csv",
    "jsonl": ".jsonl",
    "xlsx": ".xlsx",
    "parquet": ".parquet",
    "coco": ".json",
    "xmp": "",
    "yolo": "",
    "voc": "",
}
"""Known forms, each with the ending of its file; those without one are many files."""
_LAYOUTS: dict[str, Layout] = {"yolo": "yolo", "voc": "voc"}
_BOXES = ("coco", *_LAYOUTS)


def form_of(args: Namespace) -> str:
    """The form that ``--format`` names, else the one that ``--out`` ends in, else CSV."""
    if args.format is not None:
        return str(args.format)
    ending = "" if args.out is None else args.out.suffix.lower()
    return next((form for form, own in FORMATS.items() if own and own == ending), "csv")


def check(args: Namespace) -> None:
    """Raise ``UsageError`` if the results have nowhere to go."""
    form = form_of(args)
    ending = FORMATS[form]
    if args.out is None:
        _check_nowhere(args, form)
    elif args.out.suffix.lower() != ending and ending:
        # Also what keeps a forgotten file name from replacing the first photo.
        endings = [one for one in FORMATS.values() if one]
        known = ending if args.format is not None else f"{', '.join(endings[:-1])} or {endings[-1]}"
        raise UsageError(f"The table's name must end in {known}. Received: --out {args.out}")
    elif not ending and args.out.exists() and not args.out.is_dir():
        what = "Sidecars go" if form == "xmp" else "These files go"
        raise UsageError(f"{what} into a folder, this is none. Received: --out {args.out}")
    else:
        _refuse_overwriting(args, form)
    _check_boxes(args, form)
    if form == "parquet" and not can_write_parquet():
        raise UsageError("Parquet tables need the package pyarrow: pip install 'agelens[parquet]'.")


def _check_nowhere(args: Namespace, form: str) -> None:
    """Raise ``UsageError`` if results that nobody said a place for need one."""
    if args.resume:
        raise UsageError("Only a job with a table can be resumed. Received: --resume, no --out")
    if form in _LAYOUTS:
        raise UsageError("Where should the files be saved? Give --out FOLDER. Received: no --out")
    if FORMATS[form] and not args.json:
        raise UsageError(
            f"Where should the table be saved? Give --out FILE{FORMATS[form]}. Received: no --out"
        )


def _refuse_overwriting(args: Namespace, form: str) -> None:
    """Raise ``UsageError`` if something is there already; sidecars are merged with what is."""
    # Then it is the table of this job, under way or finished. What lies beside a CSV tells.
    known = form != "csv" or any(
        os.path.lexists(one) for one in (journal_of(args.out), *companions(args.out))
    )
    goes_on = args.resume and known
    if args.force or goes_on or form == "xmp":
        return
    if form in _LAYOUTS:
        if args.out.is_dir() and any(args.out.iterdir()):
            raise UsageError(
                "This folder is not empty. Say --force to replace files of the same names, or name "
                f"another one. Received: --out {args.out}"
            )
    elif os.path.lexists(args.out) and not _leads_elsewhere(args.out):
        raise UsageError(
            "There is a file of this name. Say --force to replace it, or name another one. "
            f"Received: --out {args.out}"
        )


def _leads_elsewhere(path: Path) -> bool:
    """Whether it is a link out of its folder, which is never written through and told later."""
    return path.is_symlink() and path.resolve().parent != path.parent.resolve()


def _check_boxes(args: Namespace, form: str) -> None:
    """Raise ``UsageError`` for options that mean nothing for this form."""
    if args.classes != "face" and form not in _BOXES:
        raise UsageError(f"Only {', '.join(_BOXES)} have classes. Received: --format {form}")
    if args.copy_photos and form not in _LAYOUTS:
        raise UsageError(
            f"Photos are copied for {' and '.join(_LAYOUTS)} only. Received: --format {form}"
        )


class WrittenResults(NamedTuple):
    """Where the results are, for the last line, and how many sidecars could not be written."""

    where: str
    missing: int = 0


def write(project: Project, args: Namespace) -> WrittenResults:
    """Write the results. Raises ``OutputError`` if there are none then."""
    form = form_of(args)
    if form == "xmp":
        return _write_sidecars(project, args)
    if args.out is None:
        return WrittenResults("")
    if form in _BOXES:
        return _write_boxes(project, args, form)
    settings: dict[str, Any] = {
        "recursive": args.recursive,
        "fast": args.fast,
        "paths": list(map(str, args.paths)),
    }
    if _lie_elsewhere(args):
        settings[PATHS_FROM] = str(Path.cwd())
    if form == "csv":
        drain(export_csv(project, args.out, settings=settings))
    elif form == "xlsx":
        drain(export_xlsx(project, args.out, settings=settings))
    elif form == "parquet":
        drain(export_parquet(project, args.out, settings=settings))
    elif form == "jsonl":
        drain(export_jsonl(project, args.out))
    else:
        raise ValueError(f"Nothing writes this form. Received: {form}")
    return WrittenResults(f"Table: {args.out}")


def _write_sidecars(project: Project, args: Namespace) -> WrittenResults:
    given = list(map(str, args.paths))
    report = drain(export_sidecars(project, into=args.out, given=given))
    _tell_problems(report)
    where = "beside the photos" if args.out is None else f"in {args.out}"
    merged = f" ({report.merged} merged with what was there)" if report.merged else ""
    same = f"{merged}, {report.unchanged} as they were" if report.unchanged else merged
    missing = f", {report.problem_count} not written" if report.problem_count else ""
    faces = plural("face", report.left_out)
    lost = f", {report.left_out} {faces} left out that the model no longer finds"
    sentence = f"Sidecars: {report.written} written {where}{same}{missing}"
    sentence += lost if report.left_out else ""
    return WrittenResults(f"{sentence}{_further_pages(report)}", report.problem_count)


def _write_boxes(project: Project, args: Namespace, form: str) -> WrittenResults:
    settings = BoxSettings(
        classes=args.classes, photos=args.copy_photos, given=list(map(str, args.paths))
    )
    if form == "coco":
        report = drain(export_coco(project, args.out, settings))
    else:
        report = drain(export_boxes(project, args.out, _LAYOUTS[form], settings))
    _tell_problems(report)
    boxes = "box" if report.rows == 1 else "boxes"
    photos = plural("photo", report.photos)
    sentence = f"{report.rows} {boxes} in {report.photos} {photos}: {args.out}"
    return WrittenResults(f"{sentence}{_further_pages(report)}", report.problem_count)


def _further_pages(report: ExportReport) -> str:
    if not report.further_pages:
        return ""
    pages = plural("page", report.further_pages)
    return f", none for {report.further_pages} further {pages} of TIFF files"


def _lie_elsewhere(args: Namespace) -> bool:
    """Whether the table's folder is not the one from which its relative paths count."""
    relative = not all(Path(path).is_absolute() for path in args.paths)
    return relative and args.out.absolute().parent != Path.cwd()


def journal_of(out: Path) -> Path:
    """Where a job keeps what is done until its results are written."""
    return out.with_name(out.name + ".journal")


def _tell_problems(report: ExportReport) -> None:
    for problem in report.problems:
        tell(f"not written: {problem.name}: {problem.reason}")
    unsaid = report.problem_count - len(report.problems)
    if unsaid > 0:
        tell(f"not written: {unsaid} more")
