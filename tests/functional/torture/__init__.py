# SPDX-License-Identifier: Apache-2.0
"""Kill the real program, and cut its power, at many moments; see docs/reliability.md.

``python -m tests.functional.torture --help`` says how to run it.
"""
