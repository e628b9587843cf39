"""A teacher that has seen the world: MobileNetV1's features of views of the training pictures.

Only what it says of our pictures is learned; none of its weights ships.
Howard et al., arXiv:1704.04861; quantised, 1,024 values, from `../shared/models/embedding` (Apache-2.0).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from training.data import BUILD, SHARED
from training.pictures import Pixels, crop

MODEL = SHARED / "models" / "embedding" / "mobilenet_v1_1.0_224_quant_embedding_extractor.tflite"
VIEW_PX = 192
VIEWS = 4
KEPT = 256  # principal directions of 1,024: they hold the more telling part, and a cosine over them the rest is noise
_SIDE_PX = 224


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Views of pictures, and what the teacher says of each.

    Attributes:
        views: (n, VIEWS, VIEW_PX, VIEW_PX, 3) uint8.
        targets: (n, VIEWS, KEPT) float32, L2-normalised.
    """

    views: Pixels
    targets: NDArray[np.float32]


def teacher_features(pictures: Pixels) -> NDArray[np.float32]:
    """Return (n, 1024) features of square pictures."""
    with ThreadPoolExecutor(2) as pool:
        return np.concatenate(list(pool.map(_features, np.array_split(pictures, 2))))


def lessons(pictures: Pixels) -> Lessons:
    """Return random crops of square pictures with the teacher's features, kept under build/."""
    kept = BUILD / "teacher.npz"
    if not kept.exists():
        random = np.random.default_rng(0)
        side = pictures.shape[1]
        views = np.stack(
            [
                np.stack([crop(picture, _side(side, random), VIEW_PX, random) for _ in range(VIEWS)])
                for picture in pictures
            ]
        )
        features = teacher_features(views.reshape(-1, VIEW_PX, VIEW_PX, 3))
        np.savez(kept, views=views, targets=_principal(features).reshape(len(pictures), VIEWS, KEPT))
    with np.load(kept) as stored:
        return Lessons(stored["views"], stored["targets"])


def _side(whole: int, random: np.random.Generator) -> int:
    return int(whole * np.sqrt(random.uniform(0.3, 1.0)))


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
        resized = cv2.resize(picture, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_LINEAR)
        interpreter.set_tensor(given["index"], resized[None])
        interpreter.invoke()
        row[:] = scale * (interpreter.get_tensor(answer["index"]).ravel().astype(np.float32) - zero)
    return found
