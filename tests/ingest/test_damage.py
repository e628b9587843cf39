"""Damaged files end in a reason, never in a half-grey picture, never in a stranger's exception."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image as Pillow

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.domain.image import Image
from winnow.ingest.decode import decode
from winnow.ingest.foreign import foreign
from winnow.ingest.limits import Limits
from winnow.ingest.metadata import read_metadata
from winnow.ingest.source import Source

Pixels = NDArray[np.uint8]
Encode = Callable[..., bytes]
Ingest = Callable[..., Image]
MakeSource = Callable[[str, bytes], Source]
_LIMITS = Limits(max_pixels=4_000_000)
_OPTIONS: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 80},
    "png": {},
    "webp": {},
    "tiff": {"compression": "tiff_adobe_deflate"},
    "gif": {},
    "bmp": {},
    "avif": {},
    "jp2": {},
}
_PILLOW_NAMES = {"jp2": "JPEG2000"}


@pytest.fixture(scope="module")
def small_files(photo: Pixels, encode: Encode) -> dict[str, bytes]:
    """A small picture in every format, with EXIF where the format has it."""
    exif = Pillow.Exif()
    exif[0x010F] = "Camera"
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2019:07:14 18:03:22"
    small = Pillow.fromarray(photo).resize((96, 64))
    has_exif = {"jpeg", "png", "webp", "tiff", "avif"}
    return {
        format_: encode(
            small,
            _PILLOW_NAMES.get(format_, format_.upper()),
            **options,
            **({"exif": exif} if format_ in has_exif else {}),
        )
        for format_, options in _OPTIONS.items()
    }


def _survives(source: Source) -> None:
    try:
        image = decode(source, _LIMITS)
    except UnscoreableError as failure:
        assert failure.reason  # noqa: PT017 - either outcome is right; what must not happen is any other exception
    else:
        assert image.luma.size > 0
    read_metadata(source)


@settings(max_examples=150)
@given(format_=st.sampled_from(sorted(_OPTIONS)), kept=st.floats(0, 1))
def test_a_file_cut_off_anywhere_gives_a_picture_or_a_reason(
    small_files: dict[str, bytes], source: MakeSource, format_: str, kept: float
) -> None:
    content = small_files[format_]
    _survives(source(format_, content[: int(kept * len(content))]))


@settings(max_examples=300)
@given(
    format_=st.sampled_from(sorted(_OPTIONS)),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_file_with_flipped_bytes_gives_a_picture_or_a_reason(
    small_files: dict[str, bytes], source: MakeSource, format_: str, flips: list[tuple[float, int]]
) -> None:
    content = bytearray(small_files[format_])
    for where, value in flips:
        content[int(where * len(content))] = value
    _survives(source(format_, bytes(content)))


@settings(max_examples=100)
@given(format_=st.sampled_from([*sorted(_OPTIONS), "raw", "heif", "jxl"]), content=st.binary(max_size=200))
def test_noise_behind_a_magic_number_gives_a_reason(source: MakeSource, format_: str, content: bytes) -> None:
    _survives(source(format_, content))


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_jpeg_without_all_its_pixels_is_damaged(photo: Pixels, encode: Encode, ingest: Ingest, kept: float) -> None:
    content = encode(photo, "JPEG", quality=90)
    for ending in (b"", b"\xff\xd9"):
        with pytest.raises(UnscoreableError) as failure:
            ingest(content[: int(len(content) * kept)] + ending)
        assert failure.value.kind is FailureKind.DAMAGED


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_overwritten_in_the_middle_is_damaged(
    photo: Pixels, encode: Encode, ingest: Ingest, *, progressive: bool
) -> None:
    content = bytearray(encode(photo, "JPEG", quality=90, progressive=progressive))
    middle = len(content) // 2
    content[middle : middle + 4096] = bytes(4096)
    with pytest.raises(UnscoreableError) as failure:
        ingest(bytes(content))
    assert failure.value.kind is FailureKind.DAMAGED


def test_damage_in_the_jpeg_strips_of_a_tiff_is_noticed(photo: Pixels, encode: Encode, ingest: Ingest) -> None:
    content = bytearray(encode(photo, "TIFF", compression="jpeg", quality=90))
    assert ingest(bytes(content)).width == 600
    middle = len(content) // 2
    content[middle : middle + 2048] = bytes(2048)
    with pytest.raises(UnscoreableError) as failure:
        ingest(bytes(content))
    assert failure.value.kind is FailureKind.DAMAGED


@pytest.mark.parametrize(
    "mend",
    [
        lambda jpeg: jpeg[:-2],
        lambda jpeg: jpeg[:-1],
        lambda jpeg: jpeg + b"motion photo follows" * 100,
        lambda jpeg: jpeg[:-2] + bytes(500) + b"\xff\xd9",
        lambda jpeg: jpeg.replace(b"\x00\x3f\x00", b"\x00\x00\x00", 1),
    ],
    ids=["no end marker", "half an end marker", "data behind", "padding before the end marker", "odd scan header"],
)
def test_a_jpeg_with_all_its_pixels_decodes_whatever_its_ends_look_like(
    photo: Pixels, encode: Encode, ingest: Ingest, mend: Callable[[bytes], bytes]
) -> None:
    content = encode(photo, "JPEG", quality=90)
    assert mend(content) != content
    assert np.array_equal(ingest(mend(content)).colour, ingest(content).colour)


def test_decoders_print_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with foreign("TIFF"):
        os.write(2, b"TIFFFillStrip: Read error")
        warnings.warn("Truncated File Read", stacklevel=1)
    os.write(2, b"afterwards")
    assert capfd.readouterr().err == "afterwards"


def test_a_missing_stderr_is_no_hindrance() -> None:
    saved = os.dup(2)
    os.close(2)
    try:
        with foreign("TIFF"):
            pass
    finally:
        os.dup2(saved, 2)
        os.close(saved)


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (IndexError("list index out of range\nmore"), FailureKind.DAMAGED, "damaged PNG: list index out of range"),
        (KeyError(), FailureKind.DAMAGED, "damaged PNG: KeyError"),
        (OSError(b"Input/output error"), FailureKind.DAMAGED, "damaged PNG: Input/output error"),  # LibRaw's are bytes
        (UnscoreableError(FailureKind.EMPTY, "as it is"), FailureKind.EMPTY, "as it is"),
    ],
)
def test_what_a_decoder_raises_becomes_a_kind_and_a_reason(error: Exception, kind: FailureKind, reason: str) -> None:
    with pytest.raises(UnscoreableError) as failure, foreign("PNG"):
        raise error
    assert (failure.value.kind, failure.value.reason) == (kind, reason)


def test_want_of_memory_is_no_damage() -> None:
    with pytest.raises(MemoryError), foreign("PNG"):
        raise MemoryError


def test_a_bug_of_winnow_is_not_blamed_on_the_photo(
    photo: Pixels, encode: Encode, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def buggy(*_: object) -> Image:
        raise TypeError("a bug")

    monkeypatch.setattr("winnow.ingest.decode.compose", buggy)
    with pytest.raises(TypeError, match="a bug"):
        ingest(encode(photo, "PNG"))


@pytest.mark.parametrize("step", ["embedded", "_directories"])
def test_want_of_memory_does_not_pass_for_a_photo_without_metadata(
    small_files: dict[str, bytes], source: MakeSource, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def starved(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(f"winnow.ingest.metadata.{step}", starved)
    with pytest.raises(MemoryError):
        read_metadata(source("jpeg", small_files["jpeg"]))


def test_a_bug_in_reading_metadata_does_not_pass_for_a_photo_without_any(
    small_files: dict[str, bytes], source: MakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    def buggy(*_: object) -> None:
        raise TypeError("a bug")

    monkeypatch.setattr("winnow.ingest.metadata._facts", buggy)
    with pytest.raises(TypeError, match="a bug"):
        read_metadata(source("jpeg", small_files["jpeg"]))
