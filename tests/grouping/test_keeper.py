from __future__ import annotations

import io
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from winnow.domain.group import WHOLE, Kind
from winnow.grouping.candidate import Candidate
from winnow.grouping.keeper import SURE_MARGIN, suggest
from winnow.grouping.traits import FITTED, TRAITS
from winnow.grouping.weights import WEIGHTS
from winnow.ingest.decode import decode
from winnow.ingest.limits import Limits
from winnow.ingest.source import load_path
from winnow.signals.all import measure_signals
from winnow.signals.recipe import SIGNAL_NAMES

PLAIN = {
    "subject_sharpness": 3.0,
    "defocus": 0.5,
    "motion_blur": 0.1,
    "noise": 0.0,
    "dynamic_range": 0.8,
    "clipped_highlights": 0.0,
    "clipped_shadows": 0.0,
    "brightness": 0.45,
}


def shot(photo: int, score: float | None = 6.0, **signals: float | None) -> Candidate:
    """A frame of a series, as good as the others but for what is said."""
    return Candidate(
        photo=photo,
        content=photo.to_bytes(32),
        path=f"IMG_{photo:04}.jpg",
        score=score,
        signals={**PLAIN, **signals},
        taken_at=f"2024-05-01T12:00:{photo:02}",
    )


def file(photo: int, path: str, mtime_ns: int = 0) -> Candidate:
    """One of several files of the same bytes."""
    return Candidate(photo=photo, content=bytes(32), path=path, mtime_ns=mtime_ns, score=6.0)


def picture(photo: int, megapixels: float = 12.0, size: int = 4_000_000, format: str = "jpeg") -> Candidate:  # noqa: A002
    """A file of a picture that there are other files of."""
    height = round((megapixels * 1e6 * 3 / 4) ** 0.5)
    return replace(shot(photo), width=height * 4 // 3, height=height, size=size, format=format, from_camera=True)


def with_blocks(one: Candidate, blockiness: float) -> Candidate:
    return replace(one, signals={**one.signals, "blockiness": blockiness})


# -- frames of a burst or a scene -----------------------------------------------------------------------------------


def test_of_two_frames_the_sharper_one_is_kept_and_the_figure_is_told() -> None:
    suggestion = suggest([shot(1, 5.6), shot(2, 6.4, subject_sharpness=3.85, defocus=0.2)], Kind.BURST)
    assert suggestion.keeper == 2
    assert suggestion.order == (2, 1)
    assert suggestion.reasons[0] == "sharper: 1.8x on the subject"
    assert suggestion.sure


def test_a_file_of_the_same_bytes_makes_no_close_call_of_a_keeper() -> None:
    sharp = shot(2, 6.4, subject_sharpness=3.85, defocus=0.2)
    twin = replace(sharp, photo=3, path="backup/IMG_0002.jpg")
    assert suggest([shot(1, 5.6), sharp, twin], Kind.BURST).sure


def test_blown_highlights_are_told_in_shares_of_the_frame() -> None:
    suggestion = suggest([shot(1, 5.0, clipped_highlights=0.12), shot(2, clipped_highlights=0.03)], Kind.SCENE)
    assert suggestion.keeper == 2
    assert "highlights kept: 3% clipped, not 12%" in suggestion.reasons


def test_reasons_compare_with_the_middle_of_the_others() -> None:
    frames = [shot(at, 5.0 + at / 10) for at in range(5)] + [shot(9, 8.0)]
    assert suggest(frames, Kind.SCENE).reasons == ("higher score: 8.0, not 5.2",)


def test_frames_that_hardly_differ_are_a_close_call() -> None:
    suggestion = suggest([shot(1, 6.0), shot(2, 6.05)], Kind.BURST)
    assert suggestion.keeper == 2
    assert not suggestion.sure
    assert suggestion.margin < 0.05
    assert suggestion.reasons == ("hardly different from the others",)


def test_of_equal_frames_the_one_with_the_lower_hash_is_kept() -> None:
    assert suggest([shot(2), shot(1), shot(3)], Kind.BURST).order == (1, 2, 3)


def test_what_was_not_measured_speaks_neither_for_nor_against() -> None:
    blurred, sharp = shot(1, 5.0, subject_sharpness=1.0), shot(2, 5.5, subject_sharpness=3.0)
    unmeasured = shot(3, 5.25, subject_sharpness=None)
    assert suggest([blurred, sharp, unmeasured], Kind.SCENE).order == (2, 3, 1)
    assert (
        suggest([shot(1, 5.0), unmeasured], Kind.SCENE).margin
        == suggest([shot(1, 5.0), shot(3, 5.25)], Kind.SCENE).margin
    )


def test_a_photo_that_could_not_be_scored_is_the_keeper_of_no_group() -> None:
    unscored = Candidate(photo=1, content=bytes(32), path="a.jpg")
    suggestion = suggest([unscored, shot(2, 1.0), shot(3, 2.0)], Kind.BURST)
    assert suggestion.order[-1] == 1


def test_shut_eyes_lose_to_open_ones_in_a_slightly_softer_frame() -> None:
    blink = replace(shot(1, 6.5, subject_sharpness=3.4), eyes_open=0.05)
    awake = replace(shot(2, 6.0), eyes_open=0.97, smile=0.9)
    suggestion = suggest([blink, awake], Kind.BURST)
    assert suggestion.keeper == 2
    assert suggestion.reasons[0] == "eyes open"


def test_a_persons_taste_decides_between_frames_that_are_equally_good() -> None:
    suggestion = suggest([shot(1), shot(2)], Kind.SCENE, taste={1: 5.0, 2: 8.0})
    assert suggestion.keeper == 2
    assert suggestion.reasons == ("more to your taste: 8.0, not 5.0",)


def test_taste_makes_no_original_of_a_copy() -> None:
    assert suggest([picture(1, 2), picture(2, 12)], Kind.COPY, taste={1: 9.0, 2: 3.0}).keeper == 2


def test_a_chats_small_copy_does_not_win_a_burst_by_a_hair() -> None:
    original, chat = picture(1, 12), replace(picture(2, 2), score=6.3)
    assert suggest([original, chat], Kind.BURST).keeper == 1


# -- copies of one picture ----------------------------------------------------------------------------------------


def test_of_copies_the_larger_original_is_kept() -> None:
    export = replace(picture(1, 2, 500_000), from_camera=False)
    suggestion = suggest([export, picture(2, 24, 9_000_000)], Kind.COPY)
    assert suggestion.keeper == 2
    assert suggestion.sure
    assert "larger original: 24 MP, not 2 MP" in suggestion.reasons


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (picture(2, format="raw"), picture(1)),
        (picture(2, format="heif", size=2_000_000), picture(1)),
        (picture(2), replace(picture(1), from_camera=False)),
        (picture(2, size=4_000_000), picture(1, size=900_000)),
        (replace(picture(2), derived=False), replace(picture(1), derived=True, size=5_000_000)),
        (with_blocks(picture(2), 0.0), with_blocks(picture(1), 0.3)),
        (picture(2), replace(picture(1), format="webp")),
    ],
    ids=["RAW", "HEIC", "EXIF", "more bits", "not derived", "fewer blocks", "not a page's WebP"],
)
def test_the_original_is_preferred_to_what_was_made_of_it(better: Candidate, worse: Candidate) -> None:
    suggestion = suggest([worse, better], Kind.COPY)
    assert suggestion.keeper == better.photo
    assert suggestion.margin > 0.2


def edited(photo: int, octaves: float, **signals: float) -> Candidate:
    """The picture of `picture` sharpened, or blurred for less than 0, at one quality: detail takes bits."""
    one = picture(photo, size=round(4_000_000 * 2 ** (0.7 * octaves)))
    return replace(one, signals={**one.signals, "subject_sharpness": 3.0 + octaves, **signals})


@pytest.mark.parametrize("octaves", [0.4, 1.0, -0.4])
def test_of_two_copies_of_one_size_sharper_alone_does_not_win(octaves: float) -> None:
    suggestion = suggest([picture(1), edited(2, octaves)], Kind.COPY)
    assert suggestion.margin < 0.05
    assert suggestion.reasons == ("hardly different from the others",)


def test_of_two_copies_that_nothing_tells_apart_the_older_file_is_kept_and_it_is_no_sure_thing() -> None:
    suggestion = suggest([replace(edited(1, 1.0), mtime_ns=2), replace(picture(2), mtime_ns=1)], Kind.COPY)
    assert suggestion.keeper == 2
    assert suggestion.reasons == ("the older file",)
    assert not suggestion.sure


def test_of_an_original_and_its_edits_the_one_in_the_middle_is_kept() -> None:
    light = {"saturation": 0.3, "brightness": 0.4, "contrast": 0.2}
    copies = [
        edited(1, 0.9, **light),
        edited(2, -0.8, **light),
        edited(3, 0.1, **{**light, "saturation": 0.5}),
        edited(4, 0.0, **light),
        edited(5, 0.4, **{**light, "brightness": 0.35}),
    ]
    suggestion = suggest(copies, Kind.COPY)
    assert suggestion.keeper == 4
    assert suggestion.reasons == ("what the other copies have in common",)


def test_how_much_less_a_copy_is_compressed_is_told_beside_the_detail_that_its_bits_have_to_show() -> None:
    sharpened = edited(2, 1.0)
    suggestion = suggest([picture(1), replace(sharpened, size=2 * (sharpened.size or 0))], Kind.COPY)
    assert suggestion.keeper == 2
    assert suggestion.reasons[0] == "less compressed: 2.0x the bits for its detail"


def test_a_backup_of_an_edit_makes_it_no_more_likely_the_original() -> None:
    original, edit = replace(picture(1), mtime_ns=1), replace(edited(2, 1.0), mtime_ns=2)
    backups = [replace(edit, photo=photo, path=f"backup/{photo}.jpg") for photo in (3, 4)]
    suggestion = suggest([original, edit, *backups], Kind.COPY)
    assert suggestion.keeper == 1
    assert suggestion.reasons == ("the older file",)
    assert not suggestion.sure


def test_a_picture_that_was_blown_up_loses_to_the_sharper_smaller_one() -> None:
    blown_up = replace(picture(1, 4.0, 800_000), signals={**PLAIN, "subject_sharpness": 1.9})
    assert suggest([blown_up, picture(2, 2.0, 700_000)], Kind.COPY).keeper == 2


@pytest.mark.parametrize("edits", [("sharpen-a-lot", "sharpen-a-little", "blur-a-little", "blur-a-lot"), ("",)])
def test_of_a_real_photo_and_its_edits_the_original_is_kept(shared: Path, edits: tuple[str, ...]) -> None:
    names = sorted(path.name for path in (shared / "photos" / "copies").glob("*bridge-mods__*"))
    names = [name for name in names if any(edit in name for edit in ("orig", *edits))]
    suggestion = suggest(
        [_measured(at, shared / "photos" / "copies" / name) for at, name in enumerate(names)], Kind.COPY
    )
    assert names[suggestion.keeper].endswith("orig.jpg")


def test_bits_per_pixel_are_compared_within_one_format_only() -> None:
    heavy, light = picture(1, format="png", size=30_000_000), picture(2, format="jpeg", size=3_000_000)
    assert suggest([heavy, light], Kind.COPY).margin == 0


def test_a_flattering_score_makes_no_original_of_an_export() -> None:
    export = replace(picture(1, 3, 600_000), score=8.0)
    assert suggest([export, picture(2, 12)], Kind.COPY).keeper == 2


def test_a_real_photo_is_kept_and_its_re_exports_are_not(photographs: Path, tmp_path: Path) -> None:
    with Image.open(photographs / "astronaut.png") as opened:
        photo = opened.convert("RGB")
    exif = Image.Exif()
    exif[0x0110] = "a camera"
    photo.save(tmp_path / "original.jpg", quality=93, exif=exif)
    photo.resize((256, 256)).save(tmp_path / "small.jpg", quality=90)
    photo.save(tmp_path / "recompressed.jpg", quality=40, exif=exif)
    with Image.open(io.BytesIO((tmp_path / "small.jpg").read_bytes())) as small:
        small.resize((768, 768), Image.Resampling.BICUBIC).save(tmp_path / "blown_up.jpg", quality=90)
    names = ["blown_up.jpg", "original.jpg", "recompressed.jpg", "small.jpg"]
    suggestion = suggest([_measured(at, tmp_path / name) for at, name in enumerate(names)], Kind.COPY)
    assert names[suggestion.keeper] == "original.jpg"
    assert suggestion.sure


def _measured(photo: int, path: Path) -> Candidate:
    image = decode(load_path(str(path), Limits()), Limits())
    with Image.open(path) as opened:
        from_camera = bool(opened.getexif())
    return Candidate(
        photo=photo,
        content=photo.to_bytes(32),
        path=path.name,
        size=path.stat().st_size,
        format=image.format,
        width=image.width,
        height=image.height,
        score=6.0,
        signals=measure_signals(image),
        from_camera=from_camera,
    )


# -- the same bytes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "other", "why"),
    [
        ("2019/summer/IMG_1.jpg", "Backup 2020/IMG_1.jpg", "not in a folder of copies"),
        ("2019/summer/IMG_1.jpg", "IMG_1 (2).jpg", "not named like a copy"),
        ("2019/IMG_1.jpg", "IMG_1 - Copy.jpg", "not named like a copy"),
        ("2019/IMG_1.jpg", "Kopie von IMG_1.jpg", "not named like a copy"),
        ("2019/IMG_1.jpg", "2019/to sort/IMG_1.jpg", "nearer the top folder"),
        ("2019/IMG_1.jpg", "2019/IMG_1_final.jpg", "a shorter path"),
    ],
)
def test_of_identical_files_the_best_placed_is_kept(kept: str, other: str, why: str) -> None:
    suggestion = suggest([file(1, other), file(2, kept)], Kind.EXACT)
    assert suggestion.keeper == 2
    assert suggestion.reasons == ("identical: 2 files of the same bytes", why)


def test_of_identical_files_placed_alike_the_oldest_is_kept() -> None:
    suggestion = suggest([file(1, "a/IMG_1.jpg", mtime_ns=2), file(2, "b/IMG_1.jpg", mtime_ns=1)], Kind.EXACT)
    assert suggestion.keeper == 2
    assert suggestion.reasons[-1] == "the oldest file"


def test_nothing_is_lost_with_an_identical_file_so_it_is_no_close_call() -> None:
    suggestion = suggest([file(1, "a/IMG_1.jpg"), file(2, "b/IMG_1.jpg")], Kind.EXACT)
    assert (suggestion.margin, suggestion.sure) == (0.0, True)


def test_a_photocopy_is_no_copy() -> None:
    assert suggest([file(1, "photocopy.jpg"), file(2, "holiday/in/x.jpg")], Kind.EXACT).keeper == 1


# -- kept whole ---------------------------------------------------------------------------------------------------


def test_a_bracket_is_kept_whole_behind_its_middle_exposure() -> None:
    frames = [shot(1, brightness=0.2), shot(2, brightness=0.8), shot(3, brightness=0.5)]
    suggestion = suggest(frames, Kind.BRACKET)
    assert suggestion.order == (3, 1, 2)
    assert suggestion.reasons == ("kept whole: 3 exposures of one frame", "the middle exposure")
    assert suggestion.sure


@pytest.mark.parametrize(
    ("brightness", "keeper", "why"),
    [
        ((0.6, 0.3), 2, "the darker exposure"),
        ((0.8, 0.6, 0.2, 0.4), 4, "the darker of the two in the middle"),
        ((None, 0.3), 1, "the earlier exposure"),
        ((None, 0.2, 0.9), 2, "the frame in the middle"),
        ((None, 0.3, 0.2, 0.1), 2, "the earlier of the two in the middle"),
    ],
)
def test_a_bracket_says_which_of_its_frames_stands_for_it(
    brightness: tuple[float | None, ...], keeper: int, why: str
) -> None:
    frames = [shot(number, brightness=light) for number, light in enumerate(brightness, 1)]
    suggestion = suggest(frames, Kind.BRACKET)
    assert suggestion.keeper == keeper
    assert suggestion.reasons == (f"kept whole: {len(frames)} exposures of one frame", why)


def test_a_panorama_is_kept_whole_behind_its_first_frame() -> None:
    suggestion = suggest([shot(3, 9.0), shot(1, 3.0), shot(2, 5.0)], Kind.PANORAMA)
    assert suggestion.order == (1, 2, 3)
    assert suggestion.reasons[0] == "kept whole: 3 frames of one panorama"


# -- laws -----------------------------------------------------------------------------------------------------------


def test_every_kind_is_judged_by_some_traits_or_kept_whole() -> None:
    assert set(TRAITS) | WHOLE == set(Kind)


def test_weights_are_those_of_fitted_traits_and_none_is_against_its_trait() -> None:
    assert WEIGHTS.keys() <= {trait.name for trait in FITTED}
    assert all(weight > 0 for weight in WEIGHTS.values())


shares = st.none() | st.floats(0, 1)
octaves = st.none() | st.floats(-4, 6)
sizes = st.none() | st.integers(1, 10_000)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    return [
        Candidate(
            photo=photo,
            content=draw(st.binary(min_size=1, max_size=1)),
            path=draw(st.sampled_from(["a.jpg", "b/a.jpg", "backup/a.jpg"])),
            size=draw(sizes),
            format=draw(st.sampled_from(["jpeg", "raw", "heif", None])),
            width=draw(sizes),
            height=draw(sizes),
            score=draw(st.none() | st.floats(0, 10)),
            signals={name: draw(octaves) for name in ("subject_sharpness", "noise", "defocus")}
            | {name: draw(shares) for name in ("clipped_highlights", "dynamic_range", "brightness")},
            eyes_open=draw(shares),
            derived=draw(st.none() | st.booleans()),
        )
        for photo in range(draw(st.integers(2, 6)))
    ]


@given(candidates(), st.sampled_from(Kind), st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(found: list[Candidate], kind: Kind, shuffle: random.Random) -> None:
    shuffled = found.copy()
    shuffle.shuffle(shuffled)
    assert suggest(shuffled, kind) == suggest(found, kind)


@given(candidates(), st.sampled_from(Kind))
def test_every_photo_is_in_the_order_once_and_the_keeper_first(found: list[Candidate], kind: Kind) -> None:
    suggestion = suggest(found, kind)
    assert sorted(suggestion.order) == [one.photo for one in found]
    assert suggestion.order[0] == suggestion.keeper
    assert 0 <= suggestion.margin <= 1
    assert suggestion.sure == (suggestion.margin >= SURE_MARGIN) or kind in {*WHOLE, Kind.EXACT}
    assert suggestion.reasons


@given(st.lists(st.floats(0, 10), min_size=2, max_size=8), st.sampled_from([Kind.BURST, Kind.SCENE]))
def test_where_only_the_score_is_known_it_gives_the_order(scores: list[float], kind: Kind) -> None:
    found = [Candidate(photo, photo.to_bytes(32), "a.jpg", score=round(score, 2)) for photo, score in enumerate(scores)]
    order = suggest(found, kind).order
    assert [found[photo].score for photo in order] == sorted(
        (one.score for one in found if one.score is not None), reverse=True
    )


@given(candidates(), st.floats(0.1, 3))
def test_a_score_that_rises_lets_no_photo_fall(found: list[Candidate], points: float) -> None:
    scored = [one for one in found if one.score is not None]
    if len(scored) < 2:
        return
    lifted = scored[-1]
    before = suggest(scored, Kind.SCENE).order.index(lifted.photo)
    after = [replace(one, score=(one.score or 0) + points) if one is lifted else one for one in scored]
    assert suggest(after, Kind.SCENE).order.index(lifted.photo) <= before


def test_signals_that_traits_read_are_measured() -> None:
    read: set[str] = set()

    class Asked(dict[str, float]):
        def get(self, key: str, *_: object) -> None:  # type: ignore[override]
            read.add(key)

    asked = Candidate(photo=1, content=b"", path="a.jpg", signals=Asked())
    for traits in TRAITS.values():
        for trait in traits:
            trait.value(asked)
    assert read <= SIGNAL_NAMES
    assert "subject_sharpness" in read
