"""Runs migrations on the connection that services.chassis.migrate hands over."""

from alembic import context

from services.chassis.search_index import in_code

config = context.config
connection = config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=config.attributes.get("metadata"),
    include_object=in_code,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
