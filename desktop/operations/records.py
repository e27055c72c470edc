# SPDX-License-Identifier: Apache-2.0
"""Write, finish, read, list and search records.

Finishing writes revision, head, search and outbox in one transaction. How what is final is
changed is in amendments.py; whoever works with records finds it here too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.crypto import keys
from desktop.errors import AlreadyFinal, NotADraft, RecordNotFound
from desktop.operations.amendments import (
    amend,
    amendment_draft,
    discard_amendment,
    resolve,
    save_amendment,
    withdraw,
)
from desktop.operations.views import detail_of, hit_of, row_of
from desktop.operations.writing import (
    compose,
    finish,
    heads_of,
    queue,
    row,
    visible_kind,
    writable_kind,
)
from desktop.records import control, merge, validation
from desktop.records import form as forms
from desktop.records import programme as programmes
from desktop.records import schema as schemas
from desktop.records.kinds import kind as find_kind
from desktop.records.kinds import private, visible
from desktop.records.rows import Counts, KindView, RecordDetail, RecordRow, SearchHit
from desktop.storage import drafts, exchange, journal, lists, trust
from desktop.storage.drafts import StoredDraft

if TYPE_CHECKING:
    from desktop.records.form import FormField
    from desktop.storage.database import Connection
    from desktop.storage.journal import StoredRevision
    from desktop.workspace import Workspace

__all__ = [
    "add",
    "amend",
    "amendment_draft",
    "counts",
    "discard",
    "discard_amendment",
    "draft_fields",
    "finalise",
    "form",
    "kinds",
    "list_records",
    "mark_read",
    "resolve",
    "save_amendment",
    "save_draft",
    "schema",
    "search",
    "show",
    "withdraw",
]

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
    return forms.form_fields(visible_kind(kind), workspace.programme)


def schema(workspace: Workspace | None, kind: str) -> dict[str, object]:
    """Return the JSON Schema of a kind with this programme's choices. Raises UnknownKind.

    Without a workspace the choices are those of the plain default programme.
    """
    pack = programmes.load(programmes.DEFAULT) if workspace is None else workspace.programme
    return schemas.json_schema(visible_kind(kind), pack)


def add(workspace: Workspace, kind: str, data: Fields) -> RecordRow:
    """Write a record and make it final at once.

    Raises:
        RecordInvalid: it is not complete; nothing was saved.
        UnknownKind, KindNotWritable: see their texts.
    """
    declared = writable_kind(workspace, kind)
    body = validation.validate(declared, data, workspace.programme)
    item = compose(workspace, declared, keys.new_id(), body=body)
    return workspace.write(lambda c: finish(c, workspace, item))


def save_draft(
    workspace: Workspace, kind: str, data: Fields, *, draft: str | None = None
) -> RecordRow:
    """Keep what was typed so far. Nothing is required yet; the same draft is written over.

    The search takes note of its words when somebody searches next, and at locking.

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
    declared = writable_kind(workspace, kind)
    body = validation.validate(declared, data, workspace.programme, partial=True)
    record = draft or keys.new_id()

    def work(connection: Connection) -> RecordRow:
        if draft is not None:
            _require_draft(connection, draft)
        drafts.save(
            connection,
            StoredDraft(record, declared.name, declared.schema, (), body, workspace.now()),
            author=workspace.person.id,
            words_later=True,
        )
        return row(connection, record)

    saved = workspace.write(work)
    if draft is not None:
        workspace.postpone(f"words of {draft}", partial(drafts.index, records=[draft]))
    return saved


def _require_draft(connection: Connection, record: str) -> StoredDraft:
    """Return the draft of a new record; a draft of an amendment is none."""
    try:
        found = drafts.get(connection, record)
    except NotADraft:
        if lists.one(connection, record) is not None:
            raise AlreadyFinal from None
        raise RecordNotFound from None
    if found.parents:
        raise AlreadyFinal
    return found


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
        declared = writable_kind(workspace, found.kind)
        body = validation.validate(declared, json.loads(found.body), workspace.programme)
        item = compose(workspace, declared, draft, body=body)
        drafts.drop(connection, draft, keep_place=True)
        return finish(connection, workspace, item)

    return workspace.write(work)


def discard(workspace: Workspace, draft: str) -> None:
    """Throw a draft away. Raises AlreadyFinal, RecordNotFound."""

    def work(connection: Connection) -> None:
        _require_draft(connection, draft)
        drafts.drop(connection, draft)

    workspace.write(work)


def mark_read(workspace: Workspace, record: str) -> RecordRow:
    """Note at the hub that the person who works here has read a record; the writer is told.

    Reading the same version again changes nothing.

    Raises:
        WrongRole: this is not a hub. RecordNotFound: there is no such record.
    """
    workspace.require_role("hub")

    def work(connection: Connection) -> RecordRow:
        heads = heads_of(journal.require(connection, record))
        for head in heads:
            _mark_version(connection, workspace, head)
        return row(connection, record)

    return workspace.write(work)


def _mark_version(connection: Connection, workspace: Workspace, head: StoredRevision) -> None:
    marks = lists.readings(connection, [head.id])
    if any(mark.person == workspace.person.id for mark in marks):
        return
    declared = find_kind("reading-mark")
    body = control.encode(control.ReadingMark(revision=head.id))
    item = compose(workspace, declared, keys.new_id(), body=body)
    journal.append(connection, [item], state="sealed")
    queue(connection, workspace, item, about=[head])


def list_records(
    workspace: Workspace, *, kind: str | None = None, limit: int = 50, after: str | None = None
) -> tuple[RecordRow, ...]:
    """Return records, newest first. ``after``: id of the last row of the page before.

    Raises:
        UnknownKind: there is no such kind.
        RecordNotFound: ``after`` is not listed any more; begin again from the first page.
    """
    if kind is not None:
        visible_kind(kind)
    rows = workspace.read(lambda c: lists.page(c, kind=kind, limit=_limit(limit), after=after))
    return tuple(row_of(row) for row in rows)


def show(workspace: Workspace, record: str) -> RecordDetail:
    """Return a record with every version and who has read it. Raises RecordNotFound."""

    def work(connection: Connection) -> RecordDetail:
        row = lists.one(connection, record)
        if row is None:
            raise RecordNotFound
        stored = journal.versions_of(connection, record)
        draft = None if stored else drafts.get(connection, record)
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
    workspace.catch_up()  # what was typed a moment ago is found, too
    hits = workspace.read(lambda c: lists.search(c, text, limit=_limit(limit)))
    return tuple(hit_of(hit) for hit in hits)


def counts(workspace: Workspace) -> Counts:
    """Count drafts and what has not been received yet; what is only for its writer is neither."""

    def work(connection: Connection) -> Counts:
        tally = exchange.tally(connection)
        return Counts(
            drafts=lists.count_drafts(connection, but=private()),
            sealed=tally.sealed,
            handed_over=tally.handed_over,
            needs_attention=tally.needs_attention,
            oldest_unsent_at=tally.oldest,
        )

    return workspace.read(work)


def _limit(asked: int) -> int:
    """Return how many rows to fetch: SQLite takes a negative limit for none at all."""
    return max(0, min(asked, MAX_LIMIT))
