# SPDX-License-Identifier: Apache-2.0
"""Files that an earlier version made, with drafts in them: nothing that was typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.config import Config

from desktop.storage import drafts, lists, recipe, schema, upgrade
from desktop.storage.database import _wrap
from desktop.storage.drafts import StoredDraft
from tests.storage.notes import LATER, VERA, found, listed, write
from tests.storage.samples import KEY, VAULT, reopen, unchanged, value_of

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.database import Connection

NOTE = write(talked_about="lullaby", when="2026-11-22")
NEW = "5" * 32
FIRST = StoredDraft(NEW, "visit-note", 1, (), b'{"talked_about":"pram"}', LATER)
AMENDMENT = StoredDraft(
    NOTE.record, "visit-note", 1, (NOTE.id,), b'{"talked_about":"window"}', LATER
)


def make_old(path: Path, version: int) -> Path:
    """Make a file as it was at ``version``, with a record, a draft, and one that amends."""
    path.touch()
    raw = recipe.connect(path, key=KEY)
    recipe.apply_settings(raw)
    connection = _wrap(raw, begin="BEGIN IMMEDIATE")
    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    config.attributes["connection"] = connection
    with connection.begin():
        command.upgrade(config, schema.revision_name(1))
        fill(connection)
        command.upgrade(config, schema.revision_name(version))
        run = connection.exec_driver_sql
        run(f"PRAGMA application_id = {recipe.APPLICATION_ID}")
        run(f"PRAGMA user_version = {version}")
    connection.close()
    return path


def fill(connection: Connection) -> None:
    run = connection.exec_driver_sql
    run("INSERT INTO meta VALUES ('vault_id', ?), ('role', 'volunteer')", (VAULT,))
    run("INSERT INTO person VALUES (?, 'Vera', 'volunteer')", (VERA,))
    run(
        "INSERT INTO revision (number, id, record, kind, schema, author, device, at, envelope,"
        " envelope_sha256, body, state, hidden, pending)"
        " VALUES (1, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 'sealed', 0, 0)",
        (
            NOTE.id,
            NOTE.record,
            NOTE.kind,
            NOTE.author,
            NOTE.device,
            NOTE.at,
            NOTE.envelope,
            NOTE.envelope_sha256,
            NOTE.body,
        ),
    )
    for number, record, shown, title in ((1, NOTE.record, NOTE.id, "a note"), (2, NEW, None, "b")):
        run(
            "INSERT INTO record (number, id, kind, shown, heads, title, at, author, withdrawn)"
            " VALUES (?, ?, 'visit-note', ?, ?, ?, '2026-11-22', ?, 0)",
            (number, record, shown, int(shown is not None), title, VERA),
        )
        run("INSERT INTO search (rowid, title, body) VALUES (?, ?, 'lullaby')", (number, title))
    for item, parents in ((FIRST, "[]"), (AMENDMENT, f'["{NOTE.id}"]')):
        run(
            "INSERT INTO draft (record, kind, schema, parents, body, saved_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (item.record, item.kind, item.schema, parents, item.body, item.saved_at),
        )


@pytest.mark.parametrize("version", range(1, recipe.SCHEMA_VERSION))
def test_drafts_come_along_and_can_be_written_over(tmp_path: Path, version: int) -> None:
    path = make_old(tmp_path / "records.db", version)
    database = reopen(path)
    assert value_of(database, "user_version") == recipe.SCHEMA_VERSION
    assert database.check() == ()
    with database.write() as connection:
        assert drafts.get(connection, NEW) == FIRST
        assert drafts.get(connection, NOTE.record) == AMENDMENT
        assert lists.count_drafts(connection) == 2
        rows = listed(connection)
        assert (rows[NEW].state, rows[NEW].amending) == ("draft", False)
        assert (rows[NOTE.record].state, rows[NOTE.record].amending) == ("sealed", True)
        assert found(connection, "lullaby") == [NEW, NOTE.record]
        with_reason = StoredDraft(
            NOTE.record, "visit-note", 1, (NOTE.id,), b"{}", LATER, reason="the wrong day"
        )
        drafts.save(connection, with_reason, author=VERA)
        assert drafts.get(connection, NOTE.record) == with_reason
    database.close()
    copy = upgrade.copy_of(path, version)
    assert b"pram" not in copy.read_bytes()
    with unchanged(tmp_path):
        raw = recipe.connect(copy, key=KEY)
        rows_before = raw.execute("SELECT body FROM draft ORDER BY record").fetchall()
        raw.close()
    assert {body for (body,) in rows_before} == {FIRST.body, AMENDMENT.body}
