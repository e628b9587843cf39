"""The folders of a library: how a folder is named in the database, so that a moved drive still finds its photos.

A folder inside which the library lies is named relative to it (``..`` for the usual ``<folder>/.winnow/library.db``);
any other folder by its absolute path.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from winnow.catalogue.tables import roots

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


def stored_root(database: Path, folder: Path) -> bytes:
    """The name of `folder` in the library at `database`."""
    home, folder = database.parent.resolve(), folder.resolve()
    return os.fsencode(os.path.relpath(folder, home) if home.is_relative_to(folder) else folder)


def root_folder(database: Path, name: bytes) -> Path:
    """The folder that `stored_root` gave that name."""
    return (database.parent.resolve() / os.fsdecode(name)).resolve()


def find_root(connection: Connection, name: bytes) -> int | None:
    """The id of the root with that stored name."""
    return connection.scalar(select(roots.c.id).where(roots.c.path == name))


def add_root(connection: Connection, name: bytes) -> int:
    """A root with that stored name; its id."""
    root_id: int = connection.execute(insert(roots).values(path=name).returning(roots.c.id)).scalar_one()
    return root_id
