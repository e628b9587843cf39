"""Alembic's entry: it runs the migrations on the connection, and in the transaction, that `migrate.py` hands over."""

from alembic import context

from winnow.catalogue.tables import schema

context.configure(connection=context.config.attributes["connection"], target_metadata=schema)
with context.begin_transaction():
    context.run_migrations()
