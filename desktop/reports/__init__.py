# SPDX-License-Identifier: Apache-2.0
"""What leaves the program on paper, or as a file to be read. Pure: no screen, no disk."""
