"""Read tables of feedback, and the secret links."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

channels = Table(
    "channels",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("record", JSON, nullable=False),
)
"""Public, from `helder.register`: the entries that residents see, as they are now."""

remarks = Table(
    "remarks",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("entry", String, nullable=False),
    Column("field", String),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("outcome", String),
    Column("ground", String),
    Column("text_id", String, nullable=False),
    Column("contact_id", String),
    Column("answer_id", String),
    Column("received_at", String, nullable=False),
    Column("forwarded_to_id", String),
    Column("forwarded_why_id", String),
    Column("reopened_why_id", String),
    Column("ended_at", String),
    Column("term_ends", String, nullable=False, server_default=""),
    Column("extended_as", String),
    Column("extended_why_id", String),
    Column("committee_why_id", String),
    Column("erasure_asked_at", String),
    Column("erasure_why_id", String),
    Column("resolution", String),
    Column("resolved_why_id", String),
    Index("remarks_in_order", "tenant", "received_at", "id"),
    Index("remarks_by_state", "tenant", "state", "received_at", "id"),
    Index("remarks_by_entry", "tenant", "entry", "received_at", "id"),
    Index("remarks_by_term", "tenant", "state", "term_ends", "id"),
)
"""For moderators, from `helder.feedback`: what became of each remark. The words stand in `texts` only.

`term_ends`: the last day to answer it, also when it was answered; empty where a release before this one wrote the row.
`extended_as`: of a complaint that is answered later, `once` or `agreed`, until it is opened again.
`committee_why_id`: of a complaint that a committee treats, which one and why, until it is opened again.
`erasure_asked_at`: until someone decided; `erasure_why_id`: why its words stayed.
`resolution`: of a correction request, `upheld`, `privacy` (upheld, on personal data) or `dismissed`.
"""

public_remarks = Table(
    "public_remarks",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("entry", String, nullable=False),
    Column("field", String),
    Column("kind", String, nullable=False),
    Column("text_id", String, nullable=False),
    Column("answer", Text),
    Column("received_at", String, nullable=False),
    Index("public_remarks_by_entry", "entry", "received_at", "id"),
)
"""Public, from `helder.feedback`: which remarks all may see, and what they were answered in public."""

oversights = Table(
    "oversights",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("oversight", JSON, nullable=False),
)
"""From `helder.inventory`: who watches over each system, which has the id of its entry, and how a fault is mended."""

erasures = Table(
    "erasures",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("remark", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("texts", JSON, nullable=False),
    Column("by_sender", Boolean, nullable=False),
    Column("erased_at", String, nullable=False),
    Index("erasures_by_remark", "tenant", "remark", "erased_at", "id"),
)
"""Receipts, from `helder.feedback`: which texts of a remark were erased, and when; `id` is that of the fact."""

links = Table(
    "links",
    metadata,
    Column("hash", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("remark", String, nullable=False),
)
"""Who holds a secret may follow one remark: SHA-256 of the secret. Not rebuilt, and readable without a tenant."""

dialogues = Table(
    "dialogues",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("title", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("day", String, nullable=False),
    Column("time", String, nullable=False),
    Column("place", String, nullable=False),
    Column("about", Text, nullable=False),
    Column("entry", String),
    Column("seats", Integer),
    Column("report", Text),
    Column("attendance", Integer),
    Column("cancelled_why", Text),
    Index("dialogues_in_order", "tenant", "day", "time", "id"),
    Index("dialogues_by_entry", "tenant", "entry", "day"),
)
"""From `helder.feedback`: what is planned, in the public agenda (published), held, or will not take place.

That is `cancelled` where it stood in the agenda, and else `dropped`.
"""

sign_ups = Table(
    "sign_ups",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("dialogue", String, nullable=False),
    Column("name_id", String, nullable=False),
    Column("email_id", String, nullable=False),
    Column("signed_up_at", String, nullable=False),
    Column("erased_at", String),
    Index("sign_ups_by_dialogue", "tenant", "dialogue", "signed_up_at", "id"),
)
"""For moderators, from `helder.feedback`: who comes to a dialogue. Names and addresses stand in `texts` only."""

outcomes = Table(
    "outcomes",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("dialogue", String, nullable=False),
    Column("said", Text, nullable=False),
    Column("promise", Text, nullable=False),
    Column("owner", String, nullable=False),
    Column("owner_member", String),
    Column("due", String, nullable=False),
    Column("did", Text),
    Column("done_at", String),
    Column("followed_up_at", String),
    Column("recorded_at", String, nullable=False),
    Index("outcomes_by_dialogue", "tenant", "dialogue", "recorded_at", "id"),
)
"""Public with its dialogue, from `helder.feedback`: what people said, and what was promised and done.

`owner_member`: never public; who sees to it, or empty when that is everyone in the role `owner`.
"""

sign_up_links = Table(
    "sign_up_links",
    metadata,
    Column("hash", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("sign_up", String, nullable=False),
)
"""Who holds a secret may see and erase one sign-up: as `links`."""

TABLES = (channels, remarks, public_remarks, oversights, erasures, dialogues, sign_ups, outcomes)
