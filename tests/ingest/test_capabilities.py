"""What this machine can decode is told as it is."""

from __future__ import annotations

import sys

import pytest

from winnow.domain.failure import FailureKind, UnscoreableError
from winnow.ingest.capabilities import capabilities
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import Source


def test_every_needed_decoder_is_here_and_says_its_version() -> None:
    by_format = {capability.format: capability for capability in capabilities()}
    for format_ in ("JPEG, MPO", "HEIC, HEIF", "camera RAW", "WebP", "AVIF"):
        assert by_format[format_].available
        assert any(character.isdigit() for character in by_format[format_].decoder)


def test_a_missing_decoder_is_told_with_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imagecodecs", None)
    jxl = next(capability for capability in capabilities() if capability.format == "JPEG XL")
    assert not jxl.available
    assert jxl.remedy == "pip install winnow[jxl]"


def test_a_jpeg_xl_without_its_decoder_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imagecodecs", None)
    with pytest.raises(UnscoreableError, match=r"pip install winnow\[jxl\]") as failure:
        decode(Source("a.jxl", "jxl", b"\xff\x0a"), Limits())
    assert failure.value.kind is FailureKind.UNSUPPORTED
