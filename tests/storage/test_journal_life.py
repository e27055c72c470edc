# SPDX-License-Identifier: Apache-2.0
"""The journal over a long life: drafts, final versions, imports, undone and redone, in any order.

After each step everything that is shown is compared with a model that is a few dictionaries and
the pure rules of merging.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.errors import NotADraft
from desktop.records import merge
from desktop.storage import arrivals, drafts, journal, lists
from desktop.storage.drafts import StoredDraft
from tests.storage.notes import ANN, AT, LATER, VERA, found, hide_intake, listed, write
from tests.storage.samples import make

if TYPE_CHECKING:
    from desktop.records.revision import Revision

RECORDS = tuple(f"{n}" * 32 for n in range(1, 4))
WORDS = ("lullaby", "midwife", "pram")
records = st.sampled_from(RECORDS)
words = st.sampled_from(WORDS)


class Life(RuleBasedStateMachine):
    """One workspace, from its first word."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.database = make(Path(self.folder.name) / "records.db")
        self.kept: dict[str, Revision] = {}
        self.came_with: dict[str, str] = {}
        self.undone: set[str] = set()
        self.drafts: dict[str, str] = {}
        self.places: dict[str, int] = {}
        self.intakes = 0

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def present(self, record: str) -> list[Revision]:
        return [
            item
            for item in self.kept.values()
            if item.record == record and self.came_with.get(item.id) not in self.undone
        ]

    @rule(record=records, word=words)
    def autosave(self, record: str, word: str) -> None:
        body = msgspec.json.encode({"talked_about": word})
        with self.database.write() as connection:
            item = StoredDraft(record, "visit-note", 1, (), body, LATER)
            drafts.save(connection, item, author=VERA)
        self.drafts[record] = word

    @rule(record=records)
    def discard(self, record: str) -> None:
        with self.database.write() as connection:
            drafts.drop(connection, record)
        self.drafts.pop(record, None)

    @rule(record=records)
    def finalise(self, record: str) -> None:
        if record not in self.drafts:
            return
        item = write(record=record, talked_about=self.drafts.pop(record))
        with self.database.write() as connection:
            drafts.drop(connection, record, keep_place=True)
            journal.append(connection, [item], state="sealed")
        self.kept[item.id] = item

    @rule(record=records, word=words, data=st.data())
    def arrive(self, record: str, word: str, data: st.DataObject) -> None:
        known = [item.id for item in self.kept.values() if item.record == record]
        parents = data.draw(st.lists(st.sampled_from(known), unique=True)) if known else []
        items = [write(record=record, parents=tuple(parents), talked_about=word)]
        child = write(record=record, parents=(items[0].id,), talked_about=word)
        items = data.draw(st.sampled_from([items, [child], [child, *items], [*items, child]]))
        self.intakes += 1
        intake = f"{self.intakes}"
        with self.database.write() as connection:
            arrivals.open_intake(connection, intake_id=intake, at=AT, person=ANN)
            journal.append(connection, items, state="received", intake=intake)
        for item in items:
            self.kept[item.id] = item
            self.came_with[item.id] = intake

    @rule()
    def everything_again(self) -> None:
        with self.database.write() as connection:
            merged = journal.append(connection, list(self.kept.values()), state="received")
        assert (merged.new, merged.amended, merged.duplicate) == (0, 0, len(self.kept))

    @rule(number=st.integers(1, 5), hidden=st.booleans())
    def undo_or_redo(self, number: int, *, hidden: bool) -> None:
        with self.database.write() as connection:
            hide_intake(connection, f"{number}", hidden=hidden)
        if number <= self.intakes:
            self.undone = self.undone | {f"{number}"} if hidden else self.undone - {f"{number}"}

    @invariant()
    def what_is_shown_is_what_there_is(self) -> None:
        with self.database.read() as connection:
            rows = listed(connection)
            hits = {word: set(found(connection, word)) for word in WORDS}
        wanted: dict[str, set[str]] = {word: set() for word in WORDS}
        for record in RECORDS:
            heads = merge.heads(self.present(record))
            shown = rows[record].shown if record in rows else None
            assert shown == (heads[0] if heads else "" if record in self.drafts else None)
            if heads:
                assert (rows[record].state == "conflict") == (len(heads) > 1)
                wanted[str(msgspec.json.decode(self.body(heads[0]))["talked_about"])].add(record)
            elif record in self.drafts:
                assert rows[record].state == "draft"
                wanted[self.drafts[record]].add(record)
        assert hits == wanted
        for record, place in self.places.items():
            assert record not in rows or rows[record].number == place
        self.places = {record: row.number for record, row in rows.items()}

    def body(self, ident: str) -> bytes:
        body = self.kept[ident].body
        assert body is not None
        return body

    @invariant()
    def no_draft_is_ever_lost(self) -> None:
        with self.database.read() as connection:
            assert lists.count_drafts(connection) == len(self.drafts)
            for record in RECORDS:
                if record in self.drafts:
                    stored = drafts.get(connection, record)
                    assert msgspec.json.decode(stored.body) == {"talked_about": self.drafts[record]}
                else:
                    with pytest.raises(NotADraft):
                        drafts.get(connection, record)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
