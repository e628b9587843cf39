"""Print how the crops of smiles frame a face: `python -m training.face_framing`.

landmarks <- of every tenth crop, by YuNet in `../shared/models/faces`, which sees it with a border
framing   <- the crop's side in distances between the eyes, and where between its top and bottom the eyes are
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from training.data import SHARED
from training.face_crops import SMILES, Crop, load_crops

from winnow.models.face_states import CROP_PX

_DETECTOR = SHARED / "models" / "faces" / "yunet_n_dynamic.onnx"
_LARGER = 2  # the detector misses smaller faces
_BORDER_PX = CROP_PX
_LEAST_SURE = 0.6  # every crop is a face
_SIDE_PX = _LARGER * CROP_PX


def main() -> None:
    """Detect, print medians and the middle four fifths."""
    detector = cv2.FaceDetectorYN.create(str(_DETECTOR), "", (_SIDE_PX + 2 * _BORDER_PX,) * 2, _LEAST_SURE)
    crops = load_crops(SMILES).pixels[::10]
    eyes = np.array([found for crop in crops if (found := _eyes(detector, crop)) is not None])
    distances = np.linalg.norm(eyes[:, 0] - eyes[:, 1], axis=1)
    middles = eyes.mean(axis=1)
    print(f"{len(eyes)} of {len(crops)} faces found; 10, 50 and 90 of a hundred:")
    for name, values in (
        ("side in distances between the eyes", 1 / distances),
        ("between the eyes, of the width from the left", middles[:, 0]),
        ("between the eyes, of the height from the top", middles[:, 1]),
    ):
        print(f"{name:46} {np.percentile(values, (10, 50, 90)).round(2)}")


def _eyes(detector: cv2.FaceDetectorYN, crop: Crop) -> NDArray[np.float64] | None:
    """Return (2, 2): x and y of both eyes, in sides of the crop; None where no face is found."""
    larger = cv2.resize(crop, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_CUBIC)
    bordered = cv2.copyMakeBorder(larger, *(_BORDER_PX,) * 4, cv2.BORDER_REPLICATE)
    _, faces = detector.detect(cv2.cvtColor(bordered, cv2.COLOR_GRAY2BGR))
    if faces is None:
        return None
    points = np.asarray(faces[0][4:8], dtype=np.float64).reshape(2, 2)  # after the box: the eyes, nose, mouth
    return (points - _BORDER_PX) / _SIDE_PX


if __name__ == "__main__":
    main()
