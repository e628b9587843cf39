"""A frozen network that others trained, and a ridge: what a backbone from the shelf is worth without any training.

features <- MobileNetV1's 1,024 values of the whole picture, kept under build/
ridge    <- on standardised features; its strength chosen inside the photos that it is fitted on, fold by fold
scores   <- of photos whose fold the ridge has not seen
"""

from __future__ import annotations

import hashlib
import time

import numpy as np
from numpy.typing import NDArray
from training.data import BUILD, FOLDS, Rated
from training.pictures import Pixels
from training.teacher import MODEL, teacher_features

Floats = NDArray[np.float64]
_STRENGTHS = np.logspace(1, 5, 17)  # in photos, times a feature's variance
_RIDGE_BYTES = 4 * 3 * 1024  # mean, spread and weight of each feature, as float32


def mobilenet_features(pictures: Pixels) -> NDArray[np.float32]:
    """Return (n, 1024) features of pictures as a network is shown them; a minute for 9,470, so kept by their bytes."""
    kept = BUILD / f"mobilenet-{hashlib.sha256(np.ascontiguousarray(pictures).data).hexdigest()[:12]}.npy"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, teacher_features(pictures))
    return np.asarray(np.load(kept))


def unseen_scores(rated: Rated, features: NDArray[np.float32]) -> Floats:
    """Return (n,) scores 0-10, each by a ridge that has not seen the photo's fold."""
    scores = np.empty(len(rated.mos))
    for fold in range(FOLDS):
        seen = rated.fold != fold
        scores[~seen] = ridge_scores(features[seen], rated.mos[seen], rated.fold[seen], features[~seen])
    return scores


def ridge_scores(
    features: NDArray[np.float32], mos: Floats, fold: NDArray[np.int64], unseen: NDArray[np.float32]
) -> Floats:
    """Return scores 0-10 of the `unseen` features by the strength that serves the folds left out one by one best."""
    errors = np.zeros(_STRENGTHS.size)
    for left_out in np.unique(fold):
        inner = fold != left_out
        judged = _judged(features[inner], mos[inner], features[~inner], _STRENGTHS)
        errors += np.square(judged - mos[~inner]).sum(axis=1)
    return np.asarray(10 * _judged(features, mos, unseen, _STRENGTHS[[errors.argmin()]])[0])


def mobilenet_milliseconds(pictures: Pixels) -> float:
    """Return the processor time of the features per photo, without decoding and without loading the network."""
    begun = time.process_time()
    teacher_features(pictures[:0])
    loaded = time.process_time()
    teacher_features(pictures)
    return 1000 * (time.process_time() - loaded - (loaded - begun)) / len(pictures)


def mobilenet_megabytes() -> float:
    """Return the size of the network and the ridge."""
    return (MODEL.stat().st_size + _RIDGE_BYTES) / 1e6


def _judged(features: NDArray[np.float32], mos: Floats, unseen: NDArray[np.float32], strengths: Floats) -> Floats:
    """Return (strengths, unseen) ratings 0-1: Hoerl & Kennard, Technometrics 12(1), 1970, by eigenvectors."""
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    columns, shown = ((part.astype(np.float64) - middle) / spread for part in (features, unseen))
    values, directions = np.linalg.eigh(columns.T @ columns)
    along = directions.T @ (columns.T @ (mos - mos.mean()))
    return np.asarray(mos.mean() + (along / (values + strengths[:, None])) @ (shown @ directions).T)
