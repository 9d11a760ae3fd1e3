"""The PostgreSQL server of tests (deploy/local/postgres.py)."""

from deploy.local.postgres import CARELESS, Server, running

__all__ = ["CARELESS", "Server", "running"]
