from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from winnow.catalogue.batch import Batch
from winnow.catalogue.tables import REVISION, schema
from winnow.domain.errors import LibraryDamagedError, LibraryNotFoundError, LibraryTooNewError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.catalogue.conftest import Shelf


def test_the_revision_that_opening_looks_for_is_the_newest_there_is() -> None:
    config = Config()
    config.set_main_option("script_location", "winnow.catalogue:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_migrations_make_the_tables_that_the_code_speaks_of(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put(Batch())
    made = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name != 'alembic_version' ORDER BY name"
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    schema.create_all(engine)
    with engine.connect() as connection:
        declared = [tuple(row) for row in connection.exec_driver_sql(made)]
    engine.dispose()
    assert [in_one_line(row) for row in shelf.sql(made)] == [in_one_line(row) for row in declared]


def in_one_line(row: tuple[object, ...]) -> list[str]:
    """What SQLite says of a table: a column that came later stands in the line of the one before it."""
    return [" ".join(str(said).split()) for said in row]


def test_alembic_sees_nothing_left_to_migrate(shelf: Shelf) -> None:
    shelf.put(Batch())
    with shelf.open() as catalogue, catalogue._database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema) == []


def test_a_library_of_the_first_revision_is_upgraded_and_keeps_what_it_knows(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    with closing(sqlite3.connect(shelf.database)) as connection, connection:
        of_groups = ("looks", "alignments", "groups", "members", "gatherings", "gathered")
        for later in ("impressions", "embeddings", "choices", "acts", *of_groups):
            connection.execute(f"DROP TABLE {later}")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    with shelf.open(create=False) as catalogue:
        assert [best.path for best in catalogue.best(shelf.scorer, shelf.recipe)] == ["a.jpg"]
        assert catalogue.find_impressions([shelf.content("A")], shelf.network) == {}
        assert catalogue.acts() == []
    assert shelf.sql("SELECT version_num FROM alembic_version") == [(REVISION,)]


def test_opening_a_library_that_is_up_to_date_does_not_load_alembic(shelf: Shelf) -> None:
    shelf.put(Batch())
    code = (
        "import sys; from pathlib import Path; from winnow.catalogue.catalogue import Catalogue;"
        "Catalogue.open(Path(sys.argv[1]), Path(sys.argv[2]), create=True).close();"
        "print('alembic' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, shelf.database, shelf.folder], capture_output=True, check=True, text=True
    )
    assert ran.stdout == "False\n"


def test_a_library_from_a_newer_winnow_is_left_alone(shelf: Shelf) -> None:
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    with closing(sqlite3.connect(shelf.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = shelf.database.read_bytes()
    with pytest.raises(LibraryTooNewError, match="upgrade winnow") as told:
        shelf.open()
    assert told.value.exit_code == 3
    assert shelf.database.read_bytes() == before


@pytest.mark.parametrize("versioned", [False, True])
def test_a_database_of_another_program_is_left_alone(shelf: Shelf, versioned: bool) -> None:
    shelf.database.parent.mkdir()
    with closing(sqlite3.connect(shelf.database)) as connection, connection:
        connection.execute("CREATE TABLE albums (id INTEGER)")
        if versioned:
            connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    before = shelf.database.read_bytes()
    for create in (False, True):
        with pytest.raises(LibraryDamagedError, match="not winnow's"):
            shelf.open(create=create)
    assert shelf.database.read_bytes() == before
    assert [entry.name for entry in shelf.database.parent.iterdir()] == ["library.db"]


def test_an_empty_file_is_no_library_until_one_is_made_in_it(shelf: Shelf) -> None:
    shelf.database.parent.mkdir()
    shelf.database.touch()
    with pytest.raises(LibraryNotFoundError):
        shelf.open(create=False)
    shelf.put(shelf.rated("a.jpg", "A", 5.0))
    assert shelf.sql("SELECT version_num FROM alembic_version") == [(REVISION,)]
