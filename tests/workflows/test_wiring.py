"""Where a library lies, which settings count, and what a wrong folder is told."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import winnow
from winnow.domain.errors import FolderNotFoundError, LibraryNotFoundError, PhotoNotFoundError, SettingsError
from winnow.settings import read_settings
from winnow.wiring import database_of

NOBODY = 65534


@pytest.fixture
def everybodys() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_library_lies_in_its_folder_unless_told_otherwise(tmp_path: Path) -> None:
    settings = read_settings()
    assert database_of(tmp_path, None, settings) == tmp_path / ".winnow" / "library.db"
    assert database_of(tmp_path, tmp_path / "all.db", settings) == tmp_path / "all.db"
    assert database_of(tmp_path, tmp_path, settings) == tmp_path / "library.db"


@pytest.mark.skipif(not hasattr(os, "setuid") or os.geteuid() != 0, reason="only root may become somebody else")
def test_a_folder_that_cannot_be_written_has_its_library_per_user(everybodys: Path, folder: Path) -> None:
    photos, home = everybodys / "photos", everybodys / "home"
    photos.mkdir()
    (photos / "cat.jpg").write_bytes((folder / "chelsea.jpg").read_bytes())
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)
    code = f"""
import os, winnow
with winnow.open_library({str(folder)!r}, workers=0) as lib:  # loads all that it needs while it may still read it
    list(lib.rate())
os.environ["WINNOW_CACHE_DIR"] = {str(home / "cache")!r}
os.setgid({NOBODY}); os.setuid({NOBODY})
with winnow.open_library({str(photos)!r}, workers=0) as lib:
    print(list(lib.rate())[-1].scored, lib.top(1)[0].path)
"""
    places = {"WINNOW_DATA_DIR": str(home / "data"), "WINNOW_CONFIG": str(home / "none.toml"), "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **places}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["1", "cat.jpg"], done.stderr
    assert not (photos / ".winnow").exists()
    assert len(list((home / "data" / "libraries").glob("*/library.db"))) == 1


def test_a_per_user_library_is_still_used_when_its_folder_becomes_writable(tmp_path: Path) -> None:
    settings = read_settings()
    key = hashlib.sha256(os.fsencode(tmp_path)).hexdigest()[:16]
    per_user = settings.data_dir / "libraries" / key / "library.db"
    per_user.parent.mkdir(parents=True)
    per_user.touch()
    assert database_of(tmp_path, None, settings) == per_user


@pytest.mark.parametrize("wrong", ["nowhere", "a file", "~nosuchuser/photos"])
def test_a_wrong_folder_is_told(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(FolderNotFoundError):
        winnow.open_library(wrong if wrong.startswith("~") else tmp_path / wrong)


def test_the_library_of_a_photo_is_looked_for_upwards(folder: Path) -> None:
    with pytest.raises(LibraryNotFoundError, match="winnow rate"):
        winnow.library_of(folder / "2019" / "coffee.jpg")
    with pytest.raises(PhotoNotFoundError):
        winnow.library_of(folder / "nothing.jpg")
    with winnow.open_library(folder, workers=0) as library:
        list(library.rate())
    assert winnow.library_of(folder / "2019" / "coffee.jpg").folder == folder


def test_options_win_over_the_environment_and_that_over_the_file(
    own_user_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_user_folders / "config.toml").write_text("workers = 3\ntimeout_seconds = 5\nmemory_mb = 700\n")
    monkeypatch.setenv("WINNOW_TIMEOUT_SECONDS", "6")
    monkeypatch.setenv("WINNOW_MEMORY_MB", "800")
    settings = read_settings(memory_mb=900, model=None)
    assert (settings.workers, settings.timeout_seconds, settings.memory_mb) == (3, 6, 900)
    assert settings.model == "winnow"


@pytest.mark.parametrize("text", ["workers = -1", "wrokers = 2", "workers = ", "max_megapixels = inf"])
def test_a_wrong_setting_names_itself(own_user_folders: Path, text: str) -> None:
    (own_user_folders / "config.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"w[or]{2}kers|max_megapixels|config\.toml"):
        read_settings()


def test_a_tilde_in_a_setting_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINNOW_CACHE_DIR", "~/somewhere")
    assert read_settings().cache_dir == Path.home() / "somewhere"
