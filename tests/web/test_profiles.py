"""Profiles over the wire."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.serving import Served, serving
from tests.workflows.conftest import save_jpeg

import winnow

API = "/api/v1"
WEIGHTS = {"parts": {"technical": 2.0}, "styles": {"saturation": 0.5}}


def test_a_profile_is_saved_used_and_forgotten(served: Served) -> None:
    client = served.client
    assert client.get(f"{API}/profiles").json() == {"profiles": [], "active": None}
    saved = client.put(f"{API}/profiles/My%20summer", json=WEIGHTS)
    assert saved.json() == {"name": "My summer", "weights": WEIGHTS}
    assert client.put(f"{API}/active-profile", json={"name": "My summer"}).status_code == 200
    assert client.get(f"{API}/profiles").json() == {"profiles": [saved.json()], "active": "My summer"}
    assert client.delete(f"{API}/profiles/My%20summer").status_code == 204
    assert client.get(f"{API}/profiles").json() == {"profiles": [], "active": None}


def test_what_is_in_use_ranks_every_list_and_changes_the_revision(served: Served) -> None:
    client = served.client
    served.context.table.settle()
    own, before = client.get(f"{API}/photos").json(), served.context.table.revision()
    client.put(f"{API}/profiles/colour", json={"styles": {"saturation": 1.0}})
    assert served.context.table.revision() == before
    client.put(f"{API}/active-profile", json={"name": "colour"})
    assert served.context.table.revision() != before
    assert client.get(f"{API}/photos").json() != own
    assert client.get(f"{API}/photos", params={"weights": "{}"}).json() == own
    client.put(f"{API}/active-profile", json={"name": None})
    assert client.get(f"{API}/photos").json() == own


def test_what_the_camera_wrote_counts_once_somebody_says_so(tmp_path: Path, photographs: Path) -> None:
    for name, iso in (("a grainy", 6400), ("b unknown", None), ("c plain", 100)):
        save_jpeg(photographs, "coffee.png", tmp_path / f"{name}.jpg", iso=iso)
    lib = winnow.open_library(tmp_path, workers=0)
    list(lib.rate())
    with serving(lib) as served:
        served.context.table.settle()  # until it is grouped, a list has no groups
        part = served.client.get(f"{API}/library").json()["parts"][-1]
        assert part == {"name": "metadata", "looks_at": ["ISO", "shutter speed"], "own": 0.0, "photos": 2}
        own = served.client.get(f"{API}/photos").json()
        assert served.client.get(f"{API}/photos", params={"weights": '{"parts":{"metadata":0}}'}).json() == own
        turned_up = served.client.get(f"{API}/photos", params={"weights": '{"parts":{"metadata":2}}'}).json()
    assert [one["name"] for one in turned_up["photos"]] == ["c plain.jpg", "b unknown.jpg", "a grainy.jpg"]


def test_a_folder_whose_files_tell_nothing_says_so_of_that_part_alone(served: Served) -> None:
    parts = served.client.get(f"{API}/library").json()["parts"]
    assert {one["name"]: (one["own"], one["photos"]) for one in parts} == {
        "technical": (1.0, 3),
        "aesthetic": (1.0, 3),
        "content": (1.0, 3),
        "metadata": (0.0, 0),
    }
    assert "sharpness" in parts[0]["looks_at"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PUT", "/active-profile", {"name": "nobody"}, 404),
        ("DELETE", "/profiles/nobody", None, 404),
        ("PUT", "/profiles/x", {"parts": {"technical": 2.5}}, 422),
        ("PUT", "/profiles/x", {"tastes": {}}, 422),
        ("PUT", "/profiles/%0A", WEIGHTS, 422),
        ("PUT", "/profiles/The%20Model's%20OWN", WEIGHTS, 422),
    ],
)
def test_what_is_wrong_is_a_problem_that_says_so(
    served: Served, method: str, path: str, body: dict[str, object] | None, status: int
) -> None:
    answer = served.client.request(method, f"{API}{path}", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_part_that_is_no_text_is_refused(served: Served) -> None:
    answer = served.client.put(
        f"{API}/profiles/x", content=rb'{"parts": {"\ud800": 1}}', headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422


def test_a_file_that_cannot_be_read_is_told_and_photos_are_ranked_by_the_model(
    served: Served, own_user_folders: Path
) -> None:
    served.context.table.settle()
    own = served.client.get(f"{API}/photos").json()
    file = own_user_folders / "profiles.toml"
    file.write_text("[profiles")
    assert served.client.get(f"{API}/profiles").status_code == 409
    assert served.client.put(f"{API}/profiles/x", json=WEIGHTS).status_code == 409
    assert file.read_text() == "[profiles"
    assert served.client.get(f"{API}/photos").json() == own


def test_the_score_that_is_shown_is_the_one_that_is_explained(served: Served) -> None:
    client = served.client
    photo = client.get(f"{API}/photos").json()["photos"][0]["id"]
    own = client.get(f"{API}/photos/{photo}").json()["explanation"]
    client.put(f"{API}/profiles/mine", json={"parts": {"technical": 0.2}, "styles": {"saturation": 1.0}})
    client.put(f"{API}/active-profile", json={"name": "mine"})
    found = client.get(f"{API}/photos/{photo}").json()
    told = found["explanation"]
    assert found["score"] == pytest.approx(told["score"], abs=1e-9)
    assert told["score"] != own["score"] == own["own_score"] == told["own_score"]
    assert told["base"] + sum(one["points"] for one in told["contributions"]) == pytest.approx(told["score"], abs=1e-9)
    assert {one["part"] for one in told["contributions"]} == {"technical", "aesthetic", "content", None}
