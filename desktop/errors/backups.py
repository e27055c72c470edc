# SPDX-License-Identifier: Apache-2.0
"""Faults of backups: of the files themselves, and of making one."""

from __future__ import annotations

from desktop.errors.base import AlongsideError
from desktop.wording import QT_TRANSLATE_NOOP


class BackupError(AlongsideError):
    """A backup cannot be made or used."""


class BackupUnusable(BackupError):
    """Nothing can be restored from this file."""


class NotABackup(BackupUnusable):
    slug = "not-a-backup"
    message = QT_TRANSLATE_NOOP("errors", "{name} is not a backup made by Alongside.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", 'Choose a file whose name begins with "backup-" and ends with ".alongside".'
    )
    retryable = True


class BackupDamaged(BackupUnusable):
    slug = "backup-damaged"
    message = QT_TRANSLATE_NOOP("errors", "The backup {name} is damaged.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was restored from it and nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Use another backup. If it came from a stick, copy it again; the stick may be failing.",
    )


class BackupAltered(BackupUnusable):
    slug = "backup-altered"
    message = QT_TRANSLATE_NOOP(
        "errors", "The backup {name} was changed by something other than this program."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was restored from it and nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Use another backup, and tell whoever looks after your hub who had this file.",
    )


class BackupOfAnother(BackupUnusable):
    slug = "backup-of-another"
    message = QT_TRANSLATE_NOOP(
        "errors",
        "The backup {name} is of another workspace, or from before this one had new keys.",
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Choose a backup of this workspace, or make a new one.",
    )


class BackupNewer(BackupUnusable):
    slug = "backup-newer"
    message = QT_TRANSLATE_NOOP(
        "errors", "The backup {name} was made by a newer version of the program."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Install the newer version of Alongside, then restore the backup."
    )


class BackupNotMade(BackupError):
    slug = "backup-not-made"
    message = QT_TRANSLATE_NOOP("errors", "The backup was written, but it could not be read back.")
    safe = QT_TRANSLATE_NOOP(
        "errors", "It was removed again. Your records and the backups from before are safe."
    )
    advice = QT_TRANSLATE_NOOP(
        "errors", "Try again. If it fails again, use another stick or another folder."
    )
    retryable = True


class BackupTooLarge(BackupError):
    slug = "backup-too-large"
    message = QT_TRANSLATE_NOOP("errors", "This workspace is too large for one backup file.")
    safe = QT_TRANSLATE_NOOP("errors", "Your records and the backups from before are safe.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Copy the whole folder while it is locked, and ask your hub for help."
    )
