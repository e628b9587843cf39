"""Settings -> open library: the only place that chooses parts."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from winnow.domain.errors import FolderNotFoundError, LibraryNotFoundError, PhotoNotFoundError, WinnowError
from winnow.domain.folder import LIBRARY_FILE
from winnow.domain.views import Check
from winnow.ingest.limits import Limits
from winnow.library import Library, Parts
from winnow.settings import Settings, config_file, read_settings, usable_cores
from winnow.workflows.decide import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from winnow.catalogue.cache import ContentCache
    from winnow.domain.additive import AdditiveModel
    from winnow.engine import Engine
    from winnow.grouping.looks import Bars
    from winnow.models.network import Network

MEGA = 1_000_000


def open_library(
    folder: str | os.PathLike[str],
    *,
    library: str | os.PathLike[str] | None = None,
    model: str | None = None,
    workers: int | None = None,
) -> Library:
    """Wire a library; see `winnow.open_library`."""
    settings = read_settings(model=model, workers=workers)
    root = Path(os.path.expanduser(folder))  # noqa: PTH111 - pathlib's raises for a user that there is not
    if not os.path.isdir(root):  # noqa: PTH112 - pathlib's raises below a folder that may not be entered
        raise FolderNotFoundError(f"{root} is not there, is no folder, or may not be entered.")
    root = Path(os.path.realpath(root))
    parts = Parts(
        database=database_of(root, library, settings),
        limits=_limits(settings),
        thumbnails=settings.cache_dir / "thumbnails",
        sidecar_naming=settings.sidecar_naming,
        profiles=config_file().with_name("profiles.toml"),
        bars=partial(_bars, settings),
        model=partial(_model, settings),
        network=partial(_network, settings),
        cache=lambda: _cache(settings),
        engine=partial(_engine, settings),
    )
    return Library(root, parts)


def database_of(root: Path, library: str | os.PathLike[str] | None, settings: Settings) -> Path:
    """Where the library of a folder lies: as told; where there is one; else in the folder, if it can be written."""
    if library is not None:
        told = Path(os.path.abspath(os.path.expanduser(library)))  # noqa: PTH100, PTH111 - as above
        return told / LIBRARY_FILE.name if os.path.isdir(told) else told  # noqa: PTH112 - as above
    inside = root / LIBRARY_FILE
    key = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    per_user = settings.data_dir / "libraries" / key / LIBRARY_FILE.name
    there = next((place for place in (inside, per_user) if os.path.exists(place)), None)  # noqa: PTH110 - as above
    if there is not None:
        return there
    return inside if os.access(root, os.W_OK) else per_user


def library_of(
    photo: str | os.PathLike[str], *, library: str | os.PathLike[str] | None = None, model: str | None = None
) -> Library:
    """Wire the library that holds a photo; see `winnow.library_of`."""
    path = _absolute(photo)
    rated = _rated(path.parent, library, read_settings())
    libraries = [open_library(folder, library=library, model=model) for folder in rated]
    if libraries:
        return next((lib for lib in libraries if lib.known([path])), libraries[0])
    raise _not_rated(path)


def libraries_of(
    photos: Iterable[str | os.PathLike[str]], *, library: str | os.PathLike[str] | None = None
) -> list[tuple[Library, list[Path]]]:
    """Wire the libraries that hold some photos; see `winnow.libraries_of`."""
    settings = read_settings()
    paths = list(dict.fromkeys(map(_absolute, photos)))
    above = {folder: tuple(_rated(folder, library, settings)) for folder in {path.parent for path in paths}}
    libraries = {folder: open_library(folder, library=library) for rated in above.values() for folder in rated}
    held: dict[Path, Path] = {}  # the folder of the library that holds each photo
    for rated in dict.fromkeys(above[path.parent] for path in paths):  # one question for all photos below a folder
        left = [path for path in paths if above[path.parent] == rated]
        for folder in rated:
            held |= dict.fromkeys(libraries[folder].known(left), folder)
            left = [path for path in left if path not in held]
        if left and not rated:
            raise _not_rated(left[0])
        if left:
            raise unknown(rated[0], [str(path) for path in left])
    holding = dict.fromkeys(held[path] for path in paths)
    return [(libraries[folder], [path for path in paths if held[path] == folder]) for folder in holding]


def nearest_library(folder: str | os.PathLike[str], *, library: str | os.PathLike[str] | None = None) -> Library:
    """Wire the library of a folder or of the nearest above it; see `winnow.nearest_library`."""
    path = _absolute(folder)
    rated = _rated(path, library, read_settings())
    if rated:
        return open_library(rated[0], library=library)
    raise LibraryNotFoundError(f"Rate it first: winnow rate {shlex.quote(str(path))}")


def _absolute(path: str | os.PathLike[str]) -> Path:
    return Path(os.path.expanduser(path)).absolute()  # noqa: PTH111 - pathlib's raises for a user that there is not


def _rated(folder: Path, library: str | os.PathLike[str] | None, settings: Settings) -> list[Path]:
    """Of a folder and those above it, those that have been rated, into `library` if that is named; nearest first."""
    folders = [Path(os.path.realpath(each)) for each in (folder, *folder.parents)]
    if library is not None:
        from winnow.catalogue.catalogue import folders_of  # noqa: PLC0415 - opens a database only when one is named

        held = set(folders_of(database_of(folders[0], library, settings)))
        folders = [each for each in folders if each in held]
    return [each for each in folders if os.path.exists(database_of(each, library, settings))]  # noqa: PTH110 - as above


def _not_rated(photo: Path) -> WinnowError:
    if not os.path.lexists(photo):
        return PhotoNotFoundError(f"There is no file {photo}")
    return LibraryNotFoundError(f"Rate the photo's folder first: winnow rate {shlex.quote(str(photo.parent))}")


def examine() -> list[Check]:
    """What this machine can decode and run, and what to install for the rest."""
    settings = read_settings()
    return [*_formats(), *_machinery(settings)]


def _formats() -> Iterator[Check]:
    from winnow.ingest.capabilities import capabilities  # noqa: PLC0415 - loads every decoder

    for capability in capabilities():
        needed = not capability.optional
        yield Check(capability.format, capability.available, capability.decoder, capability.remedy, needed=needed)


def _machinery(settings: Settings) -> Iterator[Check]:
    yield from _judges(settings)
    yield _workers(settings)
    with _cache(settings) as cache:
        warning = cache.warning
    yield Check(
        "cache", warning is None, warning or str(settings.cache_dir), "set cache_dir to a folder that can be written"
    )


def _judges(settings: Settings) -> Iterator[Check]:
    """The model, what runs its network, and which accelerators did not begin."""
    try:
        model, network = _model(settings), _network(settings)
        session = None if network is None else network.begin()
    except WinnowError as error:
        yield Check("model", ok=False, detail=str(error), advice="choose another with --model", needed=True)
        return
    runs = "" if session is None else f", its network on {session.runs_on}"
    yield Check("model", ok=True, detail=f"{model.name} {model.version}{runs}", needed=True)
    for notice in () if session is None else session.notices:
        yield Check("accelerator", ok=False, detail=notice, advice="winnow works without it")


def _workers(settings: Settings) -> Check:
    detail = (
        f"{settings.workers} processes, {settings.memory_mb} MB and {settings.timeout_seconds:g} s per photo at most"
    )
    advice = "set workers = 0 to go without"
    engine = _engine(settings)
    try:
        ok = [result for _, result in engine.map(abs, [-1])] == [1]
    except WinnowError as error:
        return Check("workers", ok=False, detail=str(error), advice=advice, needed=True)
    finally:
        engine.close()
    return Check("workers", ok, detail, advice, needed=True)


def _bars(settings: Settings) -> Bars:
    from winnow.grouping.looks import Bars  # noqa: PLC0415 - loads NumPy

    percents = (settings.similarity_copy, settings.similarity_burst, settings.similarity_scene)
    return Bars(*(percent / 100 for percent in percents))


def _limits(settings: Settings) -> Limits:
    return Limits(max_pixels=int(settings.max_megapixels * MEGA))


def _model(settings: Settings) -> AdditiveModel:
    from winnow.models.cards import load_model  # noqa: PLC0415 - loaded when a verb needs it
    from winnow.signals.recipe import RECIPE, SIGNAL_NAMES  # noqa: PLC0415 - as above

    return load_model(settings.model, recipe=RECIPE, signals=SIGNAL_NAMES)


def _network(settings: Settings) -> Network | None:
    from winnow.models.cards import load_network  # noqa: PLC0415 - loaded when a verb needs it
    from winnow.models.network import Network  # noqa: PLC0415 - as above

    file = load_network(settings.model)
    # As many threads as workers: they are niced, so on a busy machine the network runs and they wait for its batch.
    return None if file is None else Network(file, threads=min(max(1, settings.workers), usable_cores()))


def _cache(settings: Settings) -> ContentCache:
    from winnow.catalogue.cache import ContentCache  # noqa: PLC0415 - loaded when a verb needs it

    with contextlib.suppress(OSError):  # then the cache says itself what is wrong
        settings.cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds thumbnails of private photos
    return ContentCache(settings.cache_dir / "measurements.db")


def _engine(settings: Settings) -> Engine:
    if settings.workers == 0:
        from winnow.engine.inline import InlineEngine  # noqa: PLC0415 - only the chosen engine is loaded

        return InlineEngine()
    from winnow.engine.local import LocalEngine  # noqa: PLC0415 - as above

    return LocalEngine(
        settings.workers,
        timeout_seconds=settings.timeout_seconds,
        memory_bytes=settings.memory_mb * MEGA,
        preload=("winnow.workflows.measure", "winnow.ingest.fingerprint"),
    )
