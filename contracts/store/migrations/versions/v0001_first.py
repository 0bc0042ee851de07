"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "body",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_body"),
    )
    op.create_table(
        "catalogue",
        sa.Column("id", _ID, nullable=False),
        sa.Column("api", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue"),
        sa.UniqueConstraint("digest", "content", name="uq_catalogue_digest_content"),
    )
    op.create_table(
        "journal",
        sa.Column("lease", sa.Text(), nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lease", "term", "position", name="pk_journal"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
    op.create_table(
        "requirement",
        sa.Column("id", _ID, nullable=False),
        sa.Column("api", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requirement"),
        sa.UniqueConstraint("api", "name", name="uq_requirement_api_name"),
    )
    op.create_index("ix_requirement_name", "requirement", ["name"])
    op.create_table(
        "run",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("suite", sa.Text(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("depth", sa.Text(), nullable=False),
        sa.Column("explore", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("stopped", sa.Text(), nullable=True),
        sa.Column("exit", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("ingested", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint("key", name="uq_run_key"),
    )
    op.create_index("ix_run_batch", "run", ["batch"])
    op.create_index("ix_run_started", "run", ["started"])
    op.create_table(
        "target",
        sa.Column("id", _ID, nullable=False),
        sa.Column("api", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("judged_id", _ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
        sa.UniqueConstraint("api", "name", name="uq_target_api_name"),
    )
    op.create_table(
        "token",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.Column("revoked", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
        sa.UniqueConstraint("name", name="uq_token_name"),
    )
    op.create_table(
        "acceptance",
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name="fk_acceptance_run_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", name="pk_acceptance"),
    )
    op.create_table(
        "clause",
        sa.Column("catalogue_id", _ID, nullable=False),
        sa.Column("requirement_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("ambiguity", sa.Text(), nullable=True),
        sa.Column("fix", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["catalogue_id"], ["catalogue.id"], name="fk_clause_catalogue_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name="fk_clause_requirement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("catalogue_id", "requirement_id", name="pk_clause"),
    )
    op.create_table(
        "judged",
        sa.Column("id", _ID, nullable=False),
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("target_id", _ID, nullable=False),
        sa.Column("catalogue_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=False),
        sa.Column("allow", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("exchanges", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["catalogue_id"], ["catalogue.id"], name="fk_judged_catalogue_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name="fk_judged_run_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name="fk_judged_target_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_judged"),
        sa.UniqueConstraint("run_id", "position", name="uq_judged_run_id_position"),
    )
    op.create_index("ix_judged_catalogue_id", "judged", ["catalogue_id"])
    op.create_index("ix_judged_target_id_started", "judged", ["target_id", "started"])
    op.create_table(
        "run_log",
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name="fk_run_log_run_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "name", name="pk_run_log"),
    )
    op.create_table(
        "standing",
        sa.Column("target_id", _ID, nullable=False),
        sa.Column("requirement_id", _ID, nullable=False),
        sa.Column("judged_id", _ID, nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("since_id", _ID, nullable=False),
        sa.Column("catalogue_id", _ID, nullable=False),
        sa.Column("flips", sa.Integer(), nullable=False),
        sa.Column("flipped_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name="fk_standing_requirement_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name="fk_standing_target_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("target_id", "requirement_id", name="pk_standing"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_standing_flips", "standing", ["flips"])
    op.create_index("ix_standing_requirement_id_state", "standing", ["requirement_id", "state"])
    op.create_index("ix_standing_state", "standing", ["state"])
    op.create_table(
        "target_group",
        sa.Column("target_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name="fk_target_group_target_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("target_id", "name", name="pk_target_group"),
    )
    op.create_table(
        "exchange",
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("judged_id", _ID, nullable=True),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("request_body", sa.Text(), nullable=True),
        sa.Column("response_body", sa.Text(), nullable=True),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judged_id"], ["judged.id"], name="fk_exchange_judged_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name="fk_exchange_run_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "name", name="pk_exchange"),
    )
    op.create_index("ix_exchange_judged_id", "exchange", ["judged_id"])
    op.create_table(
        "latency",
        sa.Column("judged_id", _ID, nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("p50", sa.Float(), nullable=False),
        sa.Column("p95", sa.Float(), nullable=False),
        sa.Column("max", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judged_id"], ["judged.id"], name="fk_latency_judged_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("judged_id", "operation", name="pk_latency"),
    )
    op.create_table(
        "ledger",
        sa.Column("judged_id", _ID, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("fate", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judged_id"], ["judged.id"], name="fk_ledger_judged_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("judged_id", "entry", name="pk_ledger"),
    )
    op.create_table(
        "observation",
        sa.Column("judged_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("requirement_id", _ID, nullable=False),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judged_id"], ["judged.id"], name="fk_observation_judged_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name="fk_observation_requirement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("judged_id", "position", name="pk_observation"),
    )
    op.create_index("ix_observation_requirement_id", "observation", ["requirement_id"])
    op.create_table(
        "tally",
        sa.Column("judged_id", _ID, nullable=False),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judged_id"], ["judged.id"], name="fk_tally_judged_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("judged_id", "feature", "verdict", name="pk_tally"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "verdict",
        sa.Column("judged_id", _ID, nullable=False),
        sa.Column("requirement_id", _ID, nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judged_id"], ["judged.id"], name="fk_verdict_judged_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name="fk_verdict_requirement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("judged_id", "requirement_id", name="pk_verdict"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_verdict_requirement_id_judged_id", "verdict", ["requirement_id", "judged_id"]
    )
