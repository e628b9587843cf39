"""Builds the review page into the package: a wheel and an sdist carry it, and installing from them needs no Node."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReviewPage(BuildHookInterface[Any]):
    """Runs Vite before files are gathered, where there is a `frontend/` that is newer than what it was built into."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the signature is Hatch's
        """Build the page. An editable install is left to make, which knows when it is due."""
        frontend, page = Path(self.root, "frontend"), Path(self.root, "src/winnow/web/app/index.html")
        if version == "editable" or not frontend.is_dir() or _is_fresh(page, frontend):
            return
        npm = shutil.which("npm")
        if npm is None:
            self.app.display_warning(
                "winnow is built without its review page, or with an old one: that needs Node 20 or newer with npm."
            )
            return
        for arguments in (["install", "--no-save", "--no-audit", "--no-fund"], ["run", "build"]):
            subprocess.run([npm, *arguments], cwd=frontend, check=True)  # noqa: S603 - fixed arguments


def _is_fresh(page: Path, frontend: Path) -> bool:
    if not page.is_file():
        return False
    sources = (path for path in frontend.rglob("*") if "node_modules" not in path.parts and path.is_file())
    return all(path.stat().st_mtime <= page.stat().st_mtime for path in sources)
