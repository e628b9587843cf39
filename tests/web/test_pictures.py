"""Pictures come upright, in the size that was asked for, once; the file itself comes in parts."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.web.serving import Served, serving

import winnow
from winnow.library import Library
from winnow.web.kept import Kept
from winnow.web.pictures import Located, Picture, Pictures, Size, takes_jpeg

SIZES = ("thumbnail", "preview", "full")
ORIENTATION = 0x0112


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of 12 megapixels as a camera writes it, held upright: dark above, light below."""
    path = tmp_path_factory.mktemp("camera") / "upright.jpg"
    ramp = np.repeat(np.linspace(20, 230, 4000, dtype=np.uint8)[None, :], 3000, axis=0)
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # to be turned right
    Image.fromarray(ramp).convert("RGB").save(path, quality=90, exif=exif)
    return path


@pytest.fixture
def upright(camera: Path, tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "album").mkdir()
    (tmp_path / "album" / "upright.jpg").write_bytes(camera.read_bytes())
    lib = winnow.open_library(tmp_path / "album", workers=0, model="classical")
    list(lib.rate())
    with serving(lib) as running:
        yield running


def _id(served: Served, name: str = "plain/0.jpg") -> int:
    return served.context.library.ids([name])[name]


def _version(served: Served, photo: int) -> str:
    return served.context.table.located(photo).version


def _decoded(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


def test_a_photo_held_upright_comes_upright_in_every_size(upright: Served) -> None:
    photo = _id(upright, "upright.jpg")
    for size, long_sides in (
        ("thumbnail", range(300, 321)),
        ("preview", range(1920, 2049)),
        ("full", range(4000, 4001)),
    ):
        answer = upright.client.get(f"/api/v1/photos/{photo}/{size}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        with _decoded(answer.content) as picture:
            assert picture.height in long_sides
            assert picture.width / picture.height == pytest.approx(3 / 4, abs=0.01)
            top, bottom = (picture.convert("L").getpixel((9, y)) for y in (2, picture.height - 3))
            assert isinstance(top, int)
            assert isinstance(bottom, int)
            assert (top < 60, bottom > 180) == (True, True)


def test_a_picture_smaller_than_the_size_is_not_enlarged(served: Served) -> None:
    for size in ("preview", "full"):
        with _decoded(served.client.get(f"/api/v1/photos/{_id(served)}/{size}").content) as picture:
            assert picture.size == (900, 600)


@pytest.mark.parametrize("size", SIZES)
def test_with_its_version_a_picture_may_be_kept_for_good_and_without_it_is_asked_for_again(
    served: Served, size: str
) -> None:
    photo = _id(served)
    address = f"/api/v1/photos/{photo}/{size}"
    assert "immutable" in served.client.get(address, params={"v": _version(served, photo)}).headers["cache-control"]
    stale = served.client.get(address, params={"v": "00000000"})
    assert "no-cache" in stale.headers["cache-control"]
    again = served.client.get(address, headers={"If-None-Match": stale.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = served.client.get(address, headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


@pytest.mark.parametrize("size", ["thumbnail", "preview"])
def test_a_picture_is_made_once(served: Served, size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/api/v1/photos/{_id(served)}/{size}"
    first = served.client.get(address)
    monkeypatch.setattr(Pictures, "made", lambda *_: pytest.fail("made again"))
    assert served.client.get(address).content == first.content


def test_what_many_ask_for_at_once_is_made_once(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    make = Pictures.made

    def noted(self: Pictures, photo: Located, size: Size) -> Picture:
        made.append(photo)
        return make(self, photo, size)

    monkeypatch.setattr(Pictures, "made", noted)
    address = f"/api/v1/photos/{_id(served)}/preview"
    answers: list[int] = []
    asking = [threading.Thread(target=lambda: answers.append(served.client.get(address).status_code)) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert answers == [200] * 8
    assert len(made) <= 4  # those whose turn came while the first was being made


@pytest.mark.parametrize("kind", ["image/jpeg", "image/webp"])
def test_a_full_picture_comes_in_parts_that_make_the_whole(served: Served, kind: str) -> None:
    address = f"/api/v1/photos/{_id(served)}/full"
    whole = served.client.get(address, headers={"Accept": kind})
    assert whole.headers["accept-ranges"] == "bytes"
    size, etag = len(whole.content), whole.headers["etag"]
    parts = [
        served.client.get(address, headers={"Accept": kind, "Range": said, "If-Range": etag})
        for said in ("bytes=0-99", "bytes=100-1099", "bytes=1100-")
    ]
    assert {(part.status_code, part.headers["content-type"], part.headers["etag"]) for part in parts} == {
        (206, kind, etag)
    }
    assert [part.headers["content-range"] for part in parts] == [
        f"bytes 0-99/{size}",
        f"bytes 100-1099/{size}",
        f"bytes 1100-{size - 1}/{size}",
    ]
    assert b"".join(part.content for part in parts) == whole.content


def test_the_parts_of_a_full_picture_are_of_one_that_was_made_once(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    whole = Pictures.made

    def counted(self: Pictures, photo: Located, size: Size) -> Picture:
        made.append(photo.path)
        return whole(self, photo, size)

    monkeypatch.setattr(Pictures, "made", counted)
    for _ in range(3):
        answer = served.client.get(f"/api/v1/photos/{_id(served)}/full", headers={"Range": "bytes=0-99"})
        assert answer.status_code == 206
    assert made == ["plain/0.jpg"]


def test_of_full_pictures_only_the_last_used_are_kept() -> None:
    lately: Kept[bytes] = Kept(2)
    for key in ("a", "b", "a", "c"):
        if lately.get(key) is None:
            lately.put(key, key.encode())
    assert [lately.get(key) for key in ("a", "b", "c")] == [b"a", None, b"c"]


def test_a_part_that_is_not_there_is_refused_with_how_much_there_is(served: Served) -> None:
    for size in (*SIZES, "original"):
        address = f"/api/v1/photos/{_id(served)}/{size}"
        there = len(served.client.get(address).content)
        answer = served.client.get(address, headers={"Range": f"bytes={there}-"})
        assert (answer.status_code, answer.headers["content-type"]) == (416, "application/problem+json")
        assert answer.headers["content-range"] == f"bytes */{there}"


def test_a_part_of_another_picture_than_the_client_has_is_the_whole(served: Served) -> None:
    address = f"/api/v1/photos/{_id(served)}/full"
    whole = served.client.get(address)
    for had in ('"another"', f"W/{whole.headers['etag']}", "Tue, 14 Jul 2026 16:03:22 GMT"):
        answer = served.client.get(address, headers={"Range": "bytes=0-9", "If-Range": had})
        assert (answer.status_code, answer.content) == (200, whole.content)
    path = served.context.library.folder / "plain" / "0.jpg"
    Image.new("RGB", (640, 480), "white").save(path)
    edited = served.client.get(address, headers={"Range": "bytes=0-9", "If-Range": whole.headers["etag"]})
    assert (edited.status_code, edited.headers["cache-control"]) == (200, "no-store")
    assert "accept-ranges" not in edited.headers
    assert len(edited.content) > 10


def test_a_client_that_takes_no_jpeg_gets_webp(served: Served) -> None:
    address = f"/api/v1/photos/{_id(served)}/thumbnail"
    answer = served.client.get(address, headers={"Accept": "image/webp"})
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["vary"] == "Accept"
    with _decoded(answer.content) as picture:
        assert (picture.format, picture.size) == ("WEBP", (320, 213))
    assert served.client.get(address, headers={"Accept": "text/html"}).status_code == 406


@pytest.mark.parametrize(
    ("accept", "jpeg"),
    [
        ("", True),
        ("*/*", True),
        ("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", True),
        ("image/webp,*/*;q=0.1", True),
        ("image/jpeg;q=0, image/*", False),
        ("image/webp, image/jpeg;q=0", False),
        ("IMAGE/WEBP", False),
        ("text/html", None),
        ("image/png;q=1", None),
        ("image/jpeg;q=no", None),
    ],
)
def test_what_a_client_accepts_decides(accept: str, jpeg: bool | None) -> None:
    assert takes_jpeg(accept) is jpeg


@given(accept=st.text(max_size=60))
def test_no_header_confuses_the_choice(accept: str) -> None:
    assert takes_jpeg(accept) in {True, False, None}


def test_a_photo_that_was_damaged_since_says_so_and_keeps_nothing(served: Served) -> None:
    path = served.context.library.folder / "plain" / "0.jpg"
    path.write_bytes(path.read_bytes()[:4000])
    photo = _id(served)
    for size in SIZES:
        answer = served.client.get(f"/api/v1/photos/{photo}/{size}")
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
        assert "Corrupt JPEG data" in answer.json()["detail"]
        assert answer.json()["type"] == "urn:winnow:photo-damaged"


def test_a_photo_that_is_gone_is_said_to_be_gone(served: Served) -> None:
    (served.context.library.folder / "plain" / "0.jpg").unlink()
    photo = _id(served)
    for size in (*SIZES, "original"):
        answer = served.client.get(f"/api/v1/photos/{photo}/{size}")
        assert answer.status_code == 410
        assert str(served.context.library.folder) not in answer.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_the_place_of_a_photo_keeps_nobody_waiting(served: Served) -> None:
    path = served.context.library.folder / "plain" / "0.jpg"
    path.unlink()
    os.mkfifo(path)
    for size in (*SIZES, "original"):
        assert served.client.get(f"/api/v1/photos/{_id(served)}/{size}").status_code == 410


def test_another_picture_under_the_same_name_is_not_kept_as_the_old_ones(served: Served) -> None:
    path = served.context.library.folder / "plain" / "0.jpg"
    before = path.read_bytes()
    Image.new("RGB", (640, 480), "white").save(path)
    photo = _id(served)
    answer = served.client.get(f"/api/v1/photos/{photo}/preview", params={"v": _version(served, photo)})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    path.write_bytes(before)
    with _decoded(served.client.get(f"/api/v1/photos/{photo}/preview").content) as picture:
        assert picture.size == (900, 600)


def test_a_photo_that_no_worker_could_measure_is_not_decoded_here(library: Library) -> None:
    (library.folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more of it")
    list(library.rate())
    with serving(library) as served:
        answer = served.client.get(f"/api/v1/photos/{_id(served, 'broken.jpg')}/preview")
        assert answer.status_code == 422


def test_a_photo_that_the_library_does_not_know_is_not_found(served: Served) -> None:
    for size in (*SIZES, "original"):
        answer = served.client.get(f"/api/v1/photos/987654/{size}")
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:winnow:photo-not-found")


def test_the_file_itself_comes_byte_for_byte_and_in_parts(served: Served) -> None:
    data = (served.context.library.folder / "<b>odd" / "1.jpg").read_bytes()
    address = f"/api/v1/photos/{_id(served, '<b>odd/1.jpg')}/original"
    whole = served.client.get(address)
    assert (whole.content, whole.headers["content-type"]) == (data, "image/jpeg")
    assert whole.headers["content-disposition"] == "inline; filename*=utf-8''1.jpg"
    part = served.client.get(address, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, data[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(data)}"
    assert served.client.get(address, headers={"Range": "bytes=-10"}).content == data[-10:]
    beyond = served.client.get(address, headers={"Range": f"bytes={len(data)}-"})
    assert beyond.status_code == 416
    again = served.client.get(address, headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = served.client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (changed.status_code, changed.content) == (200, data)


@pytest.mark.parametrize("said", ["bytes=9-5", "bytes=a-b", "bytes=", "bytes", "lines=0-1", "bytes=" + "0-0," * 5000])
def test_a_range_that_says_nothing_gets_all_of_it(served: Served, said: str) -> None:
    for size in ("full", "original"):
        answer = served.client.get(f"/api/v1/photos/{_id(served)}/{size}", headers={"Range": said})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")


LINKS = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody make links without being told to")


@LINKS
def test_a_link_that_was_put_in_the_place_of_a_photo_shows_nothing_from_outside(served: Served, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a password")
    for name, place in (("plain/0.jpg", "plain/0.jpg"), ("<b>odd/1.jpg", "<b>odd")):
        path = served.context.library.folder / place
        path.rename(tmp_path / path.name)
        if path.suffix:
            path.symlink_to(tmp_path / "secret")
        else:
            (tmp_path / "elsewhere").mkdir()
            (tmp_path / "elsewhere" / "1.jpg").write_text("a password")
            path.symlink_to(tmp_path / "elsewhere")
        for size in ("preview", "full", "original"):  # a thumbnail of what was rated may have been kept
            answer = served.client.get(f"/api/v1/photos/{_id(served, name)}/{size}")
            assert (answer.status_code, answer.json()["type"]) == (410, "urn:winnow:photo-changed")
            assert "symbolic link" in answer.json()["detail"]
            assert str(tmp_path) not in answer.text


@LINKS
def test_photos_behind_links_that_the_walk_went_through_are_shown_also_after_an_edit(
    library: Library, tmp_path: Path
) -> None:
    (library.folder / "<b>odd").rename(tmp_path / "odd")
    (library.folder / "linked").symlink_to(tmp_path / "odd")
    (library.folder / "plain" / "0.jpg").rename(tmp_path / "0.jpg")
    (library.folder / "plain" / "0.jpg").symlink_to(tmp_path / "0.jpg")
    list(library.rate())
    Image.new("RGB", (640, 480), "white").save(tmp_path / "0.jpg")
    with serving(library) as served:
        for name, width in (("linked/1.jpg", 900), ("plain/0.jpg", 640)):
            for size in ("preview", "full", "original"):
                answer = served.client.get(f"/api/v1/photos/{_id(served, name)}/{size}")
                assert answer.status_code == 200
                with _decoded(answer.content) as picture:
                    assert picture.width == width


@LINKS
def test_a_linked_file_that_is_no_picture_is_not_given_out_though_the_walk_met_it(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("a password")
    (library.folder / "x.jpg").symlink_to(tmp_path / "secret")
    list(library.rate())
    with serving(library) as served:
        assert served.client.get(f"/api/v1/photos/{_id(served, 'x.jpg')}/original").status_code == 410


def test_after_an_edit_the_file_itself_is_the_edited_one_and_is_called_what_it_is(served: Served) -> None:
    path = served.context.library.folder / "plain" / "0.jpg"
    Image.new("RGB", (640, 480), "white").save(path, format="PNG")
    answer = served.client.get(f"/api/v1/photos/{_id(served)}/original")
    assert (answer.content, answer.headers["content-type"]) == (path.read_bytes(), "image/png")


def test_what_is_no_picture_any_more_is_not_given_out_as_the_photo(served: Served) -> None:
    (served.context.library.folder / "plain" / "0.jpg").write_text("a password")
    answer = served.client.get(f"/api/v1/photos/{_id(served)}/original")
    assert (answer.status_code, answer.json()["type"]) == (410, "urn:winnow:photo-changed")


def test_a_file_that_could_not_be_measured_is_given_out_as_a_file(library: Library) -> None:
    (library.folder / "broken.jpg").write_text("no picture")
    list(library.rate())
    with serving(library) as served:
        answer = served.client.get(f"/api/v1/photos/{_id(served, 'broken.jpg')}/original")
        assert (answer.content, answer.headers["content-type"]) == (b"no picture", "application/octet-stream")
        assert answer.headers["content-disposition"].startswith("attachment")


@LINKS
def test_what_takes_the_place_of_a_file_while_it_is_sent_is_not_sent(served: Served, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"password" * 4_000_000)
    path = served.context.library.folder / "plain" / "0.jpg"
    path.write_bytes(path.read_bytes() + bytes(30_000_000))  # more than the buffers between server and client hold
    with served.client.stream("GET", f"/api/v1/photos/{_id(served)}/original") as answer:
        pieces = answer.iter_bytes(1 << 16)
        got = [next(pieces)]
        path.unlink()
        path.symlink_to(tmp_path / "secret")
        got.extend(pieces)
    assert b"password" not in b"".join(got)
    assert sum(map(len, got)) > 30_000_000
