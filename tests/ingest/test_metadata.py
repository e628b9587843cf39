"""What the camera wrote beside the pixels comes out as facts; what it did not write stays unknown."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image as Pillow

from winnow.domain.metadata import Metadata
from winnow.ingest import xmp
from winnow.ingest.makernote import MakerNote, read_makernote
from winnow.ingest.metadata import read_metadata
from winnow.ingest.source import Source

Encode = Callable[..., bytes]
MakeSource = Callable[[str, bytes], Source]
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825


@pytest.fixture
def read(encode: Encode, source: MakeSource) -> Callable[..., Metadata]:
    """Write tags into a small file and read them back."""

    def read(
        image: dict[int, Any] | None = None,
        exif: dict[int, Any] | None = None,
        gps: dict[int, Any] | None = None,
        format_: str = "jpeg",
        **options: object,
    ) -> Metadata:
        tags = Pillow.Exif()
        tags.update(image or {})
        tags.get_ifd(_EXIF_IFD).update(exif or {})
        tags.get_ifd(_GPS_IFD).update(gps or {})
        pixels = np.zeros((8, 8, 3), np.uint8)
        return read_metadata(source(format_, encode(pixels, format_.upper(), exif=tags.tobytes(), **options)))

    return read


Read = Callable[..., Metadata]


@pytest.mark.parametrize("format_", ["jpeg", "png", "tiff", "webp", "avif"])
def test_the_facts_of_a_shot(read: Read, format_: str) -> None:
    metadata = read(
        {0x010F: "FUJIFILM", 0x0110: "X-T3", 0x0112: 6, 0x4746: 4},
        {
            0x9003: "2019:07:14 18:03:22",
            0x9291: "41",
            0x9011: "+02:00",
            0x829A: 0.004,
            0x829D: 2.8,
            0x8827: 200,
            0x920A: 35.0,
            0xA405: 53,
            0x9209: 0x19,
            0xA434: "XF35mmF1.4 R",
        },
        {1: "S", 2: (33.0, 51.0, 36.0), 3: "W", 4: (70.0, 30.0, 0.0), 5: b"\x01", 6: 12.5},
        format_,
    )
    assert metadata == Metadata(
        taken_at="2019-07-14T18:03:22.410+02:00",
        camera_make="FUJIFILM",
        camera_model="X-T3",
        lens="XF35mmF1.4 R",
        focal_length_mm=35.0,
        focal_length_35mm=53.0,
        aperture_f=2.8,
        shutter_seconds=0.004,
        iso=200,
        flash_fired=True,
        latitude=-(33 + 51 / 60 + 36 / 3600),
        longitude=-70.5,
        altitude_m=-12.5,
        orientation=6,
        rating=4,
    )


def test_a_file_without_metadata_says_nothing(read: Read, source: MakeSource, encode: Encode) -> None:
    assert read() == Metadata()
    assert read_metadata(source("bmp", encode(np.zeros((2, 2, 3), np.uint8), "BMP"))) == Metadata()


@pytest.mark.parametrize("date", ["0000:00:00 00:00:00", "    :  :     :  :  ", "", "2019:02:30 10:00:00", "yesterday"])
def test_a_date_that_is_none_is_unknown(read: Read, date: str) -> None:
    assert read(exif={0x9003: date}).taken_at is None


def test_the_digitised_date_stands_in_and_the_date_of_the_last_edit_does_not(read: Read) -> None:
    digitised = {0x9003: "0000:00:00 00:00:00", 0x9004: "2001:06:09 15:17:32", 0x9292: "7"}
    assert read(exif=digitised).taken_at == "2001-06-09T15:17:32.700"
    assert read(image={0x0132: "2020:01:01 00:00:00"}).taken_at is None


@pytest.mark.parametrize(
    ("exif", "field"),
    [
        ({0x829D: 0.0}, "aperture_f"),
        ({0x829A: 0.0}, "shutter_seconds"),
        ({0x920A: 0.0}, "focal_length_mm"),
        ({0xA405: 0}, "focal_length_35mm"),
        ({0x8827: 0}, "iso"),
        ({0xA434: "  "}, "lens"),
    ],
)
def test_zeros_and_blanks_are_unknown(read: Read, exif: dict[int, Any], field: str) -> None:
    assert getattr(read(exif=exif), field) is None


def test_apex_values_stand_in_for_aperture_and_shutter(read: Read) -> None:
    metadata = read(exif={0x9202: 5.0, 0x9201: 7.0})
    assert metadata.aperture_f == pytest.approx(2**2.5)
    assert metadata.shutter_seconds == pytest.approx(1 / 128)


def test_an_iso_too_large_for_its_tag_is_read_from_the_wider_one(read: Read) -> None:
    assert read(exif={0x8827: 65535, 0x8832: 102400}).iso == 102400


def test_a_lens_known_by_its_range_only_is_said_by_it(read: Read) -> None:
    assert read(exif={0xA432: (18.0, 55.0, 3.5, 5.6)}).lens == "18-55mm f/3.5-5.6"
    assert read(exif={0xA432: (35.0, 35.0, 1.4, 1.4)}).lens == "35mm f/1.4"


def test_null_island_is_a_receiver_without_a_fix(read: Read) -> None:
    metadata = read(gps={1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0), 6: 0.0})
    assert (metadata.latitude, metadata.longitude, metadata.altitude_m) == (None, None, None)


@pytest.mark.parametrize(
    ("packet", "rating"),
    [
        (b'<rdf:Description xmp:Rating="3"/>', 3),
        (b"<xmp:Rating>-1</xmp:Rating>", -1),
        (b"<xap:Rating> 5 </xap:Rating>", 5),
        (b"<rdf:Description xmp:Rating = '0'/>", 0),
        (b'xmp:Rating="3.0"', 3),
        (b'xmp:Rating="9"', None),
        (b'xmp:RatingPercent="50"', None),
        (b'MicrosoftPhoto:Rating="75"', None),
        (b"", None),
        (None, None),
    ],
)
def test_a_rating_is_found_in_xmp_however_it_is_written(packet: bytes | None, rating: int | None) -> None:
    assert xmp.rating(packet) == rating


def test_the_rating_in_xmp_wins_over_the_one_in_exif(read: Read) -> None:
    assert read({0x4746: 2}, xmp=b'<x xmp:Rating="5"/>').rating == 5


def _fuji_note(film: int, saturation: int, drive: int) -> bytes:
    """A maker's note as Fujifilm writes it: little-endian, with offsets from its own start."""
    entries = ((0x1003, 3, saturation), (0x1103, 4, drive), (0x1401, 3, film))
    directory = b"".join(
        tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
        for tag, kind, value in entries
    )
    return b"FUJIFILM" + (12).to_bytes(4, "little") + len(entries).to_bytes(2, "little") + directory + bytes(4)


@pytest.mark.parametrize(
    ("film", "saturation", "name"),
    [
        (0x000, 0, "Provia"),
        (0x600, 0, "Classic Chrome"),
        (0x800, 0, "Classic Negative"),
        (0x000, 0x501, "Acros, red filter"),
        (0x7FFF, 0, None),
    ],
)
def test_a_film_simulation_has_its_name(read: Read, film: int, saturation: int, name: str | None) -> None:
    metadata = read({0x010F: "FUJIFILM"}, {0x927C: _fuji_note(film, saturation, 1)})
    assert metadata.film_simulation == name
    assert metadata.drive_mode == "Continuous Low"


@settings(max_examples=200)
@given(
    signature=st.sampled_from(
        [b"", b"Nikon\x00\x02", b"SONY DSC ", b"Panasonic\x00", b"OLYMPUS\x00II", b"FUJIFILM", b"Apple iOS\x00"]
    ),
    body=st.binary(max_size=200),
    make=st.sampled_from(["Canon", "NIKON", None]),
)
def test_a_maker_s_note_of_noise_is_read_in_bounded_time_and_memory(
    signature: bytes, body: bytes, make: str | None
) -> None:
    note = signature + body
    read_makernote(b"II*\x00\x08\x00\x00\x00" + note, note, make)


@pytest.mark.parametrize(
    ("head", "tag", "kind", "value"),
    [
        (b"Panasonic\x00\x00\x00", 0x0051, 3, 300),  # the lens as a number that is no character
        (b"OLYMPUS\x00II\x03\x00", 0x2020, 9, 0xFFFFFF00),  # a directory before the beginning of the file
    ],
)
def test_a_maker_s_note_that_makes_no_sense_says_nothing(head: bytes, tag: int, kind: int, value: int) -> None:
    note = head + struct.pack("<HHHII", 1, tag, kind, 1, value)
    assert read_makernote(b"II*\x00\x08\x00\x00\x00" + note, note, None) == MakerNote()


@settings(max_examples=100)
@given(noise=st.binary(max_size=300), byte_order=st.sampled_from([b"II*\x00", b"MM\x00*"]))
def test_damaged_exif_never_raises_and_never_stops_the_picture(
    source: MakeSource, encode: Encode, photo: NDArray[np.uint8], noise: bytes, byte_order: bytes
) -> None:
    block = b"Exif\x00\x00" + byte_order + noise
    jpeg = encode(photo[:16, :16], "JPEG")
    damaged = jpeg[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + jpeg[2:]
    metadata = read_metadata(source("jpeg", damaged))
    assert isinstance(metadata, Metadata)


@pytest.mark.parametrize(
    ("packet", "picked", "label"),
    [
        (b'<rdf:Description xmpDM:pick="1" xmp:Label="Red"/>', True, "red"),
        (b"<xmpDM:pick>-1</xmpDM:pick><xap:Label> Green </xap:Label>", False, "green"),
        (b"<d xmpDM:good='False' photoshop:LabelColor='blue' xmp:Label='Blau'/>", False, "blue"),
        (b'<d xmp:Rating="-1" xmp:Label="Yellow"/>', False, "yellow"),
        (b'<d digiKam:PickLabel="3" digiKam:ColorLabel="6"/>', True, "purple"),
        (
            b"<darktable:colorlabels>\n <rdf:Seq>\n  <rdf:li>3</rdf:li>\n </rdf:Seq></darktable:colorlabels>",
            None,
            "blue",
        ),
        (b'<d photomechanic:Tagged="True"/>', True, None),
        (b'<d xmpDM:pick="0" digiKam:ColorLabel="0" xmp:Label="Urlaub"/>', None, None),
        (b"<xmp:Label></xmp:Label>\nred<", None, None),
        (b'<d notxmp:Label="Red" myxmpDM:pick="1" xmp:LabelOf="Red"/>', None, None),
        (b"", None, None),
        (None, None, None),
    ],
)
def test_a_flag_and_a_label_are_found_in_xmp_as_programs_write_them(
    packet: bytes | None, picked: bool | None, label: str | None
) -> None:
    assert (xmp.picked(packet), xmp.label(packet)) == (picked, label)


def test_the_flag_and_the_label_inside_a_photo_are_read(read: Read) -> None:
    metadata = read(xmp=b'<x xmpDM:pick="1" xmp:Label="Red"/>')
    assert (metadata.rating, metadata.picked, metadata.label) == (None, True, "red")
