"""Single characters: which are invisible, which only look like a Latin letter, and what a styled one reads as.

Look-alikes come first (Cyrillic 'у' looks like y, though it sounds like u), then transliteration of what is left that
is Latin in some dress (full width, circled, mathematical, small capitals). Letters of other scripts stay as they are.
Table: the Latin part of Unicode UTS 39 confusables, cut down to what is used to dodge English word filters.
"""

import unicodedata
from functools import lru_cache

from anyascii import anyascii

PUNCTUATION = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
    }
)  # fmt: skip
"""One character for one, so that offsets stay: typographic quotes, dashes and spaces that phones put in."""

_TYPOGRAPHIC = tuple((chr(mark), str(plain)) for mark, plain in PUNCTUATION.items())

_PAIRS = (
    "аa вb сc ԁd еe ёe һh іi їi јj кk ӏl мm пn оo рp ԛq гr ѕs тt ѵv ԝw хx уy ўy зz бb "  # Cyrillic
    "αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ωw σo "  # Greek
    "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz "  # small capitals
    "օo սu հh ոn ցg ӄk "  # Armenian and rarer Cyrillic
    "Ꭺa Ᏼb Ꮯc Ꭰd Ꭼe Ꮐg Ꮋh Ꭵi Ꭻj Ꮶk Ꮮl Ꮇm Ꮲp Ꮢr Ꮪs Ꭲt Ꮩv Ꮃw Ꮍy Ꮓz"  # Cherokee
)
LOOKALIKES = {pair[0]: pair[1] for pair in _PAIRS.split()}


def punctuated(text: str) -> str:
    """`text.translate(PUNCTUATION)`, in a tenth of the time: few of them are ever there."""
    if text.isascii():
        return text.replace("`", "'")
    for mark, plain in _TYPOGRAPHIC:
        if mark in text:
            text = text.replace(mark, plain)
    return text


_DROPPED = {"\u034f", "\u115f", "\u1160", "\u3164", "\uffa0", "\u180e"}


def invisible(char: str) -> bool:
    """True for zero-width and bidi controls, soft hyphens, variation selectors, tags and filler letters."""
    return char in _DROPPED or "\ufe00" <= char <= "\ufe0f" or unicodedata.category(char) == "Cf"


@lru_cache(maxsize=4096)
def latin(char: str) -> str:
    """The plain lower-case Latin reading of one character, or its own NFKC lower-case form when it has none."""
    if char.isascii():
        return char.lower()
    if "\U0001f110" <= char <= "\U0001f1ff":
        return _letters(anyascii(char))
    composed = unicodedata.normalize("NFKC", char)
    if composed.isascii():
        return composed.lower()
    if all(unicodedata.name(part, "").startswith(("LATIN", "COMBINING")) for part in composed):
        return _letters(anyascii(composed))
    return composed.lower()


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).lower()


@lru_cache(maxsize=4096)
def is_latin(char: str) -> bool:
    """True for ASCII letters and every Latin letter with marks or in another style."""
    return char.isalpha() and latin(char).isascii()


@lru_cache(maxsize=4096)
def is_mark(char: str) -> bool:
    """True for combining marks."""
    return unicodedata.category(char) in ("Mn", "Me")


@lru_cache(maxsize=8192)
def readable(token: str) -> tuple[str, tuple[int, ...]]:
    """A run of letters, or of white space, as it reads, and the place of each character."""
    if token.isascii():
        return token.lower(), tuple(range(len(token)))
    letters: list[tuple[str, int]] = []
    word: list[tuple[str, int]] = []
    for at, char in enumerate(token):
        if char.isalnum() or (not char.isascii() and (is_mark(char) or invisible(char))):
            word.append((char, at))
            continue
        letters += _read_word(word)
        word = []
        letters += [(part, at) for part in _read_char(char, looks_latin=True)]
    letters += _read_word(word)
    return "".join(char for char, _ in letters), tuple(at for _, at in letters)


def _read_word(word: list[tuple[str, int]]) -> list[tuple[str, int]]:
    visible = [(char, at) for char, at in word if char.isascii() or not invisible(char)]
    letters = [char for char, _ in visible if char.isalpha()]
    looks_latin = all(is_latin(c) or c.lower() in LOOKALIKES or c in LOOKALIKES for c in letters)
    read: list[tuple[str, int]] = []
    after_latin = False
    for char, at in visible:
        if not char.isascii() and is_mark(char):
            if not after_latin:
                read.append((char, at))
            continue
        shown = _read_char(char, looks_latin)
        after_latin = shown.isascii()
        read.extend((part, at) for part in shown)
    return read


def _read_char(char: str, looks_latin: bool) -> str:
    if char.isascii():
        return char.lower()
    if looks_latin:
        alike = LOOKALIKES.get(char) or LOOKALIKES.get(char.lower())
        if alike:
            return alike
    return latin(char)
