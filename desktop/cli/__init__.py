# SPDX-License-Identifier: Apache-2.0
"""The command line: reads what was typed, calls one operation, prints what came of it.

Owns options, prompts, printing and exit statuses, with one file per subject. Decides nothing: the
windows call the same operations. Whatever is slow to import is imported inside a command.
"""

from desktop.cli.front import run

__all__ = ["run"]
