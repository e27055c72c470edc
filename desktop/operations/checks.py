# SPDX-License-Identifier: Apache-2.0
"""What one check of a workspace found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, whether it is well, and what was found.

    ``advisory``: it is for a person to see to (a stick that is not plugged in, words that were not
    compared); the workspace itself is whole.
    """

    check: str
    ok: bool
    detail: str
    advisory: bool = False
