# SPDX-License-Identifier: Apache-2.0
"""What lists and pages are handed: small immutable rows, ready to show.

Owns the shapes only. How a row is found, and how it is drawn, is not known here. Every time is
RFC 3339 UTC with milliseconds; every id is lower-case hex.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KindView:
    """One kind of record that can be written.

    Attributes:
        name: the stable name, for example ``visit-note``.
        title: what one is called.
        plural: what several are called.
        roles: the workspaces that may write it: ``volunteer``, ``hub``.
    """

    name: str
    title: str
    plural: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One record in a list, as its shown version has it.

    Attributes:
        record: id of the record.
        revision: id of the version that is shown.
        kind: name of its kind.
        state: ``draft``, ``sealed``, ``handed-over``, ``received``, ``read``, ``conflict`` or
            ``needs-attention``.
        title: a short title without anything clinical.
        at: the day that it is about (YYYY-MM-DD), or else when the shown version was written.
        author: person id of its writer.
        author_name: the writer's name, empty when it is not known here.
        family: id of the family record that it belongs to, or empty.
        family_name: what that family is called, or empty.
        withdrawn: the shown version withdraws the record.
        read_by: who read the shown version first, empty when nobody has.
        amending: an amendment to it is half written here.
    """

    record: str
    revision: str
    kind: str
    state: str
    title: str
    at: str
    author: str
    author_name: str = ""
    family: str = ""
    family_name: str = ""
    withdrawn: bool = False
    read_by: str = ""
    amending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """One version of a record, with everything written in it.

    Attributes:
        revision: id of this version.
        parents: the versions it was written on top of.
        author: person id of the writer.
        author_name: the writer's name, empty when it is not known here.
        device: the device it was written on.
        at: when, by the writer's clock.
        reason: why the record was changed; ``None`` for the first version.
        body: the fields as written; empty when the text has been erased.
        state: as in :class:`RecordRow`.
        is_erased: its text has been erased.
    """

    revision: str
    parents: tuple[str, ...]
    author: str
    author_name: str
    device: str
    at: str
    reason: str | None
    body: dict[str, object]
    state: str
    is_erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """Who has read a record, and when."""

    person: str
    name: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetail:
    """One record with all of its versions.

    Attributes:
        record: id of the record.
        kind: name of its kind.
        state: as in :class:`RecordRow`.
        title: a short title without anything clinical.
        revision: the version that is shown.
        heads: the newest versions; more than one is a conflict.
        history: every version, oldest first.
        read_by: who has read it.
        amending: an amendment to it is half written here.
    """

    record: str
    kind: str
    state: str
    title: str
    revision: RevisionView
    heads: tuple[RevisionView, ...]
    history: tuple[RevisionView, ...]
    read_by: tuple[ReadMark, ...]
    amending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDraft:
    """An amendment that is half written: what was typed so far.

    Attributes:
        data: the fields.
        reason: why; may be empty still.
        parents: the versions that it was written on; hand them to ``amend``.
        saved_at: when it was saved.
    """

    data: dict[str, object]
    reason: str
    parents: tuple[str, ...]
    saved_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One record that was found, with the words around what was looked for."""

    record: str
    kind: str
    title: str
    snippet: str
    at: str = ""
    family_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many records are where, for the line that tells the truth about sending.

    Attributes:
        drafts: not finished.
        sealed: finished, only on this computer.
        handed_over: placed on a carrier, no receipt yet.
        needs_attention: waiting for a person.
        oldest_unsent_at: when the oldest record without a receipt was written.
    """

    drafts: int
    sealed: int
    handed_over: int
    needs_attention: int
    oldest_unsent_at: str | None = None
