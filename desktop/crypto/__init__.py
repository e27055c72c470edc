# SPDX-License-Identifier: Apache-2.0
"""Sealing, signing, naming and unlocking: the only part that touches cryptography.

Owns the age file format, SSHSIG signatures, key identifiers and fingerprint words, passphrases,
recovery codes and the key slots of a workspace. Bytes go in and bytes come out. It must not know
about records, databases, carriers or files.
"""
