"""Pictures of a photo: three sizes, and the file itself."""

from __future__ import annotations

import os
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException
from starlette.responses import MalformedRangeHeader, RangeNotSatisfiable

from winnow.web.context import Context, Here
from winnow.web.pictures import Located, Picture, Pictures, Size, takes_jpeg
from winnow.web.problems import CONTENT
from winnow.web.ranges import asked_for
from winnow.web.schemas.base import PhotoId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from winnow.ingest.inside import Opened

FOREVER = "private, max-age=31536000, immutable"
CLIENT_CLOSED_REQUEST = 499  # nobody reads it

MEDIA_TYPES = {
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "heif": "image/heic",
    "jp2": "image/jp2",
    "jpeg": "image/jpeg",
    "jxl": "image/jxl",
    "png": "image/png",
    "psd": "image/vnd.adobe.photoshop",
    "raw": "image/x-dcraw",
    "tiff": "image/tiff",
    "webp": "image/webp",
}
SHOWN_BY_BROWSERS = frozenset({"avif", "gif", "jpeg", "png", "webp"})

router = APIRouter(prefix="/api/v1/photos/{photo}", tags=["pictures"])

PARTS: dict[int | str, dict[str, Any]] = {
    206: {"description": "The part of the bytes that `Range` asked for"},
    416: {"description": "There are no such bytes; `Content-Range` says how many there are", "content": CONTENT},
}
PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"description": "An upright sRGB picture", "content": {"image/jpeg": {}, "image/webp": {}}},
    304: {"description": "The picture that the client has is the one"},
    **PARTS,
}
ORIGINAL: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file's own bytes", "content": {kind: {} for kind in sorted(MEDIA_TYPES.values())}},
    304: {"description": "The bytes that the client has are those"},
    **PARTS,
}


class Original(FileResponse):
    """An open file in pieces of a megabyte: each is a way through the thread pool, and photos have many."""

    chunk_size = 1_000_000

    def __init__(self, opened: Opened, media_type: str, headers: Mapping[str, str]) -> None:
        stat = os.fstat(opened.file.fileno())
        super().__init__(opened.again, media_type=media_type, headers=headers, stat_result=stat)
        self._file = opened.file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it and close it."""
        with self._file:
            await super().__call__(scope, receive, send)

    @classmethod
    def _parse_range_header(cls, http_range: str, file_size: int) -> list[tuple[int, int]]:
        """The parts that are asked for; none, and so all of it, where a Range says none (RFC 9110, section 14.2)."""
        try:
            return super()._parse_range_header(http_range, file_size)
        except MalformedRangeHeader:
            return []
        except RangeNotSatisfiable:
            raise _no_such_bytes(file_size) from None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client says of the picture it wants."""

    version: str | None
    accept: str
    if_none_match: str
    part: str
    if_range: str


def wanted(
    v: Annotated[str | None, Query(max_length=16, description="the photo's `version`: the picture may be kept")] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
    if_none_match: Annotated[str, Header(include_in_schema=False)] = "",
    part: Annotated[str, Header(alias="Range", include_in_schema=False)] = "",
    if_range: Annotated[str, Header(include_in_schema=False)] = "",
) -> Wanted:
    """What a request says of the picture."""
    return Wanted(v, accept, if_none_match, part, if_range)


Saying = Annotated[Wanted, Depends(wanted)]


@router.get("/thumbnail", operation_id="getThumbnail", response_class=Response, responses=PICTURE)
async def thumbnail(photo: PhotoId, here: Here, request: Request, saying: Saying) -> Response:
    """A picture of at most 320 px."""
    return await _answer(here, photo, Size.THUMBNAIL, saying, request)


@router.get("/preview", operation_id="getPreview", response_class=Response, responses=PICTURE)
async def preview(photo: PhotoId, here: Here, request: Request, saying: Saying) -> Response:
    """A picture of at most 2048 px."""
    return await _answer(here, photo, Size.PREVIEW, saying, request)


@router.get("/full", operation_id="getFull", response_class=Response, responses=PICTURE)
async def full(photo: PhotoId, here: Here, request: Request, saying: Saying) -> Response:
    """The picture at its own size, pixel for pixel; a part of its bytes by `Range`."""
    return await _answer(here, photo, Size.FULL, saying, request)


@router.get("/original", operation_id="getOriginal", response_class=Response, responses=ORIGINAL)
def original(photo: PhotoId, here: Here, saying: Saying) -> Response:
    """The file itself, byte for byte; parts of it by `Range`."""
    located = here.table.located(photo)
    opened = here.pictures.original(located)
    kind = opened.format or ""
    shown = "inline" if kind in SHOWN_BY_BROWSERS else "attachment"
    name = quote(PurePosixPath(located.path).name.encode("utf-8", "replace"), safe="")
    response = Original(
        opened,
        MEDIA_TYPES.get(kind, "application/octet-stream"),
        {"Content-Disposition": f"{shown}; filename*=utf-8''{name}", "Cache-Control": "private, no-cache"},
    )
    etag = response.headers["etag"]
    if not _has(saying, etag):
        return response
    opened.file.close()
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})


async def _answer(here: Context, photo: int, size: Size, saying: Wanted, request: Request) -> Response:
    jpeg = takes_jpeg(saying.accept)
    if jpeg is None:
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, "Pictures are image/jpeg or image/webp.")
    located, picture = await run_in_threadpool(_found, here, photo, size)
    kept = FOREVER if saying.version == located.version else "private, no-cache"
    etag = f'"{located.version}-{size}-{"jpeg" if jpeg else "webp"}"'
    headers = {"Accept-Ranges": "bytes", "Cache-Control": kept, "ETag": etag, "Vary": "Accept"}
    if _has(saying, etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    picture = picture or await _made(here.pictures, located, size, request)
    if picture is None:
        return Response(status_code=CLIENT_CLOSED_REQUEST)
    data = picture.jpeg if jpeg else await run_in_threadpool(_as_webp, picture.jpeg)
    kind = "image/jpeg" if jpeg else "image/webp"
    if not picture.is_current:  # and no part of it: two would be put together though they are of two pictures
        return Response(data, media_type=kind, headers={"Cache-Control": "no-store"})
    part = asked_for(saying.part, len(data)) if saying.if_range in {"", etag} else None
    return _sent(data, part, kind, headers)


def _sent(data: bytes, part: range | None, kind: str, headers: dict[str, str]) -> Response:
    """A picture, or the part of it that is asked for."""
    if part is None:
        return Response(data, media_type=kind, headers=headers)
    if not part:
        raise _no_such_bytes(len(data))
    place = {"Content-Range": f"bytes {part[0]}-{part[-1]}/{len(data)}"}
    return Response(data[part.start : part.stop], HTTPStatus.PARTIAL_CONTENT, headers | place, kind)


def _no_such_bytes(size: int) -> HTTPException:
    status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    return HTTPException(status, f"There are {size} bytes.", {"Content-Range": f"bytes */{size}"})


def _found(here: Context, photo: int, size: Size) -> tuple[Located, Picture | None]:
    """Where a photo is, and its picture if that need not be made: one way through the thread pool for both."""
    located = here.table.located(photo)
    return located, here.pictures.kept(located, size)


async def _made(pictures: Pictures, located: Located, size: Size, request: Request) -> Picture | None:
    """The picture; None if nobody waits for it any more when its turn comes to be made."""
    async with pictures.decoding:
        if await request.is_disconnected():  # leafed past, on the way through hundreds
            return None
        kept = await run_in_threadpool(pictures.kept, located, size)  # another request may have made it meanwhile
        return kept or await run_in_threadpool(pictures.made, located, size)


def _has(saying: Wanted, etag: str) -> bool:
    """Whether the client has what it asks for, by If-None-Match (RFC 9110, section 13.1.2)."""
    named = {each.strip().removeprefix("W/") for each in saying.if_none_match.split(",")}
    return etag in named or "*" in named


def _as_webp(jpeg: bytes) -> bytes:
    from winnow.ingest.thumbnail import as_webp  # noqa: PLC0415 - loads the decoders

    return as_webp(jpeg)
