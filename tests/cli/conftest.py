# SPDX-License-Identifier: Apache-2.0
"""The shells that the tests of commands run in."""

from __future__ import annotations

from tests.cli.running import approved_pair, bare, shell

__all__ = ["approved_pair", "bare", "shell"]
