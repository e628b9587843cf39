"""What several signals look at, each worked out once per picture, when it is first asked for.

    grey     <- brightness of the colour plane: a tenth of a megapixel whatever the camera, so that values compare
    tones    <- its histogram
    texture  <- grey with local brightness and contrast divided out
    coarse   <- octaves of grey: the scale that every picture has, and that the model was fitted at
    fine     <- octaves of luma: the finest detail that is looked at; those of grey where luma is no finer
    thumb    <- the colour plane at a quarter of its size, in CIE L*a*b*: objects rather than textures
    salience <- what differs from the rest of the thumb

Sharpness and noise are means over both scales. Natural pictures have about the same energy in every octave (Field,
"Relations between the statistics of natural images and the response properties of cortical cells", JOSA A 1987), so
what a curve learned of the finest octave of small pictures holds for the finest octave of large ones; and blur that
only shows at 1024 px costs about half of what blur costs that shows at 320 px too. tests/signals/test_resolution.py
holds this to figures: 24, 6 and 1.5 megapixels of one picture stay within 0.08 of each signal's spread, 512 and 320 px
copies within 0.21 on average. With octaves of grey alone a 12 megapixel photo's blur of 4 px would hardly be seen (a
third of a pixel there); as it is, sharpness falls by more than half its spread. With those of luma alone large photos
would be judged at a scale three times finer than any that was rated.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from winnow.domain.image import Image

TILES = 10  # the frame is judged in 10 x 10 tiles: about the size of a face in a group, or of an eye in a portrait
SMALL_TILES = 32  # noise shows where nothing else does, and such places are small
SMALLEST_SIDE_PX = 48  # the third octave of a smaller picture has fewer pixels than there are tiles
_OCTAVES = 3
_FINER = 1.1  # luma this many times larger than grey, or more, holds detail that grey does not
_PEAK_SHARE = 0.001  # of pixels: the strongest edges
_WINDOW_PX, _SIGMA_PX = (7, 7), 7 / 6  # Mittal et al.'s window for local brightness and contrast
_COLOURLESS = 1.0  # mean distance from neutral in CIE a*b*
_PLAIN = 1.0  # mean distance from the mean colour in CIE L*a*b*
_LEVEL = 1.0  # grey level, their constant C: keeps flat areas at 0


@dataclass(frozen=True, slots=True, eq=False)
class Octaves:
    """Detail of one grey plane by octave, finest first: the Laplacian pyramid of Burt & Adelson, 1983.

    Attributes:
        tiles: per octave a (TILES, TILES) float64 grid of its mean absolute value in grey levels. Octave 0 holds 1/4
            to 1/2 cycles per pixel, each next one half of that.
        peaks: per octave but the finest the mean of its strongest thousandth, in grey levels.
        small_tiles: (SMALL_TILES, SMALL_TILES) float64 grid of octave 0.
    """

    tiles: tuple[NDArray[np.float64], ...]
    peaks: tuple[float, ...]
    small_tiles: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """Change of brightness across and down, (H, W) float32 grey levels per pixel, by Scharr's operator (2000)."""

    across: NDArray[np.float32]
    down: NDArray[np.float32]


class Planes:
    """One picture as the signals look at it."""

    def __init__(self, image: Image) -> None:
        self.rgb = image.colour
        self.blockiness = image.blockiness
        self._luma = image.luma

    @cached_property
    def grey(self) -> NDArray[np.uint8]:
        """(h, w) uint8 brightness at the colour plane's scale."""
        return np.asarray(cv2.cvtColor(self.rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)

    @property
    def shows_detail(self) -> bool:
        """Whether the picture is large enough for detail to be judged in it."""
        return bool(min(self.grey.shape) >= SMALLEST_SIDE_PX)

    @cached_property
    def tones(self) -> NDArray[np.float64]:
        """(256,) float64 share of `grey` at each level."""
        return _histogram(self.grey) / self.grey.size

    @cached_property
    def coarse(self) -> Octaves | None:
        """Octaves of `grey`; None for a picture too small to judge detail in."""
        return octaves_of(self.grey) if self.shows_detail else None

    @cached_property
    def fine(self) -> Octaves | None:
        """Octaves of luma, or `coarse` itself where luma is no finer."""
        if self.coarse is None or max(self._luma.shape) < _FINER * max(self.grey.shape):
            return self.coarse
        return octaves_of(self._luma)

    @cached_property
    def brightest(self) -> NDArray[np.uint8]:
        """(h, w) uint8 brightest channel."""
        red, green, blue = cv2.split(self.rgb)
        return np.asarray(cv2.max(cv2.max(red, green), blue), dtype=np.uint8)

    @cached_property
    def gradients(self) -> Gradients:
        """Of `grey`."""
        return gradients_of(self.grey)

    @cached_property
    def half_gradients(self) -> Gradients:
        """Of `grey` at half its size."""
        return gradients_of(np.asarray(cv2.pyrDown(self.grey), dtype=np.uint8))

    @cached_property
    def small_means(self) -> NDArray[np.float64]:
        """(SMALL_TILES, SMALL_TILES) float64 grid of mean grey levels, 0-255."""
        return _tile_means(_integral(self.grey), SMALL_TILES)

    @cached_property
    def texture(self) -> NDArray[np.float32]:
        """(h, w) float32 mean-subtracted, contrast-normalised (MSCN) coefficients of `grey`.

        Mittal, Moorthy & Bovik, "No-reference image quality assessment in the spatial domain", IEEE TIP 2012, eq. 1.
        """
        grey = self.grey.astype(np.float32)
        mean = cv2.GaussianBlur(grey, _WINDOW_PX, _SIGMA_PX)
        variance = cv2.subtract(cv2.GaussianBlur(grey * grey, _WINDOW_PX, _SIGMA_PX), mean * mean)
        deviation = np.sqrt(np.maximum(variance, 0.0))
        return np.asarray((grey - mean) / (deviation + _LEVEL), dtype=np.float32)

    @cached_property
    def thumb(self) -> NDArray[np.float32]:
        """(h / 4, w / 4, 3) float32 CIE L*a*b*: L 0-100, a and b about -100 to 100."""
        small = cv2.pyrDown(cv2.pyrDown(self.rgb)).astype(np.float32) / 255
        return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), dtype=np.float32)

    @cached_property
    def is_coloured(self) -> bool:
        """Whether there is any colour to speak of: JPEG's rounding leaves less than 1 in a grey picture."""
        return bool(np.hypot(self.thumb[..., 1], self.thumb[..., 2]).mean() > _COLOURLESS)

    @cached_property
    def salience(self) -> NDArray[np.float32] | None:
        """(h / 4, w / 4) float32 shares, summing to 1, of what differs in colour from the rest; None on a plain frame.

        Achanta, Hemami, Estrada & Suesstrunk, "Frequency-tuned salient region detection", CVPR 2009.
        """
        distance = np.sqrt(np.square(self.thumb - self.thumb.mean(axis=(0, 1))).sum(axis=2))
        if not self.shows_detail or distance.mean() < _PLAIN:
            return None
        return np.asarray(distance / distance.sum(), dtype=np.float32)


def gradients_of(plane: NDArray[np.uint8]) -> Gradients:
    """Differentiate a (H, W) uint8 plane."""
    across = cv2.Scharr(plane, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(plane, cv2.CV_32F, 0, 1, scale=1 / 32)
    return Gradients(np.asarray(across, dtype=np.float32), np.asarray(down, dtype=np.float32))


def octaves_of(plane: NDArray[np.uint8]) -> Octaves:
    """Split a (H, W) uint8 plane, at least SMALLEST_SIDE_PX each way, into octaves."""
    bands = []
    for _ in range(_OCTAVES):
        halved = np.asarray(cv2.pyrDown(plane), dtype=np.uint8)
        coarser = cv2.pyrUp(halved, dstsize=(plane.shape[1], plane.shape[0]))
        bands.append(np.asarray(cv2.absdiff(plane, coarser), dtype=np.uint8))
        plane = halved
    sums = [_integral(band) for band in bands]
    return Octaves(
        tiles=tuple(_tile_means(sum_, TILES) for sum_ in sums),
        peaks=tuple(_peak(band) for band in bands[1:]),
        small_tiles=_tile_means(sums[0], SMALL_TILES),
    )


def _integral(plane: NDArray[np.uint8]) -> NDArray[np.int32]:
    return np.asarray(cv2.integral(plane), dtype=np.int32)


def _tile_means(integral: NDArray[np.int32], tiles: int) -> NDArray[np.float64]:
    """Return the (tiles, tiles) means of the plane whose integral image, (H + 1, W + 1), this is."""
    rows, columns = (np.linspace(0, side - 1, tiles + 1).astype(np.intp) for side in integral.shape)
    sums = np.diff(np.diff(integral[np.ix_(rows, columns)], axis=0), axis=1)
    return np.asarray(sums / np.outer(np.diff(rows), np.diff(columns)), dtype=np.float64)


def _peak(band: NDArray[np.uint8]) -> float:
    """Return the mean of the strongest `_PEAK_SHARE` of `band`, from its histogram."""
    wanted = _PEAK_SHARE * band.size
    taken = np.diff(np.minimum(np.cumsum(_histogram(band)[::-1]), wanted), prepend=0.0)
    return float(taken @ np.arange(255, -1, -1) / wanted)


def _histogram(plane: NDArray[np.uint8]) -> NDArray[np.float64]:
    counts = cv2.calcHist([plane], [0], None, [256], [0, 256])
    return np.asarray(counts.ravel(), dtype=np.float64)
