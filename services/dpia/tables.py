"""Read tables of dpia."""

from sqlalchemy import JSON, Column, Date, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("turn", String),
    Column("since", Date, nullable=False),
    Column("ground", String),
    Column("outcome", String),
    Column("level", String),
    Column("screening", JSON),
    Column("answers", JSON, nullable=False),
    Column("risks", JSON, nullable=False),
    Column("measures", JSON, nullable=False),
    Column("submitted", JSON),
    Column("hash", String),
    Column("advices", JSON, nullable=False),
    Column("replies", JSON, nullable=False),
    Column("decision", JSON),
    Column("conditions", JSON),
    Column("residuals", JSON),
    Column("consultation", JSON),
    Column("exemption", JSON),
    Column("halted", JSON),
    Column("again", JSON),
    Column("earlier", JSON),
    Column("setback", String),
    Column("setback_on", Date),
    Column("continued", JSON(none_as_null=True)),
    Column("summary", JSON(none_as_null=True)),
    Column("released", JSON(none_as_null=True)),
    Index("cases_by_turn", "tenant", "turn"),
    Index("cases_by_state", "tenant", "state", "since", "id"),
    Index("cases_set_back", "tenant", "setback", "setback_on", "id"),
)
"""One row for each case, fed by dpia's own facts. The JSON columns hold facts with the day `at` which they were logged
and the member `by` whom, so references to texts and to people, never words or names. `turn`: the role that is to act;
`level`: of the highest risk; `halted`: why it was suspended or withdrawn; `again`: why it is written anew, and whether
nothing was written since (`untouched`), or since the system changed once more (`changedOn`); `earlier`: versions that
were returned or reopened; `conditions`: how far each condition of the decision is, by its id; `residuals`: what is left
of each risk, by its id; `consultation`: what the supervisory authority was asked, and what it said; `setback`: why the
assessment does not carry the use of the system, and `continued`: how the process owner said that the use goes on;
`summary`: for everyone, as it was written of the decision that stands; `released`: what of it is public, so its words
too."""

hands = Table(
    "hands",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("member", String, primary_key=True),
    Column("id", String, primary_key=True),
)
"""Who wrote, submitted or advised in a case: they do not decide on it."""

reports = Table(
    "reports",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("condition", String, primary_key=True),
    Column("member", String, nullable=False),
)
"""Who said of a condition in a case that it is met, while another person is still to look."""

authors = Table(
    "authors",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("member", String, primary_key=True),
)
"""Who wrote in a summary that nobody released yet: they do not release it."""

systems = Table(
    "systems",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("assessment_version", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("sort", String, nullable=False),
    Column("search", Text, nullable=False),
    Column("stage", String, nullable=False),
    Column("ai_act_class", String),
    Column("description", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("oversight", JSON),
    Index("systems_in_order", "tenant", "sort", "id"),
)
"""What inventory told of each system. `version`: of its last fact that is not a noted one."""

organisation_policies = Table(
    "organisation_policies",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("assessment", String, nullable=False),
)
"""Which systems an organisation wants assessed; `version`: of the organisation's subject when it adopted that."""

TABLES = (cases, hands, reports, authors, systems, organisation_policies)
