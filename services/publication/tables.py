"""Read tables of publication."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()
Json = JSON(none_as_null=True)

entries = Table(
    "entries",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String),
    Column("name", String),
    Column("sort", String),
    Column("search", Text),
    Column("draft", Json),
    Column("record", Json),
    Column("number", Integer),
    Column("imported", Boolean, nullable=False, server_default="0"),
    Column("lacking", Json),
    Column("completeness", Integer),
    Column("life_cycle", String),
    Column("standing", String),
    Column("since", String),
    Column("returned", Boolean, nullable=False, server_default="0"),
    Index("entries_in_order", "tenant", "sort", "id"),
    Index("entries_by_state", "tenant", "state", "sort", "id"),
    Index("entries_waiting", "tenant", "state", "since", "id"),
)
"""For the desk, from `helder.publication`: one row for each entry. Without a state it is not drafted yet, though
something was noted on it. `record` is public, `draft` is not (or not yet); `imported`: the draft says what another
register says, and nothing else; `since`: the day on which someone last wrote, submitted or returned it; `returned`: an
approver sent it back."""

writers = Table(
    "writers",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("member", String, primary_key=True),
    Column("typed", Boolean, nullable=False),
)
"""For the desk: who is behind what is not public yet, and so does not approve it. `typed`: edited or submitted it here,
not only described or imported the system."""

published = Table(
    "published",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("uri", String, nullable=False),
    Column("published_at", String, nullable=False),
    Column("first_published_at", String, nullable=False),
    Column("record", Json, nullable=False),
    Column("extension", Json, nullable=False),
    Column("name", String, nullable=False),
    Column("summary", Text, nullable=False),
    Column("sort", String, nullable=False),
    Column("search", Text, nullable=False),
    Column("status", String),
    Column("category", String),
    Column("themes", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("outdated_since", String),
    Index("published_in_order", "sort", "id"),
    Index("published_by_organisation", "tenant", "sort", "id"),
    Index("published_newest", "published_at", "id"),
    Index("published_newest_of", "tenant", "published_at", "id"),
    Index("published_outdated", "tenant", "outdated_since", "id"),
)
"""Public, from `helder.register`: the register as everyone may read it. `themes` holds `|` around each theme; `search`
is what `chassis.search` makes of the words, for the index that the migration gives the database; `outdated_since`: the
day from which the inventory describes the system otherwise."""

tallies = Table(
    "tallies",
    metadata,
    Column("status", String, primary_key=True),
    Column("category", String, primary_key=True),
    Column("theme", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
    Index("tallies_by_organisation", "tenant"),
)
"""Public, from `helder.register`: how many public entries each combination of filters has (empty: any value), of an
organisation or of a share of the region; `decided`: of those with a decided DPIA."""

history = Table(
    "history",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("uri", String, nullable=False),
    Column("published_at", String, nullable=False),
    Column("record", Json, nullable=False),
    Column("extension", Json, nullable=False),
)
"""Public, from `helder.register`: every version that was ever public."""

withdrawn = Table(
    "withdrawn",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("uri", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("first_published_at", String, nullable=False),
    Column("withdrawn_at", String, nullable=False),
    Column("ground", String, nullable=False),
    Column("name", String),
    Index("withdrawn_newest", "withdrawn_at", "id"),
    Index("withdrawn_newest_of", "tenant", "withdrawn_at", "id"),
)
"""Public, from `helder.register`: what is left of entries that should not have been public. Nothing of them stands in
`published` and `history`."""

public_changes = Table(
    "public_changes",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("n", Integer, nullable=False),
)
"""Public: how many facts of an organisation changed something that everyone may see."""

data_sources = Table(
    "data_sources",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("sources", Json, nullable=False),
)
"""From `helder.inventory`: the data sources of each system by their id, in the order of the inventory, so that one that
changes is told with all others. A system has a row since it was registered."""

TABLES = (entries, writers, published, history, tallies, withdrawn, public_changes, data_sources)
