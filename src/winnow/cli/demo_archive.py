"""A small messy archive for the demo, made from the photographs that scikit-image ships.

::

    for each photograph: sharp, blurred, shaken, dark, bright, cropped, re-encoded, small
    a few that are rotated by EXIF, in other formats, oddly named, copied byte for byte
    a few that are broken, and files that are no photos

File names say what was done to each picture, so that the ranking can be checked by reading it.
"""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from winnow.domain.errors import WinnowError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PIL.Image import Exif
    from PIL.Image import Image as Picture

# folder, photograph, capture date
SHOTS = (
    ("2017/cats", "chelsea.png", "2017:05:13 16:20:31"),
    ("2018/space", "astronaut.png", "2018:03:02 10:05:00"),
    ("2018/space", "rocket.jpg", "2018:09:21 19:44:12"),
    ("2019/weekend/kitchen", "coffee.png", "2019:07:14 08:31:55"),
    ("2019/weekend/garage", "motorcycle_left.png", "2019:07:14 15:02:07"),
    ("2021/black and white", "camera.png", "2021:11:06 14:12:40"),
)
EXIF_ORIENTATION, EXIF_IFD, EXIF_DATE_TIME_ORIGINAL = 0x0112, 0x8769, 0x9003
ROTATE_90_TO_SHOW = 6


class DemoPhotosMissingError(WinnowError):
    """The demo needs the photographs that scikit-image ships."""

    exit_code = 2


def photographs() -> Path:
    """The folder of scikit-image's photographs; nothing of it is imported.

    Raises:
        DemoPhotosMissingError: it is not installed.
    """
    spec = importlib.util.find_spec("skimage")
    if spec is None or spec.origin is None:
        raise DemoPhotosMissingError("Type: pip install 'winnow[demo]', or give the demo a folder of your own photos.")
    return Path(spec.origin).parent / "data"


def make_archive(folder: Path) -> None:
    """Make the archive; it appears whole or not at all.

    Raises:
        DemoPhotosMissingError: scikit-image is not installed.
    """
    source = photographs()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".winnow-demo-", dir=folder.parent) as beside:
        unfinished = Path(beside, folder.name)
        for subfolder, name, taken in SHOTS:
            _add_variants(unfinished / subfolder, source / name, taken)
        _add_oddities(unfinished, source)
        _add_broken(unfinished)
        unfinished.rename(folder)


def _add_variants(folder: Path, photograph: Path, taken: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    original = _open(photograph)
    name = photograph.stem.removesuffix("_left")
    for variant, change in VARIANTS.items():
        picture = change(original.copy())
        picture.save(folder / f"{name}_{variant}.jpg", quality=92, exif=_exif(taken))
    original.save(folder / f"{name}_reencoded.jpg", quality=12, exif=_exif(taken))


def _add_oddities(folder: Path, source: Path) -> None:
    phone = folder / "2020" / "phone 📱" / "DCIM"
    phone.mkdir(parents=True)
    cat, coffee = _open(source / "chelsea.png"), _open(source / "coffee.png")
    rotated = _exif("2020:02:29 12:00:00")
    rotated[EXIF_ORIENTATION] = ROTATE_90_TO_SHOW
    cat.rotate(90, expand=True).save(phone / "cat, rotated by EXIF.jpg", quality=90, exif=rotated)
    coffee.save(phone / "café crème ☕.webp", quality=85)
    coffee.save(phone / "[bold]coffee 'quoted'.png")
    _open(source / "hubble_deep_field.jpg").save(phone / "wallpaper.tif")
    shutil.copyfile(folder / "2017/cats/chelsea_sharp.jpg", phone / "Copy of chelsea_sharp.jpg")
    shutil.copyfile(folder / "2018/space/rocket_sharp.jpg", folder / "2018" / "rocket_sharp (1).jpg")


def _add_broken(folder: Path) -> None:
    lost = folder / "recovered from old disk"
    lost.mkdir()
    whole = (folder / "2019/weekend/kitchen/coffee_sharp.jpg").read_bytes()
    (lost / "coffee_truncated.jpg").write_bytes(whole[: len(whole) * 6 // 10])
    (lost / "empty.jpg").write_bytes(b"")
    (lost / "shopping list.jpg").write_text("milk, bread, a better memory card\n", encoding="utf-8")
    (folder / "notes.txt").write_text("Made by: winnow demo. Delete this folder whenever you like.\n", encoding="utf-8")


def _open(photograph: Path) -> Picture:
    from PIL import Image  # noqa: PLC0415 - winnow --help loads no imaging library

    with Image.open(photograph) as picture:
        return picture.convert("RGB")


def _exif(taken: str) -> Exif:
    from PIL import Image  # noqa: PLC0415 - as above

    exif = Image.Exif()
    exif.get_ifd(EXIF_IFD)[EXIF_DATE_TIME_ORIGINAL] = taken
    return exif


def _blurred(picture: Picture) -> Picture:
    from PIL import ImageFilter  # noqa: PLC0415 - as above

    return picture.filter(ImageFilter.GaussianBlur(3))


def _shaken(picture: Picture) -> Picture:
    """Motion blur: the mean of the picture and its copies shifted along a line."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - as above

    moved = picture
    for step in range(1, 12):
        moved = Image.blend(moved, ImageChops.offset(picture, step, step // 2), 1 / (step + 1))
    return moved


def _dark(picture: Picture) -> Picture:
    return picture.point(lambda value: value * 0.22)


def _bright(picture: Picture) -> Picture:
    return picture.point(lambda value: min(255, value * 2 + 40))


def _cropped(picture: Picture) -> Picture:
    """The lower left corner, where the subject is not."""
    width, height = picture.size
    return picture.crop((0, height * 6 // 10, width * 4 // 10, height))


def _small(picture: Picture) -> Picture:
    return picture.resize((picture.width // 3, picture.height // 3))


VARIANTS: Mapping[str, Callable[[Picture], Picture]] = {
    "sharp": lambda picture: picture,
    "blurred": _blurred,
    "shaken": _shaken,
    "dark": _dark,
    "bright": _bright,
    "cropped": _cropped,
    "small": _small,
}
