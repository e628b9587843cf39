"""Where a person's weights are kept: one TOML file beside the settings, for the command line and the pages alike.

::

    active = "Landscapes"

    [profiles.Landscapes.parts]
    content = 1.5

    [profiles.Landscapes.styles]
    saturation = 0.3

It is written beside and renamed, and never over one that cannot be read.
"""

from __future__ import annotations

import contextlib
import json
import os
import tomllib
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from winnow.domain.errors import ArgumentError, ProfileNotFoundError, ProfilesDamagedError, ProfilesUnwritableError
from winnow.domain.profile import Profile, Profiles, Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PARTS, _STYLES = "parts", "styles"
LONGEST_NAME = 80
OWN_NAME = "The model's own"
"""What weights are called that nobody saved; in no case of letters another profile may be called so.

As `OWN_NAME` in frontend/src/features/weights/ProfileBar.tsx.
"""


class ProfileStore:
    """The profiles of one person, in a file that need not be there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._known: tuple[object, Profiles] = (None, Profiles())

    def read(self) -> Profiles:
        """What is saved, by name; read anew only if the file is another.

        Raises:
            ProfilesDamagedError: the file cannot be read, or is not what winnow wrote.
        """
        try:
            found = self._path.stat()
            stamp = found.st_mtime_ns, found.st_size, found.st_ino
            if self._known[0] != stamp:
                self._known = stamp, _profiles(tomllib.loads(self._path.read_text("utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            self._known = None, Profiles()
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise ProfilesDamagedError(f"{self._path}: {error}. Mend it, or move it away.") from error
        return self._known[1]

    def weights(self, name: str | None) -> Weights:
        """The weights of that name; the model's own for None.

        Raises:
            ProfileNotFoundError: nobody saved any under it.
        """
        profiles = self.read()
        found = profiles.find(name)
        if found is None:
            there = ", ".join(one.name for one in profiles.profiles) or "there are none yet"
            raise ProfileNotFoundError(f"{name!r} is none of yours: {there}.")
        return found

    def save(self, name: str, weights: Weights) -> Profile:
        """Save weights under a name, in the place of what had it.

        Raises:
            ArgumentError: it is no name.
            ProfilesUnwritableError: the file cannot be written.
        """
        if not is_name(name):
            raise ArgumentError(
                f"{name!r} is no name for a profile: up to {LONGEST_NAME} characters that can be shown, "
                f"a letter or digit among them and no slash, and not {OWN_NAME!r}."
            )
        profile = Profile(name, weights)
        with self._lock:
            saved = self.read()
            others = [one for one in saved.profiles if one.name != name]
            self._write(replace(saved, profiles=_by_name([*others, profile])))
        return profile

    def delete(self, name: str) -> None:
        """Forget a profile; if it was in use, the model's own weights are.

        Raises:
            ProfileNotFoundError: there is none of that name.
        """
        self.weights(name)
        with self._lock:
            saved = self.read()
            others = tuple(one for one in saved.profiles if one.name != name)
            self._write(Profiles(others, None if saved.active == name else saved.active))

    def use(self, name: str | None) -> None:
        """Have a profile in use from now on; None for the model's own weights.

        Raises:
            ProfileNotFoundError: there is none of that name.
        """
        self.weights(name)
        with self._lock:
            self._write(replace(self.read(), active=name))

    def _write(self, profiles: Profiles) -> None:
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as file:
                file.write("\n".join(_lines(profiles)))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise ProfilesUnwritableError(f"{self._path}: {error.strerror}") from error


def is_name(name: str) -> bool:
    """Whether a profile can be called so: it is typed on a command line, and stands in an address."""
    return (
        len(name) <= LONGEST_NAME
        and name.isprintable()
        and any(each.isalnum() for each in name)
        and not {"/", "\\"} & set(name)
        and name.strip().casefold() != OWN_NAME.casefold()
    )


def _by_name(profiles: list[Profile]) -> tuple[Profile, ...]:
    return tuple(sorted(profiles, key=lambda one: (one.name.casefold(), one.name)))


def _profiles(read: Mapping[str, Any]) -> Profiles:
    if unknown := set(read) - {"active", "profiles"}:
        raise ValueError(f"it says {', '.join(sorted(unknown))}, which profiles know nothing of")
    found = _by_name([Profile(name, _weights(name, one)) for name, one in read.get("profiles", {}).items()])
    active = read.get("active")
    if active is not None and active not in {one.name for one in found}:
        raise ValueError(f"the active profile {active!r} is not among them")
    return Profiles(found, active)


def _weights(name: str, read: Mapping[str, Any]) -> Weights:
    if unknown := set(read) - {_PARTS, _STYLES}:
        raise ValueError(f"{name} says {', '.join(sorted(unknown))}, which profiles know nothing of")
    parts, styles = ({key: _number(value) for key, value in read.get(side, {}).items()} for side in (_PARTS, _STYLES))
    return Weights(parts, styles)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no weight")
    return float(value)


def _lines(profiles: Profiles) -> Iterator[str]:
    if profiles.active is not None:
        yield f"active = {_text(profiles.active)}"
    for one in profiles.profiles:
        for side, weights in ((_PARTS, one.weights.parts), (_STYLES, one.weights.styles)):
            yield f"\n[profiles.{_text(one.name)}.{side}]"
            yield from (f"{_text(name)} = {float(value)!r}" for name, value in weights.items())
    yield ""


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes are among its own, but for a bare DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
