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
    RecordNotFound,
    RevisionNotFound,
    UnknownKind,
)
from desktop.operations.views import detail_of, hit_of, row_of
from desktop.records import control, merge, revision, validation
from desktop.records import form as forms
from desktop.records import programme as programmes
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


def kinds(workspace: Workspace | None) -> tuple[KindView, ...]:
    """Return the kinds that this workspace may write; without one, all that people write."""
    return tuple(
        KindView(name=k.name, title=k.title, plural=k.plural, roles=k.roles)
        for k in visible(None if workspace is None else workspace.role)
    )


def form(workspace: Workspace, kind: str) -> tuple[FormField, ...]:
    """Return the questions of a kind's form. Raises UnknownKind."""
    return forms.form_fields(_visible(kind), workspace.programme)


def schema(workspace: Workspace | None, kind: str) -> dict[str, object]:
    """Return the JSON Schema of a kind with this programme's choices. Raises UnknownKind.

    Without a workspace the choices are those of the plain default programme.
    """
    pack = programmes.load(programmes.DEFAULT) if workspace is None else workspace.programme
    return schemas.json_schema(_visible(kind), pack)


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
        RecordNotFound: it was thrown away meanwhile.
        UnknownKind, KindNotWritable: see their texts.
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
        RecordInvalid, KindNotWritable: see their texts; nothing was saved.
        RecordNotFound: there is no such record, or it is a draft still.
    """
    why = validation.check_reason(reason)

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
    why = validation.check_reason(reason)

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
        ReasonNeeded, RecordInvalid, RecordNotFound, KindNotWritable: see their texts.
    """
    why = validation.check_reason(reason)

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
    _queue(connection, workspace, item, about=[head])


def list_records(
    workspace: Workspace, *, kind: str | None = None, limit: int = 50, after: str | None = None
) -> tuple[RecordRow, ...]:
    """Return records, newest first. ``after``: id of the last row of the page before.

    Raises:
        UnknownKind: there is no such kind.
        RecordNotFound: ``after`` is not listed any more; begin again from the first page.
    """
    if kind is not None:
        _visible(kind)
    rows = workspace.read(lambda c: lists.page(c, kind=kind, limit=_limit(limit), after=after))
    return tuple(row_of(row) for row in rows)


def show(workspace: Workspace, record: str) -> RecordDetail:
    """Return a record with every version and who has read it. Raises RecordNotFound."""

    def work(connection: Connection) -> RecordDetail:
        row = lists.one(connection, record)
        if row is None:
            raise RecordNotFound
        stored = journal.versions_of(connection, record)
        draft = None if stored else journal.get_draft(connection, record)
        return detail_of(
            row,
            _oldest_first(stored),
            heads=merge.heads(stored),
            draft=draft,
            device=workspace.device,
            people=trust.people(connection),
            readings=lists.readings(connection, [r.id for r in stored]),
        )

    return workspace.read(work)


def _oldest_first(stored: Sequence[StoredRevision]) -> tuple[StoredRevision, ...]:
    """Return versions in an order that does not depend on when they came; what waits is last."""
    settled = merge.history(stored)
    here = {item.id for item in settled}
    waiting = sorted((r for r in stored if r.id not in here), key=lambda item: item.id)
    return (*settled, *waiting)


def search(workspace: Workspace, text: str, *, limit: int = 50) -> tuple[SearchHit, ...]:
    """Find records by words, each as a beginning of a word; best first. Never an error."""
    hits = workspace.read(lambda c: lists.search(c, text, limit=_limit(limit)))
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


def _limit(asked: int) -> int:
    """Return how many rows to fetch: SQLite takes a negative limit for none at all."""
    return max(0, min(asked, MAX_LIMIT))


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
    known = journal.require(connection, item.record) if workspace.role == "hub" else ()
    _queue(connection, workspace, item, about=known)
    return _row(connection, item.record)


def _queue(
    connection: Connection,
    workspace: Workspace,
    item: Revision,
    *,
    about: Sequence[StoredRevision],
) -> None:
    """Queue a revision: from a volunteer to the hub, from the hub to who wrote what it is about."""
    streams = ["hub"] if workspace.role == "volunteer" else _writers(connection, about)
    for stream in streams:
        exchange.enqueue(
            connection,
            [item.id],
            stream=stream,
            priority=exchange.PRIORITY_RECORD,
            at=item.at,
        )


def _writers(connection: Connection, about: Sequence[StoredRevision]) -> list[str]:
    """Return the volunteers' devices that wrote these versions and may still be sent to."""
    known = trust.devices(connection)
    written_on = dict.fromkeys(version.device for version in about)
    return [
        device
        for device in written_on
        if device in known
        and known[device].role == "volunteer"
        and known[device].state != "revoked"
    ]


def _row(connection: Connection, record: str) -> RecordRow:
    row = lists.one(connection, record)
    if row is None:
        raise RecordNotFound
    return row_of(row)
