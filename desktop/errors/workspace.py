# SPDX-License-Identifier: Apache-2.0
"""Faults of the workspace, and of the computer that it lives on."""

from __future__ import annotations

from datetime import datetime

from desktop.errors.base import AlongsideError
from desktop.wording import QT_TRANSLATE_NOOP


class WorkspaceError(AlongsideError):
    """The workspace cannot be opened or used as asked."""


class WrongPassphrase(WorkspaceError):
    slug = "wrong-passphrase"
    message = QT_TRANSLATE_NOOP("errors", "That passphrase does not open this workspace.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Check Caps Lock and the keyboard language, and try again. If it is forgotten, use the recovery code on your recovery sheet.",
    )
    retryable = True


class WrongRecoveryCode(WorkspaceError):
    slug = "wrong-recovery-code"
    message = QT_TRANSLATE_NOOP("errors", "That recovery code does not open this workspace.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Check each group against your recovery sheet, and that the sheet belongs to this workspace.",
    )
    retryable = True


class RecoveryCodeMistyped(WorkspaceError):
    slug = "recovery-code-mistyped"
    message = QT_TRANSLATE_NOOP("errors", "The recovery code has a typing mistake in it.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "The code has eight groups of four letters and digits, and one check letter at the end. Look at each group again.",
    )
    retryable = True


class WeakPassphrase(WorkspaceError):
    slug = "weak-passphrase"
    message = QT_TRANSLATE_NOOP("errors", "That passphrase is too easy to guess.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Use the six words the program offers, or choose a longer one of at least ten characters that is not a name, a date or a common phrase.",
    )
    retryable = True


class WorkspaceMissing(WorkspaceError):
    slug = "workspace-missing"
    message = QT_TRANSLATE_NOOP("errors", "There is no workspace in this folder.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Choose the folder where the workspace was made, or plug in the stick that holds it.",
    )
    retryable = True


class WorkspaceExists(WorkspaceError):
    slug = "workspace-exists"
    message = QT_TRANSLATE_NOOP("errors", "There is already something in this folder.")
    safe = QT_TRANSLATE_NOOP("errors", "What is there was left alone.")
    advice = QT_TRANSLATE_NOOP("errors", "Choose a new or empty folder.")
    retryable = True


class WorkspaceInUse(WorkspaceError):
    slug = "workspace-in-use"
    message = QT_TRANSLATE_NOOP("errors", "This workspace is open in another window or program.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "Close the other window, then try again.")
    retryable = True


class WorkspaceLocked(WorkspaceError):
    slug = "workspace-locked"
    message = QT_TRANSLATE_NOOP("errors", "The workspace is locked.")
    safe = QT_TRANSLATE_NOOP("errors", "Everything written so far is kept, encrypted.")
    advice = QT_TRANSLATE_NOOP("errors", "Unlock it with your passphrase and go on.")
    retryable = True


class DamagedWorkspace(WorkspaceError):
    """Files of the workspace are damaged or missing; a backup helps when there is one."""

    offer = QT_TRANSLATE_NOOP(
        "errors",
        "The newest good backup is from {made}, with {records} records: {backup}. Restore it into a new folder.",
    )

    def offer_backup(self, *, backup: str, made: str, records: int) -> None:
        """Name the newest usable backup: its path, when it was made, how many records."""
        self.facts = {**self.facts, "backup": backup, "made": made, "records": records}

    @property
    def offers_backup(self) -> bool:
        """Whether a usable backup was found."""
        return "backup" in self.facts

    def what_to_do(self) -> str:
        """Return what is safe and what to do, and which backup helps."""
        said = super().what_to_do()
        if not self.offers_backup:
            return said
        made = f"{datetime.fromisoformat(str(self.facts['made'])).astimezone():%d/%m/%Y %H:%M}"
        return f"{said} {self.offer.format(**{**self.facts, 'made': made})}"


class HeaderDamaged(DamagedWorkspace):
    slug = "vault-damaged"
    message = QT_TRANSLATE_NOOP(
        "errors", "The file that holds the keys of this workspace is damaged."
    )
    safe = QT_TRANSLATE_NOOP(
        "errors", "Your records are still in the folder, encrypted. Nothing was changed."
    )
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Do not delete anything. Restore the newest backup of this workspace, or ask your hub for help.",
    )


class HeaderTampered(WorkspaceError):
    slug = "vault-tampered"
    message = QT_TRANSLATE_NOOP(
        "errors",
        "The file that holds the keys of this workspace was changed by something other than this program.",
    )
    safe = QT_TRANSLATE_NOOP(
        "errors", "Your records are still in the folder, encrypted. Nothing was changed."
    )
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Do not type your passphrase again on this computer until somebody you trust has looked at it. Ask your hub for help.",
    )


class HeaderParameters(DamagedWorkspace):
    slug = "vault-parameters"
    message = QT_TRANSLATE_NOOP(
        "errors", "The key settings of this workspace are outside what this program accepts."
    )
    safe = QT_TRANSLATE_NOOP(
        "errors", "Your records are still in the folder, encrypted. Nothing was changed."
    )
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "The file may have been altered. Restore the newest backup of this workspace, or ask your hub for help.",
    )


class DatabaseMissing(DamagedWorkspace):
    slug = "database-missing"
    message = QT_TRANSLATE_NOOP(
        "errors", "The file that holds the records of this workspace is missing."
    )
    safe = QT_TRANSLATE_NOOP(
        "errors", "Nothing was changed, and no empty file was put in its place."
    )
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Look for the file records.db in the folder's backups or in the waste bin, or restore the newest backup.",
    )


class DatabaseDamaged(DamagedWorkspace):
    slug = "database-damaged"
    message = QT_TRANSLATE_NOOP(
        "errors", "The file that holds the records of this workspace is damaged."
    )
    safe = QT_TRANSLATE_NOOP("errors", "The damaged file was left exactly as it is.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Do not delete it. Restore the newest backup, or ask your hub for help: what the hub has received can be sent to you again.",
    )


class DatabaseForeign(DamagedWorkspace):
    slug = "database-foreign"
    message = QT_TRANSLATE_NOOP(
        "errors", "The record file in this folder does not belong to this workspace."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was read from it and nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "Put the right file back, or restore the newest backup.")


class WorkspaceNewer(WorkspaceError):
    slug = "workspace-newer"
    message = QT_TRANSLATE_NOOP(
        "errors",
        "This workspace was last used with a newer version of the program (it needs format {needed}; this program knows {known}).",
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Install the newer version of Alongside and open it again."
    )


class OlderCopy(WorkspaceError):
    slug = "older-copy"
    message = QT_TRANSLATE_NOOP(
        "errors",
        "This computer works with an older copy of these records, or they are in use on two computers.",
    )
    safe = QT_TRANSLATE_NOOP(
        "errors",
        "Everything that is here stays here, and nothing was overwritten. Nothing new is sent for now.",
    )
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Use one computer only, and put the other away. On the one that you keep, choose to begin anew (begin-anew). Then everything is sent that has not been received.",
    )


class WrongRole(WorkspaceError):
    slug = "wrong-role"
    message = QT_TRANSLATE_NOOP("errors", "This can only be done in a {needed} workspace.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Open the right workspace, with --workspace on the command line."
    )


class HubNotChecked(WorkspaceError):
    slug = "hub-not-checked"
    message = QT_TRANSLATE_NOOP("errors", "The hub's words have not been checked yet.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was sent.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Ask your coordinator to read you the hub's eight words, and compare them with the ones shown here.",
    )
    retryable = True


class MachineError(AlongsideError):
    """The computer, its disk or a stick stands in the way."""


class DiskFull(MachineError):
    slug = "disk-full"
    message = QT_TRANSLATE_NOOP("errors", "There is no room left on the disk.")
    safe = QT_TRANSLATE_NOOP(
        "errors", "What was saved before is safe, and what you are writing is still on the screen."
    )
    advice = QT_TRANSLATE_NOOP("errors", "Free some space, or save to a stick, and try again.")
    retryable = True


class ReadOnly(MachineError):
    slug = "read-only"
    message = QT_TRANSLATE_NOOP("errors", "This folder cannot be written to.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Choose another folder, or ask whoever looks after this computer for permission."
    )
    retryable = True


class FolderUnreadable(MachineError):
    slug = "folder-unreadable"
    message = QT_TRANSLATE_NOOP("errors", "The folder {name} cannot be read.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Check that it is still there, that the stick is plugged in, and that you may open it.",
    )
    retryable = True


class FileUnreadable(MachineError):
    slug = "file-unreadable"
    message = QT_TRANSLATE_NOOP("errors", "The file {name} cannot be read.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Check that it is still there, that the stick is plugged in, and that you may open it.",
    )
    retryable = True


class DeviceGone(MachineError):
    slug = "device-gone"
    message = QT_TRANSLATE_NOOP("errors", "The stick or disk went away while it was in use.")
    safe = QT_TRANSLATE_NOOP(
        "errors", "Everything in your workspace is safe; nothing was marked as sent."
    )
    advice = QT_TRANSLATE_NOOP("errors", "Plug it in again and repeat the step.")
    retryable = True


class SettingsNotSaved(MachineError):
    slug = "settings-not-saved"
    message = QT_TRANSLATE_NOOP("errors", "Your choice could not be saved on this computer.")
    safe = QT_TRANSLATE_NOOP("errors", "It holds until Alongside is closed. Your records are safe.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Free some space on the disk, or ask whoever looks after this computer for permission.",
    )
    retryable = True


class NotAnOrdinaryFile(MachineError):
    slug = "not-a-file"
    message = QT_TRANSLATE_NOOP("errors", "{name} is not an ordinary file.")
    safe = QT_TRANSLATE_NOOP("errors", "It was not opened.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Choose the bundle file itself. Links, devices and folders are passed over."
    )


class Busy(MachineError):
    slug = "busy"
    message = QT_TRANSLATE_NOOP("errors", "Another part of the program is using the workspace.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "Wait a moment and try again.")
    retryable = True


class NotEnoughMemory(MachineError):
    slug = "not-enough-memory"
    message = QT_TRANSLATE_NOOP(
        "errors", "The computer does not have enough free memory to check the passphrase."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "Close some other programs and try again.")
    retryable = True


class NoDisplay(MachineError):
    slug = "no-display"
    message = QT_TRANSLATE_NOOP("errors", "There is no screen here to open a window on.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Run it on a desktop, or use the commands: alongside --help lists them."
    )


class QtLibraryMissing(MachineError):
    slug = "qt-library-missing"
    message = QT_TRANSLATE_NOOP("errors", "A system library that windows need is missing: {name}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        'Install the system packages named in the README under "What your computer needs".',
    )


class EncryptionUnsupported(MachineError):
    slug = "encryption-unsupported"
    message = QT_TRANSLATE_NOOP(
        "errors", "The encryption library on this computer cannot make the keys Alongside uses."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Install Alongside with the packages that it names itself, as the README says, and not with those of the operating system.",
    )
