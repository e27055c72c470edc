# SPDX-License-Identifier: Apache-2.0
"""Mark text for translation where Qt must not be imported.

The core of the program writes its wording in English beside the thing it describes. The user
interface translates it when it is shown, with ``QCoreApplication.translate(context, text)``.
Qt's own ``pyside6-lupdate`` finds the calls by this function's name.
"""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Return ``text`` unchanged; ``context`` is where translators will find it."""
    del context
    return text
