"""Read tables of inventory."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

organisations = Table(
    "organisations",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("organisation", JSON, nullable=False),
    Column("policy", JSON),
    Column("version", Integer, nullable=False),
)
"""Public: who uses this installation, and the policy each adopted."""

systems = Table(
    "systems",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String),
    Column("sort", String),
    Column("search", Text),
    Column("stage", String, nullable=False, server_default="idea"),
    Column("found_as", String),
    Column("since", String),
    Column("category", String),
    Column("description", JSON),
    Column("sources", JSON),
    Column("oversight", JSON),
    Column("ai_act_class", String),
    Column("classification", JSON),
    Column("confirmed", Boolean, nullable=False, server_default="0"),
    Column("assessment_version", Integer, nullable=False, server_default="1"),
    Column("standing", String),
    Column("assessment", JSON),
    Column("decided_on", String),
    Column("reopened_on", String),
    Column("register", String),
    Column("source_id", String),
    Column("found_record", JSON),
    Index("systems_in_order", "tenant", "sort", "id"),
    Index("systems_by_source", "tenant", "register", "source_id"),
)
"""One row for each system; one without a name is not registered yet, though something was noted on it.

`decided_on`: the day of the last decision on its assessment, also when that does not count any more; `reopened_on`:
since when the assessment is made again after it.
"""

to_do = Table(
    "to_do",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("since", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("member", String, nullable=False),
    Index("to_do_by_code", "tenant", "code", "since", "id"),
)
"""What a system still asks of people, by the code of what is missing, as long as it is; `version` of the system and
`member` are those of the fact that asked it. Two codes ask nothing by themselves: `decided`, and `seen`, of which
`version` is the one that the assessment has seen."""

publications = Table(
    "publications",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("published_on", Date, nullable=False),
)
"""What is public, as publication told it."""

people = Table(
    "people",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("member", String, primary_key=True),
    Column("name", Text, nullable=False),
)
"""Erasable: who is behind a member reference; empty where the name was erased. Not rebuilt."""

imports = Table(
    "imports",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("until", String, nullable=False),
    Column("member", String, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("form", String, nullable=False),
    Column("heading", JSON, nullable=False),
    Column("exported_on", String),
    Column("part", Boolean, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("counts", JSON),
    Column("gone", JSON),
)
"""The register file that someone offered last, one for each organisation, for a day at most. Not rebuilt. `member` and
`roles`: who offered it, and then who said that it may go in. `until`: when it goes."""

import_entries = Table(
    "import_entries",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("import_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("source_id", String),
    Column("entry", JSON, nullable=False),
    Column("body", JSON, nullable=False),
    Column("expected", String),
    Column("result", String),
    Column("field", String),
    Column("reason", Text),
)
"""Its rows: `entry` as it stood in the file, `body` as the import takes it; what it would come to, and what it came to.
Not rebuilt, and gone with the file; those that went in are gone as soon as all have."""

TABLES = (organisations, systems, to_do, publications)
