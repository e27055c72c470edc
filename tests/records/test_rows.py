# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import dataclasses

import pytest

from desktop.records import rows

KIND = rows.KindView(name="visit-note", title="Visit note", plural="Visit notes")
VERSION = rows.RevisionView(
    revision="a" * 32,
    parents=(),
    author="b" * 32,
    author_name="Jo",
    device="c" * 32,
    at="2026-11-22T10:15:30.123Z",
    reason=None,
    body={"when": "2026-11-22"},
    state="sealed",
)


def test_rows_do_not_change() -> None:
    counts = rows.Counts(drafts=1, sealed=2, handed_over=3, needs_attention=0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(counts, "drafts", 2)  # noqa: B010 - written out, a type checker refuses it too
    assert counts.oldest_unsent_at is None
    assert KIND.roles == ()


def test_a_detail_holds_its_versions() -> None:
    detail = rows.RecordDetail(
        record="d" * 32,
        kind="visit-note",
        state="sealed",
        title="22/11/2026",
        revision=VERSION,
        heads=(VERSION,),
        history=(VERSION,),
        read_by=(rows.ReadMark(person="e" * 32, name="Sam", at=VERSION.at),),
    )
    assert detail.revision is detail.heads[0]
    assert detail.read_by[0].name == "Sam"


def test_rows_of_lists() -> None:
    row = rows.RecordRow(
        record="d" * 32,
        revision="a" * 32,
        kind="family",
        state="draft",
        title="J.",
        at=VERSION.at,
        author="b" * 32,
    )
    hit = rows.SearchHit(record=row.record, kind=row.kind, title=row.title, snippet="…")
    assert row.author_name == ""
    assert hit.record == row.record
