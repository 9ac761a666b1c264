"""Whatever is wrong with a file: one ``ImageError``, soon, in words, and nothing else."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageFile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine.images.opening
from engine.errors import ImageError
from engine.images import MAX_FILE_BYTES, MAX_PIXELS, SUFFIXES, from_array, read_photo
from tests.broken_files import encode, make_broken_files, make_odd_entries, png, tiff


def noise(side: int = 40) -> PIL.Image.Image:
    return PIL.Image.frombytes("RGB", (side, side), random.Random(5).randbytes(side * side * 3))


KINDS = ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "JPEG2000", "PPM"]
SOUND = {kind: encode(noise(), kind) for kind in KINDS}


def test_every_broken_file_is_refused_in_words(tmp_path, capfd):
    paths = make_broken_files(tmp_path / "broken")
    assert len(paths) >= 20
    assert len({path.read_bytes() for path in paths}) == len(paths)
    for path in paths:
        assert path.suffix in SUFFIXES
        for source, name in ((path, path.name), (path.read_bytes(), "picture data")):
            with pytest.raises(ImageError) as caught:
                read_photo(source)
            sentence, _, received = str(caught.value).rpartition(" Received: ")
            assert sentence.endswith(".")
            assert received.startswith(f"{name}, {path.stat().st_size} byte")
    assert capfd.readouterr() == ("", "")


def test_folders_pipes_and_dead_links_are_refused_without_waiting(tmp_path):
    for path in make_odd_entries(tmp_path / "odd"):
        with pytest.raises(ImageError, match=f"Received: {path.name}$"):
            read_photo(path)


def test_one_byte_is_told_as_one():
    with pytest.raises(ImageError, match=r"Received: picture data, 1 byte$"):
        read_photo(b"x")


def test_devices_are_refused():
    device = Path(os.devnull)
    if not device.exists():
        pytest.skip("no device to be seen as a file here")
    with pytest.raises(ImageError, match="device"):
        read_photo(device)


@pytest.mark.parametrize("name", ["gone.jpg", "a\0b.jpg", "x" * 5000, "file.jpg/inside.jpg"])
def test_impossible_paths_are_refused(tmp_path, name):
    (tmp_path / "file.jpg").write_bytes(SOUND["JPEG"])
    with pytest.raises(ImageError, match="Received: "):
        read_photo(tmp_path / name)


def test_undecodable_names_give_valid_text(tmp_path):
    with pytest.raises(ImageError) as caught:
        read_photo(tmp_path / "caf\udce9.jpg")
    assert str(caught.value).encode("utf-8").endswith(b"Received: caf?.jpg")


def test_files_that_may_not_be_read(tmp_path):
    path = tmp_path / "private.jpg"
    path.write_bytes(SOUND["JPEG"])
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(ImageError, match=r"permission .* Received: private.jpg"):
        read_photo(path)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "no permission"),
        (FileNotFoundError(errno.ENOENT, "No such file"), "not there any more"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_files_that_fail_to_open(tmp_path, monkeypatch, error, words):
    path = tmp_path / "photo.jpg"
    path.write_bytes(SOUND["JPEG"])

    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ImageError, match=f"{words}.* Received: photo.jpg, .* bytes"):
        read_photo(path)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "not enough free memory"),
        (OSError(errno.EIO, "Input/output error"), "could not be read"),
        (OSError("image file is truncated"), "damaged or incomplete"),
        (RuntimeError("anything"), "damaged or incomplete"),
        (AssertionError(), "damaged or incomplete"),
    ],
)
def test_decoders_that_fail(monkeypatch, error, words):
    def fail(_):
        raise error

    monkeypatch.setattr(PIL.ImageFile.ImageFile, "load", fail)
    with pytest.raises(ImageError, match=f"{words}.* Received: picture data"):
        read_photo(SOUND["PNG"])


def test_interruption_is_not_swallowed(monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(PIL.ImageFile.ImageFile, "load", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_photo(SOUND["PNG"])


def test_files_too_large_are_not_opened(tmp_path):
    path = tmp_path / "huge.tif"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)  # sparse: takes no room on the disk
    with pytest.raises(
        ImageError, match=f"1024 MB. Received: huge.tif, {MAX_FILE_BYTES + 1} bytes"
    ):
        read_photo(path)


def test_pixel_limit_is_stated_and_exact(monkeypatch):
    assert MAX_PIXELS == 250_000_000
    with pytest.raises(ImageError, match=r"up to 250 million pixels.* 60000 x 60000 pixels$"):
        read_photo(png(60_000, 60_000, b""))
    monkeypatch.setattr(engine.images.opening, "MAX_PIXELS", 40 * 40)
    assert read_photo(SOUND["PNG"]).width_px == 40
    with pytest.raises(ImageError, match="too large"):
        read_photo(encode(noise(41), "PNG"))
    monkeypatch.setattr(engine.images.opening, "MAX_SIDE_PX", 39)
    with pytest.raises(ImageError, match="too large"):
        read_photo(SOUND["PNG"])


def test_the_limit_holds_for_a_size_that_only_decoding_shows(monkeypatch):
    real = PIL.ImageFile.ImageFile.load

    def grow(self):
        result = real(self)
        self._size = (60_000, 60_000)
        return result

    monkeypatch.setattr(PIL.ImageFile.ImageFile, "load", grow)
    with pytest.raises(ImageError, match="60000 x 60000"):
        read_photo(SOUND["PNG"])


def test_a_directory_that_points_at_itself_does_not_hang():
    content = bytearray(tiff({256: 8, 257: 8, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 279: 64}))
    content[-4:] = (8).to_bytes(4, "little")  # the next directory is this one
    assert read_photo(bytes(content)).pixels.shape == (8, 8, 3)


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(KINDS), share=st.floats(0, 0.97))
def test_cut_short_anywhere_is_refused(kind, share):
    content = SOUND[kind]
    with pytest.raises(ImageError, match="Received: picture data, "):
        read_photo(content[: int(len(content) * share)])


@settings(max_examples=250, deadline=None)
@given(
    kind=st.sampled_from([kind for kind in KINDS if kind != "TIFF"]),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
    start_only=st.booleans(),
)
def test_changed_bytes_give_a_photo_or_an_image_error(kind, changes, start_only):
    content = bytearray(SOUND[kind])
    length = min(len(content), 200) if start_only else len(content)
    for share, value in changes:
        content[int(share * length)] = value
    with contextlib.suppress(ImageError):  # nothing else
        assert read_photo(bytes(content)).pixels.ndim == 3


def test_odd_but_sound_files_warn_nobody_and_leave_warnings_alone():
    corrupt = PIL.Image.Exif()
    corrupt[271] = "A camera"
    cut = corrupt.tobytes()[:-6]
    content = encode(noise(), "JPEG", exif=cut)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        read_photo(content)
        before = list(warnings.filters)
        for _ in range(5):
            read_photo(content)
        assert warnings.filters == before
        warnings.warn("somebody else's", UserWarning, stacklevel=1)
    assert [str(each.message) for each in heard] == ["somebody else's"]
    assert not PIL.ImageFile.LOAD_TRUNCATED_IMAGES


def test_large_profiles_and_texts_spoil_no_png():
    extra = {"pnginfo": PIL.PngImagePlugin.PngInfo(), "icc_profile": bytes(3 * 2**20)}
    extra["pnginfo"].add_text("XML:com.adobe.xmp", "x" * 3 * 2**20, zip=True)
    photo = read_photo(encode(noise(), "PNG", **extra))
    assert np.array_equal(photo.pixels, np.asarray(noise()))


def test_threads_read_the_same_as_one(tmp_path):
    paths = make_broken_files(tmp_path)
    for kind, content in SOUND.items():
        (tmp_path / f"sound.{kind}").write_bytes(content)
        paths.append(tmp_path / f"sound.{kind}")

    def outcome(path: Path) -> str:
        try:
            return read_photo(path).pixels.tobytes().hex()
        except ImageError as error:
            return str(error)

    alone = [outcome(path) for path in paths]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(outcome, paths * 3)) == alone * 3


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((4, 4), dtype=np.uint8),
        np.zeros((4, 4, 4), dtype=np.uint8),
        np.zeros((4, 4, 3), dtype=np.float32),
        np.zeros((0, 4, 3), dtype=np.uint8),
    ],
)
def test_arrays_of_another_kind_are_refused(pixels):
    with pytest.raises(ImageError, match=r"Received: shape="):
        from_array(pixels)


def test_arrays_become_contiguous():
    pixels = np.zeros((4, 6, 3), dtype=np.uint8)
    assert from_array(pixels).pixels is pixels
    assert from_array(pixels[:, ::-1]).pixels.flags["C_CONTIGUOUS"]


def test_suffixes_are_lower_case_and_hold_the_usual():
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)
    usual = ".jpg .jpeg .jfif .png .webp .avif .heic .heif .tif .tiff .bmp .gif"
    assert set(usual.split()) <= SUFFIXES
