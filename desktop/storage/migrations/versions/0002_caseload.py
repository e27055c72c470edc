# SPDX-License-Identifier: Apache-2.0
"""What the caseload and the hub's review need: days that fall due, and what has not been read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Bodies come from elsewhere too: each step looks at the type before it looks inside.
DAY = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
FILL_RECORD = f"""
INSERT INTO record (number, id, kind, shown, heads, title, at, author, family, withdrawn, due,
  active, unread)
WITH written AS (
  SELECT o.*, v.author AS writer,
    CASE WHEN json_valid(CAST(coalesce(v.body, d.body) AS TEXT))
      THEN CAST(coalesce(v.body, d.body) AS TEXT) ELSE '{{}}' END AS body
  FROM record_before AS o
  LEFT JOIN revision AS v ON v.id = o.shown
  LEFT JOIN draft AS d ON d.record = o.id AND o.shown IS NULL
), services AS (
  SELECT w.number, sum(e.type = 'object') AS listed,
    sum(CASE WHEN e.type <> 'object' THEN 0
      WHEN CASE json_type(e.value, '$.outcome') WHEN 'text'
          THEN json_extract(e.value, '$.outcome') ELSE '' END IN ('', 'told', 'contacted')
        AND CASE json_type(e.value, '$.why_not') WHEN 'text'
          THEN json_extract(e.value, '$.why_not') ELSE '' END = ''
        THEN 1 ELSE 0 END) AS waiting
  FROM written AS w, json_each(w.body, '$.services') AS e
  WHERE w.kind = 'signposting-list' AND json_type(w.body, '$.services') = 'array'
  GROUP BY w.number
), found AS (
  SELECT w.*,
    CASE
      WHEN w.withdrawn THEN NULL
      WHEN w.kind IN ('visit-note', 'listening-session') THEN json_extract(body, '$.next_contact')
      WHEN w.kind <> 'signposting-list' THEN NULL
      WHEN s.listed > 0 AND s.waiting = 0 THEN NULL
      WHEN coalesce(s.listed, 0) = 0
          OR (json_type(body, '$.follow_up') = 'text' AND json_extract(body, '$.follow_up') <> '')
        THEN json_extract(body, '$.follow_up')
      WHEN json_type(body, '$.made_on') = 'text'
        THEN date(json_extract(body, '$.made_on'), '+14 days') END AS day,
    CASE
      WHEN w.withdrawn THEN NULL
      WHEN w.kind = 'visit-note' THEN coalesce(json_type(body, '$.attempted'), '') <> 'true'
      WHEN w.kind = 'listening-session' THEN 1
      WHEN w.kind = 'family' THEN json_type(body, '$.ended_on') IS NOT 'text'
        OR json_extract(body, '$.ended_on') = '' END AS live
  FROM written AS w LEFT JOIN services AS s ON s.number = w.number
)
SELECT number, id, kind, shown, heads, title, at, author, family, withdrawn,
  CASE WHEN shown IS NOT NULL AND typeof(day) = 'text' AND day GLOB {DAY} THEN day END,
  CASE WHEN shown IS NOT NULL OR kind = 'family' THEN live END,
  shown IS NOT NULL AND (SELECT value FROM meta WHERE key = 'role') = 'hub'
    AND writer <> coalesce((SELECT value FROM meta WHERE key = 'person'), '')
    AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.revision = shown
      AND reading.person = (SELECT value FROM meta WHERE key = 'person'))
FROM found
"""  # noqa: S608 - built from the constant above only
FILL_CASELOAD = """
INSERT INTO caseload (family, last_number, last_contact, next_number, next_contact, sort)
WITH newest AS MATERIALIZED (
  SELECT f.id AS family, f.withdrawn, coalesce(f.active, 0) AS active,
    (SELECT c.number FROM record AS c WHERE c.family = f.id AND c.active = 1
      ORDER BY c.at DESC, c.number DESC LIMIT 1) AS last_number,
    coalesce((SELECT substr(c.at, 1, 10) FROM record AS c WHERE c.family = f.id AND c.active = 1
      ORDER BY c.at DESC, c.number DESC LIMIT 1), '') AS last_contact,
    (SELECT c.number FROM record AS c
      WHERE c.family = f.id AND c.active IS NOT NULL AND c.due IS NOT NULL
      ORDER BY c.at DESC, c.number DESC LIMIT 1) AS next_number,
    (SELECT c.due FROM record AS c
      WHERE c.family = f.id AND c.active IS NOT NULL AND c.due IS NOT NULL
      ORDER BY c.at DESC, c.number DESC LIMIT 1) AS due
  FROM record AS f
  WHERE f.kind = 'family'
), plans AS (
  SELECT *, active AND due IS NOT NULL AND due > last_contact AS open FROM newest
)
SELECT family, last_number, last_contact, CASE WHEN open THEN next_number END,
  CASE WHEN open THEN due ELSE '' END,
  CASE WHEN withdrawn THEN '2' WHEN active THEN '0' ELSE '1' END
    || CASE WHEN open THEN due ELSE '~' END || last_contact
FROM plans
"""


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    # Made anew rather than altered, so that the file reads like one made today.
    op.drop_index("ix_record_kind", "record")
    op.drop_index("ix_record_family", "record")
    op.rename_table("record", "record_before")
    op.create_table(
        "record",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("active", sa.Integer(), nullable=True),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    run(FILL_RECORD)
    op.drop_table("record_before")
    op.create_index("ix_record_kind", "record", ["kind", "number"])
    for name, columns, where in (
        ("ix_record_family", ["family", "at", "number", "active", "due"], "family IS NOT NULL"),
        ("ix_record_conflict", ["number"], "heads > 1"),
        ("ix_record_unread", ["number"], "unread = 1"),
        ("ix_record_follow_up", ["due"], "kind = 'signposting-list' AND due IS NOT NULL"),
    ):
        op.create_index(name, "record", columns, sqlite_where=sa.text(where))
    op.create_index(
        "ix_revision_attention",
        "revision",
        ["record"],
        sqlite_where=sa.text("state = 'needs-attention'"),
    )
    op.create_table(
        "caseload",
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=True),
        sa.Column("last_contact", sa.Text(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=True),
        sa.Column("next_contact", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("family"),
        sqlite_with_rowid=False,
    )
    run(FILL_CASELOAD)
    op.create_index("ix_caseload_sort", "caseload", ["sort", "family"])
