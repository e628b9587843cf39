"""Profiles over the wire."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.serving import Served

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


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PUT", "/active-profile", {"name": "nobody"}, 404),
        ("DELETE", "/profiles/nobody", None, 404),
        ("PUT", "/profiles/x", {"parts": {"technical": 2.5}}, 422),
        ("PUT", "/profiles/x", {"tastes": {}}, 422),
        ("PUT", "/profiles/%0A", WEIGHTS, 422),
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
    own = served.client.get(f"{API}/photos").json()
    file = own_user_folders / "profiles.toml"
    file.write_text("[profiles")
    assert served.client.get(f"{API}/profiles").status_code == 409
    assert served.client.put(f"{API}/profiles/x", json=WEIGHTS).status_code == 409
    assert file.read_text() == "[profiles"
    assert served.client.get(f"{API}/photos").json() == own
