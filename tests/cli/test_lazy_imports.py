"""Importing winnow, and asking the command for help, loads nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "PIL",
    "alembic",
    "cv2",
    "fastapi",
    "lxml",
    "numpy",
    "onnxruntime",
    "pi_heif",
    "pydantic_settings",
    "rawpy",
    "simplejpeg",
    "sqlalchemy",
    "starlette",
    "uvicorn",
    "winnow.library",
    "winnow.wiring",
}

REPORT = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
"""


@pytest.mark.parametrize(
    "code",
    [
        "import winnow",
        "from winnow.cli import main; sys.argv = ['winnow', '--help']; main()",
        "from winnow.cli import main; sys.argv = ['winnow', '--version']; main()",
        "from winnow.cli import main; sys.argv = ['winnow', 'rate', '--help']; main()",
        "from winnow.cli import main; sys.argv = ['winnow', 'nonsense']; main()",
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    run = subprocess.run([sys.executable, "-c", REPORT + code], capture_output=True, text=True, check=False)
    loaded = set(json.loads(run.stderr.splitlines()[-1]))
    assert "winnow" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_loads_no_pydantic_which_typer_takes_only_to_parse_options(argument: str) -> None:
    code = f"from winnow.cli import main; sys.argv = ['winnow', '{argument}']; main()"
    run = subprocess.run([sys.executable, "-c", REPORT + code], capture_output=True, text=True, check=True)
    assert "pydantic" not in json.loads(run.stderr.splitlines()[-1])


def test_importing_winnow_loads_no_command_line() -> None:
    run = subprocess.run([sys.executable, "-c", REPORT + "import winnow"], capture_output=True, text=True, check=True)
    assert {"typer", "rich"}.isdisjoint(json.loads(run.stderr))
