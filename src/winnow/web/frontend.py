"""The built pages: `frontend/`, as Vite bundles it into `app/` beside this module.

All files are read when the server starts, into a table by address, so no address leads to any other file.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from winnow.domain.errors import PageNotBuiltError
from winnow.web.fence import notice

if TYPE_CHECKING:
    from collections.abc import Mapping

APP = Path(__file__).with_name("app")
INDEX = "index.html"
HASHED = "assets/"  # Vite puts the hash of the content into names there
REMEDY = (
    "From a checkout: `make app`, which needs Node 20 or newer with npm. "
    "Without Node: install winnow from a wheel or an sdist, which carry the page."
)
_LIBRARY: Final = b'name="winnow-library" content="%s"'
_NO_LIBRARY: Final = _LIBRARY % b""
_TYPES: Final = {  # not those of `mimetypes`, which the system may have changed
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Frontend:
    """The files of the built pages by address, without the slash in front; none if they were not built."""

    files: Mapping[str, bytes]

    @classmethod
    def read(cls, folder: Path = APP) -> Frontend:
        """Read the files of a folder; what is not there is not built."""
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        return cls({path.relative_to(folder).as_posix(): path.read_bytes() for path in found})

    def of(self, library: str) -> Frontend:
        """The same pages, which know which library they show: what they keep in the browser is that library's."""
        return Frontend({**self.files, INDEX: self.files[INDEX].replace(_NO_LIBRARY, _LIBRARY % library.encode())})

    @property
    def is_built(self) -> bool:
        """Whether there is a page to show."""
        return INDEX in self.files

    def answer(self, path: str) -> Response:
        """What lies at an address; the one page for every address that is a view of it."""
        if not self.is_built:
            return notice(HTTPStatus.SERVICE_UNAVAILABLE, f"{PageNotBuiltError()} {REMEDY}")
        if path.startswith(HASHED) and path not in self.files:
            return notice(HTTPStatus.NOT_FOUND, "There is nothing here.")
        name = path if path in self.files else INDEX
        kept = "private, max-age=31536000, immutable" if name.startswith(HASHED) else "no-cache"
        media_type = _TYPES.get(Path(name).suffix, "application/octet-stream")
        return Response(self.files[name], headers={"Content-Type": media_type, "Cache-Control": kept})
