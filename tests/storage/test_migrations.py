# SPDX-License-Identifier: Apache-2.0
"""Migrations lead to today's tables, and an older file is brought up to date or left alone."""

from __future__ import annotations

import ast
import importlib
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from desktop.errors import DatabaseDamaged, DatabaseForeign, DiskFull
from desktop.storage import copies, health, recipe, schema, upgrade
from desktop.storage.database import Database, _wrap
from desktop.storage.tables import metadata
from tests.storage.samples import KEY, PAGE, VAULT, flip, make, note, reopen, saved, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.database import Connection

TODAY: Final = recipe.SCHEMA_VERSION
NEXT: Final = TODAY + 1

# A table made anew, with rows that refer to it: the case in which foreign keys must be off.
REBUILD: Final = f'''
"""Make a table anew."""
from alembic import op

revision = "{NEXT:04d}"
down_revision = "{TODAY:04d}"


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    run("CREATE TABLE carrier_new (id INTEGER NOT NULL PRIMARY KEY, url TEXT NOT NULL UNIQUE,"
        " added_at TEXT NOT NULL, extra TEXT)")
    run("INSERT INTO carrier_new (id, url, added_at) SELECT id, url, added_at FROM carrier")
    run("DROP TABLE carrier")
    run("ALTER TABLE carrier_new RENAME TO carrier")
    run("INSERT INTO meta (key, value) VALUES ('migrated', 'yes')")
'''  # noqa: S608 - numbers of migrations
ORPHANS: Final = REBUILD.replace(
    'run("INSERT INTO meta', 'run("DELETE FROM carrier")\n    run("INSERT INTO meta'
)
FAILING: Final = REBUILD + '    raise KeyError("half way")\n'


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Connection]:
    """An empty encrypted file after all migrations."""
    path = tmp_path / "migrated.db"
    path.touch()
    raw = recipe.connect(path, key=KEY)
    recipe.apply_settings(raw)
    connection = _wrap(raw, begin="BEGIN IMMEDIATE")
    with connection.begin():
        upgrade.migrate(connection)
    yield connection
    connection.close()


def shape(connection: Connection) -> dict[str, list[str]]:
    """Return the statement behind each table, index and trigger, in an order of its own.

    Constraints of a table may be written in any order.
    """
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema").fetchall()
    return {
        str(name): sorted(line.strip().rstrip(",") for line in (sql or "").splitlines())
        for name, sql in rows
    }


def test_migrating_from_nothing_gives_the_same_file_as_making_it(
    tmp_path: Path, migrated: Connection
) -> None:
    database = make(tmp_path / "records.db")
    with database.read() as connection, migrated.begin():
        made = shape(connection)
        assert made == shape(migrated)
        for table in ("alembic_version", "search_config"):
            question = f"SELECT * FROM {table}"  # noqa: S608 - the two names above
            rows = [one.exec_driver_sql(question).fetchall() for one in (connection, migrated)]
            assert rows[0] == rows[1], table
    assert len(made) > 40
    database.close()


def test_alembic_finds_no_difference_to_the_tables(migrated: Connection) -> None:
    def ours(name: str | None, kind: str, _: object) -> bool:
        return not (kind == "table" and (name or "").startswith("search"))

    with migrated.begin():
        context = MigrationContext.configure(migrated, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_has_the_number_of_the_program() -> None:
    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == schema.revision_name(recipe.SCHEMA_VERSION)
    assert len(list(script.walk_revisions())) == recipe.SCHEMA_VERSION


def test_a_migration_needs_nothing_but_a_connection(tmp_path: Path, migrated: Connection) -> None:
    """Taken by their names, without what Alembic keeps around them."""
    names = sorted(path.stem for path in (upgrade.MIGRATIONS / "versions").glob("0*.py"))
    steps = [
        importlib.import_module(f"desktop.storage.migrations.versions.{name}") for name in names
    ]
    path = tmp_path / "by-hand.db"
    path.touch()
    with _wrap(recipe.connect(path, key=KEY), begin="BEGIN") as connection:
        with connection.begin(), Operations.context(MigrationContext.configure(connection)):
            for step in steps:
                step.upgrade()
        with connection.begin(), migrated.begin():
            made, wanted = shape(connection), shape(migrated)
    assert {name: made.get(name) for name in wanted if "alembic" not in name} == made


def test_migrations_import_nothing_of_ours() -> None:
    for path in upgrade.MIGRATIONS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
            module = getattr(node, "module", None)
            assert not any(name.startswith("desktop") for name in names), path
            assert not (isinstance(module, str) and module.startswith("desktop")), path


def test_alembic_is_not_imported_to_open_a_file_of_today(tmp_path: Path) -> None:
    make(tmp_path / "records.db").close()
    program = (
        "import sys; from pathlib import Path; from tests.storage.samples import make, reopen;"
        "place = Path(sys.argv[1]);"
        "make(place / 'new.db').close(); reopen(place / 'records.db').close();"
        "assert not [name for name in sys.modules if name.startswith('alembic')]"
    )
    subprocess.run((sys.executable, "-c", program, str(tmp_path)), check=True)


# --- an older file ----------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of the version before the next, with rows that refer to a table."""
    database = make(tmp_path / "records.db")
    note(database, "written with the old version")
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO carrier (id, url, added_at) VALUES (1, 'folder:somewhere', '2026')"
        )
        connection.exec_driver_sql("INSERT INTO seen (carrier, name) VALUES (1, 'a')")
    database.close()
    return database.path


def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migration: str) -> None:
    """Let the program have one migration more than it has."""
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / f"{NEXT:04d}_next.py").write_text(migration)
    monkeypatch.setattr(upgrade, "MIGRATIONS", scripts)
    for module in (recipe, schema):
        monkeypatch.setattr(module, "SCHEMA_VERSION", NEXT)


def seen(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM seen").scalars())


def test_an_older_file_is_brought_up_to_date(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        next_version(tmp_path, patched, REBUILD)
        database = reopen(old)
        assert value_of(database, "user_version") == NEXT
        assert value_of(database, "foreign_keys") == 1
        assert saved(database) == {"written with the old version", "migrated"}
        assert seen(database) == ["a"]  # not taken along when its table was made anew
        assert database.check() == ()
        with database.read() as connection:
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            assert version.scalars().all() == [schema.revision_name(NEXT)]
        database.close()
        before = (old.stat().st_mtime_ns, old.stat().st_size)
        reopen(old).close()  # and only once
        assert (old.stat().st_mtime_ns, old.stat().st_size) == before
    # The copy is a whole workspace database of the old version, under the same key.
    copy = upgrade.copy_of(old, TODAY)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert b"written with" not in copy.read_bytes()
    before_it = reopen(copy)
    assert saved(before_it) == {"written with the old version"}
    assert seen(before_it) == ["a"]
    before_it.close()


@pytest.mark.parametrize(
    ("migration", "expected"), [(FAILING, KeyError), (ORPHANS, DatabaseDamaged)]
)
def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path,
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    migration: str,
    expected: type[Exception],
) -> None:
    with monkeypatch.context() as patched:
        next_version(tmp_path, patched, migration)
        with pytest.raises(expected):
            reopen(old)
    database = reopen(old)
    assert saved(database) == {"written with the old version"}
    assert seen(database) == ["a"]
    assert value_of(database, "user_version") == TODAY
    database.close()
    assert not list(tmp_path.glob("*-wal"))


def test_what_the_migration_left_is_looked_at(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examine = health.examine

    def find(connection: recipe.DriverConnection, path: Path) -> tuple[str, ...]:
        return (*examine(connection, path), "something") if path == old else ()

    next_version(tmp_path, monkeypatch, REBUILD)
    monkeypatch.setattr(health, "examine", find)
    with pytest.raises(DatabaseDamaged):
        reopen(old)


def test_a_damaged_file_is_not_migrated(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip(old, old.stat().st_size - PAGE + 1000)
    before = old.read_bytes()
    next_version(tmp_path, monkeypatch, REBUILD)
    with pytest.raises(DatabaseDamaged):
        reopen(old)
    assert old.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"records.db", "migrations"}


def test_a_copy_that_cannot_be_read_back_is_no_copy(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(tmp_path, monkeypatch, REBUILD)
    monkeypatch.setattr(health, "examine", lambda *_: ("something",))
    before = old.read_bytes()
    with pytest.raises(DatabaseDamaged):
        reopen(old)
    assert old.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"records.db", "migrations"}


def test_no_room_for_the_copy(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> None:
        raise OSError(28, "")

    next_version(tmp_path, monkeypatch, REBUILD)
    monkeypatch.setattr(copies, "sync_file", fail)
    before = old.read_bytes()
    with pytest.raises(DiskFull):
        reopen(old)
    assert old.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"records.db", "migrations"}


def test_the_owner_is_checked_before_anything_is_migrated(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(tmp_path, monkeypatch, REBUILD)
    before = old.read_bytes()
    with pytest.raises(DatabaseForeign):
        Database.open(old, key=KEY, vault=VAULT[::-1])
    assert old.read_bytes() == before


def test_a_percent_sign_in_the_path_is_no_option_of_alembic(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "100%(here)s"
    place.mkdir()
    next_version(place, monkeypatch, REBUILD)
    database = reopen(old)
    assert "migrated" in saved(database)
    database.close()
