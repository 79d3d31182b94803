"""What kind of picture some bytes are, told from themselves: what a stranger called them counts for nothing."""

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a page may show. A drawing that can run scripts (SVG) is a file, not a picture."""

_HEADS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_WEBP_AT = 8


def kind_of(body: bytes) -> str:
    """One of `PICTURES`; empty for everything else."""
    if body.startswith(b"RIFF") and body[_WEBP_AT : _WEBP_AT + 4] == b"WEBP":
        return "image/webp"
    return next((kind for head, kind in _HEADS.items() if body.startswith(head)), "")
