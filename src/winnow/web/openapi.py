"""The OpenAPI document without a server: ``python -m winnow.web.openapi`` prints it, for `frontend/openapi.json`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, cast

from winnow.web.app import create_app
from winnow.web.frontend import Frontend
from winnow.web.security import Guard

if TYPE_CHECKING:
    from winnow.web.context import Context


def document() -> dict[str, Any]:
    """What `/api/v1/openapi.json` answers, whatever the library."""
    return create_app(cast("Context", None), Guard(0), Frontend({})).openapi()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(document(), indent=1, ensure_ascii=False) + "\n")
