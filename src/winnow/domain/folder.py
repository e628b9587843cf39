"""What winnow keeps in a folder of photos: one folder of its own, with the library in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

OWN_FOLDER: Final = ".winnow"
LIBRARY_FILE: Final = Path(OWN_FOLDER, "library.db")
