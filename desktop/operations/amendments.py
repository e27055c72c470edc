# SPDX-License-Identifier: Apache-2.0
"""Change what is final: amend, withdraw, decide between versions, and drafts of amendments.

A final record is never edited: every change is a new version on top of what its writer had in
view. What a newer version of the program wrote into a record survives all of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.errors import (
    InConflict,
    NotADraft,
    NotInConflict,
    RecordNotFound,
    RevisionNotFound,
)
from desktop.operations.writing import compose, finish, heads_of, row, writable_kind
from desktop.records import validation
from desktop.records.rows import AmendmentDraft, RecordRow
from desktop.storage import drafts, journal, lists
from desktop.storage.drafts import StoredDraft

if TYPE_CHECKING:
    from desktop.records.declaration import Kind
    from desktop.records.revision import Revision
    from desktop.storage.database import Connection
    from desktop.storage.journal import StoredRevision
    from desktop.workspace import Workspace

Fields = Mapping[str, object]
Parents = Sequence[str]


def amend(
    workspace: Workspace,
    record: str,
    data: Fields,
    *,
    reason: str,
    parents: Parents | None = None,
) -> RecordRow:
    """Write a new version on top of the one that is shown; the old one stays readable.

    Fields that this version of the program does not know are kept as they were, unless ``data``
    holds them. A withdrawn record stays withdrawn unless ``data`` says ``"withdrawn": false``.
    A draft of an amendment to the record is dropped: this is what has become of it.

    Args:
        workspace: where.
        record: id of the record.
        data: all of its fields, as they should be now.
        reason: why.
        parents: ids of the versions that ``data`` was written on, as
            :class:`~desktop.records.rows.AmendmentDraft` or the row says. If another version came
            meanwhile, both stand beside each other as a conflict, and nothing that somebody else
            wrote is covered up. Without it: the version that is shown now.

    Raises:
        ReasonNeeded: no reason was given.
        InConflict: there are two versions to decide between first; not with ``parents``.
        RevisionNotFound: ``parents`` names what is no version of this record here.
        RecordInvalid, KindNotWritable: see their texts; nothing was saved.
        RecordNotFound: there is no such record, or it is a draft still.
    """
    why = validation.check_reason(reason)

    def work(connection: Connection) -> RecordRow:
        beneath = _beneath(connection, record, parents)
        declared = writable_kind(workspace, beneath[0].kind)
        body = validation.validate(declared, _kept(declared, beneath, data), workspace.programme)
        item = compose(workspace, declared, record, body=body, parents=_ids(beneath), reason=why)
        _drop_amendment(connection, record)
        return finish(connection, workspace, item)

    return workspace.write(work)


def withdraw(workspace: Workspace, record: str, *, reason: str) -> RecordRow:
    """Withdraw a record that was sent by mistake: a new version says so, and why.

    A draft of an amendment stays; nothing that was typed is thrown away by this.

    Raises:
        As for :func:`amend`.
    """
    why = validation.check_reason(reason)

    def work(connection: Connection) -> RecordRow:
        head = _only_head(connection, record)
        declared = writable_kind(workspace, head.kind)
        body = validation.validate(
            declared, {**_fields(head), "withdrawn": True}, workspace.programme, partial=True
        )
        item = compose(workspace, declared, record, body=body, parents=(head.id,), reason=why)
        return finish(connection, workspace, item)

    return workspace.write(work)


def resolve(
    workspace: Workspace,
    record: str,
    *,
    choose: str | None = None,
    data: Fields | None = None,
    reason: str,
    parents: Parents | None = None,
) -> RecordRow:
    """Decide between versions that differ: choose one, or write what should hold instead.

    The decision is a new version on top of all of them, so both sides come to the same end. A
    version that was chosen is taken over as it is. With ``data``, fields that this version of the
    program does not know are kept from all of them; where they differ, the one that is shown
    holds, then the next. If one of them withdraws the record, it stays withdrawn unless ``data``
    says ``"withdrawn": false``.

    With ``parents``, ids of the versions that were compared, it is a decision between those alone:
    what came meanwhile is not covered up, and is in conflict with it. Without it: between all.

    Raises:
        NotInConflict: there is only one version.
        RevisionNotFound: ``choose`` is not one of those to choose from, or ``parents`` names what
            is no version of this record here.
        ReasonNeeded, RecordInvalid, RecordNotFound, KindNotWritable: see their texts.
    """
    why = validation.check_reason(reason)

    def work(connection: Connection) -> RecordRow:
        heads = heads_of(journal.require(connection, record))
        if len(heads) < 2:
            raise NotInConflict
        compared = heads if parents is None else _beneath(connection, record, parents)
        item = _decided(workspace, compared, choose=choose, data=data, reason=why)
        return finish(connection, workspace, item)

    return workspace.write(work)


def _decided(
    workspace: Workspace,
    heads: Sequence[StoredRevision],
    *,
    choose: str | None,
    data: Fields | None,
    reason: str,
) -> Revision:
    record, parents = heads[0].record, _ids(heads)
    if data is not None:
        declared = writable_kind(workspace, heads[0].kind)
        body = validation.validate(declared, _kept(declared, heads, data), workspace.programme)
        return compose(workspace, declared, record, body=body, parents=parents, reason=reason)
    chosen = next((head for head in heads if head.id == choose), None)
    if chosen is None or chosen.body is None:
        raise RevisionNotFound
    declared = writable_kind(workspace, chosen.kind)
    return compose(
        workspace,
        declared,
        record,
        body=chosen.body,
        parents=parents,
        reason=reason,
        schema=chosen.schema,
    )


# A draft of an amendment


def save_amendment(
    workspace: Workspace,
    record: str,
    data: Fields,
    *,
    reason: str,
    parents: Parents | None = None,
) -> RecordRow:
    """Keep what was typed so far of an amendment. Lists go on showing what is final.

    Args:
        workspace: where.
        record: id of the record.
        data: the fields so far; nothing is required yet.
        reason: as far as it was typed; may be empty.
        parents: ids of the versions that ``data`` was written on. Without it: those of the draft
            that is there already, else the version that is shown.

    Raises:
        RecordInvalid: a field or the reason holds something that cannot be kept.
        InConflict, RevisionNotFound, RecordNotFound, KindNotWritable: as for :func:`amend`.
    """
    why = validation.check_reason(reason, partial=True)

    def work(connection: Connection) -> RecordRow:
        before = _amendment(connection, record)
        on = parents if parents is not None or before is None else before.parents
        beneath = _beneath(connection, record, on)
        declared = writable_kind(workspace, beneath[0].kind)
        drafts.save(
            connection,
            StoredDraft(
                record=record,
                kind=declared.name,
                schema=declared.schema,
                parents=_ids(beneath),
                body=validation.validate(declared, data, workspace.programme, partial=True),
                saved_at=workspace.now(),
                reason=why,
            ),
            author=workspace.person.id,
        )
        return row(connection, record)

    return workspace.write(work)


def amendment_draft(workspace: Workspace, record: str) -> AmendmentDraft | None:
    """Return what was typed so far of an amendment to a record, or None."""
    found = workspace.read(lambda connection: _amendment(connection, record))
    if found is None:
        return None
    return AmendmentDraft(
        data=json.loads(found.body),
        reason=found.reason or "",
        parents=found.parents,
        saved_at=found.saved_at,
    )


def discard_amendment(workspace: Workspace, record: str) -> None:
    """Throw away what was typed of an amendment. If there is nothing, nothing happens."""
    workspace.write(lambda connection: _drop_amendment(connection, record))


def _amendment(connection: Connection, record: str) -> StoredDraft | None:
    try:
        found = drafts.get(connection, record)
    except NotADraft:
        return None
    return found if found.parents else None


def _drop_amendment(connection: Connection, record: str) -> None:
    if _amendment(connection, record) is not None:
        drafts.drop(connection, record)


# What a version is written on


def _beneath(
    connection: Connection, record: str, parents: Parents | None
) -> tuple[StoredRevision, ...]:
    """Return the versions to write on: those named, or the only one that there is.

    In place of one whose import was undone meanwhile stand those that it was written on. If it is
    shown again, the two are in conflict.
    """
    if parents is None:
        return (_only_head(connection, record),)
    _require_final(connection, record)
    stored = {item.id: item for item in journal.revisions_of(connection, record)}
    if not stored.keys() >= set(parents):
        raise RevisionNotFound
    present = {v.id for v in journal.require(connection, record) if not v.pending}
    line = list(dict.fromkeys(parents))
    for one in line:  # grows at its end
        if one not in present:
            line += [p for p in stored[one].parents if p in stored and p not in line]
    found = tuple(stored[one] for one in line if one in present)
    if not found:
        raise RevisionNotFound
    return found


def _only_head(connection: Connection, record: str) -> StoredRevision:
    _require_final(connection, record)
    heads = heads_of(journal.require(connection, record))
    if len(heads) > 1:
        raise InConflict
    return heads[0]


def _require_final(connection: Connection, record: str) -> None:
    listed = lists.one(connection, record)
    if listed is None or listed.state == "draft":
        raise RecordNotFound


def _ids(versions: Sequence[StoredRevision]) -> tuple[str, ...]:
    return tuple(version.id for version in versions)


def _fields(version: StoredRevision) -> dict[str, object]:
    fields: dict[str, object] = json.loads(version.body or b"{}")  # erased: nothing is left of it
    return fields


def _kept(declared: Kind, beneath: Sequence[StoredRevision], data: Fields) -> dict[str, object]:
    """Return ``data`` with what must not be lost of the versions that it is written on."""
    known = {spec.name for spec in declared.specs}
    kept: dict[str, object] = {}
    withdrawn = False
    for version in beneath:
        if version.kind != declared.name:
            continue  # what it knows would pass for fields of a newer version
        fields = _fields(version)
        withdrawn = withdrawn or declared.withdrawn_of(fields)
        kept = {name: value for name, value in fields.items() if name not in known} | kept
    kept |= data
    if withdrawn and kept.get("withdrawn") is None:
        kept["withdrawn"] = True
    return kept
