# SPDX-License-Identifier: Apache-2.0
"""Write, finish, amend, withdraw, read, search and decide between versions of records.

A final record is never edited: every change is a new revision on top of the one that was shown.
Finishing writes revision, head, search and outbox in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from desktop.crypto import keys
from desktop.errors import (
    AlreadyFinal,
    InConflict,
    KindNotWritable,
    NotADraft,
    NotInConflict,
    ReasonNeeded,
    RecordNotFound,
    RevisionNotFound,
    UnknownKind,
)
from desktop.operations.views import detail_of, hit_of, row_of
from desktop.records import control, merge, revision, validation
from desktop.records import form as forms
from desktop.records import schema as schemas
from desktop.records.kinds import kind as find_kind
from desktop.records.kinds import visible
from desktop.records.rows import Counts, KindView, RecordDetail, RecordRow, SearchHit
from desktop.storage import exchange, journal, lists, trust
from desktop.storage.journal import StoredDraft, StoredRevision

if TYPE_CHECKING:
    from desktop.records.declaration import Kind
    from desktop.records.form import FormField
    from desktop.records.revision import Revision
    from desktop.storage.database import Connection
    from desktop.workspace import Workspace

Fields = Mapping[str, object]
MAX_LIMIT: Final = 1000


def kinds(workspace: Workspace) -> tuple[KindView, ...]:
    """Return the kinds that this workspace may write."""
    return tuple(
        KindView(name=k.name, title=k.title, plural=k.plural, roles=k.roles)
        for k in visible(workspace.role)
    )


def form(workspace: Workspace, kind: str) -> tuple[FormField, ...]:
    """Return the questions of a kind's form. Raises UnknownKind."""
    return forms.form_fields(_visible(kind), workspace.programme)


def schema(workspace: Workspace, kind: str) -> dict[str, object]:
    """Return the JSON Schema of a kind with this programme's choices. Raises UnknownKind."""
    return schemas.json_schema(_visible(kind), workspace.programme)


def _visible(name: str) -> Kind:
    found = find_kind(name)
    if not found.visible:
        raise UnknownKind(name=name, known=", ".join(k.name for k in visible()))
    return found


def _writable(workspace: Workspace, name: str) -> Kind:
    found = _visible(name)
    if workspace.role not in found.roles:
        raise KindNotWritable(role=workspace.role)
    return found


def add(workspace: Workspace, kind: str, data: Fields) -> RecordRow:
    """Write a record and make it final at once.

    Raises:
        RecordInvalid: it is not complete; nothing was saved.
        UnknownKind, KindNotWritable: see their texts.
    """
    declared = _writable(workspace, kind)
    body = validation.validate(declared, data, workspace.programme)
    item = _compose(workspace, declared, keys.new_id(), parents=(), reason=None, body=body)
    return workspace.write(lambda c: _finish(c, workspace, item))


def save_draft(
    workspace: Workspace, kind: str, data: Fields, *, draft: str | None = None
) -> RecordRow:
    """Keep what was typed so far. Nothing is required yet; the same draft is written over.

    Args:
        workspace: where.
        kind: name of the kind.
        data: the fields so far.
        draft: the record id that an earlier save returned; None for a new draft.

    Raises:
        RecordInvalid: a field holds something that no form can hold.
        AlreadyFinal: the draft was finished meanwhile.
    """
    declared = _writable(workspace, kind)
    body = validation.validate(declared, data, workspace.programme, partial=True)
    record = draft or keys.new_id()

    def work(connection: Connection) -> RecordRow:
        if draft is not None:
            _require_draft(connection, draft)
        journal.save_draft(
            connection,
            StoredDraft(record, declared.name, declared.schema, (), body, workspace.now()),
            author=workspace.person.id,
        )
        return _row(connection, record)

    return workspace.write(work)


def _require_draft(connection: Connection, record: str) -> StoredDraft:
    try:
        return journal.get_draft(connection, record)
    except NotADraft:
        if lists.one(connection, record) is not None:
            raise AlreadyFinal from None
        raise RecordNotFound from None


def draft_fields(workspace: Workspace, draft: str) -> dict[str, object]:
    """Return what a draft holds. Raises RecordNotFound, AlreadyFinal."""
    found = workspace.read(lambda c: _require_draft(c, draft))
    fields: dict[str, object] = json.loads(found.body)
    return fields


def finalise(workspace: Workspace, draft: str) -> RecordRow:
    """Make a draft final.

    Raises:
        RecordInvalid: it is not complete; it stays a draft.
        AlreadyFinal, RecordNotFound: there is no such draft.
    """

    def work(connection: Connection) -> RecordRow:
        found = _require_draft(connection, draft)
        declared = _writable(workspace, found.kind)
        body = validation.validate(declared, json.loads(found.body), workspace.programme)
        item = _compose(workspace, declared, draft, parents=(), reason=None, body=body)
        journal.drop_draft(connection, draft, keep_place=True)
        return _finish(connection, workspace, item)

    return workspace.write(work)


def discard(workspace: Workspace, draft: str) -> None:
    """Throw a draft away. Raises AlreadyFinal, RecordNotFound."""

    def work(connection: Connection) -> None:
        _require_draft(connection, draft)
        journal.drop_draft(connection, draft)

    workspace.write(work)


def amend(workspace: Workspace, record: str, data: Fields, *, reason: str) -> RecordRow:
    """Write a new version on top of the one that is shown; the old one stays readable.

    Raises:
        ReasonNeeded: no reason was given.
        InConflict: there are two versions to decide between first.
        RecordInvalid, RecordNotFound, NotADraft: see their texts; nothing was saved.
    """
    why = _reason(reason)

    def work(connection: Connection) -> RecordRow:
        head = _only_head(connection, record)
        declared = _writable(workspace, head.kind)
        body = validation.validate(declared, data, workspace.programme)
        item = _compose(workspace, declared, record, parents=(head.id,), reason=why, body=body)
        return _finish(connection, workspace, item)

    return workspace.write(work)


def withdraw(workspace: Workspace, record: str, *, reason: str) -> RecordRow:
    """Withdraw a record that was sent by mistake: a new version says so, and why.

    Raises:
        As for :func:`amend`.
    """
    why = _reason(reason)

    def work(connection: Connection) -> RecordRow:
        head = _only_head(connection, record)
        declared = _writable(workspace, head.kind)
        fields: dict[str, object] = json.loads(head.body or b"{}")
        body = validation.validate(
            declared, {**fields, "withdrawn": True}, workspace.programme, partial=True
        )
        item = _compose(workspace, declared, record, parents=(head.id,), reason=why, body=body)
        return _finish(connection, workspace, item)

    return workspace.write(work)


def resolve(
    workspace: Workspace,
    record: str,
    *,
    choose: str | None = None,
    data: Fields | None = None,
    reason: str,
) -> RecordRow:
    """Decide between versions that differ: choose one, or write what should hold instead.

    The decision is a new version on top of all of them, so both sides come to the same end.

    Raises:
        NotInConflict: there is only one version.
        RevisionNotFound: ``choose`` is not one of those to choose from.
        ReasonNeeded, RecordInvalid, RecordNotFound: see their texts.
    """
    why = _reason(reason)

    def work(connection: Connection) -> RecordRow:
        heads = _heads(journal.require(connection, record))
        if len(heads) < 2:
            raise NotInConflict
        declared = _writable(workspace, heads[0].kind)
        if data is not None:
            body = validation.validate(declared, data, workspace.programme)
        else:
            chosen = next((h for h in heads if h.id == choose), None)
            if chosen is None or chosen.body is None:
                raise RevisionNotFound
            body = chosen.body
        parents = tuple(head.id for head in heads)
        item = _compose(workspace, declared, record, parents=parents, reason=why, body=body)
        return _finish(connection, workspace, item)

    return workspace.write(work)


def mark_read(workspace: Workspace, record: str) -> RecordRow:
    """Note at the hub that the person who works here has read a record; the writer is told.

    Reading the same version again changes nothing.

    Raises:
        WrongRole: this is not a hub. RecordNotFound: there is no such record.
    """
    workspace.require_role("hub")

    def work(connection: Connection) -> RecordRow:
        heads = _heads(journal.require(connection, record))
        for head in heads:
            _mark_version(connection, workspace, head)
        return _row(connection, record)

    return workspace.write(work)


def _mark_version(connection: Connection, workspace: Workspace, head: StoredRevision) -> None:
    marks = lists.readings(connection, [head.id])
    if any(mark.person == workspace.person.id for mark in marks):
        return
    declared = find_kind("reading-mark")
    body = control.encode(control.ReadingMark(revision=head.id))
    item = _compose(workspace, declared, keys.new_id(), parents=(), reason=None, body=body)
    journal.append(connection, [item], state="sealed")
    _queue(connection, workspace, item, devices=[head.device])


def list_records(
    workspace: Workspace, *, kind: str | None = None, limit: int = 50, after: str | None = None
) -> tuple[RecordRow, ...]:
    """Return records, newest first. ``after``: id of the last row of the page before.

    Raises:
        UnknownKind: there is no such kind.
    """
    if kind is not None:
        _visible(kind)
    rows = workspace.read(
        lambda c: lists.page(c, kind=kind, limit=min(limit, MAX_LIMIT), after=after)
    )
    return tuple(row_of(row) for row in rows)


def show(workspace: Workspace, record: str) -> RecordDetail:
    """Return a record with every version and who has read it. Raises RecordNotFound."""

    def work(connection: Connection) -> RecordDetail:
        row = lists.one(connection, record)
        if row is None:
            raise RecordNotFound
        stored = tuple(r for r in journal.revisions_of(connection, record) if not r.hidden)
        heads = merge.heads(stored)
        draft = None if stored else journal.get_draft(connection, record)
        return detail_of(
            row,
            stored,
            heads=heads,
            draft=draft,
            device=workspace.device,
            people=trust.people(connection),
            readings=lists.readings(connection, [r.id for r in stored]),
        )

    return workspace.read(work)


def search(workspace: Workspace, text: str, *, limit: int = 50) -> tuple[SearchHit, ...]:
    """Find records by words, each as a beginning of a word; best first. Never an error."""
    hits = workspace.read(lambda c: lists.search(c, text, limit=min(limit, MAX_LIMIT)))
    return tuple(hit_of(hit) for hit in hits)


def counts(workspace: Workspace) -> Counts:
    """Count drafts and what has not been received yet."""

    def work(connection: Connection) -> Counts:
        tally = exchange.tally(connection)
        return Counts(
            drafts=lists.count_drafts(connection),
            sealed=tally.sealed,
            handed_over=tally.handed_over,
            needs_attention=tally.needs_attention,
            oldest_unsent_at=tally.oldest,
        )

    return workspace.read(work)


def _reason(typed: str) -> str:
    reason = typed.strip()
    if not reason:
        raise ReasonNeeded
    return reason


def _only_head(connection: Connection, record: str) -> StoredRevision:
    row = lists.one(connection, record)
    if row is not None and row.state == "draft":
        raise RecordNotFound
    heads = _heads(journal.require(connection, record))
    if len(heads) > 1:
        raise InConflict
    return heads[0]


def _heads(stored: Sequence[StoredRevision]) -> list[StoredRevision]:
    by_id = {item.id: item for item in stored}
    found = [by_id[head] for head in merge.heads(stored)]
    if not found:
        raise RecordNotFound  # everything waits for a version that has not arrived
    return found


def _compose(
    workspace: Workspace,
    kind: Kind,
    record: str,
    *,
    parents: tuple[str, ...],
    reason: str | None,
    body: bytes,
) -> Revision:
    return revision.write(
        id=keys.new_id(),
        record=record,
        kind=kind.name,
        schema=kind.schema,
        parents=parents,
        author=workspace.person.id,
        device=workspace.device,
        at=workspace.now(),
        reason=reason,
        body=body,
    )


def _finish(connection: Connection, workspace: Workspace, item: Revision) -> RecordRow:
    """Write a final revision and queue it, inside the caller's transaction."""
    journal.append(connection, [item], state="sealed")
    devices = [r.device for r in journal.revisions_of(connection, item.record)]
    _queue(connection, workspace, item, devices=devices)
    return _row(connection, item.record)


def _queue(
    connection: Connection, workspace: Workspace, item: Revision, *, devices: Sequence[str]
) -> None:
    """Queue a revision: from a volunteer to the hub, from the hub to whoever wrote the record."""
    if workspace.role == "volunteer":
        streams = ["hub"]
    else:
        known = trust.devices(connection)
        streams = [
            device
            for device in dict.fromkeys(devices)
            if device in known and known[device].role == "volunteer"
        ]
    for stream in streams:
        exchange.enqueue(
            connection,
            [item.id],
            stream=stream,
            priority=exchange.PRIORITY_RECORD,
            at=item.at,
        )


def _row(connection: Connection, record: str) -> RecordRow:
    row = lists.one(connection, record)
    if row is None:
        raise RecordNotFound
    return row_of(row)
