"""Files that no program can show, each broken in its own way, all with a photo's extension.

``make_broken_files`` writes ordinary files only, so that a folder scan meets every one of them;
``make_odd_entries`` adds what is no ordinary file: folders, dead links, pipes.
"""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import PIL.features
import PIL.Image
import pillow_heif


def make_broken_files(folder: Path) -> list[Path]:
    """Write at least 20 unreadable files of as many kinds into a folder; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in [*_not_pictures(), *_cut_short(), *_damaged(), *_bombs()]:
        path = folder / name
        path.write_bytes(content)
        paths.append(path)
    return paths


def make_odd_entries(folder: Path) -> list[Path]:
    """Make what has a photo's name but is no ordinary file; what the system allows of it."""
    folder.mkdir(parents=True, exist_ok=True)
    directory = folder / "a folder.jpg"
    directory.mkdir()
    paths = [directory]
    links = {"dangling.png": folder / "nothing here.png", "loop.jpg": folder / "loop.jpg"}
    for name, target in links.items():
        try:
            (folder / name).symlink_to(target)
        except OSError:  # Windows without the privilege
            continue
        paths.append(folder / name)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.jpg")
        paths.append(folder / "pipe.jpg")
    return paths


def encode(picture: PIL.Image.Image, kind: str, **options: object) -> bytes:
    """A picture as the bytes of a file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One PNG chunk with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int,
    height: int,
    data: bytes | None,
    *,
    depth: int = 8,
    colour: int = 2,
    extra: bytes = b"",
) -> bytes:
    """A hand-made PNG: ``data`` goes into its IDAT as it is; ``None`` leaves the IDAT out."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    body = b"" if data is None else png_chunk(b"IDAT", data)
    return b"\x89PNG\r\n\x1a\n" + header + extra + body + png_chunk(b"IEND", b"")


def tiff(tags: dict[int, int], data: bytes = b"") -> bytes:
    """A little-endian TIFF with one directory of 32-bit values, and data behind it."""
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, tags[tag]) for tag in sorted(tags))
    directory = struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", 8) + directory + data


def _noise(side: int = 64) -> PIL.Image.Image:
    """A picture that compresses badly, so that a cut falls into its pixels."""
    return PIL.Image.frombytes("RGB", (side, side), random.Random(1).randbytes(side * side * 3))


def _not_pictures() -> Iterator[tuple[str, bytes]]:
    yield "empty.jpg", b""
    yield "one byte.png", b"\x89"
    yield "text.jpg", b"Dear diary, this is not a photo.\n" * 20
    yield "error page.png", b"<!DOCTYPE html><html><body>404 Not Found</body></html>"
    yield "document.png", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
    yield "archive.webp", b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(200)
    yield "film.heic", struct.pack(">I", 24) + b"ftypisom\0\0\2\0isomiso2mp41" + bytes(200)
    yield "sound.webp", b"RIFF" + struct.pack("<I", 200) + b"WAVEfmt " + bytes(200)
    yield "postscript.gif", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n"
    yield "random.jpg", random.Random(2).randbytes(5000)
    yield "zeros.tif", bytes(5000)
    yield "ßtrange näme 写真.jpg", b"not a picture either"


def _cut_short() -> Iterator[tuple[str, bytes]]:
    yield "only the start.jpg", b"\xff\xd8"
    yield "start and end.jpg", b"\xff\xd8\xff\xd9"
    kinds = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF", "gif": "GIF"}
    kinds |= {"bmp": "BMP", "jp2": "JPEG2000", "ppm": "PPM"}
    if PIL.features.check("avif"):
        kinds["avif"] = "AVIF"
    if pillow_heif.libheif_info()["HEIF"]:
        pillow_heif.register_heif_opener()
        kinds["heic"] = "HEIF"
    for suffix, kind in kinds.items():
        content = encode(_noise(), kind)
        yield f"half.{suffix}", content[: len(content) // 2]
        yield f"head.{suffix}", content[:20]


def _damaged() -> Iterator[tuple[str, bytes]]:
    good = encode(_noise(), "PNG")
    yield "bad checksum.png", good[:29] + bytes(byte ^ 255 for byte in good[29:33]) + good[33:]
    yield "no data.png", png(8, 8, None)
    yield "data not compressed.png", png(8, 8, bytes(200))
    yield "too little data.png", png(80, 80, zlib.compress(bytes(100)))
    yield "unknown depth.png", png(8, 8, zlib.compress(bytes(200)), depth=7)
    yield "zero size.png", png(0, 0, zlib.compress(b""))
    yield "zero size.gif", b"GIF89a" + struct.pack("<HHBBB", 0, 0, 0, 0, 0) + b";"
    yield "zero size.bmp", _bmp(0, 0)
    yield "no frame.gif", b"GIF89a" + struct.pack("<HHBBB", 8, 8, 0, 0, 0) + b";"
    yield "no tags.tif", tiff({})
    yield "directory nowhere.tif", b"II*\0" + struct.pack("<I", 2**31)
    jpeg = encode(_noise(), "JPEG")
    frame = jpeg.index(b"\xff\xc0") + 5
    yield "zero size.jpg", jpeg[:frame] + bytes(4) + jpeg[frame + 4 :]
    table = jpeg.index(b"\xff\xdb")
    yield "no tables.jpg", jpeg[:table] + jpeg[jpeg.index(b"\xff\xc0") :]


def _bombs() -> Iterator[tuple[str, bytes]]:
    """Small files that claim thousands of millions of pixels."""
    yield "bomb.png", png(60_000, 60_000, zlib.compress(bytes(10**6)))
    yield "tower.png", png(1, 2**31 - 1, zlib.compress(bytes(1000)))
    picture = b"," + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02\x4c\x01\x00;"
    palette = bytes(3) + b"\xff\xff\xff"
    yield "bomb.gif", b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 128, 0, 0) + palette + picture
    yield "bomb.bmp", _bmp(60_000, 60_000)
    size = {256: 60_000, 257: 60_000, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 60_000}
    yield "bomb.tif", tiff({**size, 279: 2**31 - 1})
    jpeg = encode(_noise(), "JPEG")
    frame = jpeg.index(b"\xff\xc0") + 5
    yield "bomb.jpg", jpeg[:frame] + struct.pack(">HH", 65_000, 65_000) + jpeg[frame + 4 :]


def _bmp(width: int, height: int) -> bytes:
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + 100, 0, 0, 54) + header + bytes(100)
