"""What every test shares: its own per-user folders, and the way to real photos where they are to hand."""

from __future__ import annotations

import importlib.util
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure, and a folder that all examples of a test share no mistake. What lands is judged on the
# same examples each time, while work goes on with new ones.
settings.register_profile(
    "winnow",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("winnow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests with the same id: where processes share the work, one of them is run and the others are not."""
    names = Counter(item.nodeid for item in items)
    if twice := [name for name, number in names.items() if number > 1]:
        raise pytest.UsageError("Several tests have the same id: " + ", ".join(twice))


@pytest.fixture(autouse=True)
def own_user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the person's cache, data and settings."""
    home = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("WINNOW_CACHE_DIR", str(home / "cache"))
    monkeypatch.setenv("WINNOW_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("WINNOW_CONFIG", str(home / "config.toml"))
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real photos, labels and models beside the checkout."""
    folder = Path(__file__).parents[2] / "shared"
    if not (folder / "photos").is_dir():
        pytest.skip(f"real photos are not to hand: {folder / 'photos'} is absent")
    return folder


@pytest.fixture(scope="session")
def photographs() -> Path:
    """The folder of photographs that scikit-image ships."""
    spec = importlib.util.find_spec("skimage")
    if spec is None or spec.origin is None:
        pytest.skip("scikit-image, which ships photographs, is not installed")
    return Path(spec.origin).parent / "data"
