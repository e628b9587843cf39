"""Dates may be given by their front."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from winnow.cli.options import existing_folder, partial_date
from winnow.cli.top import subfolder


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_every_date_and_its_fronts_are_accepted_as_they_are(date: dt.date, length: int) -> None:
    front = date.isoformat()[:length]
    assert partial_date(front) == front


@pytest.mark.parametrize(
    "wrong", ["", "19", "2019-13", "2019-02-30", "2019/07", "july", "2019-7-1", "2019-07-", "٢٠١٩"]
)
def test_what_is_no_date_is_refused_with_the_way_to_write_one(wrong: str) -> None:
    with pytest.raises(typer.BadParameter, match="YYYY-MM-DD"):
        partial_date(wrong)


def test_a_folder_that_is_not_there_comes_with_what_may_have_been_meant(tmp_path: Path) -> None:
    (tmp_path / "my Pictures").mkdir()
    (tmp_path / "photo.jpg").touch()
    assert existing_folder(tmp_path / "my Pictures") == tmp_path / "my Pictures"
    with pytest.raises(typer.BadParameter, match=r"did you mean '.*my Pictures'"):
        existing_folder(tmp_path / "my Picturs")
    with pytest.raises(typer.BadParameter, match="is its disk connected"):
        existing_folder(tmp_path / "completely different" / "place")
    with pytest.raises(typer.BadParameter, match="is a file; give the folder that holds it"):
        existing_folder(tmp_path / "photo.jpg")


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that may not be entered; for root, who may enter any, we are somebody else meanwhile."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield folder
    if user == 0:
        os.seteuid(0)
    folder.chmod(0o700)


def test_a_folder_below_one_that_may_not_be_entered_is_refused_with_that_reason(closed: Path) -> None:
    for folder in (closed / "pictures", closed / "deep" / "down"):
        with pytest.raises(typer.BadParameter, match="you may not look into"):
            existing_folder(folder)
    with pytest.raises(typer.BadParameter, match="no subfolder"):
        subfolder(closed, Path("pictures"))


def test_the_home_of_nobody_we_know_is_no_folder() -> None:
    with pytest.raises(typer.BadParameter, match="there is no folder ~nosuchuser/x"):
        existing_folder(Path("~nosuchuser/x"))


def test_a_subfolder_may_be_given_from_the_folder_or_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pics" / "2019" / "italy").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path)
    pics = Path("pics")
    for right in ("2019/italy", "2019/italy/", "./2019/../2019/italy", "pics/2019/italy", tmp_path / "pics/2019/italy"):
        assert subfolder(pics, Path(right)) == Path("2019/italy")
    for wrong in ("2020", "other", "..", "../other"):
        with pytest.raises(typer.BadParameter, match="no subfolder of pics"):
            subfolder(pics, Path(wrong))


def test_no_date_is_no_limit() -> None:
    assert partial_date(None) is None
