"""Winnow's own work with OpenCV, which has its own word for being out of memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import cv2

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUT_OF_MEMORY = -4  # cv::Error::StsNoMem


@contextmanager
def memory_errors() -> Iterator[None]:
    """Let an allocation that fails in OpenCV be what it is everywhere else, so that one boundary can word it.

    Raises:
        MemoryError: an allocation failed.
        Exception: anything else, as raised inside: a bug of winnow.
    """
    try:
        yield
    except cv2.error as error:
        if error.code == _OUT_OF_MEMORY:
            raise MemoryError from error
        raise
