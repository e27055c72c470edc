# SPDX-License-Identifier: Apache-2.0
"""What a person can do, as verbs. The windows and the commands call the same operations.

Every operation may be called from any thread, waits until it is done, and raises only members of
the error tree.
"""
