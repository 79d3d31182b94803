"""Ways of writing a word so that a filter misses it, one word at a time.

Leet, masks (f**k), letters set apart (f.u.c.k), stretched letters, letters left out or swapped (bsatard), words run
together (fuckoff), emoji that stand for words. Never one that reads as a postcode, a telephone number, a flat, a number
plate, a time or a sum. The plain reading is always matched too, so a wrong guess here can add a reading, never lose one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rules.text.swearing import MASKABLE, MISSPELT, RUN_TOGETHER, SLURS, apart

Form = tuple[str, tuple[int, ...]]
"""A word as it reads, and for each of its characters the place in the word as written."""

EMOJI = {
    "🔪": "knife", "🗡": "knife", "🔫": "gun", "💣": "bomb", "🪓": "axe", "🪚": "saw", "🐷": "pig", "🐖": "pig",
    "🐽": "pig", "🐵": "monkey", "🐒": "monkey", "🦍": "ape", "🦧": "ape", "🐍": "snake", "🐀": "rat", "🐁": "rat",
    "🤡": "clown", "💩": "shit", "🐄": "cow", "🐮": "cow", "🐕": "dog", "🪳": "cockroach", "🥷": "ninja",
}  # fmt: skip
"""Animals and weapons that are said of people; fire, skulls and hearts mean too many things."""

GATES: tuple[str, ...] = (
    r"[a-z][0134578@$!|+€][a-z@$!013457]|\b[@$][a-z]{2}|[a-z]\$\$",  # leet
    r"\b[0134578][a-z]{3}|[a-z][0134578]{2}\b|\b0[a-z]{1,2}\b",
    r"\b[a-z]{1,3}[*#]+[a-z]*|[a-z]\*[a-z]|\*{2,}[a-z]|\b[a-z]{1,3}[%&^_]{1,3}[a-z]{1,8}\b",  # masked
    r"[a-z][._~|][a-z]|\b[a-z]/[a-z]/[a-z]\b",  # dotted
    r"[a-z](?:aaa|bbb|ccc|ddd|eee|fff|ggg|hhh|iii|kkk|lll|mmm|nnn|ooo|ppp|rrr|sss|ttt|uuu|yyy|zzz)",  # stretched
    "|".join(EMOJI),
    rf"\b(?:{'|'.join(MISSPELT)})\b",
    RUN_TOGETHER,
)
"""Signs in a single word that it may be disguised."""

LONE = r"^[^a-z0-9]*[b-hj-tv-z][^a-z0-9]*$"
"""A letter alone, as none is in plain English but a and i (u, in haste): three of them may be a word spelled out."""

SPELLED = r"\b[a-z][ ._*~/-]{1,2}[a-z][ ._*~/-]{1,2}[a-z]\b"
"""The same in a whole text: three letters, each alone."""

_LEET = dict(zip("0134578@$!|+€", "oieastbasiite", strict=True))
_SIGN = re.compile(r"[0134578@$!|+€]")
_STRETCHED = re.compile(r"([a-z])\1\1")
_DOTTED = re.compile(
    r"(?<![a-z0-9])(?:[a-z0134578@$!|+€][._*~/-]){2,}[a-z0134578@$!|+€](?![a-z0-9])"  # no sign of one class is in the next
)
_EMOJI = re.compile("|".join(EMOJI))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEAVE = re.compile(  # linear: no repetition inside a repetition
    r"[a-z]{1,2}\d{1,2}[a-z]?|\d[a-z]{2}|\d+(?:st|nd|rd|th|am|pm|k|m|p|x|hrs?|mins?|yrs?|wks?|ft|mm|cm|kg|[a-e])"
    r"|[a-z]+\d+|\d+[a-z]?|\d+x\d+|a\d+|b[1-9]\d*|@.*|.*\.(?:com|uk|org|net|example).*|https?.*"
    r"|[a-z]{1,2}\d{1,2}[a-z]?\d[a-z]{2}|[a-z]{2}\d{2}[a-z]{3}|[a-z]\d{1,3}[a-z]{3}"  # postcodes and number plates in one
)
_LEET_WORDS = frozenset("0ne 0f 0ff 0ut 0n 0ld 1n 1t 1s 1f y0u wh0 n0w d0 g0 s0".split())
_MASKS, _SURE_MASKS = frozenset("*#%&^_"), frozenset("*#")
_BY_LETTER: dict[str, list[str]] = {}
for _word in MASKABLE:
    _BY_LETTER.setdefault(_word[0], []).append(_word)


class Readings(NamedTuple):
    """One written word undisguised, with a 1 read as i and as l."""

    i: Form
    l: Form  # noqa: E741 - the letter it is about


@lru_cache(maxsize=8192)
def undisguised(word: str) -> Readings:
    """`word` in readable lower case, without white space, with its disguises taken off."""
    form: Form = (word, tuple(range(len(word))))
    if word.isalpha() and word.isascii():
        corrected = _corrected(form)
        return Readings(corrected, corrected)
    form = _named(_undotted(form))
    return Readings(_corrected(_decoded(form, "i")), _corrected(_decoded(form, "l")))


def stretched(text: str) -> bool:
    """True when a letter stands three times in a row."""
    return _STRETCHED.search(text) is not None


DOUBLED = {"fls": "fls", "single": "", "double": _LETTERS}
"""What a stretched letter may have been: two of it for those letters, else one."""


@lru_cache(maxsize=8192)
def squeezed(form: Form, doubled: str) -> Form:
    """Three or more of the same letter in a row become one, or two where the letter is one of `doubled`."""
    text, places = form
    if not stretched(text):
        return form
    kept = [at for run in _runs(text) for at in run[: _size(text[run[0]], len(run), doubled)]]
    return _corrected(("".join(text[at] for at in kept), tuple(places[at] for at in kept)))


def _runs(text: str) -> Iterator[range]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at] != text[start]:
            yield range(start, at)
            start = at


def _size(char: str, size: int, doubled: str) -> int:
    return size if size < 3 or not char.isalpha() else 2 if char in doubled else 1


def _undotted(form: Form) -> Form:
    """f.u.c.k as fuck: letters that each stand alone between signs; three at least."""
    text, places = form
    dropped = {at for run in _DOTTED.finditer(text) for at in range(run.start() + 1, run.end(), 2)}
    if not dropped:
        return form
    kept = [at for at in range(len(text)) if at not in dropped]
    return "".join(text[at] for at in kept), tuple(places[at] for at in kept)


def _named(form: Form) -> Form:
    """Emoji as the words they stand for."""
    text, places = form
    if not _EMOJI.search(text):
        return form
    read: list[tuple[str, int]] = []
    for char, at in zip(text, places, strict=True):
        read += [(part, at) for part in (f" {EMOJI[char]} " if char in EMOJI else char)]
    return "".join(part for part, _ in read), tuple(at for _, at in read)


def _corrected(form: Form) -> Form:
    """Letters left out or swapped put right, and words run together set apart, where the table of swear words says so."""
    text, places = form
    start, end = _core(text)
    word = MISSPELT.get(text[start:end]) or apart(text[start:end])
    if word is None:
        return form
    return text[:start] + word + text[end:], (*places[:start], *_spread(word, places[start:end]), *places[end:])


def _spread(word: str, places: tuple[int, ...]) -> tuple[int, ...]:
    """Places for a word of another length than written; its last letter stands at the last place."""
    last = len(word) - 1
    return tuple(places[-1] if at == last else places[min(at, len(places) - 1)] for at in range(len(word)))


def _decoded(form: Form, one: str) -> Form:
    text, places = form
    start, end = _core(text)
    core = text[start:end]
    if not core or (_LEAVE.fullmatch(core) and core not in _LEET_WORDS):
        return form
    if any(char in _MASKS for char in core):
        word = _masked_word(core)
        if word is not None:
            return text[:start] + word + text[end:], (*places[:start], *_spread(word, places[start:end]), *places[end:])
        return form
    if not _SIGN.search(core) and not any(char in "._~-/" for char in core):
        return form
    if sum(char.isalpha() for char in core) < 2 and "$$" not in core and core not in _LEET_WORDS:
        return form
    read = [
        (one if char == "1" else _LEET.get(char, char), at)
        for char, at in zip(core, places[start:end], strict=True)
        if char not in "._~-/"
    ]
    word = "".join(char for char, _ in read)
    return text[:start] + word + text[end:], (*places[:start], *(at for _, at in read), *places[end:])


def _core(text: str) -> tuple[int, int]:
    """Where the word begins and ends inside what is written: without brackets, quotes and final punctuation."""
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in "@$*#"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "$*#@"):
        end -= 1
    return start, end


def _masked_word(shown: str) -> str | None:
    """The swear word or slur that the letters shown fit; a swear word else by its first and last letters."""
    known = _BY_LETTER.get(shown[0], MASKABLE if shown[0] in _SURE_MASKS else ())
    masks = _MASKS if len(shown) > 3 else _SURE_MASKS
    few = 0 < 2 * sum(char in masks for char in shown) <= len(shown) and shown[0] not in masks and len(shown) > 4
    tried: list[str] = [*known, *SLURS] if few else [*known]
    for word in tried:
        if len(word) == len(shown) and all(
            s in masks or _LEET.get(s, s) == w for s, w in zip(shown, word, strict=True)
        ):
            return word
    places = [at for at, char in enumerate(shown) if char in _SURE_MASKS]
    if not places or any(char in _MASKS - _SURE_MASKS for char in shown):
        return None
    head, tail = shown[: places[0]], shown[places[-1] + 1 :]
    if not head or not tail:
        return None
    return next((w for w in known if len(w) > len(head) + len(tail) and w.startswith(head) and w.endswith(tail)), None)
