"""The command as a person runs it, and a messy folder to run it on."""

from __future__ import annotations

import io
import json
import mmap
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops

EXIF_ORIENTATION, EXIF_IFD, EXIF_DATE_TIME_ORIGINAL = 0x0112, 0x8769, 0x9003


@dataclass(frozen=True)
class Winnow:
    """Runs `winnow` as a process, with per-user folders of its own, in the folder above them."""

    home: Path

    @property
    def here(self) -> Path:
        """The current folder of the process."""
        return self.home.parent

    def environment(self, **extra: str) -> dict[str, str]:
        """The environment of the process: a plain terminal-less one."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("WINNOW_") and name != "NO_COLOR"
        }
        own = {
            "WINNOW_CACHE_DIR": str(self.home / "cache"),
            "WINNOW_DATA_DIR": str(self.home / "data"),
            "WINNOW_CONFIG": str(self.home / "config.toml"),
            "WINNOW_WORKERS": "2",
            "COLUMNS": "80",
        }
        return kept | own | extra

    def __call__(self, *arguments: str | bytes | Path, **extra: str) -> subprocess.CompletedProcess[bytes]:
        """Run to the end; keyword arguments are environment variables."""
        return subprocess.run(
            [sys.executable, "-m", "winnow", *arguments],
            env=self.environment(**extra),
            cwd=self.here,
            capture_output=True,
            check=False,
            timeout=300,
        )

    def json(self, *arguments: str | bytes | Path) -> Any:  # noqa: ANN401 - JSON is of any type
        """Run, and read the one JSON document it prints."""
        run = self(*arguments, "--json")
        assert run.returncode == 0, run.stderr.decode()
        return json.loads(run.stdout)

    def events(self, *arguments: str | bytes | Path) -> list[dict[str, Any]]:
        """Run `rate`, and read its events."""
        run = self("rate", *arguments, "--json")
        assert run.returncode == 0, run.stderr.decode()
        return [json.loads(line) for line in run.stdout.splitlines()]

    def start(self, *arguments: str | Path, page_ahead: bool = False, **extra: str) -> subprocess.Popen[bytes]:
        """Start it and come back at once; it leads a process group, as a terminal would have it.

        Its output has no buffer here: `communicate` passes over one, and with it the lines behind those already read.
        With `page_ahead` it gets no further ahead of its reader than one page of output, where the system can hold it:
        a run that is to be caught in the middle does not end before.
        """
        return subprocess.Popen(
            [sys.executable, "-m", "winnow", *arguments],
            env=self.environment(**extra),
            cwd=self.here,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            pipesize=mmap.PAGESIZE if page_ahead else -1,
            start_new_session=True,
        )


@pytest.fixture
def winnow(tmp_path: Path) -> Winnow:
    """The command, with fresh per-user folders."""
    return Winnow(tmp_path / "home")


def picture(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with structure at every scale, as photographs have it."""
    random = np.random.default_rng(seed)
    total = np.zeros((size[1], size[0], 3), np.float32)
    for cells in (3, 8, 20, 60, 160):
        field = random.integers(0, 256, (cells, cells, 3), np.uint8)
        total += np.asarray(Image.fromarray(field).resize(size, Image.Resampling.BICUBIC), np.float32) / cells**0.5
    total = (total - total.min()) / (total.max() - total.min())
    return Image.fromarray((total * 255).astype(np.uint8))


def save(image: Image.Image, path: Path, *, taken: str | None = None, orientation: int | None = None) -> None:
    """Save as JPEG with the EXIF fields given."""
    exif = Image.Exif()
    if taken is not None:
        exif.get_ifd(EXIF_IFD)[EXIF_DATE_TIME_ORIGINAL] = taken
    if orientation is not None:
        exif[EXIF_ORIENTATION] = orientation
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG", quality=90, exif=exif)


ODD_NAMES = (
    b"caf\xe9 not utf-8.jpg",
    b"two\nlines.jpg",
    "cat 🐈 ☕.jpg".encode(),
    b"[bold]markup[red].jpg",
    b"\x1b[31mred\x1b[0m.jpg",
    b'it\'s "quoted" $HOME `x`.jpg',
    b"-n.jpg",
    b"x" * 251 + b".jpg",
)


def make_messy(folder: Path) -> None:
    """A small archive with a little of everything that real ones have."""
    for month in range(1, 7):
        save(picture(month), folder / f"2019/trip/IMG_{month:04}.jpg", taken=f"2019:{month:02}:14 18:03:22")
    save(picture(7).rotate(90, expand=True), folder / "2020/rotated.jpg", taken="2020:01:01 00:00:00", orientation=6)
    picture(8).save(folder / "2020/drawing.png")
    picture(9).save(folder / "2020/scan.tif")
    (folder / "copies").mkdir()
    shutil.copyfile(folder / "2019/trip/IMG_0001.jpg", folder / "copies/IMG_0001 (1).jpg")
    odd = folder / "odd names"
    odd.mkdir()
    for number, name in enumerate(ODD_NAMES):
        buffer = io.BytesIO()
        picture(100 + number, (320, 240)).save(buffer, "JPEG")
        Path(os.fsdecode(os.fsencode(odd) + b"/" + name)).write_bytes(buffer.getvalue())
    broken = folder / "broken"
    broken.mkdir()
    whole = (folder / "2019/trip/IMG_0002.jpg").read_bytes()
    (broken / "truncated.jpg").write_bytes(whole[: len(whole) // 2])
    (broken / "empty.jpg").write_bytes(b"")
    (broken / "text.jpg").write_text("milk, bread\n", encoding="utf-8")
    (folder / "notes.txt").write_text("not a photo\n", encoding="utf-8")
    (folder / ".hidden").mkdir()
    shutil.copyfile(folder / "2019/trip/IMG_0003.jpg", folder / ".hidden/IMG_0003.jpg")
    (folder / "2019/trip/._IMG_0001.jpg").write_bytes(b"\0\x05\x16\x07 AppleDouble")


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A messy folder of one's own, to change as one likes."""
    folder = tmp_path / "my photos"
    make_messy(folder)
    return folder


@pytest.fixture(scope="session")
def rated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Winnow, Path]:
    """A messy folder that has been rated, and the command that knows it. Only to be read."""
    root = tmp_path_factory.mktemp("rated")
    folder = root / "my photos"
    make_messy(folder)
    command = Winnow(root / "home")
    run = command("rate", folder)
    assert run.returncode == 0, run.stderr.decode()
    return command, folder


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Enough photos that a run can be interrupted in the middle."""
    folder = tmp_path / "many"
    base = picture(1, (1600, 1200))
    for number in range(60):
        save(ImageChops.offset(base, 16 * number, 0), folder / f"{number // 20}/{number:04}.jpg")
    return folder


@pytest.fixture
def new_picture() -> Callable[[Path, int], None]:
    """Writes another photo to a path."""

    def write(path: Path, seed: int) -> None:
        save(picture(seed), path)

    return write
