# SPDX-License-Identifier: Apache-2.0
"""What an older file gets worked out of its records is what they would be given today."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from desktop.storage import drafts, journal, recipe, trust
from desktop.storage.database import _wrap
from desktop.storage.drafts import StoredDraft
from tests.storage.notes import ANN, AT, VERA, write
from tests.storage.samples import KEY, make

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.records.revision import Revision
    from desktop.storage.database import Connection

VERSIONS: Final = "desktop.storage.migrations.versions"
FIRST: Final = importlib.import_module(f"{VERSIONS}.0001_first_tables")
SECOND: Final = importlib.import_module(f"{VERSIONS}.0002_caseload")

# As people write them, and as a hostile sender might.
FAMILIES: Final[tuple[dict[str, Any], ...]] = (
    {"known_as": "J."},
    {"known_as": "S.", "ended_on": "2026-11-01"},
    {"known_as": "T.", "withdrawn": True},
    {"known_as": "U.", "ended_on": 5},
    {"known_as": "V.", "ended_on": ""},
)
CONTACTS: Final[tuple[dict[str, Any], ...]] = (
    {"when": "2026-11-01", "next_contact": "2026-11-08"},
    {"when": "2026-11-05", "attempted": True},
    {"when": "2026-11-06", "attempted": "yes", "next_contact": ["2026-11-09"]},
    {"when": "2026-11-07", "next_contact": "soon"},
    {"when": "2026-11-09", "withdrawn": True, "next_contact": "2026-11-30"},
    {"when": 7, "next_contact": 20261130},
)
LISTS: Final[tuple[dict[str, Any], ...]] = (
    {"made_on": "2026-11-01"},
    {"made_on": "2026-11-01", "follow_up": "2026-11-08"},
    {"made_on": "2026-11-01", "services": [{"name": "a", "outcome": "told"}]},
    {"made_on": "2026-11-01", "services": [{"name": "a", "outcome": "helped"}, {"name": "b"}]},
    {"made_on": "2026-11-01", "services": [{"name": "a", "outcome": "helped"}]},
    {"made_on": "2026-11-01", "services": [{"name": "a", "why_not": "cost"}]},
    {"made_on": "2026-11-01", "services": [{"name": "a"}], "follow_up": "2026-11-09"},
    {"made_on": "2026-11-01", "services": [{"name": "a"}], "withdrawn": True},
    {"made_on": "2026-11-01", "services": [{"outcome": 5, "why_not": {}}], "follow_up": 7},
    {"made_on": "2026-11-01", "services": ["a", 5, None], "follow_up": "2026-11-10"},
    {"made_on": "2026-11-01", "services": "a", "follow_up": []},
    {"made_on": "soon", "services": [{"name": "a"}]},
    {"made_on": [], "services": [{"name": "a"}]},
)
RECORD: Final = "number, id, kind, shown, heads, title, at, author, family, withdrawn"
KEPT: Final = {
    "meta": "*",
    "revision": "*",
    "reading": "*",
    "record": RECORD,
    "draft": "record, kind, schema, parents, body, saved_at",
}


def fill(connection: Connection) -> None:
    """Write what a hub may hold."""
    families = [write("family", **fields) for fields in FAMILIES]
    written: list[Revision] = [*families]
    for home in families:
        written += [write(family=home.record, **fields) for fields in CONTACTS]
        written += [write("listening-session", family=home.record, when="2026-11-04")]
        written += [write("signposting-list", family=home.record, **fields) for fields in LISTS]
    written.append(write(when="2026-11-22", author=ANN))
    read = [write("reading-mark", revision=item.id, author=ANN) for item in written[::3]]
    others = [write("reading-mark", revision=item.id, author=VERA) for item in written]
    journal.append(connection, [*written, *read, *others], state="received")
    for home, kind in zip(families, ("family", "visit-note"), strict=False):
        again = write(kind, record=home.record, parents=(home.id,), known_as="J. K.")
        journal.append(connection, [again], state="received")
    first = families[0].record.encode()
    half_written = (
        ("d1" * 16, "visit-note", b'{"family":"%b","next_contact":"2026-12-01"}' % first),
        ("d2" * 16, "family", b'{"known_as":"W."}'),
        ("d3" * 16, "signposting-list", b'{"follow_up":"2026-11-01"}'),
    )
    for record, kind, body in half_written:
        item = StoredDraft(record, kind, 1, (), body, AT)
        drafts.save(connection, item, author=VERA)


def rows(connection: Connection, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    question = f"SELECT {columns} FROM {table} ORDER BY 1, 2"  # noqa: S608 - names in this file
    return [tuple(row) for row in connection.exec_driver_sql(question)]


def copy(connection: Connection, table: str, found: list[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(found[0]))
    statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - names in this file
    connection.exec_driver_sql(statement, found)


@pytest.mark.parametrize("role", ["hub", "volunteer"])
def test_it_is_what_today_would_give(tmp_path: Path, role: str) -> None:
    database = make(tmp_path / "today.db")
    with database.write() as connection:
        trust.set_meta(connection, "role", role)
        trust.set_meta(connection, "person", ANN)
        fill(connection)
        kept = {table: rows(connection, table, columns) for table, columns in KEPT.items()}
        expected = {table: rows(connection, table) for table in ("record", "caseload")}
    database.close()
    path = tmp_path / "older.db"
    path.touch()
    with _wrap(recipe.connect(path, key=KEY), begin="BEGIN") as older, older.begin():
        with Operations.context(MigrationContext.configure(older)):
            FIRST.upgrade()
            for table, found in kept.items():
                copy(older, table, found)
            SECOND.upgrade()
        for table, wanted in expected.items():
            assert rows(older, table) == wanted
    unread = [row[-1] for row in expected["record"]]
    assert any(unread) == (role == "hub")
