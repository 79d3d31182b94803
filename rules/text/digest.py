"""A short number by which equal texts are recognised."""

from hashlib import blake2b

from rules.text.fold import fold


def digest(text: str) -> int:
    """64-bit blake2b of the folded skeleton (letters and digits of the last reading), as a signed integer for a database.

    Case, spacing, punctuation and disguise make no difference; a text without letters or digits is digested as it is.
    """
    last = fold(text).variants[-1].text if not text.isascii() else text.lower()
    skeleton = "".join(char for char in last if char.isalnum()) or text
    return int.from_bytes(blake2b(skeleton.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
