"""The course of a run as event files, which TensorBoard shows.

Written here and not by TensorFlow, which needs TensorBoard installed for it and is not loaded where
a run goes on under JAX. The format: records of a length and its check sum, the data and theirs
(TensorFlow, "TFRecord and tf.train.Example"); each holds an ``Event``
(tensorflow/core/util/event.proto) in the wire format of Protocol Buffers.
"""

from __future__ import annotations

import math
import os
import struct
import time
from collections.abc import Mapping
from pathlib import Path

from engine.errors import OutputError
from training.events import BatchDone, EpochDone, Event, Listener, Started

_POLYNOMIAL = 0x82F63B78  # CRC-32C, Castagnoli, bits reversed
_MASK_DELTA = 0xA282EAD8
_VERSION = "brain.Event:2"
_WALL_TIME, _STEP, _FILE_VERSION, _SUMMARY = 1, 2, 3, 5  # fields of Event
_VALUE, _TAG, _SIMPLE_VALUE = 1, 1, 2  # of Summary, and of its Value
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class TensorBoardWriter:
    """Writes a run's figures into ``folder`` and passes its events on to ``listener``.

    Each network has a folder for training and one for validation, so that TensorBoard draws them
    in one plot: ``epoch/loss`` and so on over the epochs, ``step/loss`` of each step by itself.
    Raises ``OutputError`` where a file cannot be written.
    """

    def __init__(self, folder: Path, *, listener: Listener) -> None:
        self._folder, self._listener = folder, listener
        self._files: dict[Path, EventFile] = {}
        self._steps: dict[tuple[str, str], int] = {}

    def __call__(self, event: Event) -> None:
        """Write an event and pass it on."""
        if isinstance(event, Started):
            self._begin(event)
        elif isinstance(event, BatchDone):
            before = (event.epoch - 1) * self._steps.get((event.architecture, event.network), 1)
            figures = {f"step/{name}": value for name, value in event.alone.items()}
            self._file(event, "training").add(before + event.step, figures, flush=False)
        elif isinstance(event, EpochDone):
            self._epoch(event, event.epoch, event.metrics)
        self._listener(event)

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def _begin(self, event: Started) -> None:
        """Write what was done before, unless an earlier session of the run has done so."""
        self._steps[event.architecture, event.network] = event.steps_per_epoch
        known = self._place(event, "training").exists()
        for row in () if known else event.history:
            self._epoch(event, int(row["epoch"]), row)

    def _epoch(self, event: Started | EpochDone, epoch: int, metrics: Mapping[str, float]) -> None:
        figures: dict[str, dict[str, float]] = {"training": {}, "validation": {}}
        for name, value in metrics.items():
            if name not in ("epoch", "seconds"):
                part = "validation" if name.startswith("val_") else "training"
                figures[part][f"epoch/{name.removeprefix('val_')}"] = value
        for part, found in figures.items():
            self._file(event, part).add(epoch, found, flush=True)

    def _place(self, event: Started | BatchDone | EpochDone, part: str) -> Path:
        network = "" if event.network == "model" else f"-{event.network}"
        return self._folder / f"{event.architecture}{network}-{part}"

    def _file(self, event: Started | BatchDone | EpochDone, part: str) -> EventFile:
        place = self._place(event, part)
        if place not in self._files:
            self._files[place] = EventFile(place)
        return self._files[place]


class EventFile:
    """One event file in a folder; raises ``OutputError`` where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        # The name that TensorBoard looks for; it reads all such files of a folder by their time.
        name = f"events.out.tfevents.{time.time():.6f}.{os.getpid()}.agelens"
        self._path = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
        except OSError as error:
            raise self._trouble(error) from error
        self._write(_bytes(_FILE_VERSION, _VERSION.encode()), flush=True)

    def add(self, step: int, figures: Mapping[str, float], *, flush: bool) -> None:
        """Write figures of a step; those that are no number are left out."""
        values = b"".join(
            _bytes(_VALUE, _bytes(_TAG, name.encode()) + _float(_SIMPLE_VALUE, value))
            for name, value in figures.items()
            if math.isfinite(value)
        )
        if values:
            number = _key(_STEP, _VARINT) + _varint(step)
            self._write(number + _bytes(_SUMMARY, values), flush=flush)

    def close(self) -> None:
        """Close it."""
        try:
            self._file.close()
        except OSError as error:
            raise self._trouble(error) from error

    def _write(self, event: bytes, *, flush: bool) -> None:
        data = _key(_WALL_TIME, _FIXED64) + struct.pack("<d", time.time()) + event
        length = struct.pack("<Q", len(data))
        record = length + _checked(length) + data + _checked(data)
        try:
            self._file.write(record)
            if flush:
                self._file.flush()
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> OutputError:
        return OutputError(
            "The files for TensorBoard cannot be written: is the disk full or read-only?",
            received=f"{self._path.parent}, {error.strerror or error}",
        )


def _key(field: int, kind: int) -> bytes:
    return _varint(field << 3 | kind)


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth says that there are more."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def _bytes(field: int, content: bytes) -> bytes:
    return _key(field, _BYTES) + _varint(len(content)) + content


def _float(field: int, value: float) -> bytes:
    return _key(field, _FIXED32) + struct.pack("<f", value)


def _row(number: int) -> int:
    for _ in range(8):
        number = number >> 1 ^ (_POLYNOMIAL if number & 1 else 0)
    return number


_TABLE = tuple(_row(number) for number in range(256))


def _checked(content: bytes) -> bytes:
    """The check sum of some bytes, masked as records have it."""
    sum_ = 0xFFFFFFFF
    for byte in content:
        sum_ = _TABLE[(sum_ ^ byte) & 0xFF] ^ sum_ >> 8
    sum_ ^= 0xFFFFFFFF
    masked = ((sum_ >> 15 | sum_ << 17) + _MASK_DELTA) & 0xFFFFFFFF
    return struct.pack("<I", masked)
