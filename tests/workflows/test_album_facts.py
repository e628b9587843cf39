"""What is read off a content for lists."""

from __future__ import annotations

import pytest

from winnow.workflows.album_facts import camera_of


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [
        ("Canon", "Canon EOS R6", "Canon EOS R6"),
        ("FUJIFILM", "X-T3", "FUJIFILM X-T3"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("EASTMAN KODAK COMPANY", "KODAK Z612 ZOOM DIGITAL CAMERA", "KODAK Z612 ZOOM DIGITAL CAMERA"),
        ("OLYMPUS OPTICAL CO.,LTD", "C960Z,D460Z", "OLYMPUS C960Z,D460Z"),
        ("FUJI PHOTO FILM CO., LTD.", "FinePix  S5000 ", "FUJI PHOTO FILM FinePix S5000"),
        ("Konica Minolta Camera, Inc.", "DiMAGE G600", "Konica Minolta DiMAGE G600"),
        ("Apple", None, "Apple"),
        (None, "iPhone 12", "iPhone 12"),
        (None, " ", None),
    ],
)
def test_a_camera_is_called_by_its_makers_name_once(make: str | None, model: str | None, name: str | None) -> None:
    assert camera_of({"camera_make": make, "camera_model": model}) == name
