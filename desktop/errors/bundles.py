# SPDX-License-Identifier: Apache-2.0
"""Faults of bundles, enrolment, carriers and the hub."""

from __future__ import annotations

from desktop.errors.base import AlongsideError
from desktop.wording import QT_TRANSLATE_NOOP


class BundleError(AlongsideError):
    """A bundle was refused, or has to wait."""


class BundleDamaged(BundleError):
    slug = "damaged"
    message = QT_TRANSLATE_NOOP("errors", "This file arrived damaged.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing in it was used. Your records are as they were.")
    advice = QT_TRANSLATE_NOOP("errors", "Ask for it to be sent again.")


class NotForUs(BundleError):
    slug = "not-for-us"
    message = QT_TRANSLATE_NOOP(
        "errors", "This file was made for a different hub or a different device."
    )
    safe = QT_TRANSLATE_NOOP("errors", "It was not opened and was left where it is.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Give it to the hub it was made for, or delete it if you know that it is not needed.",
    )


class UnknownDevice(BundleError):
    slug = "unknown-device"
    message = QT_TRANSLATE_NOOP(
        "errors", "This file does not come from a device that this hub knows."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing in it was used; it is kept aside.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "If a volunteer sent it, ask whether they have a new laptop, and invite them again.",
    )


class RevokedDevice(BundleError):
    slug = "revoked-device"
    message = QT_TRANSLATE_NOOP(
        "errors", "This file comes from a device that was switched off at the hub."
    )
    safe = QT_TRANSLATE_NOOP(
        "errors", "Nothing in it was used; it is kept aside for a person to look at."
    )
    advice = QT_TRANSLATE_NOOP(
        "errors", "Talk to the volunteer before deciding what to do with it."
    )


class BadSignature(BundleError):
    slug = "bad-signature"
    message = QT_TRANSLATE_NOOP("errors", "This file is not genuine: its signature does not match.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing in it was used; it is kept aside.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Tell whoever looks after security at your hub. Ask the sender for a new one, in person.",
    )


class WaitingForEarlier(BundleError):
    slug = "waiting-for-earlier"
    message = QT_TRANSLATE_NOOP(
        "errors", "This file is waiting for an earlier one: number {missing}."
    )
    safe = QT_TRANSLATE_NOOP(
        "errors", "It is kept and will be used by itself when the earlier one is here."
    )
    advice = QT_TRANSLATE_NOOP("errors", "Ask for the missing file if it does not come.")


class WaitingForApproval(BundleError):
    slug = "waiting-for-approval"
    message = QT_TRANSLATE_NOOP(
        "errors", "This file comes from a device that is waiting for approval."
    )
    safe = QT_TRANSLATE_NOOP(
        "errors", "It is kept and will be used by itself once the device is approved."
    )
    advice = QT_TRANSLATE_NOOP(
        "errors", "Compare the eight words with the volunteer, then approve the device."
    )


class ForkedDevice(BundleError):
    slug = "forked-device"
    message = QT_TRANSLATE_NOOP(
        "errors",
        "The sender's laptop seems to have been restored or copied: two different files carry the same number.",
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was overwritten; both files are kept.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Ask the volunteer whether the laptop was restored from a backup or copied, and tell whoever looks after your hub.",
    )


class BundleTooLarge(BundleError):
    slug = "too-large"
    message = QT_TRANSLATE_NOOP("errors", "This file is larger than the program accepts.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing in it was used.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Ask the sender where it came from: this program never makes files of this size."
    )


class BadFormat(BundleError):
    slug = "bad-format"
    message = QT_TRANSLATE_NOOP("errors", "The contents of this file are not acceptable.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing in it was used. Your records are as they were.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Ask the sender to send it again from Alongside. If it happens twice, tell whoever looks after your hub.",
    )


class BadJson(BundleError):
    slug = "bad-json"
    message = QT_TRANSLATE_NOOP(
        "errors", "The contents of this file are not written as they should be."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing in it was used. Your records are as they were.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Ask the sender to send it again from Alongside. If it happens twice, tell whoever looks after your hub.",
    )


class BundleNewer(BundleError):
    slug = "newer-version"
    message = QT_TRANSLATE_NOOP("errors", "This file was made by a newer version of the program.")
    safe = QT_TRANSLATE_NOOP("errors", "It is kept and will be used by itself after an update.")
    advice = QT_TRANSLATE_NOOP("errors", "Update Alongside on this computer.")


class KeptAsideFull(BundleError):
    slug = "kept-aside-full"
    message = QT_TRANSLATE_NOOP(
        "errors", "This file cannot be used, and there is no room to keep it aside."
    )
    safe = QT_TRANSLATE_NOOP(
        "errors",
        "It was left where it is, and nothing in it was used. Your records are as they were.",
    )
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Somebody may be filling the place you share with files: tell whoever looks after your hub.",
    )


class IdReused(BundleError):
    slug = "id-reused"
    message = QT_TRANSLATE_NOOP(
        "errors", "This file uses the number of an existing entry for different contents."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing in it was used; the existing entry is unchanged.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Tell whoever looks after your hub: the sending laptop may be faulty."
    )


class NotAllowed(BundleError):
    slug = "not-allowed"
    message = QT_TRANSLATE_NOOP(
        "errors", "This file holds something that its sender may not write."
    )
    safe = QT_TRANSLATE_NOOP("errors", "Nothing in it was used; it is kept aside.")
    advice = QT_TRANSLATE_NOOP("errors", "Tell whoever looks after your hub.")


class EnrolmentError(AlongsideError):
    """An invitation or a device was refused."""


class InvitationDamaged(EnrolmentError):
    slug = "invitation-damaged"
    message = QT_TRANSLATE_NOOP("errors", "This invitation file is damaged or not genuine.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was set up.")
    advice = QT_TRANSLATE_NOOP("errors", "Ask your coordinator for a new invitation.")


class InvitationExpired(EnrolmentError):
    slug = "invitation-expired"
    message = QT_TRANSLATE_NOOP("errors", "This invitation was only good until {until}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was set up.")
    advice = QT_TRANSLATE_NOOP("errors", "Ask your coordinator for a new invitation.")


class InvitationUsed(EnrolmentError):
    slug = "invitation-used"
    message = QT_TRANSLATE_NOOP("errors", "This invitation has been used already.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was set up.")
    advice = QT_TRANSLATE_NOOP("errors", "Ask your coordinator for a new invitation.")


class WordsDiffer(EnrolmentError):
    slug = "words-differ"
    message = QT_TRANSLATE_NOOP("errors", "The words are not the same.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was approved.")
    advice = QT_TRANSLATE_NOOP(
        "errors",
        "Read all eight words to each other again, slowly. If they still differ, stop: somebody may be in between. Tell whoever looks after your hub.",
    )
    retryable = True


class DeviceNotFound(EnrolmentError):
    slug = "device-not-found"
    message = QT_TRANSLATE_NOOP("errors", "There is no such device.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "Look at the list of devices and use its number.")


class CarrierError(AlongsideError):
    """A place where bundles are left or fetched cannot be used."""


class CarrierUnknown(CarrierError):
    slug = "carrier-unknown"
    message = QT_TRANSLATE_NOOP("errors", "This kind of address is not known: {scheme}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "Use folder: and a path.")


class CarrierExists(CarrierError):
    slug = "carrier-exists"
    message = QT_TRANSLATE_NOOP("errors", "This place is already in the list.")
    safe = QT_TRANSLATE_NOOP("errors", "The list is unchanged.")
    advice = QT_TRANSLATE_NOOP("errors", "There is nothing to do.")


class CarrierNotFound(CarrierError):
    slug = "carrier-not-found"
    message = QT_TRANSLATE_NOOP("errors", "This place is not in the list.")
    safe = QT_TRANSLATE_NOOP("errors", "The list is unchanged.")
    advice = QT_TRANSLATE_NOOP("errors", "Look at the list of places with carrier list.")


class CarrierUnreachable(CarrierError):
    slug = "carrier-unreachable"
    message = QT_TRANSLATE_NOOP("errors", "The place {name} cannot be reached.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was lost and nothing was marked as sent.")
    advice = QT_TRANSLATE_NOOP("errors", "Plug in the stick or connect the folder, and try again.")
    retryable = True


class CarrierFull(CarrierError):
    slug = "carrier-full"
    message = QT_TRANSLATE_NOOP("errors", "There is no room left at {name}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was lost and nothing was marked as sent.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Free some space there, or use another stick, and try again."
    )
    retryable = True


class CarrierReadOnly(CarrierError):
    slug = "carrier-read-only"
    message = QT_TRANSLATE_NOOP("errors", "Nothing can be written to {name}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was lost and nothing was marked as sent.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Check the stick's switch and the folder's permissions, or use another place."
    )
    retryable = True


class CarrierNameTaken(CarrierError):
    slug = "carrier-name-taken"
    message = QT_TRANSLATE_NOOP("errors", "Another file with the same name is already at {name}.")
    safe = QT_TRANSLATE_NOOP("errors", "It was not replaced, and nothing was marked as sent.")
    advice = QT_TRANSLATE_NOOP("errors", "Try again: another name is used each time.")
    retryable = True


class NoCarrier(CarrierError):
    slug = "no-carrier"
    message = QT_TRANSLATE_NOOP("errors", "There is no place to send to yet.")
    safe = QT_TRANSLATE_NOOP("errors", "Everything is kept in the workspace.")
    advice = QT_TRANSLATE_NOOP("errors", "Add a folder or a stick first.")
    retryable = True


class HubError(AlongsideError):
    """Something that only hub staff do was refused."""


class ImportNotFound(HubError):
    slug = "import-not-found"
    message = QT_TRANSLATE_NOOP("errors", "There is no such import.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")
    advice = QT_TRANSLATE_NOOP("errors", "Look at the list of imports and use its number.")


class OfflineFolderInUse(HubError):
    slug = "offline-folder-in-use"
    message = QT_TRANSLATE_NOOP("errors", "The folder for the offline keys must be empty: {name}.")
    safe = QT_TRANSLATE_NOOP("errors", "Nothing was written to it.")
    advice = QT_TRANSLATE_NOOP(
        "errors", "Choose an empty folder, best of all on a stick kept in a safe place."
    )
    retryable = True
