"""How fast `winnow rate` is beside the bare floor, how much memory it takes, and what an unchanged folder costs.

    python benchmarks/throughput.py            about four minutes and 3 GB of temporary disk
    python benchmarks/throughput.py --quick    half a minute, to see that it runs; too short to judge by

::

    make an archive of 12 MP photos, one of 24 MP
    for each:  floor, rate, floor, rate, ...   fresh library and caches each time; medians
               peak memory and CPU time of all its processes, for a quarter of the photos and for all
    make 10,000 and 100,000 small files, rate them once
    for each:  walk, re-scan, walk, re-scan, ...

The floor does what cannot be left out, with as many processes and nothing else: read the file, SHA-256 it, decode it at
the scale at which winnow decodes, run the bare network on a picture of the size that it takes. Its processes give way
to other programs as winnow's workers do. Files are in the page cache for both. A file is one of a few photographs that
scikit-image ships, enlarged, with a camera's grain, and a comment of its own, so that no two have the same content.

On a machine that does other things too, wall time says little; the CPU time of a photo still does.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import hashlib
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import psutil
import simplejpeg
from skimage import data

from winnow.engine.worker import NICENESS
from winnow.ingest.decode import decode_raster
from winnow.ingest.limits import Limits
from winnow.ingest.source import Source
from winnow.models.cards import load_network
from winnow.models.frame import SHAPES
from winnow.models.network import INPUT
from winnow.models.session import Session
from winnow.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

SCENES = ("coffee", "chelsea", "astronaut", "rocket")
GRAIN = 20.0  # of 255: a 12 MP file is 4 MB, as a camera's often is
FILES_PER_FOLDER = 100
SAMPLE_SECONDS = 0.05
PICTURE = np.zeros((1, *SHAPES[1][::-1], 3), dtype=np.uint8)  # 4:3, as the archive is


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    photos: dict[tuple[int, int], int]
    small_files: tuple[int, ...]
    rounds: int


FULL = Plan({(4000, 3000): 320, (6000, 4000): 160}, (10_000, 100_000), rounds=3)
QUICK = Plan({(4000, 3000): 24, (6000, 4000): 12}, (500, 2_000), rounds=1)


def main() -> None:
    """Make the archives, measure, print."""
    options = argparse.ArgumentParser(description="Measure `winnow rate` beside the bare floor.")
    options.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    options.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    given = options.parse_args()
    plan = QUICK if given.quick else FULL
    print(f"{given.workers} workers, load average {os.getloadavg()[0]:.1f} before; medians of {plan.rounds} rounds")
    with tempfile.TemporaryDirectory(prefix="winnow-throughput-") as name:
        bench = Bench(Path(name), given.workers, plan.rounds)
        for (width, height), count in plan.photos.items():
            bench.rating(width, height, count)
        for count in plan.small_files:
            bench.rescan(count)


@dataclass(frozen=True)
class Seen:
    """A process at one moment: its memory, what it shares divided among the sharers (PSS), and its CPU time so far."""

    pid: int
    bytes: float
    cpu_seconds: float


@dataclass(frozen=True)
class Taken:
    """What a run took, all its processes together."""

    peak_bytes: float
    cpu_seconds: float


@dataclass(frozen=True)
class Floor:
    """What the bare floor took for an archive."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class Bench:
    """The measurements, each with its own folder under `place`."""

    place: Path
    workers: int
    rounds: int

    def rating(self, width: int, height: int, count: int) -> None:
        """Print the floor, what `rate` reaches, and what it takes."""
        archive, quarter, few = self.place / "all", self.place / "quarter", count // 4
        size = make_photos(archive, width, height, count)
        make_photos(quarter, width, height, few)
        print(f"\n{count} photos of {width * height / 1e6:.0f} MP, {size / count / 1e6:.1f} MB each")
        turns = [(self._floor(archive), self._rate(archive)) for _ in range(self.rounds)]
        floor = statistics.median(bare.seconds for bare, _ in turns)
        rate = statistics.median(seconds for _, seconds in turns)
        start = statistics.median(self._rate(quarter) for _ in range(self.rounds))
        running = (rate - start) / (count - few)
        row("floor: read, SHA-256, decode, network", f"{count / floor:7.1f} photos/s")
        row("winnow rate, start to end", f"{count / rate:7.1f} photos/s", f"{floor / rate:.2f} of the floor")
        row("winnow rate, once it runs", f"{1 / running:7.1f} photos/s", f"{floor / count / running:.2f} of the floor")
        least, most = self._watch(quarter), self._watch(archive)
        cpu = (most.cpu_seconds - least.cpu_seconds) / (count - few)
        bare = statistics.median(bare.cpu_seconds for bare, _ in turns) / count
        row("CPU time, floor", f"{bare * 1e3:7.1f} ms a photo")
        row("CPU time, winnow rate once it runs", f"{cpu * 1e3:7.1f} ms a photo", f"{bare / cpu:.2f} of the floor")
        row(f"peak memory, {few} photos", f"{least.peak_bytes / 1e6:7.0f} MB")
        row(f"peak memory, {count} photos", f"{most.peak_bytes / 1e6:7.0f} MB")
        shutil.rmtree(archive)
        shutil.rmtree(quarter)

    def rescan(self, count: int) -> None:
        """Print what it costs to find that nothing has changed."""
        archive, empty = self.place / "small", self.place / "empty"
        make_small_files(archive, count)
        empty.mkdir(exist_ok=True)
        first, idle = self._rate(archive), [self._rate(empty)]
        turns = [(seconds_of(partial(bare_walk, archive)), self._again(archive)) for _ in range(self.rounds + 2)]
        walk, again = (statistics.median(seconds) for seconds in zip(*turns, strict=True))
        idle += [self._again(empty) for _ in range(self.rounds)]
        start = statistics.median(idle[1:])
        print(f"\n{count:,} small files, of 64 contents; first rated in {first:.1f} s")
        row("bare scandir + stat", f"{walk:7.3f} s")
        row("winnow rate of an empty folder", f"{start:7.3f} s", "start-up")
        row("winnow rate, nothing changed", f"{again:7.3f} s", f"{(again - start) / walk:.1f} walks beyond start-up")
        shutil.rmtree(archive)

    def _floor(self, archive: Path) -> Floor:
        paths = list(archive.glob("*.jpg"))
        context = multiprocessing.get_context("forkserver")
        with context.Pool(self.workers, initializer=begin_floor) as pool:
            pool.map(floor_of, paths[: 4 * self.workers], chunksize=1)  # every process has started
            started = time.perf_counter()
            cpu_seconds = sum(pool.imap_unordered(floor_of, paths))
            return Floor(time.perf_counter() - started, cpu_seconds)

    def _rate(self, archive: Path) -> float:
        with fresh(archive) as environment:
            return self._again(archive, environment)

    def _again(self, archive: Path, environment: dict[str, str] | None = None) -> float:
        command = self._command(archive)
        return seconds_of(lambda: subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True))

    def _watch(self, archive: Path) -> Taken:
        """Rate, looking at winnow and all its processes every now and then."""
        peak_bytes = 0.0
        cpu_seconds: dict[int, float] = {}
        with fresh(archive) as environment:
            winnow = psutil.Popen(self._command(archive), env=environment, stdout=subprocess.DEVNULL)
            while winnow.poll() is None:
                family = seen(winnow)
                peak_bytes = max(peak_bytes, sum(one.bytes for one in family))
                cpu_seconds |= {one.pid: one.cpu_seconds for one in family}
                time.sleep(SAMPLE_SECONDS)
        return Taken(peak_bytes, sum(cpu_seconds.values()))

    def _command(self, archive: Path) -> list[str]:
        return [sys.executable, "-m", "winnow", "rate", str(archive), "--workers", str(self.workers)]


@contextlib.contextmanager
def fresh(archive: Path) -> Iterator[dict[str, str]]:
    """An environment in which winnow has never seen anything."""
    shutil.rmtree(archive / ".winnow", ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="winnow-user-") as user:
        own = {f"WINNOW_{name}_DIR": f"{user}/{name}" for name in ("CACHE", "DATA")}
        yield os.environ | own | {"WINNOW_CONFIG": f"{user}/config.toml"}


def begin_floor() -> None:
    """Settle a process of the floor in: it gives way as winnow's workers do, and has the network ready."""
    os.nice(NICENESS)
    bare_network()


@functools.cache
def bare_network() -> Session | None:
    """The network of the model that winnow uses unless told otherwise, if that has one."""
    file = load_network(Settings().model)
    return None if file is None else Session(file.onnx, origin=file.origin, threads=1)


def floor_of(path: Path) -> float:
    """Do what cannot be left out for one photo; the CPU seconds it took."""
    started = time.process_time()
    content = path.read_bytes()
    hashlib.sha256(content).digest()
    decode_raster(Source(path.name, "jpeg", content), Limits())
    network = bare_network()
    if network is not None:
        network.run(**{INPUT: PICTURE})
    return time.process_time() - started


def bare_walk(folder: Path) -> int:
    """Meet and stat every file below a folder; their number."""
    count = 0
    pending = [os.fspath(folder)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    count += 1
    return count


def seen(process: psutil.Process) -> list[Seen]:
    """A process and its descendants as they are now."""
    family = []
    with contextlib.suppress(psutil.NoSuchProcess):
        for member in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied), member.oneshot():
                times = member.cpu_times()
                family.append(Seen(member.pid, member.memory_full_info().pss, times.user + times.system))
    return family


def make_photos(folder: Path, width: int, height: int, count: int) -> int:
    """Write photos into a folder; their bytes in all."""
    folder.mkdir()
    scenes = [camera_jpeg(name, width, height) for name in SCENES]
    for number in range(count):
        (folder / f"IMG_{number:05}.jpg").write_bytes(with_comment(scenes[number % len(scenes)], number))
    return sum(path.stat().st_size for path in folder.iterdir())


def make_small_files(folder: Path, count: int) -> None:
    """Write files of a kilobyte, a hundred to a folder."""
    pixels = np.random.default_rng(0).integers(0, 255, (64, 24, 32, 3), dtype=np.uint8)
    contents = [simplejpeg.encode_jpeg(pixels[number], quality=80) for number in range(len(pixels))]
    for number in range(count):
        path = folder / f"{number // FILES_PER_FOLDER:04}" / f"IMG_{number:06}.jpg"
        if number % FILES_PER_FOLDER == 0:
            path.parent.mkdir(parents=True)
        path.write_bytes(contents[number % len(contents)])


def camera_jpeg(scene: str, width: int, height: int) -> bytes:
    """A photograph at that size, with grain: enlarged alone it would have no detail to compress."""
    photo: NDArray[Any] = cv2.resize(getattr(data, scene)(), (width, height), interpolation=cv2.INTER_CUBIC)
    grain = np.random.default_rng(0).normal(0, GRAIN, (height, width)).astype(np.float32)
    fine = cv2.GaussianBlur(grain, (0, 0), 0.7)  # a sensor's mosaic blurs its noise
    pixels = np.clip(photo + fine[..., None], 0, 255).astype(np.uint8)
    encoded: bytes = simplejpeg.encode_jpeg(pixels, quality=92, colorsubsampling="420")
    return encoded


def with_comment(jpeg: bytes, number: int) -> bytes:
    """The same picture as a file of its own, by a comment (ITU-T T.81, B.2.4.5)."""
    comment = b"photo %d" % number
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[2:]


def seconds_of(work: Callable[[], object]) -> float:
    """Wall time of `work`."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def row(what: str, figure: str, note: str = "") -> None:
    """Print one figure."""
    print(f"  {what:38} {figure:20} {note}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
