# SPDX-License-Identifier: Apache-2.0
"""Every operation that is tortured, by its name."""

from __future__ import annotations

from typing import Final

from tests.functional.torture import commands, safekeeping, works
from tests.functional.torture.stage import Operation

OPERATIONS: Final[dict[str, Operation]] = {
    "save": Operation(works.a_few_drafts, works.save),
    "amend": Operation(works.nothing, works.amend),
    "autosave": Operation(works.a_few_drafts, works.autosave),
    "seal": Operation(works.nothing, works.seal, carries=True),
    "place": Operation(works.nothing, works.place, carries=True),
    "import": Operation(works.bundles_on_the_stick, works.take_in, alone=False),
    "receipt": Operation(works.receipts_due, works.receipt, carries=True, alone=False),
    "undo": Operation(works.imported, works.undo, alone=False),
    "passphrase": Operation(safekeeping.keys_alone, safekeeping.change_passphrase),
    "recovery-code": Operation(safekeeping.keys_alone, safekeeping.new_code),
    "lock": Operation(works.a_few_drafts, works.lock),
    "backup": Operation(safekeeping.elsewhere, safekeeping.back_up),
    "restore": Operation(safekeeping.a_backup, safekeeping.restore, carries=True, alone=False),
    "new-keys": Operation(safekeeping.whose_keys, safekeeping.new_keys),
    "command": Operation(commands.papers, commands.command, alone=False, recorded=False),
}
