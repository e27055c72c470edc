# SPDX-License-Identifier: Apache-2.0
"""The windows: the only part of the program that imports Qt.

It knows the operations, the descriptions of records, the settings and the errors. It must not
know how anything is stored, sealed or carried.
"""
