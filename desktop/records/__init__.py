# SPDX-License-Identifier: Apache-2.0
"""What people write: kinds of record, their rules, and how versions come together.

Pure Python. It knows nothing of files (except the descriptions that come with the program), of
databases, of keys, of carriers or of windows.
"""
