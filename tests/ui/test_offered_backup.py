# SPDX-License-Identifier: Apache-2.0
"""A damaged workspace names the backup that helps, in words for people."""

from __future__ import annotations

from desktop.errors import DatabaseDamaged
from desktop.ui import words


def test_the_backup_is_named() -> None:
    fault = DatabaseDamaged()
    fault.offer_backup(backup="backups/b.alongside", made="2026-11-22T10:15:30.123Z", records=12)

    text = words.fault_text(fault)

    assert "The newest good backup is from 22 November 2026" in text.advice
    assert "with 12 records: backups/b.alongside. Restore it into a new folder." in text.advice
    assert text.slug == "database-damaged"


def test_without_one_nothing_is_promised() -> None:
    assert "newest good backup" not in words.fault_text(DatabaseDamaged()).advice
