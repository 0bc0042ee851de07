"""What Alembic runs: the migrations, over the connection that it was handed."""

from __future__ import annotations

from alembic import context

from contracts.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes no table in place
    transaction_per_migration=False,
)
context.run_migrations()
