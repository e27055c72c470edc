# SPDX-License-Identifier: Apache-2.0
"""What waits for a person: records not read yet, and versions to decide between.

Reading itself is :func:`desktop.operations.records.mark_read`, deciding is
:func:`desktop.operations.records.resolve`; here is what leads to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desktop.errors import NotInConflict
from desktop.operations.records import show
from desktop.operations.views import row_of
from desktop.records.caseload_rows import Comparison, FieldDifference
from desktop.records.form import form_fields
from desktop.records.kinds import kind as find_kind
from desktop.storage import arrivals, lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.records.declaration import Kind
    from desktop.records.rows import RecordRow
    from desktop.workspace import Workspace

__all__ = ["Comparison", "FieldDifference"]

MAX_LIMIT: Final = 1000
_WITHDRAWN: Final = "withdrawn"


def unread(
    workspace: Workspace, *, limit: int = 50, after: str | None = None
) -> tuple[RecordRow, ...]:
    """Return what others wrote and the person who works at this hub has not read yet.

    What came first stands first: so nobody waits for ever because others write more. A record
    comes back when a newer version of it arrives. At a volunteer's there is nothing to review.

    Args:
        workspace: where.
        limit: the most rows.
        after: id of the last row of the page before.

    Raises:
        RecordNotFound: ``after`` is not listed any more; begin again from the first page.
    """
    rows = workspace.read(lambda c: lists.unread(c, limit=_limit(limit), after=after))
    return tuple(row_of(row) for row in rows)


def count_unread(workspace: Workspace) -> int:
    """Count what :func:`unread` goes through."""
    return workspace.read(lists.count_unread)


def conflicts(
    workspace: Workspace, *, limit: int = 50, after: str | None = None
) -> tuple[RecordRow, ...]:
    """Return the records with versions to decide between, newest first.

    Raises:
        RecordNotFound: ``after`` is not listed any more; begin again from the first page.
    """
    rows = workspace.read(lambda c: lists.conflicts(c, limit=_limit(limit), after=after))
    return tuple(row_of(row) for row in rows)


def received_at(workspace: Workspace, revision: str) -> str:
    """Return when a version arrived here; empty for one that was written here."""
    return workspace.read(lambda c: arrivals.arrived_at(c, revision))


def count_conflicts(workspace: Workspace) -> int:
    """Count what :func:`conflicts` goes through."""
    return workspace.read(lists.count_conflicts)


def compare(workspace: Workspace, record: str) -> Comparison:
    """Return the versions of a record that a person has to decide between, field by field.

    Raises:
        RecordNotFound: there is no such record.
        NotInConflict: there is only one version, or it is a draft.
    """
    detail = show(workspace, record)
    if len(detail.heads) < 2:
        raise NotInConflict
    kind = find_kind(detail.kind)
    asked = {field.name: field for field in form_fields(kind, workspace.programme)}
    bodies = [version.body for version in detail.heads]
    values = {
        name: tuple(_filled(kind, name, body) for body in bodies)
        for name in _names(kind, asked, bodies)
    }
    return Comparison(
        record=detail.record,
        kind=detail.kind,
        title=detail.title,
        versions=detail.heads,
        fields=tuple(
            FieldDifference(name=name, field=asked.get(name), values=found)
            for name, found in values.items()
            if not _agree(found)
        ),
        same=sum(_agree(found) and found[0] is not None for found in values.values()),
    )


def combine(comparison: Comparison, picks: Mapping[str, int]) -> dict[str, object]:
    """Return the fields of a record put together from its versions, for ``records.resolve``.

    Where nothing is picked, the version that is shown holds. Of what no form asks, nothing is
    lost: the first version that has it holds.

    Args:
        comparison: the versions side by side.
        picks: for names of differing fields, the place of a version in ``comparison.versions``.

    Raises:
        ValueError: a pick names a field in which the versions do not differ.
        IndexError: a pick names a version that is not there.
    """
    differing = {difference.name: difference for difference in comparison.fields}
    if not differing.keys() >= picks.keys():
        raise ValueError("a pick for a field that does not differ")
    known = {spec.name for spec in find_kind(comparison.kind).specs}
    data = dict(comparison.versions[0].body)
    for name, difference in differing.items():
        if name in picks or name in known:
            value = difference.values[picks.get(name, 0)]
        else:
            value = next(value for value in difference.values if value is not None)
        data.pop(name, None)
        if value is not None:
            data[name] = value
        elif name == _WITHDRAWN:
            data[name] = False  # said aloud: otherwise what one version withdraws stays withdrawn
    return data


def _names(kind: Kind, asked: Iterable[str], bodies: Iterable[Mapping[str, object]]) -> list[str]:
    """Return every field: as the form asks, then the other known ones, then the unknown."""
    known = dict.fromkeys([*asked, *(spec.name for spec in kind.specs)])
    unknown = sorted({name for body in bodies for name in body} - known.keys())
    return [*known, *unknown]


def _filled(kind: Kind, name: str, body: Mapping[str, object]) -> object:
    """Return what stands in a field, or None when a form would leave it out."""
    value = body.get(name)
    known = any(spec.name == name for spec in kind.specs)
    return None if known and (value is False or value in ("", [])) else value


def _agree(values: tuple[Any, ...]) -> bool:
    # 1 == True in Python; in a record they are different things.
    return all(type(value) is type(values[0]) and value == values[0] for value in values)


def _limit(asked: int) -> int:
    """Return how many rows to fetch: SQLite takes a negative limit for none at all."""
    return max(0, min(asked, MAX_LIMIT))
