# SPDX-License-Identifier: Apache-2.0
"""Measurements of the program beside the least code that does the same: docs/performance.md."""
