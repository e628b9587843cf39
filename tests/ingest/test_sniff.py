"""A file is what its bytes say, whatever it is called."""

from __future__ import annotations

import pytest

from winnow.ingest.sniff import describe, has_picture_name, sniff


def _ftyp(major: bytes, *compatible: bytes) -> bytes:
    body = major + bytes(4) + b"".join(compatible)
    return (8 + len(body)).to_bytes(4, "big") + b"ftyp" + body


def _tiff(*tags: tuple[int, int, int]) -> bytes:
    """A little-endian TIFF with one directory of (tag, type, value)."""
    entries = b"".join(
        tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
        for tag, kind, value in tags
    )
    return b"II*\x00\x08\x00\x00\x00" + len(tags).to_bytes(2, "little") + entries + bytes(4)


@pytest.mark.parametrize(
    ("head", "format_"),
    [
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"BM" + bytes(12) + b"\x28\x00\x00\x00", "bmp"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"8BPS\x00\x01", "psd"),
        (b"\xff\x0a", "jxl"),
        (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "jxl"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2"),
        (_ftyp(b"heic", b"mif1"), "heif"),
        (_ftyp(b"mif1", b"mif1", b"avif"), "avif"),
        (_ftyp(b"mif1", b"heic"), "heif"),
        (_ftyp(b"avif"), "avif"),
        (_ftyp(b"crx ", b"isom"), "raw"),
        (b"FUJIFILMCCD-RAW 0201", "raw"),
        (b"IIU\x00\x08\x00\x00\x00", "raw"),
        (b"IIRO\x08\x00\x00\x00", "raw"),
        (_tiff((0xC612, 1, 1)), "raw"),
        (_tiff((0xFE, 4, 1), (0x10F, 2, 0)), "raw"),
        (_tiff((0xFE, 4, 0), (0x10F, 2, 0)), "tiff"),
        (b"MM\x00*\x00\x00\x00\x08\x00\x00", "tiff"),
    ],
)
def test_a_format_is_told_by_its_first_bytes(head: bytes, format_: str) -> None:
    assert sniff(head, "no-extension") == format_
    assert sniff(head, "lying.txt") == format_


def test_a_raw_extension_makes_a_raw_of_a_tiff_and_of_nothing_else() -> None:
    assert sniff(_tiff((0xFE, 4, 0)), "IMG_1.NEF") == "raw"
    assert sniff(b"\xff\xd8\xff\xe0", "IMG_1.NEF") == "jpeg"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"BM is also how this sentence begins",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        _ftyp(b"isom", b"mp42"),
        _ftyp(b"qt  "),
        b"<html>",
    ],
)
def test_what_is_no_picture_is_none(head: bytes) -> None:
    assert sniff(head, "photo.jpg") is None


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"<!DOCTYPE html><html>", "HTML, a failed download"),
        (b"%PDF-1.7", "a PDF document"),
        (b"PK\x03\x04", "a compressed archive"),
        (_ftyp(b"isom", b"mp42"), "a video or sound recording"),
        (bytes(4096), "only zeros: what it held is lost"),
        (b"just some words\n", "text"),
        (b"\x01\x02\x03", "no picture format that winnow knows"),
    ],
)
def test_other_content_is_named(head: bytes, words: str) -> None:
    assert describe(head) == words


def test_extensions_count_in_any_case_and_only_at_the_end_of_the_name() -> None:
    assert has_picture_name("a/b.JPG")
    assert has_picture_name("b.Cr3")
    assert not has_picture_name("jpg.d/notes.txt")
    assert not has_picture_name("jpg")
