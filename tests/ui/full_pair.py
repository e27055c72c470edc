# SPDX-License-Identifier: Apache-2.0
"""A hub and a volunteer with something on every page: every field filled, every state there is.

What people wrote is put into words by the caller: made-up letters, hostile texts, very long names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.operations import hub, records, sending
from tests.ui.workspaces import Pair, exchange, make_pair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.operations.workspaces import Workspace
    from desktop.records.form import FormField

    Say = Callable[[str, int], str]

FAMILY: Final = "family"
VISIT: Final = "visit-note"
NAME_LIMIT: Final = 60
_VALUES: Final = {
    "date": "2026-11-20",
    "time": "14:30",
    "minutes": 45,
    "number": 3,
    "money": 250,
    "tick": True,
}


def make_full_pair(root: Path, say: Say) -> Pair:
    """Make and fill a pair; ``say(text, limit)`` returns what people write instead of ``text``."""
    pair = make_pair(
        root,
        hub_name=say("Rowan Hub", NAME_LIMIT),
        staff=say("Priya Shah", NAME_LIMIT),
        volunteer=say("Sam Okafor", NAME_LIMIT),
    )
    sent = _write_all(pair.volunteer, say)
    exchange(pair)
    _decide_differently(pair, sent[FAMILY], say)
    records.mark_read(pair.hub, sent[VISIT])
    records.withdraw(
        pair.volunteer, add(pair.volunteer, VISIT, say), reason=say("Written by mistake", 200)
    )
    exchange(pair)
    _fill_hub(pair, root, say)
    exchange(pair)
    # From here on nothing reaches the hub: one record handed over, one on the laptop, one draft.
    add(pair.volunteer, VISIT, say)
    sending.synchronise(pair.volunteer)
    add(pair.volunteer, VISIT, say)
    for kind in records.kinds(pair.volunteer):
        data = data_for(pair.volunteer, kind.name, say)
        records.save_draft(pair.volunteer, kind.name, data)
    return pair


def data_for(workspace: Workspace, kind: str, say: Say, *, family: str = "") -> dict[str, object]:
    """Return data with every field of a kind filled in."""
    return _fill(records.form(workspace, kind), say, family)


def add(workspace: Workspace, kind: str, say: Say, *, family: str = "") -> str:
    """Write a final record with every field filled in; return its id."""
    return records.add(workspace, kind, data_for(workspace, kind, say, family=family)).record


def _write_all(workspace: Workspace, say: Say) -> dict[str, str]:
    """Write one record of each kind, about the same family; return their ids by kind."""
    family = add(workspace, FAMILY, say)
    kinds = [kind.name for kind in records.kinds(workspace) if kind.name != FAMILY]
    return {FAMILY: family} | {kind: add(workspace, kind, say, family=family) for kind in kinds}


def _decide_differently(pair: Pair, family: str, say: Say) -> None:
    """Amend the same record on both sides, so that there are two versions of it."""
    for workspace, name in ((pair.volunteer, "Here"), (pair.hub, "There")):
        data = data_for(workspace, FAMILY, say) | {"known_as": say(name, NAME_LIMIT)}
        records.amend(workspace, family, data, reason=say("She told me so", 200))


def _fill_hub(pair: Pair, root: Path, say: Say) -> None:
    """Give the hub somebody invited, something it cannot read, and a draft."""
    hub.invite(pair.hub, name=say("Ola Nowak", NAME_LIMIT))
    add(pair.hub, VISIT, say)
    records.save_draft(pair.hub, VISIT, data_for(pair.hub, VISIT, say))
    folder = root / "found"
    folder.mkdir()
    for name in (f"{'a' * 26}.age", file_name(say("damaged", 40))):
        (folder / name).write_bytes(b"age-encryption.org/v1\nnothing that can be read")
    hub.import_files(pair.hub, [folder])


def file_name(text: str) -> str:
    """Return a name that a file can have on every system, as near to ``text`` as that allows."""
    kept = "".join(c for c in text if c not in '/\\:*?"<>|' and c.isprintable())
    return f"{kept.strip(' .') or 'x'}.age"


def _fill(fields: Sequence[FormField], say: Say, family: str) -> dict[str, object]:
    values = {field.name: _value(field, say, family) for field in fields}
    return {name: value for name, value in values.items() if value is not None}


def _value(field: FormField, say: Say, family: str) -> object:
    if field.hint in _VALUES:
        return _VALUES[field.hint]
    if field.hint == "choice":
        return field.choices[0][0]
    if field.hint == "choices":
        return [value for value, _text in field.choices]
    if field.hint == "list-of":
        return [_fill(field.fields, say, family) for _ in range(2)]
    if field.hint == "record:family":
        return family or None
    return say(field.label, field.limit)
