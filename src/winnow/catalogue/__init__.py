"""What is known of the photos, kept in a database. SQLAlchemy and Alembic stay in here.

`catalogue.Catalogue` is one folder of a library, `cache.ContentCache` the measurements of every library of this user,
`lock.exclusive` the right to write. Only `database.py`, `faults.py` and the cache's upkeep know that it is SQLite.

SQLAlchemy Core costs 1.4 times bare `sqlite3` to read all that is known and 1.5 times to write: 8 ms of CPU in a
batch that took seconds to decode (`python benchmarks/catalogue.py`). For that, PostgreSQL can take the same code.
"""
