"""What a person may set, read once: options over environment over file over defaults.

The file is ``config.toml`` in the per-user configuration folder (``~/.config/winnow`` on Linux), or the one that
``WINNOW_CONFIG`` names; ``WINNOW_WORKERS=4`` in the environment sets `workers`, and so on for every field.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import platformdirs
from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from winnow.domain.errors import SettingsError
from winnow.domain.tags import SidecarNaming  # noqa: TC001 - Pydantic reads it

if TYPE_CHECKING:
    from typing import Any


HomePath = Annotated[Path, AfterValidator(lambda path: Path(os.path.expanduser(path)))]  # noqa: PTH111 - never raises
"""A path in which ~ stands for the home folder."""


def usable_cores() -> int:
    """Cores this process may run on: a container's or taskset's share, not the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def config_file() -> Path:
    """Where the settings file is looked for."""
    named = os.environ.get("WINNOW_CONFIG")
    return Path(named) if named else platformdirs.user_config_path("winnow") / "config.toml"


Similarity = Annotated[float, Field(ge=50, le=99)]


class Settings(BaseSettings):
    """Every setting, with its default."""

    model_config = SettingsConfigDict(frozen=True, env_prefix="WINNOW_", extra="forbid")

    workers: Annotated[int, Field(ge=0, le=256)] = Field(default_factory=usable_cores)
    """Worker processes; 0 runs everything in winnow's own process, unprotected from its decoders."""

    model: str = "winnow"
    """Name of a built-in model, or path of a model card."""

    timeout_seconds: Annotated[float, Field(gt=0)] = 60.0
    """Longest that one photo may take."""

    memory_mb: Annotated[int, Field(ge=512)] = 4096
    """Most memory that one worker may ask for."""

    max_megapixels: Annotated[float, Field(gt=0, le=100_000)] = 250.0
    """Largest picture that is decoded."""

    similarity_copy: Similarity = 88.0
    """How alike, in percent, pictures are that count as copies of one another."""

    similarity_burst: Similarity = 88.0
    """Likewise frames of one moment; those a second apart are given a little, those far apart asked for more."""

    similarity_scene: Similarity = 88.0
    """Likewise photos of one occasion."""

    sidecar_naming: SidecarNaming = "stem"
    """How a new XMP sidecar of IMG.NEF is named: stem, IMG.xmp, or full, IMG.NEF.xmp."""

    cache_dir: HomePath = Field(default_factory=lambda: platformdirs.user_cache_path("winnow"))
    """Measurements and thumbnails, keyed by content; may be deleted at any time."""

    data_dir: HomePath = Field(default_factory=lambda: platformdirs.user_data_path("winnow"))
    """Libraries of folders that cannot be written."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())


def read_settings(**options: Any) -> Settings:  # noqa: ANN401 - Pydantic checks them
    """Read the settings; options that are None were not given.

    Raises:
        SettingsError: a value is out of range, unknown, or the file is not TOML.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"{wrong} (options, WINNOW_* in the environment, or {config_file()})") from error
    except (ValueError, OSError) as error:
        raise SettingsError(f"{config_file()} cannot be read: {error}") from error
