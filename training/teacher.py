"""A teacher that has seen the world: MobileNetV1's features of views of the training pictures.

views   <- random crops of every picture
maps    <- what the teacher makes of each place of each view, at 1/16 and at 1/32
pooled  <- its features of the whole view, their principal part

A picture teaches 245 times as much by its places as by their mean. Only what the teacher says of our pictures is
learned; none of its weights ships. Howard et al., arXiv:1704.04861; quantised, from `../shared/models/embedding`
(Apache-2.0).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from training.data import BUILD, SHARED
from training.pictures import Pixels, crop

MODEL = SHARED / "models" / "embedding" / "mobilenet_v1_1.0_224_quant_embedding_extractor.tflite"
VIEW_PX = 224  # what the teacher takes
VIEWS = 3
KEPT = 256  # principal directions of 1,024: they hold the more telling part, and a cosine over them the rest is noise
MAPS = ((81, 7, 1024), (73, 14, 512))  # tensor, side, channels: the last pointwise convolution, and the last at 1/16


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Views of pictures, and what the teacher says of each.

    Attributes:
        views: (n, VIEWS, VIEW_PX, VIEW_PX, 3) uint8.
        maps: one for each of MAPS, (n, VIEWS, side, side, channels) uint8.
        pooled: (n, VIEWS, KEPT) float32, L2-normalised.
    """

    views: Pixels
    maps: tuple[NDArray[np.uint8], ...]
    pooled: NDArray[np.float32]


def teacher_features(pictures: Pixels) -> NDArray[np.float32]:
    """Return (n, 1024) features of square pictures."""
    with ThreadPoolExecutor(2) as pool:
        return np.concatenate(list(pool.map(_features, np.array_split(pictures, 2))))


def lessons(pictures: Pixels) -> Lessons:
    """Return random crops of square pictures with what the teacher says of them, mapped from files under build/."""
    kept = [BUILD / f"teacher-{name}.npy" for name in ("views", *(f"map{side}" for _, side, _ in MAPS), "pooled")]
    if not kept[-1].exists():
        kept[-1].parent.mkdir(parents=True, exist_ok=True)
        views = _created(kept[0], (len(pictures), VIEWS, VIEW_PX, VIEW_PX, 3))
        maps = [
            _created(path, (len(pictures), VIEWS, side, side, channels))
            for path, (_, side, channels) in zip(kept[1:-1], MAPS, strict=True)
        ]
        with ThreadPoolExecutor(2) as pool:
            halves = np.array_split(np.arange(len(pictures)), 2)
            pooled = np.concatenate(list(pool.map(lambda rows: _taught(pictures, rows, views, maps), halves)))
        np.save(kept[-1], _principal(pooled.reshape(-1, pooled.shape[-1])).reshape(*views.shape[:2], KEPT))
    views, *maps, pooled = (np.load(path, mmap_mode="r") for path in kept)
    return Lessons(views, tuple(maps), pooled)


def _created(path: Path, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return np.lib.format.open_memmap(path, mode="w+", dtype=np.uint8, shape=shape)


def _taught(
    pictures: Pixels, rows: NDArray[np.int64], views: Pixels, maps: list[NDArray[np.uint8]]
) -> NDArray[np.float32]:
    """Fill the rows of `views` and `maps`; return (rows, VIEWS, 1024) features."""
    random = np.random.default_rng(int(rows[0]))
    interpreter = Interpreter(str(MODEL), num_threads=1, experimental_preserve_all_tensors=True)
    interpreter.allocate_tensors()
    given, answer = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    scale, _ = answer["quantization"]
    pooled = np.empty((rows.size, VIEWS, 1024), dtype=np.float32)
    for at, row in enumerate(rows):
        for view in range(VIEWS):
            side = int(pictures.shape[1] * np.sqrt(random.uniform(0.35, 1.0)))
            views[row, view] = crop(pictures[row], side, VIEW_PX, random)
            interpreter.set_tensor(given["index"], views[row, view][None])
            interpreter.invoke()
            for own, (tensor, _, _) in zip(maps, MAPS, strict=True):
                own[row, view] = interpreter.get_tensor(tensor)[0]
            pooled[at, view] = scale * interpreter.get_tensor(answer["index"]).ravel()
    return pooled


def _principal(features: NDArray[np.float32]) -> NDArray[np.float32]:
    centred = features - features.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    projected = centred @ directions[:, -KEPT:]
    return np.asarray(projected / np.linalg.norm(projected, axis=1, keepdims=True), dtype=np.float32)


def _features(pictures: Pixels) -> NDArray[np.float32]:
    interpreter = Interpreter(str(MODEL), num_threads=1)
    interpreter.allocate_tensors()
    given, answer = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    scale, zero = answer["quantization"]
    found = np.empty((len(pictures), int(np.prod(answer["shape"]))), dtype=np.float32)
    for row, picture in zip(found, pictures, strict=True):
        resized = cv2.resize(picture, (VIEW_PX, VIEW_PX), interpolation=cv2.INTER_LINEAR)
        interpreter.set_tensor(given["index"], resized[None])
        interpreter.invoke()
        row[:] = scale * (interpreter.get_tensor(answer["index"]).ravel().astype(np.float32) - zero)
    return found
