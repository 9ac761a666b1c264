"""Archives of pictures: unpacked once, and nothing in them trusted."""

from __future__ import annotations

import gzip
import io
import shutil
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError
from training.dataset.sources import archives
from training.dataset.sources.archives import is_archive, unpacked

Pack = Callable[[Path, dict[str, bytes]], Path]


def picture(seed: int) -> bytes:
    """A tiny sound picture, another for another seed."""
    pixels = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tar_of(path: Path, members: dict[str, bytes]) -> Path:
    mode = {".gz": "w:gz", ".tgz": "w:gz", ".bz2": "w:bz2", ".xz": "w:xz"}
    with tarfile.open(path, mode.get(path.suffix, "w")) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def files_below(folder: Path) -> list[str]:
    """Every file of a folder but the mark of a complete one."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if path.name != ".unpacked.json")


def left_behind(work_dir: Path) -> list[Path]:
    """What a refused archive has left in the folder of unpacked ones."""
    return list((work_dir / "unpacked").glob("*"))


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("set.zip", zip_of),
        ("set.tar", tar_of),
        ("set.tar.gz", tar_of),
        ("SET.TGZ", tar_of),
        ("set.tar.bz2", tar_of),
        ("set.tar.xz", tar_of),
    ],
)
def test_pictures_and_tables_are_unpacked_under_their_names(
    name: str, pack: Pack, tmp_path: Path
) -> None:
    members = {
        "faces/a.png": picture(1),
        "faces/deep/B.PNG": picture(2),
        "labels.csv": b"path,age\na.png,3\n",
        "run.exe": b"MZ",
        "README": b"text",
        "__MACOSX/faces/a.png": b"resource",
        "faces/._a.png": b"resource",
        ".hidden/c.png": picture(3),
    }
    archive = pack(tmp_path / name, members)
    assert is_archive(archive)
    folder, left_out = unpacked(archive, work_dir=tmp_path / "work")
    assert files_below(folder) == ["faces/a.png", "faces/deep/B.PNG", "labels.csv"]
    assert (folder / "faces" / "a.png").read_bytes() == members["faces/a.png"]
    assert left_out == ()
    assert left_behind(tmp_path / "work") == [folder]


@pytest.mark.parametrize("name", ["set.rar", "set.7z", "zip", "a.zip.jpg", "set.gz"])
def test_other_names_are_no_archives(name: str) -> None:
    assert not is_archive(Path(name))


@pytest.mark.parametrize("pack", [zip_of, tar_of])
@pytest.mark.parametrize(
    "name", ["../out.png", "a/../../out.png", "/out.png", "..\\out.png", "C:\\out.png", "C:out.png"]
)
def test_a_name_that_leads_out_refuses_the_whole_archive(
    name: str, pack: Pack, tmp_path: Path
) -> None:
    members = {"good.png": picture(1), name: picture(2)}
    archive = pack(tmp_path / "set.archive", members)
    work_dir = tmp_path / "deep" / "work"
    with pytest.raises(DataError, match=r"leads out of its folder.*Received: "):
        unpacked(archive, work_dir=work_dir)
    assert left_behind(work_dir) == []
    assert list(tmp_path.rglob("*.png")) == []


def test_links_and_devices_of_a_tar_are_left_out(tmp_path: Path) -> None:
    archive = tar_of(tmp_path / "set.tar", {"a.png": picture(1)})
    with tarfile.open(archive, "a") as file:
        for name, kind in (
            ("link.png", tarfile.SYMTYPE),
            ("hard.png", tarfile.LNKTYPE),
            ("device.png", tarfile.CHRTYPE),
            ("pipe.png", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "a.png"
            file.addfile(info)
    folder, left_out = unpacked(archive, work_dir=tmp_path / "work")
    assert files_below(folder) == ["a.png"]
    assert [one.name for one in left_out] == ["link.png", "hard.png", "device.png", "pipe.png"]
    assert {one.reason for one in left_out} == {"A link or a device is not unpacked."}


def test_a_link_in_a_zip_is_left_out(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "set.zip", {"a.png": picture(1)})
    link = zipfile.ZipInfo("link.png")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr(link, "/etc/hostname")
    folder, left_out = unpacked(archive, work_dir=tmp_path / "work")
    assert files_below(folder) == ["a.png"]
    assert [one.name for one in left_out] == ["link.png"]


@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_of_a_name_that_comes_twice_the_first_is_kept(pack: Pack, tmp_path: Path) -> None:
    members = {"a.png": picture(1), "A.PNG": picture(2), "b/a.png": picture(3)}
    folder, left_out = unpacked(pack(tmp_path / "set.zip", members), work_dir=tmp_path / "work")
    assert files_below(folder) == ["a.png", "b/a.png"]
    assert (folder / "a.png").read_bytes() == members["a.png"]
    assert [(one.name, one.reason) for one in left_out] == [
        ("A.PNG", "The archive holds this name twice.")
    ]


def test_an_archive_is_unpacked_once_wherever_it_lies(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "set.zip", {"a.png": picture(1), "A.png": picture(1)})
    told: list[tuple[int, int]] = []
    folder, left_out = unpacked(
        archive, work_dir=tmp_path / "work", progress=lambda *now: told.append(now)
    )
    length = archive.stat().st_size
    assert len(told) == 2
    assert all(0 < done <= length == total for done, total in told)

    stamp = (folder / "a.png").stat().st_mtime_ns
    moved = archive.rename(tmp_path / "other name.zip")
    again = unpacked(moved, work_dir=tmp_path / "work", progress=lambda *_: pytest.fail("again"))
    assert again == (folder, left_out)
    assert (folder / "a.png").stat().st_mtime_ns == stamp

    (folder / ".unpacked.json").unlink()  # as if it had been cut off
    (folder / "a.png").unlink()
    unpacked(moved, work_dir=tmp_path / "work")
    assert files_below(folder) == ["a.png"]


def test_what_progress_raises_stops_it_without_a_trace(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "set.zip", {"a.png": picture(1), "b.png": picture(2)})

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        unpacked(archive, work_dir=tmp_path / "work", progress=stop)
    assert left_behind(tmp_path / "work") == []


@pytest.mark.parametrize("name", ["set.zip", "set.tar.gz", "set.tar.xz"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_a_damaged_archive_is_a_sentence(name: str, share: float, tmp_path: Path) -> None:
    pack: Pack = zip_of if name.endswith("zip") else tar_of
    archive = pack(tmp_path / name, {f"{number}.png": picture(number) for number in range(9)})
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DataError, match=r"archive.*Received: "):
        unpacked(archive, work_dir=tmp_path / "work")
    assert left_behind(tmp_path / "work") == []


def test_a_wrong_checksum_is_noticed(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "set.zip", {"a.png": b"0123456789"})
    archive.write_bytes(archive.read_bytes().replace(b"0123456789", b"0123456780"))
    with pytest.raises(DataError, match="damaged or protected"):
        unpacked(archive, work_dir=tmp_path / "work")


def test_a_missing_archive_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"could not be unpacked.*Received: .*gone\.zip"):
        unpacked(tmp_path / "gone.zip", work_dir=tmp_path / "work")


@pytest.mark.parametrize(
    ("limit", "value"), [("MAX_MEMBERS", 2), ("MAX_UNPACKED_BYTES", 2500), ("MAX_FILE_BYTES", 999)]
)
@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_too_much_is_refused_and_nothing_kept(
    limit: str, value: int, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = pack(tmp_path / "set.zip", {f"{number}.png": bytes(1000) for number in range(3)})
    monkeypatch.setattr(archives, limit, value)
    with pytest.raises(DataError, match=rf"too large to unpack.*{value}"):
        unpacked(archive, work_dir=tmp_path / "work")
    assert left_behind(tmp_path / "work") == []


def described_by(size: int, kind: bytes) -> bytes:
    """A compressed tar whose first header announces a name, or facts, of so many bytes."""
    info = tarfile.TarInfo("././@LongLink" if kind == tarfile.GNUTYPE_LONGNAME else "pax")
    info.type, info.size = kind, size
    stream = io.BytesIO()
    with gzip.open(stream, "wb", compresslevel=1) as packed:
        packed.write(info.tobuf(tarfile.GNU_FORMAT))
        for _ in range(64):
            packed.write(bytes(2**20))
    return stream.getvalue()


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE])
@pytest.mark.parametrize("size", [64 * 2**20, 6 * 2**30])
def test_headers_take_no_more_memory_than_names(tmp_path: Path, kind: bytes, size: int) -> None:
    archive = tmp_path / "bomb.tar.gz"
    archive.write_bytes(described_by(size, kind))
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match=f"a header of {size} bytes"):
            unpacked(archive, work_dir=tmp_path / "work")
        assert tracemalloc.get_traced_memory()[1] < 16 * 2**20
    finally:
        tracemalloc.stop()
    assert left_behind(tmp_path / "work") == []


def test_headers_of_headers_end(tmp_path: Path) -> None:
    """Each says that the next one describes something, to no end."""
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 512
    header = info.tobuf(tarfile.USTAR_FORMAT) + b"16 comment=hello\n".ljust(512, b"\0")
    archive = tmp_path / "chain.tar"
    archive.write_bytes(header * 5000)
    with pytest.raises(DataError, match="cannot be unpacked"):
        unpacked(archive, work_dir=tmp_path / "work")
    assert left_behind(tmp_path / "work") == []


@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_folders_nested_without_end_are_left_out(tmp_path: Path, pack: Pack) -> None:
    deep = "d/" * 2000 + "30_0_0_20170109000000001.png"
    suffix = ".zip" if pack is zip_of else ".tar"
    archive = pack(tmp_path / f"deep{suffix}", {deep: picture(1), "a.png": picture(2)})
    folder, left_out = unpacked(archive, work_dir=tmp_path / "work")
    assert files_below(folder) == ["a.png"]
    assert "nested too deeply" in left_out[0].reason


def test_a_full_disk_is_left_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type(shutil.disk_usage(tmp_path))
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _: usage(1000, 0, 1000))
    archive = zip_of(tmp_path / "a.zip", {f"{n}.png": picture(n) * 4 for n in range(4)})
    with pytest.raises(DataError, match="more than 800 bytes"):
        unpacked(archive, work_dir=tmp_path / "work")
    assert left_behind(tmp_path / "work") == []
