"""Narrowing and sorting, held to plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.workflows.tables import FOLDERS, Photo, album, albums, cluster

from winnow.domain.decision import LABELS, Mark
from winnow.domain.errors import ArgumentError
from winnow.domain.group import Kind
from winnow.workflows.album import Album
from winnow.workflows.album_groups import Groups, grouped
from winnow.workflows.sift import Marks, Wanted, meets, ranks, sifted

MARKS = st.builds(
    Mark, st.sampled_from([None, True, False]), st.integers(0, 5), st.sampled_from([None, "red", "purple"])
)
DATES = st.sampled_from(["2019", "2019-07", "2019-07-14", "2020-01-01"])
WANTED = st.builds(
    Wanted,
    min_score=st.none() | st.sampled_from([0.0, 4.5, 5.0]),
    max_score=st.none() | st.sampled_from([0.0, 5.0, 7.0]),
    since=st.none() | DATES,
    until=st.none() | DATES,
    camera=st.sampled_from([None, None, "FUJIFILM X-T3", "Canon"]),
    lens=st.sampled_from([None, None, "XF35mm"]),
    folder=st.none() | st.sampled_from([*FOLDERS, "."]),
    format=st.sampled_from([None, None, "raw"]),
    decision=st.sampled_from([None, "kept", "rejected", "undecided", "starred"]),
    stars=st.none() | st.integers(1, 5),
    label=st.sampled_from([None, None, "red", "purple", "pink"]),
    signal=st.sampled_from([None, "sharpness:-0.5:0", "sharpness:0:", "balance::0.05"]),
    text=st.sampled_from([None, None, "img_1", "A/", ".JPG", "nowhere"]),
)


def no_groups(photos: list[Photo]) -> Groups:
    return grouped(album(photos), (), {})


@given(albums(), st.data(), WANTED)
def test_a_photo_meets_what_is_wanted_as_plain_python_says(
    photos: list[Photo], data: st.DataObject, wanted: Wanted
) -> None:
    columns = album(photos)
    marks = {photo.id: data.draw(MARKS) for photo in photos}
    places = {columns.place_of[photo]: mark for photo, mark in marks.items()}
    mask = meets(columns, columns.scores, Marks.none(len(photos)).with_these(places), no_groups(photos), wanted)
    found = {int(photo) for photo in columns.ids[mask]}
    assert found == {photo.id for photo in photos if is_wanted(photo, marks[photo.id], wanted)}


def is_wanted(photo: Photo, mark: Mark, wanted: Wanted) -> bool:
    camera = None if photo.camera is None else " ".join(photo.camera)
    folder = photo.path.rpartition("/")[0]
    tests = [
        wanted.min_score is None or (photo.score is not None and photo.score >= wanted.min_score),
        wanted.max_score is None or (photo.score is not None and photo.score <= wanted.max_score),
        wanted.since is None or (photo.taken_at is not None and photo.taken_at[: len(wanted.since)] >= wanted.since),
        wanted.until is None or (photo.taken_at is not None and photo.taken_at[: len(wanted.until)] <= wanted.until),
        wanted.camera in {None, camera},
        wanted.lens in {None, photo.lens},
        wanted.format in {None, photo.format},
        wanted.folder in {None, "", "."} or f"{folder}/".startswith(f"{wanted.folder}/"),
        wanted.stars is None or mark.stars >= wanted.stars,
        wanted.label in {None, mark.label},
        wanted.text is None or wanted.text.lower() in photo.path.lower(),
        {
            "kept": mark.kept is True,
            "rejected": mark.kept is False,
            "undecided": mark.kept is None,
            "starred": mark.stars > 0,
        }.get(wanted.decision or "", True),
        wanted.signal is None or measures(photo, wanted.signal),
    ]
    return all(tests)


def measures(photo: Photo, asked: str) -> bool:
    name, low, high = asked.split(":")
    value = photo.signals[name]
    return value is not None and float(low or "-inf") <= value <= float(high or "inf")


def natural(path: str) -> list[object]:
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", path)]


def folder_of(photo: Photo) -> str:
    return photo.path.rpartition("/")[0]


KEYS: dict[str, Callable[[Photo], object]] = {
    "folder": folder_of,
    "format": lambda photo: photo.format,
    "score": lambda photo: photo.score,
    "bytes": lambda photo: photo.size,
    "camera": lambda photo: photo.camera and " ".join(photo.camera),
    "lens": lambda photo: photo.lens,
    "sharpness": lambda photo: photo.signals["sharpness"],
    "signal:sharpness": lambda photo: photo.signals["sharpness"],
    "taken_at": lambda photo: photo.taken_at and (photo.taken_at, natural(photo.path)),
    "name": lambda photo: (natural(photo.path.rpartition("/")[2].casefold()), photo.path),
}


@given(albums(), st.sampled_from(sorted(KEYS)), st.booleans())
def test_photos_come_in_order_and_those_of_which_nothing_is_known_last(
    photos: list[Photo], sort: str, descending: bool
) -> None:
    columns = album(photos)
    nothing = Marks.none(len(photos))
    rank = ranks(columns, columns.scores, nothing, no_groups(photos), sort, descending=descending)
    assert sorted(rank.tolist()) == list(range(len(photos)))
    in_order = sorted(photos, key=lambda photo: photo.path.encode())
    there = [photo for photo in in_order if KEYS[sort](photo) is not None]
    there.sort(key=KEYS[sort], reverse=descending)  # type: ignore[arg-type] # of one type
    rest = [photo for photo in in_order if KEYS[sort](photo) is None]
    mask = meets(columns, columns.scores, nothing, no_groups(photos), Wanted())
    assert columns.ids[sifted(rank, mask)].tolist() == [photo.id for photo in (*there, *rest)]


@given(albums(), st.data(), st.sampled_from(["decision", "stars"]), st.booleans())
def test_photos_come_in_order_of_what_was_decided_of_them(
    photos: list[Photo], data: st.DataObject, sort: str, descending: bool
) -> None:
    columns = album(photos)
    marks = {photo.id: data.draw(MARKS) for photo in photos}
    decided = Marks.none(len(photos)).with_these({columns.place_of[photo]: mark for photo, mark in marks.items()})
    rank = ranks(columns, columns.scores, decided, no_groups(photos), sort, descending=descending)

    def key(photo: Photo) -> int:
        mark = marks[photo.id]
        return mark.stars if sort == "stars" else {True: 1, None: 0, False: -1}[mark.kept]

    in_order = sorted(photos, key=lambda photo: photo.path.encode())
    in_order.sort(key=key, reverse=descending)
    assert columns.ids[np.argsort(rank)].tolist() == [photo.id for photo in in_order]


@given(albums(), st.data(), st.booleans())
def test_photos_of_one_moment_stand_together_in_order_of_capture(
    photos: list[Photo], data: st.DataObject, descending: bool
) -> None:
    columns = album(photos)
    kinds = data.draw(st.sets(st.sampled_from([Kind.COPY, Kind.BURST, Kind.BRACKET, Kind.SCENE])))
    chosen = [(kind, [photo for photo in photos if data.draw(st.booleans())]) for kind in sorted(kinds)]
    groups = grouped(columns, [cluster(kind, some) for kind, some in chosen if len(some) > 1], {})
    rank = ranks(columns, columns.scores, Marks.none(len(photos)), groups, "group", descending=descending)

    in_order = columns.ids[np.argsort(rank)].tolist()
    moments = [moment_of(photo, groups) for photo in in_order]
    alone = moments.count(None)
    assert moments[len(moments) - alone :] == [None] * alone
    runs = [moment for moment, _ in groupby(moments[: len(moments) - alone])]
    assert len(runs) == len(set(runs))
    captured = {moment: min(capture(columns, member) for member in members_of(groups, moment)) for moment in runs}
    firsts = [captured[moment] for moment in runs]
    assert firsts == sorted(firsts, reverse=descending)
    for moment in runs:
        held = [columns.place_of[photo] for photo, own in zip(in_order, moments, strict=True) if own == moment]
        assert held == sorted(held)


def capture(columns: Album, photo: int) -> int:
    return int(columns.by_capture[columns.place_of[photo]])


def members_of(groups: Groups, moment: str | None) -> tuple[int, ...]:
    return next(group.members for group in groups.groups if group.id == moment)


def moment_of(photo: int, groups: Groups) -> str | None:
    """Of its groups but scenes the widest; of two kinds that are as wide the last."""
    held = [group for group in groups.groups if photo in group.members and group.kind is not Kind.SCENE]
    return held[-1].id if held else None


def test_the_best_come_first_and_names_in_the_order_of_the_alphabet_unless_told() -> None:
    photos = [Photo(1, "IMG_10.jpg", 4.0), Photo(2, "IMG_9.jpg", 6.0), Photo(3, "a.jpg", None)]
    columns = album(photos)
    by_score, by_name = (
        ranks(columns, columns.scores, Marks.none(3), no_groups(photos), sort) for sort in ("score", "name")
    )
    everything = by_score >= 0
    assert columns.ids[sifted(by_score, everything)].tolist() == [2, 1, 3]
    assert columns.ids[sifted(by_name, everything)].tolist() == [3, 2, 1]


def test_photos_are_narrowed_to_a_group_and_to_kinds_of_groups() -> None:
    photos = [Photo(number, f"{number}.jpg") for number in range(1, 6)]
    photos.append(Photo(6, "again.jpg", copy_of=1))
    burst = cluster(Kind.BURST, photos[1:3])
    columns = album(photos)
    groups = grouped(columns, [burst], {})

    def ids(wanted: Wanted) -> list[int]:
        found = meets(columns, columns.scores, Marks.none(6), groups, wanted)
        return sorted(columns.ids[found].tolist())

    assert ids(Wanted(group=burst.id)) == ids(Wanted(grouped="burst")) == [2, 3]
    assert ids(Wanted(grouped="exact")) == [1, 6]
    assert ids(Wanted(grouped="none")) == [4, 5]
    assert ids(Wanted(group="burst-of-nobody")) == []


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(since="July"),
        Wanted(until="2019-7"),
        Wanted(signal="charm:0:1"),
        Wanted(signal="sharpness:low:1"),
        Wanted(grouped="flock"),
    ],
)
def test_what_cannot_be_asked_is_refused(wanted: Wanted) -> None:
    photos = [Photo(1, "a.jpg")]
    columns = album(photos)
    with pytest.raises(ArgumentError):
        meets(columns, columns.scores, Marks.none(1), no_groups(photos), wanted)


def test_a_way_to_sort_that_there_is_not_is_refused() -> None:
    columns = album([Photo(1, "a.jpg")])
    with pytest.raises(ArgumentError, match="taken_at"):
        ranks(columns, columns.scores, Marks.none(1), no_groups([Photo(1, "a.jpg")]), "beauty")


def test_every_label_can_be_told_from_none() -> None:
    marks = Marks.none(6).with_these({place: Mark(label=label) for place, label in enumerate(LABELS)})
    assert marks.labels.tolist() == [0, 1, 2, 3, 4, -1]
