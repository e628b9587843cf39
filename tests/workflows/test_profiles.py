"""A person's weights in their file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.workflows.conftest import save_jpeg

import winnow
from winnow.domain.errors import ArgumentError, ProfileNotFoundError, ProfilesDamagedError, ProfilesUnwritableError
from winnow.domain.export import Selection, Targets
from winnow.domain.profile import Profile, Profiles, Weights
from winnow.library import Library
from winnow.workflows.profiles import ProfileStore, is_name

NAMES = st.text(min_size=1, max_size=20).filter(is_name)
WEIGHTS = st.builds(
    Weights, st.dictionaries(NAMES, st.floats(0, 2), max_size=3), st.dictionaries(NAMES, st.floats(-1, 1), max_size=3)
)
DRAMATIC = Weights({"content": 1.5}, {"contrast": 0.5})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "profiles.toml"


def test_nobody_has_profiles_at_first(file: Path) -> None:
    assert ProfileStore(file).read() == Profiles()
    assert ProfileStore(file).weights(None) == Weights()


@given(st.dictionaries(NAMES, WEIGHTS, max_size=4))
def test_what_is_saved_is_there_for_the_next_process(
    tmp_path_factory: pytest.TempPathFactory, saved: dict[str, Weights]
) -> None:
    file = tmp_path_factory.mktemp("profiles") / "profiles.toml"
    for name, weights in saved.items():
        ProfileStore(file).save(name, weights)
    assert {one.name: one.weights for one in ProfileStore(file).read().profiles} == saved
    for name in saved:
        ProfileStore(file).use(name)
        assert ProfileStore(file).read().active == name


def test_a_name_is_saved_over_and_forgotten(file: Path) -> None:
    store = ProfileStore(file)
    store.save("Dramatic", Weights())
    store.save("Dramatic", DRAMATIC)
    store.use("Dramatic")
    assert store.read() == Profiles((Profile("Dramatic", DRAMATIC),), "Dramatic")
    store.delete("Dramatic")
    assert ProfileStore(file).read() == Profiles()
    assert [path.name for path in file.parent.iterdir()] == ["profiles.toml"]


def test_what_another_process_saves_is_seen(file: Path) -> None:
    store = ProfileStore(file)
    store.save("Dramatic", DRAMATIC)
    ProfileStore(file).save("Calm", Weights())
    assert [one.name for one in store.read().profiles] == ["Calm", "Dramatic"]


@pytest.mark.parametrize("ask", [lambda store: store.weights("x"), lambda store: store.use("x")])
def test_a_profile_that_nobody_saved_is_an_error_that_names_those_there_are(file: Path, ask: object) -> None:
    store = ProfileStore(file)
    store.save("Dramatic", DRAMATIC)
    with pytest.raises(ProfileNotFoundError, match="Dramatic"):
        ask(store)  # type: ignore[operator]


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 81, "..", "a/b", "\ufffd"])
def test_what_cannot_be_shown_typed_or_addressed_is_no_name(file: Path, name: str) -> None:
    with pytest.raises(ArgumentError):
        ProfileStore(file).save(name, DRAMATIC)


@pytest.mark.parametrize(
    "text",
    [
        "profiles = 3",
        "[profiles.a.parts]\ncontent = 'much'",
        "[profiles.a.parts]\ncontent = 7",
        "[profiles.a.parts]\ncontent = true",
        "[profiles.a.tastes]\n",
        "colour = 1",
        "active = 'nobody'",
        "[profiles",
        "\udcff",
    ],
)
def test_a_wrong_file_is_told_and_never_written_over(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    store = ProfileStore(file)
    for ask in (store.read, lambda: store.save("Dramatic", DRAMATIC), lambda: store.use(None)):
        with pytest.raises(ProfilesDamagedError, match=r"profiles\.toml"):
            ask()
    assert file.read_bytes() == text.encode("utf-8", "surrogateescape")


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ProfilesUnwritableError):
        ProfileStore(tmp_path / "file" / "profiles.toml").save("Dramatic", DRAMATIC)


def test_a_ranking_by_a_profile_is_by_its_weights(library: Callable[..., Library], own_user_folders: Path) -> None:
    lib = library()
    list(lib.rate())
    store = ProfileStore(own_user_folders / "profiles.toml")
    store.save("plain", Weights({"technical": 1.0}))
    store.save("colour", Weights({"technical": 0.0}, {"saturation": 1.0}))
    assert lib.top(None, profile="plain") == lib.top(None)
    by_colour = lib.top(None, profile="colour")
    assert {photo.path for photo in by_colour} == {photo.path for photo in lib.top(None)}
    assert [photo.score for photo in by_colour] == sorted((photo.score for photo in by_colour), reverse=True)
    assert by_colour != lib.top(None)
    assert lib.top(1, profile="colour") == by_colour[:1]
    least = by_colour[1].score
    assert lib.top(None, profile="colour", min_score=least) == [one for one in by_colour if one.score >= least]
    with pytest.raises(ProfileNotFoundError):
        lib.top(profile="nobody's")


def test_the_reasons_of_a_profiles_scores_are_that_profiles(
    library: Callable[..., Library], own_user_folders: Path, tmp_path: Path
) -> None:
    lib = library()
    list(lib.rate())
    ProfileStore(own_user_folders / "profiles.toml").save("colour", Weights({"technical": 0.0}, {"saturation": 1.0}))
    ranked = lib.top(None, profile="colour")
    for photo in ranked:
        why = lib.explain(photo.path, profile="colour").explanation
        assert photo.score == pytest.approx(why.score.value)
        told = {one.text for one in why.contributions if one.points}
        assert told.issuperset(reason.text for reason in photo.reasons if reason.points)
    exported = lib.plan_export(Selection(everything=True), Targets(to=tmp_path / "out"), profile="colour").items
    assert [item.reasons for item in exported if item.candidate.score] == [photo.reasons for photo in ranked]
    assert [photo.reasons for photo in lib.top(None)] != [photo.reasons for photo in ranked]


def test_of_photos_that_differ_in_their_metadata_alone_a_profile_ranks_the_less_sensitive_first(
    tmp_path: Path, photographs: Path, own_user_folders: Path
) -> None:
    for name, iso in (("a grainy", 6400), ("b unknown", None), ("c plain", 100)):
        save_jpeg(photographs, "coffee.png", tmp_path / "photos" / f"{name}.jpg", iso=iso)
    lib = winnow.open_library(tmp_path / "photos", workers=0)
    list(lib.rate())
    ProfileStore(own_user_folders / "profiles.toml").save("clean", Weights({"metadata": 1.0}))
    own = [photo.score for photo in lib.top(None)]
    ranked = lib.top(None, profile="clean")
    assert [photo.path for photo in ranked] == ["c plain.jpg", "b unknown.jpg", "a grainy.jpg"]
    assert [photo.score - own[0] for photo in ranked] == pytest.approx([0.25, 0.0, -1.25])
    assert len(set(own)) == 1
    plan = lib.plan_export(Selection(top=2), Targets(to=tmp_path / "best"), profile="clean")
    assert [item.path for item in plan.items] == ["c plain.jpg", "b unknown.jpg"]
