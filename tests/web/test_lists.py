"""Photos, groups and the library over the wire, of a real library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.serving import Served, serving
from tests.workflows.conftest import save_jpeg

import winnow
from winnow.domain.profile import Weights
from winnow.library import Library
from winnow.web.schemas.photos import Columns

API = "/api/v1"


@pytest.fixture
def lib(tmp_path: Path, photographs: Path) -> Library:
    """Coffee twice, a cat twice, a rocket, and a photo that is cut off; rated and grouped."""
    root = tmp_path / "photos"
    save_jpeg(photographs, "coffee.png", root / "coffee.jpg", quality=95)
    save_jpeg(photographs, "coffee.png", root / "mail" / "old" / "coffee.jpg", quality=50)
    cat = save_jpeg(photographs, "chelsea.png", root / "cat.jpg")
    (root / "mail" / "cat.jpg").write_bytes(cat.read_bytes())
    save_jpeg(photographs, "rocket.jpg", root / "rocket.jpg")
    (root / "broken.jpg").write_bytes(cat.read_bytes()[:9000])
    lib = winnow.open_library(root, workers=0)
    list(lib.rate())
    list(lib.gather())
    return lib


@pytest.fixture
def running(lib: Library) -> Iterator[Served]:
    with serving(lib) as served:
        yield served


def get(running: Served, path: str, **query: Any) -> Any:  # noqa: ANN401 - parameters and JSON
    answer = running.client.get(f"{API}{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def paths(found: dict[str, Any]) -> list[str]:
    return [f"{one['folder']}/{one['name']}".lstrip("/") for one in found["photos"]]


def test_photos_come_best_first_with_the_scores_of_every_other_verb(lib: Library, running: Served) -> None:
    found = get(running, "/photos")
    ranked = [photo.path for photo in lib.top(None)]
    assert paths(found) == [*ranked, "broken.jpg"]
    assert [one["score"] for one in found["photos"][:-1]] == [photo.score for photo in lib.top(None)]
    assert (found["total"], found["next"]) == (6, None)
    broken = found["photos"][-1]
    assert (broken["score"], broken["width"], bool(broken["failure"])) == (None, 0, True)
    cat = next(one for one in found["photos"] if one["name"] == "cat.jpg")
    assert (cat["format"], cat["width"], cat["height"]) == ("jpeg", 451, 300)
    assert {one["kind"] for one in cat["groups"]} >= {"exact"}
    assert cat["mark"] == {"verdict": None, "stars": 0, "label": None}


@pytest.mark.parametrize("limit", [1, 2, 5, 6])
def test_pages_follow_one_another_without_a_gap(running: Served, limit: int) -> None:
    query: dict[str, Any] = {"sort": "name", "limit": limit}
    whole = paths(get(running, "/photos", sort="name"))
    found: list[str] = []
    while True:
        page = get(running, "/photos", **query)
        found += paths(page)
        if page["next"] is None:
            break
        query["after"] = page["next"]
    assert found == whole


def test_a_photo_that_leaves_the_list_takes_no_other_with_it(lib: Library, running: Served) -> None:
    undecided = {"decision": "undecided", "sort": "name", "limit": 2}
    first = get(running, "/photos", **undecided)
    lib.keep([lib.folder / path for path in paths(first)])
    rest = get(running, "/photos", after=first["next"], **(undecided | {"limit": 10}))
    assert sorted(paths(first) + paths(rest)) == sorted(paths(get(running, "/photos")))


def test_photos_are_narrowed(lib: Library, running: Served) -> None:
    lib.star(4, [lib.folder / "cat.jpg"])
    assert sorted(paths(get(running, "/photos", folder="mail"))) == ["mail/cat.jpg", "mail/old/coffee.jpg"]
    assert paths(get(running, "/photos", stars=3)) == ["cat.jpg"]
    assert paths(get(running, "/photos", text="ROCK")) == ["rocket.jpg"]
    assert sorted(paths(get(running, "/photos", grouped="exact"))) == ["cat.jpg", "mail/cat.jpg"]
    assert paths(get(running, "/photos", min_score=0.1, grouped="none")) == ["rocket.jpg"]


def test_photos_are_sorted_by_what_is_decided_as_it_is_decided(lib: Library, running: Served) -> None:
    query: dict[str, Any] = {"sort": "decision", "limit": 2}
    first = get(running, "/photos", **query)
    assert paths(first) == ["broken.jpg", "cat.jpg"]  # nothing is decided: in order of path
    lib.keep([lib.folder / "rocket.jpg"])
    lib.reject([lib.folder / "broken.jpg"])
    whole = paths(get(running, "/photos", sort="decision"))
    assert (whole[0], whole[-1]) == ("rocket.jpg", "broken.jpg")
    after_the_cat = paths(get(running, "/photos", after=first["next"], **query))
    assert after_the_cat == whole[whole.index("cat.jpg") + 1 :][:2]
    assert paths(get(running, "/photos", sort="decision", order="asc"))[0] == "broken.jpg"


def test_photos_are_sorted_by_moment_folder_and_format(running: Served) -> None:
    by_moment = paths(get(running, "/photos", sort="group"))
    assert {*by_moment[0:2]} in ({"cat.jpg", "mail/cat.jpg"}, {"coffee.jpg", "mail/old/coffee.jpg"})
    assert by_moment[4:] == ["broken.jpg", "rocket.jpg"]  # in no moment
    assert paths(get(running, "/photos", sort="folder", order="desc"))[0] == "mail/old/coffee.jpg"
    assert paths(get(running, "/photos", sort="format"))[-1] == "broken.jpg"  # not known


def test_what_can_go_is_a_list_of_as_many_photos_as_the_library_tells(lib: Library, running: Served) -> None:
    spare = paths(get(running, "/photos", spare=True))
    assert len(spare) == get(running, "/library")["spare"] == 2
    assert sorted(spare + paths(get(running, "/photos", spare=False))) == sorted(paths(get(running, "/photos")))
    lib.keep([lib.folder / spare[0]])
    assert paths(get(running, "/photos", spare=True)) == spare[1:]
    lib.reject([lib.folder / spare[1]])
    found = get(running, "/library")
    assert (found["spare"], found["spare_rejected"]) == (1, 1)


def test_the_moments_that_wait_add_up(lib: Library, running: Served) -> None:
    found = get(running, "/library")
    assert found["moments"] == found["waiting_groups"] == sum(found["waiting_kinds"].values()) == 2
    lib.reject([lib.folder / "mail" / "cat.jpg"])
    found = get(running, "/library")
    assert (found["moments"], found["waiting_groups"], sum(found["waiting_kinds"].values())) == (2, 1, 1)


def test_columns_hold_what_the_pages_do(running: Served) -> None:
    page = get(running, "/photos")["photos"]
    found = get(running, "/columns")
    columns = Columns.model_validate(found)
    assert list(columns.id) == [one["id"] for one in page]
    assert list(columns.version) == [one["version"] for one in page]
    assert list(columns.score) == pytest.approx([one["score"] for one in page], abs=0.0005)
    assert page[-1]["failure"]
    assert columns.aspect[-1] == 0  # of that there is no picture
    assert columns.aspect[0] == pytest.approx(page[0]["width"] / page[0]["height"], abs=0.0005)


def test_columns_tell_marks(lib: Library, running: Served) -> None:
    lib.keep([lib.folder / "cat.jpg"])
    lib.reject([lib.folder / "coffee.jpg"])
    lib.label("yellow", [lib.folder / "coffee.jpg"])
    lib.star(5, [lib.folder / "cat.jpg"])
    columns = Columns.model_validate(get(running, "/columns", sort="name", text="c", folder="."))
    names = {one["id"]: f"{one['folder']}/{one['name']}".lstrip("/") for one in get(running, "/photos")["photos"]}
    told = {names[photo]: at for at, photo in enumerate(columns.id)}
    assert columns.verdict[told["cat.jpg"]] == 1
    assert columns.verdict[told["coffee.jpg"]] == -1
    assert columns.label[told["coffee.jpg"]] == "yellow"
    assert columns.label[told["cat.jpg"]] is None
    assert columns.stars[told["cat.jpg"]] == 5
    assert get(running, "/columns", text="no such photo")["id"] == []


@pytest.mark.parametrize("path", ["/library", "/photos", "/columns", "/groups", "/failures", "/decisions"])
def test_a_list_that_is_as_it_was_is_not_sent_again(lib: Library, running: Served, path: str) -> None:
    running.context.table.settle()
    first = running.client.get(f"{API}{path}")
    had = {"If-None-Match": first.headers["etag"]}
    assert running.client.get(f"{API}{path}", headers=had).status_code == 304
    lib.keep([lib.folder / "cat.jpg"])
    assert running.client.get(f"{API}{path}", headers=had).status_code == 200


def test_a_photo_is_told_of_with_why_it_has_its_score(lib: Library, running: Served) -> None:
    best = get(running, "/photos", grouped="none", min_score=0)["photos"][0]
    found = get(running, f"/photos/{best['id']}")
    explained = lib.explain("rocket.jpg").explanation
    assert found["score"] == explained.score.value
    assert found["explanation"]["contributions"][0]["signal"] == explained.contributions[0].signal
    total = found["explanation"]["base"] + sum(one["points"] for one in found["explanation"]["contributions"])
    assert total == pytest.approx(found["score"])
    assert {one["part"] for one in found["explanation"]["contributions"]} == {"technical", "aesthetic", "content"}
    assert 0 < found["sharpest"]["x"] < 1
    assert found["bytes"] == (lib.folder / "rocket.jpg").stat().st_size


def test_a_photo_that_could_not_be_scored_is_told_of_too(running: Served) -> None:
    failed = get(running, "/failures")["failures"]
    assert [one["name"] for one in failed] == ["broken.jpg"]
    found = get(running, f"/photos/{failed[0]['id']}")
    assert (found["explanation"], found["sharpest"]) == (None, None)
    assert found["failure"] == failed[0]["reason"]


def test_groups_are_those_of_every_other_verb(lib: Library, running: Served) -> None:
    found = get(running, "/groups", sort="taken_at")
    shown = lib.groups()
    told = {one["id"]: [member["id"] for member in one["members"]] for one in found["groups"]}
    assert told == {one.group.id: [member.photo for member in one.members] for one in shown}
    assert {one["id"]: one["reasons"] for one in found["groups"]} == {
        one.group.id: list(one.suggestion.reasons) for one in shown
    }
    single = found["groups"][0]
    assert get(running, f"/groups/{single['id']}") == single


def test_moments_hold_each_photo_once_and_wait_until_it_is_decided(lib: Library, running: Served) -> None:
    moments = get(running, "/groups", moments=True)
    held = [member["id"] for one in moments["groups"] for member in one["members"]]
    assert len(held) == len(set(held)) == 4
    assert moments["waiting"] == moments["total"] == 2
    lib.reject([lib.folder / "mail" / "cat.jpg"])
    after = get(running, "/groups", moments=True, state="waiting")
    assert (after["total"], after["waiting"]) == (1, 1)
    assert get(running, "/groups", moments=True, state="decided")["total"] == 1
    assert get(running, "/library")["waiting_groups"] == 1


@pytest.mark.parametrize("sort", ["strongest", "taken_at", "largest"])
def test_pages_of_groups_follow_one_another_without_a_gap(running: Served, sort: str) -> None:
    whole = [one["id"] for one in get(running, "/groups", sort=sort)["groups"]]
    found, after = [], None
    while True:
        page = get(running, "/groups", sort=sort, limit=1, **({"after": after} if after else {}))
        found += [one["id"] for one in page["groups"]]
        if (after := page["next"]) is None:
            break
    assert found == whole


def test_groups_are_narrowed_to_kinds(running: Served) -> None:
    found = get(running, "/groups", kind=["exact", "copy"])
    assert {one["kind"] for one in found["groups"]} == {"exact", "copy"}


def test_the_library_tells_how_it_stands(lib: Library, running: Served) -> None:
    lib.keep([lib.folder / "cat.jpg"])
    found = get(running, "/library")
    status = lib.status()
    assert (found["photos"], found["scored"], found["unscoreable"], found["kept"]) == (6, 5, 1, 1)
    assert found["median"] == pytest.approx(status.median)
    assert found["histogram"] == list(status.histogram)
    assert found["groups"]["exact"] == 1
    assert [one["value"] for one in found["folders"]] == ["mail", "mail/old"]
    assert [one["photos"] for one in found["folders"]] == [2, 1]
    assert found["formats"] == [{"value": "jpeg", "photos": 5}]
    assert ([one["name"] for one in found["parts"]], found["styles"]) == (
        ["technical", "aesthetic", "content", "metadata"],
        ["saturation", "sharpness", "brightness", "contrast"],
    )
    assert found["spare"] == 2
    assert {"name": "sharpness", "label": "sharpness", "part": "technical"}.items() <= next(
        one for one in found["signals"] if one["name"] == "sharpness"
    ).items()


def test_a_folder_that_nobody_rated_answers_with_nothing(tmp_path: Path) -> None:
    with serving(winnow.open_library(tmp_path, workers=0)) as served:
        assert get(served, "/library")["rated"] is False
        assert get(served, "/photos") == {"photos": [], "total": 0, "next": None}
        assert get(served, "/columns")["id"] == []
        assert get(served, "/groups")["total"] == 0
        assert get(served, "/decisions")["acts"] == []


def test_lists_are_ranked_by_the_weights_that_are_asked_for(running: Served) -> None:
    own = [one["score"] for one in get(running, "/photos")["photos"]]
    weighed = get(running, "/photos", weights='{"parts":{"technical":2,"aesthetic":0},"styles":{"saturation":1}}')
    told = [one["score"] for one in weighed["photos"]]
    assert own != told
    assert told[:-1] == sorted(told[:-1], reverse=True)
    ones = '{"parts":{"technical":1,"aesthetic":1,"content":1},"styles":{"contrast":0}}'
    assert [one["score"] for one in get(running, "/photos", weights=ones)["photos"]] == own


def test_a_list_and_the_command_line_rank_by_a_profile_alike(lib: Library, running: Served) -> None:
    store = running.context.table.profiles
    store.save("mine", Weights({"technical": 0.5, "content": 2.0}, {"contrast": -0.7}))
    store.use("mine")
    listed = get(running, "/photos", min_score=0)
    ranked = lib.top(None, profile="mine")
    assert paths(listed) == [photo.path for photo in ranked]
    assert [one["score"] for one in listed["photos"]] == pytest.approx([photo.score for photo in ranked])


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/photos", {"sort": "beauty"}),
        ("/photos", {"limit": 1001}),
        ("/photos", {"limit": 0}),
        ("/photos", {"after": "nonsense"}),
        ("/photos", {"after": "WzEsLTFd"}),
        ("/photos", {"since": "July"}),
        ("/photos", {"signal": "charm:1:2"}),
        ("/photos", {"weights": "{"}),
        ("/photos", {"weights": '{"parts":{"technical":3}}'}),
        ("/photos", {"colour": "red"}),
        ("/photos", {"grouped": "flock"}),
        ("/columns", {"stars": 6}),
        ("/groups", {"kind": "flock"}),
        ("/groups", {"after": "WzEsMV0"}),
        ("/photos/0", {}),
        ("/decisions", {"after": "x"}),
    ],
)
def test_what_cannot_be_asked_is_a_problem_that_says_so(running: Served, path: str, query: dict[str, Any]) -> None:
    answer = running.client.get(f"{API}{path}", params=query)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/photos/4711", "/groups/burst-0", "/exports/none"])
def test_what_is_not_there_is_a_problem_that_says_so(running: Served, path: str) -> None:
    answer = running.client.get(f"{API}{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
