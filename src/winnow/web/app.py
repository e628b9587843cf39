"""The application: operations below `/api/v1`, the built pages everywhere else, a fence around both."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

import winnow
from winnow.web.fence import Fence
from winnow.web.frontend import Frontend
from winnow.web.problems import documented, handle_problems
from winnow.web.routes import decisions, events, exports, groups, library, photos, pictures, profiles, scan

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.responses import Response

    from winnow.web.context import Context
    from winnow.web.security import Guard

MODULES = (library, photos, pictures, groups, decisions, profiles, scan, exports, events)
ROUTERS = tuple(module.router for module in MODULES)
_log = logging.getLogger("winnow.web")

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
DESCRIPTION = """The review of one folder of photos, on this machine.

Photos, groups and acts are named by the library's ids. Lists are paged: pass `next` of a page as `after`. Pictures are
asked for with the photo's `version`, and may then be kept for good. Clients other than the pages send
`Authorization: Bearer TOKEN`, with the token that `winnow review` prints.
"""


def create_app(context: Context, guard: Guard, frontend: Frontend | None = None) -> FastAPI:
    """Make the application that serves one library to those whom `guard` admits."""
    pages = Frontend.read() if frontend is None else frontend
    if pages.is_built:
        pages = pages.of(context.library_id)
    app = FastAPI(
        title="winnow",
        version=winnow.__version__,
        description=DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.context = context
    for router in ROUTERS:
        app.include_router(router)

    @app.api_route("/{path:path}", methods=METHODS, include_in_schema=False, response_model=None)
    def page(path: str, request: Request) -> Response:
        allowed = _allowed(f"/{path}")
        if request.method not in allowed:
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(allowed))}) if allowed else HTTPException(404)
        return pages.answer(path)

    handle_problems(app)
    app.add_middleware(Fence, guard=guard)
    _document(app)
    return app


def _allowed(path: str) -> set[str]:
    """What may be done at an address; nothing where there is neither a page nor an operation."""
    if path != "/api" and not path.startswith("/api/"):
        return {"GET", "HEAD"}
    routes = (route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute))
    return {method for route in routes if route.path_regex.match(path) for method in route.methods or ()}


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    context: Context = app.state.context
    async with context.events.running():
        yield
    try:
        context.close()
    except Exception:
        _log.exception("winnow did not end as it should")
        raise


def _document(app: FastAPI) -> None:
    """Have the OpenAPI document tell of problems, and how to be let in."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            plain = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
            app.openapi_schema = documented(plain)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's documented way to change it
