"""The demo's archive is messy in the ways it promises."""

from __future__ import annotations

import filecmp
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from winnow.cli.demo_archive import DemoPhotosMissingError, make_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("skimage", reason="the demo's photographs come with scikit-image, which is not installed")
    folder = tmp_path_factory.mktemp("demo") / "archive"
    make_archive(folder)
    return folder


def _open(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        picture.load()
        return picture


def _brightness(path: Path) -> float:
    return ImageStat.Stat(_open(path).convert("L")).mean[0]


def test_it_is_nested_and_has_a_few_dozen_files(archive: Path) -> None:
    files = [path for path in archive.rglob("*") if path.is_file()]
    assert 40 <= len(files) <= 100
    assert max(len(path.relative_to(archive).parts) for path in files) >= 4


def test_variants_are_what_their_names_say(archive: Path) -> None:
    cats = archive / "2017/cats"
    dark, sharp, bright = (_brightness(cats / f"chelsea_{name}.jpg") for name in ("dark", "sharp", "bright"))
    assert dark < 0.4 * sharp
    assert sharp < 0.7 * bright
    assert _open(cats / "chelsea_small.jpg").width < _open(cats / "chelsea_sharp.jpg").width


def test_it_has_an_exact_copy_a_rotated_photo_and_capture_dates(archive: Path) -> None:
    phone = archive / "2020/phone 📱/DCIM"
    assert filecmp.cmp(archive / "2017/cats/chelsea_sharp.jpg", phone / "Copy of chelsea_sharp.jpg", shallow=False)
    assert _open(phone / "cat, rotated by EXIF.jpg").getexif()[0x0112] == 6
    sharp = _open(archive / "2017/cats/chelsea_sharp.jpg")
    assert sharp.getexif().get_ifd(0x8769)[0x9003] == "2017:05:13 16:20:31"


def test_it_has_broken_files_and_files_that_are_no_photos(archive: Path) -> None:
    lost = archive / "recovered from old disk"
    with pytest.raises(OSError, match="truncated"):
        _open(lost / "coffee_truncated.jpg")
    assert (lost / "empty.jpg").stat().st_size == 0
    assert (lost / "shopping list.jpg").read_text().startswith("milk")


def test_without_scikit_image_it_says_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(DemoPhotosMissingError, match=r"pip install 'winnow\[demo\]'"):
        make_archive(tmp_path / "archive")
    assert list(tmp_path.iterdir()) == []
