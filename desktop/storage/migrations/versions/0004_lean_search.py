# SPDX-License-Identifier: Apache-2.0
"""The search index no longer keeps where in a record each word stands."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STEPS = (
    "ALTER TABLE search RENAME TO search_before",
    "CREATE VIRTUAL TABLE search USING fts5(title, body, prefix = '2 3', detail = column,"
    " tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\")",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608)",
    "INSERT INTO search (search, rank) VALUES ('automerge', 8)",
    "INSERT INTO search (rowid, title, body) SELECT rowid, title, body FROM search_before",
    "DROP TABLE search_before",
)


def upgrade() -> None:
    for step in STEPS:
        op.get_bind().exec_driver_sql(step)
