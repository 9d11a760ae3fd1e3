"""The tables that every service has: its log, what it heard, what is due, and its erasable texts."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

chassis = MetaData()
Number = BigInteger().with_variant(Integer, "sqlite")

tenants = Table(
    "tenants",
    chassis,
    Column("tenant", String, primary_key=True),
    Column("oin", String, nullable=False, unique=True),
    Column("name", String),
)

roles = Table(
    "roles",
    chassis,
    Column("tenant", String, primary_key=True),
    Column("member", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("valid_from", Date),
    Column("until", Date),
)

events = Table(
    "events",
    chassis,
    Column("tenant", String, primary_key=True),
    Column("topic", String, primary_key=True),
    Column("sequence", Number, primary_key=True),
    Column("id", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("actor", String),
    Column("causation", String),
    Column("bytes", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    UniqueConstraint("tenant", "subject", "version", name="one_event_per_version"),
    UniqueConstraint("tenant", "id", name="one_event_per_id"),
    Index("events_by_cause", "tenant", "causation"),
)

streams = Table(
    "streams",
    chassis,
    Column("topic", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("last", Number, nullable=False),
    Column("relayed", Number, nullable=False, server_default="0"),
    Column("relayed_offset", Number),
)

inbox = Table(
    "inbox",
    chassis,
    Column("tenant", String, primary_key=True),
    Column("topic", String, primary_key=True),
    Column("sequence", Number, nullable=False),
    Column("id", String, nullable=False),
    Column("topic_offset", Number),
)

partitions = Table(
    "partitions",
    chassis,
    Column("topic", String, primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("next_offset", Number, nullable=False),
)

lease = Table(
    "lease",
    chassis,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", Float, nullable=False),
)

parked = Table(
    "parked",
    chassis,
    Column("tenant", String, primary_key=True),
    Column("topic", String, primary_key=True),
    Column("sequence", Number, primary_key=True),
    Column("subject", String, nullable=False),
    Column("error", Text, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

due = Table(
    "due",
    chassis,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("tenant", String, nullable=False),
    Column("policy", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("command", Text, nullable=False),
    Column("cause", String, nullable=False),
    Column("correlation", String),
    Column("traceparent", String),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("made_at", String),
    Column("retry_at", String),
    UniqueConstraint("tenant", "policy", "subject", "cause", name="one_row_per_cause"),
)

checkpoints = Table(
    "checkpoints",
    chassis,
    Column("tenant", String, primary_key=True),
    Column("topic", String, primary_key=True),
    Column("size", Number, primary_key=True),
    Column("root", LargeBinary, nullable=False),
    Column("edge", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", String, nullable=False),
)

texts = Table(
    "texts",
    chassis,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("subject", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
)

SECURED = (roles, events, streams, inbox, parked, due, checkpoints, texts)
"""Tables with row-level security: `tenants` alone may be seen by all."""
