"""The reference names what there is."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import get_args

import pytest
import typer

from winnow.cli.app import app
from winnow.cli.explain import as_json
from winnow.cli.pick import as_json as pick_as_json
from winnow.domain.errors import WinnowError
from winnow.domain.events import Event
from winnow.domain.failure import FailureKind
from winnow.domain.metadata import Metadata
from winnow.domain.picked import Pick, Picked, Strictness, Verdict
from winnow.domain.score import Explanation, Score
from winnow.domain.views import Explained
from winnow.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined] # a group has commands


def _section(command: str) -> str:
    return re.split(
        r"^##+ (?!#|Events|Kinds)", REFERENCE.partition(f"### winnow {command}\n")[2], maxsplit=1, flags=re.MULTILINE
    )[0]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_a_section_that_names_every_option(command: str) -> None:
    section = _section(command)
    options = {name for parameter in COMMANDS[command].params for name in parameter.opts if name.startswith("-")}
    missing = {name for name in options - {"--help", "-h"} if f"`{name}" not in section}
    assert section
    assert missing == set()


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_no_section_names_an_option_that_is_not_there(command: str) -> None:
    named = set(re.findall(r"^\| `(-[\w-]+)", _section(command), flags=re.MULTILINE))
    options = {name for parameter in COMMANDS[command].params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert named - options == set()


@pytest.mark.parametrize("event", get_args(Event))
def test_every_event_is_there_with_its_fields(event: type) -> None:
    row = re.search(rf"^\| `{event.__name__.lower()}` \|(.*)\|$", REFERENCE, flags=re.MULTILINE)
    assert row is not None
    assert set(re.findall(r"`(\w+)`", row[1].split("|")[0])) == {field.name for field in dataclasses.fields(event)}


def test_every_kind_of_failure_setting_and_metadata_field_is_there() -> None:
    names = {str(kind) for kind in FailureKind} | set(Settings.model_fields)
    names |= {f"WINNOW_{name.upper()}" for name in Settings.model_fields}
    names |= {field.name for field in dataclasses.fields(Metadata)}
    assert {name for name in names if f"`{name}`" not in REFERENCE} == set()


DEFAULTS = {name: field.default for name, field in Settings.model_fields.items() if field.default_factory is None}


@pytest.mark.parametrize(("name", "default"), DEFAULTS.items())
def test_every_fixed_default_is_there(name: str, default: str | float) -> None:
    said = f"`{default}`" if isinstance(default, str) else f"{default:g}"
    assert f"| `{name}` | `WINNOW_{name.upper()}` | {said} |" in REFERENCE


def test_the_guide_to_difficult_files_names_the_defaults() -> None:
    limits = re.search(
        r"longer than (\S+) seconds, asks for more than (\S+) MB or has more than (\S+) megapixels",
        " ".join((DOCS / "how-to.md").read_text(encoding="utf-8").split()),
    )
    assert limits is not None
    assert [float(number) for number in limits.groups()] == [
        DEFAULTS[name] for name in ("timeout_seconds", "memory_mb", "max_megapixels")
    ]


def test_every_field_of_an_explanation_is_there() -> None:
    empty = Explained("", None, None, "", 0, 0, Metadata(), Explanation(Score(0, 0), 0, (), ""))
    assert {name for name in json.loads(as_json(empty)) if f"`{name}`" not in _section("explain")} == set()


def test_every_field_of_a_pick_and_every_strictness_is_there() -> None:
    verdict = Verdict(1, "a.jpg", kept=True, why="")
    found = json.loads(pick_as_json(Pick(Picked((verdict,), (), (), ()), 0)))
    names = {*found, *found["kept"][0], *Strictness}
    assert {name for name in names if f"`{name}`" not in _section("pick")} == set()


def test_every_exit_code_is_there() -> None:
    codes = {error.exit_code for error in WinnowError.__subclasses__()} | {0, 1, 130, 141}
    table = REFERENCE.partition("## Exit codes")[2].partition("## Settings")[0]
    assert {code for code in codes if not re.search(rf"^\| .*\b{code}\b", table, flags=re.MULTILINE)} == set()
