"""The tables of a store: one schema for SQLite and PostgreSQL.

Times are microseconds since 1970 in UTC, and so are `expires` and its like; lists and tables that
nobody searches are JSON texts; `document` columns are JSON compressed by zlib.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"
"""The version of the schema that this suite reads and writes: the last of the migrations."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up no other type


def _of(column: str) -> ForeignKey:
    return ForeignKey(column, ondelete="CASCADE")


catalogue = Table(
    "catalogue",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("api", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("content", Text, nullable=False),  # a digest of the clauses below
    UniqueConstraint("digest", "content"),
)
requirement = Table(
    "requirement",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("api", Text, nullable=False),
    Column("name", Text, nullable=False),  # such as VOSS-LIST-03
    UniqueConstraint("api", "name"),
    Index(None, "name"),
)
clause = Table(  # what a catalogue says of a requirement
    "clause",
    metadata,
    Column("catalogue_id", _of("catalogue.id"), primary_key=True),
    Column("requirement_id", _of("requirement.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("level", String(16), nullable=False),
    Column("basis", String(16), nullable=False),
    Column("feature", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("ambiguity", Text),
    Column("fix", Text),
)
target = Table(
    "target",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("api", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("judged_id", _Id),  # its latest, which has no foreign key as it would be a circle
    UniqueConstraint("api", "name"),
)
target_group = Table(
    "target_group",
    metadata,
    Column("target_id", _of("target.id"), primary_key=True),
    Column("name", Text, primary_key=True),
)
run = Table(
    "run",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # its id to people: time and a random part
    Column("suite", Text, nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("depth", Text, nullable=False),
    Column("explore", Boolean, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("stopped", Text),
    Column("exit", Integer),
    Column("decision", Text),
    Column("batch", Text),  # the run of a fleet that it is a part of
    Column("place", Text, nullable=False),  # the folder that it was read from
    Column("ingested", BigInteger, nullable=False),
    Column("kept", Text, nullable=False),  # which exchanges, and whether bodies
    Column("content", Text, nullable=False),  # a digest of the results
    Column("document", LargeBinary, nullable=False),  # the results without their targets
    Index(None, "started"),
    Index(None, "batch"),
)
run_log = Table(  # what tells a run that went on from another of the same id
    "run_log",
    metadata,
    Column("run_id", _of("run.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("digest", Text, nullable=False),
)
judged = Table(  # a target in a run
    "judged",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("run_id", _of("run.id"), nullable=False),
    Column("target_id", _of("target.id"), nullable=False),
    Column("catalogue_id", _of("catalogue.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("started", BigInteger, nullable=False),  # that of the run
    Column("verdict", String(16), nullable=False),
    Column("base_url", Text, nullable=False),
    Column("allow", String(8), nullable=False),
    Column("version", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("exchanges", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("trouble", Text),  # why it, or what came later, could not be judged
    Column("document", LargeBinary, nullable=False),  # the whole result
    UniqueConstraint("run_id", "position"),
    Index(None, "target_id", "started"),
    Index(None, "catalogue_id"),
)
tally = Table(  # the verdicts of a judged target, counted by feature
    "tally",
    metadata,
    Column("judged_id", _of("judged.id"), primary_key=True),
    Column("feature", Text, primary_key=True),
    Column("verdict", String(16), primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)
verdict = Table(
    "verdict",
    metadata,
    Column("judged_id", _of("judged.id"), primary_key=True),
    Column("requirement_id", _of("requirement.id"), primary_key=True),
    Column("verdict", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("observed", Text, nullable=False),
    Column("place", Text, nullable=False),  # the offending one in the response
    Column("checks", Integer, nullable=False),
    Index(None, "requirement_id", "judged_id"),
    sqlite_with_rowid=False,
)
standing = Table(  # where a requirement stands at a target: derived from the verdicts
    "standing",
    metadata,
    Column("target_id", _of("target.id"), primary_key=True),
    Column("requirement_id", _of("requirement.id"), primary_key=True),
    Column("judged_id", _Id, nullable=False),  # the latest that holds it
    Column("verdict", String(16), nullable=False),  # the latest
    Column("state", String(16), nullable=False),  # the latest of `kept` and `broken`, or `open`
    Column("since_id", _Id, nullable=False),  # the judged target with which the state began
    Column("catalogue_id", _Id, nullable=False),  # the state was judged by
    Column("flips", Integer, nullable=False),
    Column("flipped_id", _Id),  # the latest judged target with which it flipped
    Index(None, "requirement_id", "state"),
    Index(None, "state"),
    Index(None, "flips"),
    sqlite_with_rowid=False,
)
latency = Table(
    "latency",
    metadata,
    Column("judged_id", _of("judged.id"), primary_key=True),
    Column("operation", Text, primary_key=True),
    Column("responses", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("p50", Float, nullable=False),
    Column("p95", Float, nullable=False),
    Column("max", Float, nullable=False),
)
observation = Table(
    "observation",
    metadata,
    Column("judged_id", _of("judged.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("requirement_id", _of("requirement.id"), nullable=False),
    Column("test", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "requirement_id"),
)
ledger = Table(  # what the suite made on the target
    "ledger",
    metadata,
    Column("judged_id", _of("judged.id"), primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("fate", String(16)),
    Column("reason", Text, nullable=False),
)
exchange = Table(
    "exchange",
    metadata,
    Column("run_id", _of("run.id"), primary_key=True),
    Column("name", Text, primary_key=True),  # its id in the log
    Column("judged_id", _of("judged.id")),
    Column("test", Text, nullable=False),
    Column("operation", Text),
    Column("method", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("status", Integer),
    Column("failure", Text),
    Column("seconds", Float, nullable=False),
    Column("request_body", Text),
    Column("response_body", Text),
    Column("document", LargeBinary, nullable=False),  # the event of the log
    Index(None, "judged_id"),
)
body = Table(
    "body",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),
)
acceptance = Table(
    "acceptance",
    metadata,
    Column("run_id", _of("run.id"), primary_key=True),
    Column("accepted", BigInteger, nullable=False),
    Column("owner", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),  # of what is held, such as a target
    Column("owner", Text, nullable=False),
    Column("term", BigInteger, nullable=False),  # grows with every new owner
    Column("taken", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
)
journal = Table(  # what a run under way makes on a target: the events of its ledger
    "journal",
    metadata,
    Column("lease", Text, primary_key=True),  # that of the target, and the term of the run's owner
    Column("term", BigInteger, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("event", Text, nullable=False),
)
token = Table(
    "token",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("used", BigInteger),
    Column("revoked", BigInteger),
)
