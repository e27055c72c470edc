# SPDX-License-Identifier: Apache-2.0
"""Turn stored rows into the small immutable rows that windows and commands are handed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from desktop.records.rows import ReadMark, RecordDetail, RecordRow, RevisionView, SearchHit

if TYPE_CHECKING:
    from desktop.storage.drafts import StoredDraft
    from desktop.storage.journal import StoredRevision
    from desktop.storage.lists import FoundRecord, ListedRecord, Reading
    from desktop.storage.trust import KnownPerson

People = Mapping[str, "KnownPerson"]


def row_of(row: ListedRecord) -> RecordRow:
    """Return a list row as front ends show it. A draft's revision is empty."""
    return RecordRow(
        record=row.id,
        revision=row.shown,
        kind=row.kind,
        state=row.state,
        title=row.title,
        at=row.at,
        author=row.author,
        author_name=row.author_name or "",
        family=row.family or "",
        family_name=row.family_title or "",
        withdrawn=row.withdrawn,
        read_by=row.read_by or "",
        amending=row.amending,
    )


def hit_of(hit: FoundRecord) -> SearchHit:
    """Return a search result as front ends show it."""
    return SearchHit(
        record=hit.id,
        kind=hit.kind,
        title=hit.title,
        snippet=hit.snippet,
        at=hit.at,
        family_name=hit.family_title or "",
    )


def detail_of(
    row: ListedRecord,
    stored: Sequence[StoredRevision],
    *,
    heads: Sequence[str],
    draft: StoredDraft | None,
    device: str,
    people: People,
    readings: Sequence[Reading],
) -> RecordDetail:
    """Return a record with its versions, oldest first, and who has read the shown one."""
    history = tuple(_version(item, people) for item in stored)
    by_id = {item.revision: item for item in history}
    if draft is not None:
        shown = _draft_version(row, draft, device, people)
        head_views: tuple[RevisionView, ...] = (shown,)
    else:
        shown = by_id.get(row.shown) or history[-1]
        head_views = tuple(by_id[head] for head in heads)
    return RecordDetail(
        record=row.id,
        kind=row.kind,
        state=row.state,
        title=row.title,
        revision=shown,
        heads=head_views,
        history=history,
        read_by=tuple(
            ReadMark(person=mark.person, name=_name(mark.person, people), at=mark.at)
            for mark in readings
            if mark.revision == shown.revision
        ),
        amending=row.amending,
    )


def _version(item: StoredRevision, people: People) -> RevisionView:
    body: dict[str, object] = {} if item.body is None else msgspec.json.decode(item.body)
    return RevisionView(
        revision=item.id,
        parents=item.parents,
        author=item.author,
        author_name=_name(item.author, people),
        device=item.device,
        at=item.at,
        reason=item.reason,
        body=body,
        state="waiting" if item.pending else item.state,
        is_erased=item.body is None,
    )


def _draft_version(
    row: ListedRecord, draft: StoredDraft, device: str, people: People
) -> RevisionView:
    return RevisionView(
        revision="",
        parents=draft.parents,
        author=row.author,
        author_name=_name(row.author, people),
        device=device,
        at=draft.saved_at,
        reason=None,
        body=msgspec.json.decode(draft.body),
        state="draft",
    )


def _name(person: str, people: People) -> str:
    known = people.get(person)
    return "" if known is None else known.name
