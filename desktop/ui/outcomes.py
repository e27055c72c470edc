# SPDX-License-Identifier: Apache-2.0
"""What came of taking bundles in, in words. Pure functions over what the operations return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QCoreApplication

from desktop.ui import plain, words
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.operations.imports import BundleOutcome
    from desktop.operations.sending import RoundReport
    from desktop.ui.controls import Tone
    from desktop.ui.models import ChipTone

_OUTCOMES: Final = {
    "imported": QT_TRANSLATE_NOOP("outcomes", "Taken in"),
    "already-imported": QT_TRANSLATE_NOOP("outcomes", "Was taken in before"),
    "waiting": QT_TRANSLATE_NOOP("outcomes", "Has to wait"),
    "quarantined": QT_TRANSLATE_NOOP("outcomes", "Put aside"),
    "would-import": QT_TRANSLATE_NOOP("outcomes", "Ready to take in"),
}
_EXPECTED: Final = {
    "quarantined": QT_TRANSLATE_NOOP("outcomes", "Will be put aside"),
}
_OUTCOME_TONES: Final[dict[str, ChipTone]] = {
    "imported": "good",
    "already-imported": "calm",
    "waiting": "warn",
    "quarantined": "bad",
    "would-import": "good",
}
_ORDER: Final = ("would-import", "imported", "waiting", "quarantined", "already-imported")
_RECEIPTS: Final = {
    "applied": QT_TRANSLATE_NOOP("outcomes", "Received"),
    "waiting": QT_TRANSLATE_NOOP("outcomes", "Has it, waits for an earlier one"),
    "quarantined": QT_TRANSLATE_NOOP("outcomes", "Could not use it"),
    "renewed": QT_TRANSLATE_NOOP("outcomes", "Sent again in another file"),
}
_RECEIPT_TONES: Final[dict[str, ChipTone]] = {
    "applied": "good",
    "waiting": "warn",
    "quarantined": "bad",
}


class Counted(Protocol):
    """Anything that says how many records it brought."""

    @property
    def new(self) -> int:
        """Records that were not here."""
        ...

    @property
    def amended(self) -> int:
        """Records with a newer version."""
        ...

    @property
    def duplicate(self) -> int:
        """Versions that were here already."""
        ...

    @property
    def conflict(self) -> int:
        """Records that now have two versions."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Sums of what several files brought."""

    new: int
    amended: int
    duplicate: int
    conflict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The files of one sender that came to the same end.

    Attributes:
        who: the sender's name; empty when it is not known here.
        status: as in BundleOutcome.
        slug: why they are not taken in, or empty.
        message: the same in the core's words.
        bundles: the files.
    """

    who: str
    status: str
    slug: str
    message: str
    bundles: tuple[BundleOutcome, ...]


def grouped(bundles: Sequence[BundleOutcome]) -> tuple[Group, ...]:
    """Return files grouped by who sent them and what comes of them, by name."""
    groups: dict[tuple[str, int, str, str], list[BundleOutcome]] = {}
    for one in bundles:
        rank = _ORDER.index(one.status) if one.status in _ORDER else len(_ORDER)
        key = (one.who or "", rank, one.status, one.slug or "")
        groups.setdefault(key, []).append(one)
    # Who is not known here comes last.
    ordered = sorted(groups.items(), key=lambda item: (not item[0][0], item[0]))
    return tuple(
        Group(
            who=who,
            status=status,
            slug=slug,
            message=files[0].message or "",
            bundles=tuple(files),
        )
        for (who, _rank, status, slug), files in ordered
    )


def outcome_text(status: str, *, is_expected: bool = False) -> str:
    """Return what came of one bundle; with ``is_expected``, what would come of it."""
    wording = _EXPECTED.get(status) if is_expected else None
    return words.translated("outcomes", wording or _OUTCOMES.get(status, status))


def outcome_tone(status: str) -> ChipTone:
    """Return the tone of that outcome's chip."""
    return _OUTCOME_TONES.get(status, "calm")


def receipt_text(status: str) -> str:
    """Return what a receipt says about one bundle."""
    return words.translated("outcomes", _RECEIPTS.get(status, status))


def receipt_tone(status: str) -> ChipTone:
    """Return the tone of that receipt's chip."""
    return _RECEIPT_TONES.get(status, "calm")


def report_tone(bundles: Sequence[BundleOutcome]) -> Tone:
    """Return the tone of a whole import."""
    all_well = all(one.status in ("imported", "already-imported") for one in bundles)
    return "good" if all_well and bundles else "warn"


def files_text(count: int) -> str:
    """Return how many files."""
    say = QCoreApplication.translate
    return words.count_text(
        count, one=say("outcomes", "1 file"), many=say("outcomes", "%n files", None, count)
    )


def records_text(count: int) -> str:
    """Return how many records."""
    say = QCoreApplication.translate
    if not count:
        return say("outcomes", "no records")
    return words.count_text(
        count, one=say("outcomes", "1 record"), many=say("outcomes", "%n records", None, count)
    )


def found_text(bundles: Sequence[BundleOutcome]) -> str:
    """Return what taking these files in would bring, in a sentence or two."""
    say = QCoreApplication.translate
    if not bundles:
        return say("outcomes", "There are no sealed files there.")
    ready = [one for one in bundles if one.status == "would-import"]
    waiting, aside, known = (
        sum(one.status == status for one in bundles)
        for status in ("waiting", "quarantined", "already-imported")
    )
    parts = [_ready_text(ready)] if ready else []
    if waiting:
        one = say("outcomes", "1 file has to wait.")
        many = say("outcomes", "%n files have to wait.", None, waiting)
        parts.append(words.count_text(waiting, one=one, many=many))
    if aside:
        one = say("outcomes", "1 file cannot be used and will be put aside.")
        many = say("outcomes", "%n files cannot be used and will be put aside.", None, aside)
        parts.append(words.count_text(aside, one=one, many=many))
    if known:
        one = say("outcomes", "1 file was taken in before.")
        many = say("outcomes", "%n files were taken in before.", None, known)
        parts.append(words.count_text(known, one=one, many=many))
    return " ".join(parts)


def _ready_text(ready: Sequence[BundleOutcome]) -> str:
    say = QCoreApplication.translate
    names = sorted({one.who or "" for one in ready})
    if names == [""]:
        who = say("outcomes", "from a new laptop")
    elif len(names) == 1:
        who = say("outcomes", "from {name}").format(name=plain.isolated(names[0]))
    else:
        who = say("outcomes", "from %n volunteers", None, len(names))
    return say("outcomes", "{files} {who}: {counts}.").format(
        files=files_text(len(ready)), who=who, counts=counts_text(figures_of(ready))
    )


def report_text(bundles: Sequence[BundleOutcome]) -> tuple[str, str]:
    """Return what came of an import: one sentence, and the figures."""
    say = QCoreApplication.translate
    if not bundles:
        return say("outcomes", "There was nothing to take in here."), ""
    taken = sum(one.status == "imported" for one in bundles)
    message = words.count_text(
        taken,
        one=say("outcomes", "1 file was taken in."),
        many=say("outcomes", "%n files were taken in.", None, taken),
    )
    if taken == 0:
        message = say("outcomes", "Nothing was taken in.")
    return message, " ".join((_brought(figures_of(bundles)), _others_text(bundles))).strip()


def round_text(report: RoundReport) -> tuple[str, str]:
    """Return what came of sending and fetching: one sentence, and the figures."""
    say = QCoreApplication.translate
    parts = []
    if report.placed:
        one = say("outcomes", "1 sealed file handed over.")
        many = say("outcomes", "%n sealed files handed over.", None, report.placed)
        parts.append(words.count_text(report.placed, one=one, many=many))
    if report.received:
        one = say("outcomes", "1 file fetched.")
        many = say("outcomes", "%n files fetched.", None, report.received)
        parts.append(words.count_text(report.received, one=one, many=many))
    message = " ".join(parts) or say("outcomes", "There was nothing new to send or fetch.")
    detail = [_brought(report)] if _has_figures(report) else []
    if report.quarantined:
        detail.append(
            say("outcomes", "Put aside for a person to look at: {n}.").format(n=report.quarantined)
        )
    return message, " ".join(detail)


def problems_text(report: RoundReport) -> tuple[str, str]:
    """Return which ways to send did not work: one sentence, then each with what to do about it."""
    say = QCoreApplication.translate
    count = len(report.problems)
    message = words.count_text(
        count,
        one=say("outcomes", "1 way to send did not work."),
        many=say("outcomes", "%n ways to send did not work.", None, count),
    )
    lines = []
    if report.placed or report.received:
        lines.append(round_text(report)[0])
    # What several ways have in common is said once.
    told: dict[str, list[str]] = {}
    for _url, fault in report.problems:
        text = words.fault_text(fault)
        told.setdefault(f"{text.safe} {text.advice}".strip(), []).append(text.message)
    lines += [" ".join((*messages, advice)) for advice, messages in told.items()]
    return message, "\n".join(lines)


def figures_of(bundles: Sequence[Counted]) -> Figures:
    """Return the sums of what files brought, or would bring."""
    return Figures(
        new=sum(one.new for one in bundles),
        amended=sum(one.amended for one in bundles),
        duplicate=sum(one.duplicate for one in bundles),
        conflict=sum(one.conflict for one in bundles),
    )


def counts_text(figures: Counted) -> str:
    """Return how many records are new, amended, in two versions, or here already."""
    say = QCoreApplication.translate
    new, amended = figures.new, figures.amended
    conflict, known = figures.conflict, figures.duplicate
    parts = []
    if new:
        one = say("outcomes", "1 new record")
        many = say("outcomes", "%n new records", None, new)
        parts.append(words.count_text(new, one=one, many=many))
    if amended:
        one = say("outcomes", "1 amended")
        many = say("outcomes", "%n amended", None, amended)
        parts.append(words.count_text(amended, one=one, many=many))
    if conflict:
        one = say("outcomes", "1 that differs")
        many = say("outcomes", "%n that differ", None, conflict)
        parts.append(words.count_text(conflict, one=one, many=many))
    if known:
        one = say("outcomes", "1 that is here already")
        many = say("outcomes", "%n that are here already", None, known)
        parts.append(words.count_text(known, one=one, many=many))
    return ", ".join(parts) or say("outcomes", "no records")


def _has_figures(figures: Counted) -> bool:
    return bool(figures.new or figures.amended or figures.conflict or figures.duplicate)


def _brought(figures: Counted) -> str:
    say = QCoreApplication.translate
    return say("outcomes", "In them: {counts}.").format(counts=counts_text(figures))


def _others_text(bundles: Sequence[BundleOutcome]) -> str:
    say = QCoreApplication.translate
    parts = (
        ("already-imported", say("outcomes", "Taken in before: {n}.")),
        ("waiting", say("outcomes", "Waiting: {n}.")),
        ("quarantined", say("outcomes", "Put aside for a person to look at: {n}.")),
    )
    counted = ((sum(one.status == status for one in bundles), text) for status, text in parts)
    return " ".join(text.format(n=count) for count, text in counted if count)
