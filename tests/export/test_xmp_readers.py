"""exiftool, exiv2 and darktable read what winnow wrote, and agree with it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from winnow.domain.decision import LABELS
from winnow.domain.tags import Flag, Tags
from winnow.export.xmp import merged

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.xmp"))
NOW = "2026-11-21T10:00:00+01:00"
GROUP = "winnow|group|burst-5f0c2a91d3"
WORDS = [
    Tags(Flag.PICKED, 4, "blue", ("burst-5f0c2a91d3",), keeper=True),
    Tags(Flag.REJECTED, None, "", ("burst-5f0c2a91d3",)),
]


def exiftool(path: Path) -> dict[str, Any]:
    """What exiftool finds, by ``Group:Tag``, as it stands in the file."""
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    run = subprocess.run(["exiftool", "-json", "-G1", "-n", "-struct", path], capture_output=True, check=True)
    return dict(json.loads(run.stdout)[0])


def exiv2(path: Path) -> dict[str, list[str]]:
    """What exiv2 finds: every value of every key."""
    if shutil.which("exiv2") is None:
        pytest.skip("exiv2 is not installed (Debian: exiv2)")
    run = subprocess.run(["exiv2", "-PXkt", path], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    found: dict[str, list[str]] = {}
    for key, _, value in (line.partition(" ") for line in run.stdout.splitlines()):
        found.setdefault(key, []).append(value.strip())
    return found


def darktable(photo: Path) -> dict[str, Any]:
    """What darktable exports of a photo and the sidecar beside it, as exiftool finds it there."""
    if shutil.which("darktable-cli") is None:
        pytest.skip("darktable is not installed (Debian: darktable)")
    exported = photo.parent / "exported.jpg"
    alone = ("--configdir", photo.parent, "--cachedir", photo.parent, "--library", ":memory:", "--disable-opencl")
    subprocess.run(["darktable-cli", photo, exported, "--core", *alone], capture_output=True, check=True, timeout=120)
    return exiftool(exported)


def written(tmp_path: Path, before: bytes, wanted: Tags) -> Path:
    path = tmp_path / "IMG_0001.xmp"
    path.write_bytes(merged(before, wanted, at=NOW, extension="nef"))
    return path


def as_list(value: Any) -> list[Any]:  # noqa: ANN401 - as JSON has it
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("wanted", WORDS, ids=["kept", "rejected"])
@pytest.mark.parametrize(
    "before", [b"", *(path.read_bytes() for path in GOLDEN)], ids=["new", *(p.stem for p in GOLDEN)]
)
def test_exiftool_agrees(tmp_path: Path, before: bytes, wanted: Tags) -> None:
    found = exiftool(written(tmp_path, before, wanted))
    assert found.get("ExifTool:Warning", "") in {
        "",
        "[minor] Fixed incorrect URI for xmlns:MicrosoftPhoto",
    }  # digiKam's
    assert found["XMP-xmp:Rating"] == (-1 if wanted.flag is Flag.REJECTED else 4)
    assert found["XMP-xmpDM:Good"] is (wanted.flag is Flag.PICKED)
    assert str(found["XMP-digiKam:PickLabel"]) == ("3" if wanted.flag is Flag.PICKED else "1")
    for field in ("XMP-dc:Subject", "XMP-lr:HierarchicalSubject"):
        assert GROUP in as_list(found[field])
        assert ("winnow|keeper" in as_list(found[field])) is wanted.keeper
    if wanted.label:
        assert found["XMP-xmp:Label"] == wanted.label.capitalize()
    assert found["XMP-xmp:MetadataDate"] == "2026:11:21 10:00:00+01:00"


@pytest.mark.parametrize("wanted", WORDS, ids=["kept", "rejected"])
@pytest.mark.parametrize(
    "before", [b"", *(path.read_bytes() for path in GOLDEN)], ids=["new", *(p.stem for p in GOLDEN)]
)
def test_exiv2_agrees(tmp_path: Path, before: bytes, wanted: Tags) -> None:
    found = exiv2(written(tmp_path, before, wanted))
    assert found["Xmp.xmp.Rating"] == ["-1" if wanted.flag is Flag.REJECTED else "4"]
    assert found["Xmp.xmpDM.pick"] == [str(wanted.flag)]
    assert found["Xmp.digiKam.PickLabel"] == ["3" if wanted.flag is Flag.PICKED else "1"]
    for key in ("Xmp.dc.subject", "Xmp.lr.hierarchicalSubject"):
        assert GROUP in found[key][0].split(", ")
        assert ("winnow|keeper" in found[key][0].split(", ")) is wanted.keeper
    if wanted.label:
        assert found["Xmp.xmp.Label"] == [wanted.label.capitalize()]


@pytest.mark.parametrize("wanted", WORDS, ids=["kept", "rejected"])
@pytest.mark.parametrize(
    "before", [b"", *(path.read_bytes() for path in GOLDEN)], ids=["new", *(p.stem for p in GOLDEN)]
)
def test_darktable_agrees(tmp_path: Path, before: bytes, wanted: Tags) -> None:
    photo = tmp_path / "IMG_0001.jpg"
    Image.linear_gradient("L").convert("RGB").save(photo)
    (tmp_path / "IMG_0001.jpg.xmp").write_bytes(merged(before, wanted, at=NOW))
    found = darktable(photo)
    assert found["XMP-xmp:Rating"] == (-1 if wanted.flag is Flag.REJECTED else 4)
    assert ("keeper" in as_list(found["XMP-dc:Subject"])) is wanted.keeper
    if wanted.label:
        assert as_list(found["XMP-darktable:Colorlabels"]) == [LABELS.index(wanted.label)]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_exiftool_and_exiv2_find_stars_and_label_as_they_were_once_winnow_takes_its_word_back(
    tmp_path: Path, golden: Path
) -> None:
    said = merged(merged(golden.read_bytes(), Tags(stars=1, label="yellow"), at=NOW), Tags(Flag.REJECTED), at=NOW)
    path = written(tmp_path, said, Tags())
    for name in ("XMP-xmp:Label", "XMP-photoshop:LabelColor", "XMP-digiKam:ColorLabel", "XMP-darktable:Colorlabels"):
        assert exiftool(path).get(name) == exiftool(golden).get(name)
    assert exiftool(path).get("XMP-xmp:Rating", 0) == exiftool(golden).get("XMP-xmp:Rating", 0)
    for key in ("Xmp.xmp.Label", "Xmp.MicrosoftPhoto.Rating", "Xmp.darktable.colorlabels"):
        assert exiv2(path).get(key) == exiv2(golden).get(key)


def test_exiftool_and_exiv2_find_in_a_new_sidecar_what_is_said_inside_the_photo(tmp_path: Path) -> None:
    inside = Tags(None, 3, "green")
    rejected = merged(b"", Tags(Flag.REJECTED), at=NOW, inside=inside)
    path = tmp_path / "IMG_0001.xmp"
    path.write_bytes(rejected)
    assert (exiftool(path)["XMP-xmp:Rating"], exiftool(path)["XMP-xmp:Label"]) == (-1, "Green")
    path.write_bytes(merged(rejected, Tags(), at=NOW, inside=inside))
    assert (exiftool(path)["XMP-xmp:Rating"], exiftool(path)["XMP-xmp:Label"]) == (3, "Green")
    assert (exiv2(path)["Xmp.xmp.Rating"], exiv2(path)["Xmp.xmp.Label"]) == (["3"], ["Green"])


OURS = (
    "Rating",
    "Label",
    "MetadataDate",
    "Pick",
    "Good",
    "Subject",
    "TagsList",
    "Prefs",
    "Tagged",
    "ColorLabel",
    "winnow",
)
NO_FIELDS = ("System:", "File:", "ExifTool:", "SourceFile", "XMP-x:")


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_exiftool_finds_every_other_field_as_it_was(tmp_path: Path, golden: Path) -> None:
    def others(path: Path) -> dict[str, Any]:
        return {
            name: value
            for name, value in exiftool(path).items()
            if not name.startswith(NO_FIELDS) and not any(word.lower() in name.lower() for word in OURS)
        }

    assert others(golden) == others(written(tmp_path, golden.read_bytes(), WORDS[0]))
    assert len(others(golden)) > 1


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_exiv2_finds_every_other_field_as_it_was(tmp_path: Path, golden: Path) -> None:
    def others(path: Path) -> dict[str, list[str]]:
        return {
            key: value for key, value in exiv2(path).items() if not any(word.lower() in key.lower() for word in OURS)
        }

    assert others(golden) == others(written(tmp_path, golden.read_bytes(), WORDS[0]))
    assert len(others(golden)) > 1


@pytest.mark.parametrize("label", LABELS)
def test_what_exiftool_wrote_is_merged_with(tmp_path: Path, label: str) -> None:
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    path = tmp_path / "theirs.xmp"
    said = [
        f"-XMP-xmp:Label={label.capitalize()}",
        "-XMP-xmp:Rating=2",
        "-XMP-dc:Subject=lake",
        "-XMP-dc:Title=Evening",
    ]
    subprocess.run(["exiftool", "-q", *said, "-o", path], check=True)
    found = exiftool(written(tmp_path, path.read_bytes(), Tags(stars=5, keeper=True)))
    assert found["XMP-xmp:Label"] == label.capitalize()
    assert found["XMP-xmp:Rating"] == 5
    assert found["XMP-dc:Subject"] == ["lake", "winnow|keeper"]
    assert found["XMP-dc:Title"] == "Evening"
