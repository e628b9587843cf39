"""What is known of the photos, kept in a database. SQLAlchemy and Alembic stay in here.

`Catalogue` is one folder of a library, `ContentCache` the measurements of every library of this user, `exclusive` the
right to write. Only `database.py`, `faults.py` and `upsert.py` know that the database is SQLite.
"""
