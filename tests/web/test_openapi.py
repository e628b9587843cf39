"""The OpenAPI document is true: whatever a client sends, right or wrong, is answered as it says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from tests.web.serving import Served, serving

import winnow
from winnow.web.openapi import document

EXAMPLES = 12
LEFT_OUT = [
    positive_data_acceptance,  # 422 too for what a schema cannot say: `after` is the `next` of a page
    negative_data_rejection,  # Pydantic takes "1" for 1
]
DOCUMENT = document()
API = schemathesis.openapi.from_dict(DOCUMENT)
NEVER_ENDS = "streamEvents"
OPERATIONS = [
    operation["operationId"]
    for operations in DOCUMENT["paths"].values()
    for operation in operations.values()
    if operation["operationId"] != NEVER_ENDS
]


@pytest.fixture(scope="module")
def server(rated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all operations: they are asked in any order, and each finds what those before it left."""
    home = tmp_path_factory.mktemp("openapi")
    shutil.copytree(rated, home / "photos")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WINNOW_CACHE_DIR", str(home / "cache"))
        environment.setenv("WINNOW_DATA_DIR", str(home / "data"))
        environment.setenv("WINNOW_CONFIG", str(home / "config.toml"))
        library = winnow.open_library(home / "photos", workers=0, model="classical")
    with serving(library) as running:
        yield running


def _asking(operation: str) -> Any:  # noqa: ANN401 - Schemathesis keeps its classes to itself
    @API.include(operation_id=operation).parametrize()
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    def asked(case: Any, server: Served) -> None:  # noqa: ANN401 - likewise
        case.call_and_validate(
            base_url=server.url,
            headers={"Authorization": f"Bearer {server.guard.token}"},
            excluded_checks=LEFT_OUT,
            timeout=120,  # however busy the machine is
        )

    return asked


# A function for each: pytest gives all operations of one function the same id, of which a process of several runs one.
for OPERATION in OPERATIONS:
    globals()[f"test_what_is_sent_to_{OPERATION}_is_answered_as_the_document_says"] = _asking(OPERATION)


def test_every_operation_is_described_with_its_problems_and_how_to_be_let_in(server: Served) -> None:
    served = server.client.get("/api/v1/openapi.json").json()
    assert served == DOCUMENT
    assert served["security"] == [{"token": []}]
    for path, operations in served["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in operations.values():
            assert operation["operationId"]
            assert operation["description"]
            assert "application/problem+json" in operation["responses"]["4XX"]["content"]
            assert "422" not in operation["responses"]


def test_the_page_is_written_against_the_document_that_is_served() -> None:
    frontend = Path(__file__).parents[2] / "frontend" / "openapi.json"
    if not frontend.is_file():
        pytest.skip("frontend/openapi.json is absent")
    assert json.loads(frontend.read_bytes()) == DOCUMENT, "`make types` renews it, and the page's types with it"


def test_every_body_that_is_sent_has_an_example() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    bodies = {
        operation["operationId"]: content
        for operations in DOCUMENT["paths"].values()
        for operation in operations.values()
        for content in operation.get("requestBody", {}).get("content", {}).values()
    }
    assert {"decide", "undo", "redo", "startScan"} <= bodies.keys()
    without = {
        name
        for name, content in bodies.items()
        if "examples" not in content and "examples" not in schemas[content["schema"]["$ref"].rpartition("/")[2]]
    }
    assert without == set()


def test_every_query_parameter_says_what_it_is() -> None:
    parameters = [
        (operation["operationId"], parameter)
        for operations in DOCUMENT["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query"
    ]
    assert len(parameters) > 40
    assert [(name, each["name"]) for name, each in parameters if not each.get("description")] == []


def test_every_answer_has_an_example() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    answered = {
        content["schema"]["$ref"].rpartition("/")[2]
        for operations in DOCUMENT["paths"].values()
        for operation in operations.values()
        for answer in operation["responses"].values()
        for content in answer.get("content", {}).values()
        if "$ref" in content.get("schema", {})
    }
    assert {name for name in answered if "examples" not in schemas[name]} == set()
