# SPDX-License-Identifier: Apache-2.0
"""What people write while the program is tortured, and what of it is there afterwards.

Every text holds one word that is nowhere else, so that it can be told, and searched for, exactly.
"""

from __future__ import annotations

import json
import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop.operations import records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from desktop.records.rows import RecordRow
    from desktop.workspace import Workspace
    from tests.functional.torture.telling import Facts, Teller

WHY: Final = "because"
_SIZES: Final = (0, 20, 150, 900)  # words of other text
_OTHERS: Final = (
    "garden",
    "rain",
    "kettle",
    "letter",
    "stairs",
    "pram",
    "clinic",
    "sleep",
    "midwife",
)
_TELLING: Final = re.compile(r"\bzq[a-z]{8}\b")

#: What is there of a record: draft, final or withdrawn; its word; the word of its amendment.
State = tuple[str, str, str | None]


def new_word(chance: Random) -> str:
    """Return a word that nobody wrote before."""
    return "zq" + "".join(chance.choices(string.ascii_lowercase, k=8))


def text_with(chance: Random, word: str) -> dict[str, object]:
    """Return the fields of a family whose notes hold a word, and so many others."""
    others = " ".join(chance.choices(_OTHERS, k=chance.choice(_SIZES)))
    return {"known_as": "A family", "notes": f"{word} {others}".strip()}


def word_of(fields: object) -> str:
    """Return the telling word of a record's fields, or nothing."""
    found = _TELLING.findall(json.dumps(fields))
    return found[0] if len(found) == 1 else repr(found)


def observe(workspace: Workspace) -> dict[str, State]:
    """Return what is there of every record, as the program shows it."""
    rows = records.list_records(workspace, limit=records.MAX_LIMIT)
    return {row.record: _state(workspace, row) for row in rows}


def _state(workspace: Workspace, row: RecordRow) -> State:
    if row.state == "draft":
        return "draft", word_of(records.draft_fields(workspace, row.record)), None
    shown = records.show(workspace, row.record)
    half = records.amendment_draft(workspace, row.record) if row.amending else None
    kind = "withdrawn" if row.withdrawn else "final"
    amending = None if half is None else word_of(half.data)
    return kind, word_of(shown.revision.body), amending


@dataclass
class Writer:
    """Somebody who writes, and says before and after each piece what it is.

    Attributes:
        workspace: where.
        chance: decides what.
        tell: to whom it is said.
        states: what is there of each record, as far as this writer knows.
    """

    workspace: Workspace
    chance: Random
    tell: Teller
    states: dict[str, State]

    def add(self) -> None:
        """Write a record and make it final at once."""
        word, fields = self._text()
        self._begin(None, ("final", word, None))
        self._done(records.add(self.workspace, "family", fields), ("final", word, None))

    def draft(self) -> None:
        """Begin a record."""
        word, fields = self._text()
        self._begin(None, ("draft", word, None))
        self._done(records.save_draft(self.workspace, "family", fields), ("draft", word, None))

    def draft_again(self) -> None:
        """Go on with a draft."""
        record = self._one_of("draft")
        if record is None:
            return self.draft()
        word, fields = self._text()
        self._begin(record, ("draft", word, None))
        row = records.save_draft(self.workspace, "family", fields, draft=record)
        return self._done(row, ("draft", word, None))

    def finalise(self) -> None:
        """Finish a draft."""
        record = self._one_of("draft")
        if record is None:
            return self.add()
        state: State = ("final", self.states[record][1], None)
        self._begin(record, state)
        return self._done(records.finalise(self.workspace, record), state)

    def discard(self) -> None:
        """Throw a draft away."""
        record = self._one_of("draft")
        if record is None:
            return self.draft()
        self._begin(record, None)
        records.discard(self.workspace, record)
        del self.states[record]
        self.tell.done()
        return None

    def amend(self) -> None:
        """Change what is final."""
        record = self._one_of("final")
        if record is None:
            return self.add()
        word, fields = self._text()
        self._begin(record, ("final", word, None))
        row = records.amend(self.workspace, record, fields, reason=WHY)
        return self._done(row, ("final", word, None))

    def amendment(self) -> None:
        """Begin, or go on with, changing what is final."""
        record = self._one_of("final")
        if record is None:
            return self.add()
        word, fields = self._text()
        state: State = ("final", self.states[record][1], word)
        self._begin(record, state)
        row = records.save_amendment(self.workspace, record, fields, reason="")
        return self._done(row, state)

    def withdraw(self) -> None:
        """Take back what is final."""
        record = self._one_of("final")
        if record is None:
            return self.add()
        state: State = ("withdrawn", *self.states[record][1:])
        self._begin(record, state)
        return self._done(records.withdraw(self.workspace, record, reason=WHY), state)

    def _text(self) -> tuple[str, dict[str, object]]:
        word = new_word(self.chance)
        return word, text_with(self.chance, word)

    def _one_of(self, kind: str) -> str | None:
        there = sorted(record for record, state in self.states.items() if state[0] == kind)
        return self.chance.choice(there) if there else None

    def _begin(self, record: str | None, to: State | None) -> None:
        self.tell.begin(record=record, to=to)

    def _done(self, row: RecordRow, state: State) -> None:
        self.states[row.record] = state
        final = row.revision if state[0] != "draft" else ""
        self.tell.done(record=row.record, revision=final)


def expected(before: dict[str, State], done: list[Facts]) -> dict[str, State]:
    """Return what has to be there after everything that was acknowledged."""
    states = dict(before)
    for facts in done:
        _take_over(states, facts)
    return states


def _take_over(states: dict[str, State], facts: Facts) -> None:
    if "to" not in facts:
        return
    if facts["to"] is None:
        states.pop(facts["record"])
    else:
        states[facts["record"]] = _as_state(facts["to"])


def states_of(said: Mapping[str, Any]) -> dict[str, State]:
    """Return states by record again, after they went through JSON."""
    return {record: _as_state(state) for record, state in said.items()}


def _as_state(value: Any) -> State:
    return value[0], value[1], value[2]


def differences(
    found: dict[str, State], wanted: dict[str, State], begun: Facts | None
) -> list[str]:
    """Say how what is there differs from what has to be, with and without what was begun last."""
    if found == wanted:
        return []
    if begun is not None and "to" in begun:
        further = dict(wanted)
        fresh = [record for record in found if record not in wanted]
        facts = dict(begun)
        if facts["record"] is None and len(fresh) == 1:
            facts["record"] = fresh[0]
        if facts["record"] is not None:
            _take_over(further, facts)
            if found == further:
                return []
    lost = {record: state for record, state in wanted.items() if found.get(record) != state}
    beyond = {record: state for record, state in found.items() if wanted.get(record) != state}
    return [f"written: {lost} has become {beyond}; begun was {begun}"]
