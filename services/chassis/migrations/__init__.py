"""Alembic environment of all services, and the migrations of the chassis tables."""
