"""Whether blur that shows only at 1:1 on a photo of 12 megapixels still lowers its score.

``python -m benchmarks.detail`` from the checkout. Winnow looks at a photo at a long side of 1,024 pixels, where blur
of a pixel or two of the original has all but gone. The sharpest large photos of `../shared/photos`, brought to 12
megapixels where they are larger, are blurred by Gaussians of so many of their own pixels, and judged by every model.
"""

from __future__ import annotations

import statistics
import sys
from typing import TYPE_CHECKING

import cv2
import numpy as np
from training.data import SHARED

from winnow.domain.failure import UnscoreableError
from winnow.ingest.compose import compose
from winnow.ingest.decode import decode_raster
from winnow.ingest.foreign import foreign
from winnow.ingest.limits import Limits
from winnow.ingest.raster import Raster
from winnow.ingest.resample import upright
from winnow.ingest.source import load_path
from winnow.models.cards import builtin_names, load_model, load_network
from winnow.models.frame import frame
from winnow.models.network import Network
from winnow.ranking.additive import score
from winnow.signals.all import measure_signals
from winnow.signals.recipe import RECIPE, SIGNAL_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from winnow.domain.image import Image

FOLDERS = ("cameras", "formats")
FEWEST_BYTES = 300_000  # a photo of so many pixels has more
FEWEST_PIXELS, PIXELS = 5_000_000, 12_000_000
LONGEST_PX = 10_000  # of a long side: all that a photo has
SIGMAS_PX = (0.7, 1.0, 1.5, 2.0, 3.0, 5.0)


def main() -> None:
    """Print a row per model and photo: the score as it is, and what each blur does to it."""
    photos = dict(large_photos())
    if not photos:
        sys.exit("There are no large photos under ../shared/photos.")
    print(f"{'':12} {'photo':40} {'sharp':>6}" + "".join(f"{f'{sigma} px':>8}" for sigma in SIGMAS_PX))
    for name in builtin_names():
        judge = judged_by(name)
        rows = {
            file: [judge(pixels), *(judge(blurred(pixels, sigma)) for sigma in SIGMAS_PX)]
            for file, pixels in photos.items()
        }
        for file, scores in rows.items():
            print_row(name, file, scores)
        print_row(name, "mean", [statistics.mean(column) for column in zip(*rows.values(), strict=True)])


def large_photos() -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """The name and the upright pixels of each, brought to at most PIXELS."""
    whole = (path for folder in FOLDERS for path in sorted((SHARED / "photos" / folder).glob("*")))
    for path in (path for path in whole if path.stat().st_size >= FEWEST_BYTES):
        try:
            with foreign("picture"):
                raster = decode_raster(load_path(str(path), Limits()), Limits(), LONGEST_PX)
        except UnscoreableError:
            continue
        height, width = raster.pixels.shape[:2]
        if height * width >= FEWEST_PIXELS and raster.pixels.ndim == 3:  # noqa: PLR2004 - in colour
            factor = min(1.0, (PIXELS / (height * width)) ** 0.5)
            size = (round(width * factor), round(height * factor))
            pixels = cv2.resize(raster.pixels, size, interpolation=cv2.INTER_AREA)
            yield path.name, upright(np.asarray(pixels, dtype=np.uint8), raster.orientation)


def blurred(pixels: NDArray[np.uint8], sigma_px: float) -> NDArray[np.uint8]:
    """The photo through a Gaussian."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma_px), dtype=np.uint8)


def judged_by(name: str) -> Callable[[NDArray[np.uint8]], float]:
    """The score that a built-in model gives pixels."""
    model, file = load_model(name, recipe=RECIPE, signals=SIGNAL_NAMES), load_network(name)
    network = None if file is None else Network(file, threads=1)

    def judge(pixels: NDArray[np.uint8]) -> float:
        image: Image = compose(Raster(pixels, pixels.shape[1], pixels.shape[0]), "jpeg")
        seen = None if network is None else network.impressions([frame(image.colour)])[0].distribution
        return score(model, measure_signals(image), seen).value

    return judge


def print_row(model: str, photo: str, scores: list[float]) -> None:
    """The first score, and the others' difference from it."""
    changes = "".join(f"{score - scores[0]:+8.2f}" for score in scores[1:])
    print(f"{model:12} {photo[-40:]:40} {scores[0]:6.2f}{changes}")


if __name__ == "__main__":
    main()
