# SPDX-License-Identifier: Apache-2.0
"""What came of taking bundles in, in words. Pure functions over what the operations return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from desktop.ui import words
from desktop.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.operations.imports import BundleOutcome
    from desktop.ui.controls import Tone
    from desktop.ui.models import ChipTone

_OUTCOMES: Final = {
    "imported": QT_TRANSLATE_NOOP("outcomes", "Taken in"),
    "already-imported": QT_TRANSLATE_NOOP("outcomes", "Was taken in before"),
    "waiting": QT_TRANSLATE_NOOP("outcomes", "Waits for an earlier file"),
    "quarantined": QT_TRANSLATE_NOOP("outcomes", "Put aside"),
    "would-import": QT_TRANSLATE_NOOP("outcomes", "Ready to take in"),
}
_OUTCOME_TONES: Final[dict[str, ChipTone]] = {
    "imported": "good",
    "already-imported": "calm",
    "waiting": "warn",
    "quarantined": "bad",
    "would-import": "good",
}
_RECEIPTS: Final = {
    "applied": QT_TRANSLATE_NOOP("outcomes", "Received"),
    "waiting": QT_TRANSLATE_NOOP("outcomes", "Has it, waits for an earlier one"),
    "quarantined": QT_TRANSLATE_NOOP("outcomes", "Could not use it"),
}
_RECEIPT_TONES: Final[dict[str, ChipTone]] = {
    "applied": "good",
    "waiting": "warn",
    "quarantined": "bad",
}


def outcome_text(status: str) -> str:
    """Return what came of one bundle, or would come of it."""
    return words.translated("outcomes", _OUTCOMES.get(status, status))


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


def report_text(bundles: Sequence[BundleOutcome]) -> tuple[str, str]:
    """Return what came of an import: one sentence, and the figures."""
    say = QCoreApplication.translate
    taken = sum(one.status == "imported" for one in bundles)
    message = words.count_text(
        taken,
        one=say("outcomes", "One file was taken in."),
        many=say("outcomes", "{n} files were taken in."),
    )
    if not bundles:
        return say("outcomes", "There was nothing to take in here."), ""
    return message, " ".join((counts_text(bundles), _others_text(bundles))).strip()


def counts_text(bundles: Sequence[BundleOutcome]) -> str:
    """Return how many records are new, amended, known already, or in conflict."""
    say = QCoreApplication.translate
    text = say(
        "outcomes", "Records: {new} new, {amended} amended, {duplicate} known already."
    ).format(
        new=sum(one.new for one in bundles),
        amended=sum(one.amended for one in bundles),
        duplicate=sum(one.duplicate for one in bundles),
    )
    conflicts = sum(one.conflict for one in bundles)
    if conflicts:
        text += " " + say("outcomes", "{n} have two versions that differ.").format(n=conflicts)
    return text


def _others_text(bundles: Sequence[BundleOutcome]) -> str:
    say = QCoreApplication.translate
    parts = (
        ("already-imported", say("outcomes", "Taken in before: {n}.")),
        ("waiting", say("outcomes", "Waiting for an earlier file: {n}.")),
        ("quarantined", say("outcomes", "Put aside for a person to look at: {n}.")),
    )
    counted = ((sum(one.status == status for one in bundles), text) for status, text in parts)
    return " ".join(text.format(n=count) for count, text in counted if count)
