"""`kill -9` at any instant: the library opens, is sound, and at most one batch is measured again."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from winnow.workflows.saver import BATCH_SIZE

PHOTOS = 700
KILLS = 20
MOMENTS = (range(1, 30), range(BATCH_SIZE - 40, BATCH_SIZE + 40))  # at the start, and around a batch's end


@pytest.fixture
def archive(tmp_path: Path, photographs: Path) -> Path:
    """Small photographs, all different."""
    root = tmp_path / "archive"
    dice = random.Random(7)  # noqa: S311 - a repeatable test, not a secret
    with Image.open(photographs / "coffee.png") as coffee:
        pixels = np.asarray(coffee.convert("RGB"))
    for number in range(PHOTOS):
        top, left = dice.randrange(pixels.shape[0] - 200), dice.randrange(pixels.shape[1] - 300)
        target = root / f"{number % 12:02d}" / f"{number:04d}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels[top : top + 200, left : left + 300]).save(target, quality=80 + number % 15)
    return root


@pytest.mark.slow
def test_twenty_kills_at_random_moments_lose_at_most_a_batch_each(archive: Path) -> None:
    dice = random.Random(11)  # noqa: S311 - as above
    told = 0
    for _ in range(KILLS):
        told += killed_run(archive, after_lines=dice.choice(dice.choice(MOMENTS)))
        assert sound(archive)
    last = run(archive).stdout.splitlines()
    told += sum(json.loads(line)["event"] == "scored" for line in last)
    assert saved(archive) == PHOTOS
    assert told <= PHOTOS + KILLS * BATCH_SIZE
    assert json.loads(last[-1])["event"] == "finished"


def killed_run(archive: Path, *, after_lines: int) -> int:
    """Start a run, kill it once it has told so much, and give how many photos it told as scored."""
    before = saved(archive)
    lines = []
    with subprocess.Popen(command(archive), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(json.loads(line))
            if len(lines) >= after_lines:
                break
        workers = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGKILL)
        lines += [json.loads(line) for line in process.stdout if line.endswith("\n")]
    _, alive = psutil.wait_procs(workers, timeout=300)
    assert not alive, "workers outlive the run that was killed"
    scored = sum(line["event"] == "scored" for line in lines)
    assert scored - (saved(archive) - before) <= BATCH_SIZE
    return int(scored)


def run(archive: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(archive), capture_output=True, text=True, check=True)


def command(archive: Path) -> list[str]:
    return [sys.executable, "-m", "winnow", "rate", "--json", os.fspath(archive)]


def sound(archive: Path) -> bool:
    with closing(sqlite3.connect(archive / ".winnow" / "library.db")) as database:
        return bool(database.execute("pragma integrity_check").fetchall() == [("ok",)])


def saved(archive: Path) -> int:
    file = archive / ".winnow" / "library.db"
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as database:
        tables = {name for (name,) in database.execute("select name from sqlite_master")}
        if "photos" not in tables:
            return 0
        (count,) = database.execute("select count(*) from photos where content is not null").fetchone()
    return int(count)
