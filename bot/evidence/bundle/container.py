"""The canonical container: same files, same bytes, on every machine. `verify_bundle.packed` builds the same by hand."""

import io
from collections.abc import Mapping
from zipfile import ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date zip can write: the container says nothing of when it was made."""
LARGEST = 2**31
"""Bytes. A zip of this form cannot grow past four gibibytes, and its readers hold it in memory."""
MOST = 60_000
_UNIX, _READABLE = 3, 0o100644 << 16


class TooLarge(Exception):
    """The case does not fit into one bundle; the text says how large it is."""


def container(files: Mapping[str, bytes]) -> bytes:
    """A zip: stored, sorted by name, fixed dates and modes, no extra fields, no comment. Raises TooLarge."""
    size = sum(map(len, files.values()))
    if size > LARGEST or len(files) > MOST:
        raise TooLarge(f"this case has {len(files):,} files of {size:,} bytes: more than a bundle holds")
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as box:
        for name in sorted(files):
            told = ZipInfo(name, EPOCH)
            told.create_system, told.external_attr = _UNIX, _READABLE
            box.writestr(told, files[name])
    return made.getvalue()
