"""Out of memory is out of memory, also in OpenCV; its other complaints are about winnow."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from winnow.domain.failure import Broken, FailureKind
from winnow.engine.inline import InlineEngine
from winnow.ingest.opencv import memory_errors

_PETABYTE = (1 << 25, 1 << 25)


@memory_errors()
def _enlarge(size: tuple[int, int]) -> None:
    cv2.resize(np.zeros((1, 1), np.uint8), size)


def test_an_allocation_that_fails_in_opencv_ends_as_a_photo_that_needs_too_much_memory() -> None:
    with pytest.raises(MemoryError):
        _enlarge(_PETABYTE)
    [(_, outcome)] = InlineEngine().map(_enlarge, [_PETABYTE])
    assert isinstance(outcome, Broken)
    assert outcome.kind is FailureKind.MEMORY


def test_any_other_complaint_of_opencv_stays_what_it_is() -> None:
    with pytest.raises(cv2.error):
        _enlarge((0, 0))
