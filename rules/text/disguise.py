"""Ways of writing a word so that a filter misses it: leet, masks (f**k), spaced or dotted letters, stretched letters.

Only whole words are touched, and never one that reads as a postcode, a phone number, a flat, a time or a sum. The plain
reading is always matched too, so a wrong guess here can add a reading but never lose one.
"""

import re
from collections.abc import Iterator, Sequence

Letter = tuple[str, int]
"""A character and the original position it was read from."""

DISGUISES: tuple[str, ...] = (
    r"[a-z][0134578@$!|+€][a-z@$!013457]|\b[@$][a-z]{2}|[a-z]\$\$",  # leet
    r"\b[0134578][a-z]{3}|[a-z][0134578]{2}\b|\b0[a-z]{1,2}\b",
    r"\b[a-z]{1,3}[*#]+[a-z]*|[a-z]\*[a-z]|\*{2,}[a-z]",  # masked
    r"\b[a-z][ ._*~/-]{1,2}[a-z][ ._*~/-]{1,2}[a-z]\b|[a-z][._~|][a-z]",  # spaced or dotted
    r"[a-z](?:aaa|bbb|ccc|ddd|eee|fff|ggg|hhh|iii|kkk|lll|mmm|nnn|ooo|ppp|rrr|sss|ttt|uuu|yyy|zzz)",  # stretched
)

_LEET = dict(zip("0134578@$!|+€", "oieastbasiite", strict=True))
_STRETCHED = re.compile(r"([a-z])\1\1")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEAVE = re.compile(  # linear: no repetition inside a repetition
    r"[a-z]{1,2}\d{1,2}[a-z]?|\d[a-z]{2}|\d+(?:st|nd|rd|th|am|pm|k|m|p|x|hrs?|mins?|yrs?|wks?|ft|mm|cm|kg|[a-e])"
    r"|[a-z]+\d+|\d+[a-z]?|\d+x\d+|a\d+|b[1-9]\d*|@.*|.*\.(?:com|uk|org|net|example).*|https?.*"
)
_LEET_WORDS = frozenset("0ne 0f 0ff 0ut 0n 0ld 1n 1t 1s 1f y0u wh0 n0w d0 g0 s0".split())
_MASKS = frozenset("*#%")
_MASKABLE = (
    "fuck fucks fucked fucker fuckers fucking fuckin fuckwit fuckwits cunt cunts twat twats wanker wankers wank "
    "prick pricks bastard bastards bitch bitches shit shits shite shitty shithouse bullshit arse arses arsehole "
    "arseholes ass asshole assholes dick dicks dickhead dickheads cock cocks knob knobhead knobheads bellend piss pissed "
    "tosser tossers bollocks bugger slag slags slut whore motherfucker motherfucking goddamn damn crap bloody tits tit"
).split()  # the first that fits the letters shown is taken, so the commoner word comes first
_STRONG_BY_LETTER: dict[str, list[str]] = {}
for _word in _MASKABLE:
    _STRONG_BY_LETTER.setdefault(_word[0], []).append(_word)


def undisguised(letters: Sequence[Letter]) -> Iterator[tuple[str, list[Letter]]]:
    """Readings with disguises taken off; two where a 1 may be an i or an l, or a stretched letter one or two."""
    joined = _join_spaced(letters)
    for one in ("i", "l"):
        decoded = [part for token in _tokens(joined) for part in _decode(token, one)]
        if not _STRETCHED.search("".join(char for char, _ in decoded)):
            yield f"undisguised-{one}", decoded
            continue
        for doubled in ("fls", "", _LETTERS):
            yield f"undisguised-{one}-{doubled[:3] or 'single'}", _squeeze(decoded, doubled)


def _tokens(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Runs without white space, and the white space between them."""
    run: list[Letter] = []
    blank = False
    for letter in letters:
        if run and letter[0].isspace() != blank:
            yield run
            run = []
        blank = letter[0].isspace()
        run.append(letter)
    if run:
        yield run


def _decode(token: list[Letter], one: str) -> list[Letter]:
    text = "".join(char for char, _ in token)
    if text.isalpha() or text.isspace():
        return token
    start, end = _core(text)
    core = text[start:end]
    if not core or (_LEAVE.fullmatch(core) and core not in _LEET_WORDS):
        return token
    if any(c in _MASKS for c in core):
        return token[:start] + _unmask(token[start:end]) + token[end:]
    if sum(c.isalpha() for c in core) < 2 and "$$" not in core and core not in _LEET_WORDS:
        return token
    return token[:start] + _unleet(token[start:end], one) + token[end:]


def _core(text: str) -> tuple[int, int]:
    """Where the word begins and ends inside a token: without brackets, quotes and final punctuation."""
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in "@$*#"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "$*#@"):
        end -= 1
    return start, end


def _unleet(token: list[Letter], one: str) -> list[Letter]:
    read = []
    for char, at in token:
        if char in "._~-/'":
            if char == "'":
                read.append((char, at))
            continue
        read.append((one if char == "1" else _LEET.get(char, char), at))
    return read


def _unmask(token: list[Letter]) -> list[Letter]:
    shown = "".join(char for char, _ in token)
    word = _masked_word(shown)
    if word is None:
        return token
    if len(word) == len(token):
        return [(char, at) for char, (_, at) in zip(word, token, strict=True)]
    last = len(token) - 1
    return [(char, token[min(i, last)][1]) for i, char in enumerate(word)]


def _masked_word(shown: str) -> str | None:
    """The swear word that the letters shown fit: of the same length first, else by its first and last letters."""
    known = _STRONG_BY_LETTER.get(shown[0], _MASKABLE if shown[0] in _MASKS else [])
    for word in known:
        if len(word) == len(shown) and all(
            s in _MASKS or _LEET.get(s, s) == w for s, w in zip(shown, word, strict=True)
        ):
            return word
    head = shown[: next(i for i, c in enumerate(shown) if c in _MASKS)]
    tail = shown[max(i for i, c in enumerate(shown) if c in _MASKS) + 1 :]
    if not head or not tail:
        return None
    return next((w for w in known if len(w) > len(head) + len(tail) and w.startswith(head) and w.endswith(tail)), None)


def _join_spaced(letters: Sequence[Letter]) -> list[Letter]:
    """Single letters with one separator between them (f u c k, f.u.c.k) become one word; three letters at least."""
    joined: list[Letter] = []
    at = 0
    while at < len(letters):
        end = _spaced_run(letters, at)
        if end is None:
            joined.append(letters[at])
            at += 1
            continue
        joined.extend(letters[at:end:2])
        at = end
    return joined


def _spaced_run(letters: Sequence[Letter], at: int) -> int | None:
    """Where a run of spaced single letters that starts at `at` ends, or None if none starts there."""
    if at and letters[at - 1][0].isalnum():
        return None
    end, count = at, 0
    while _is_single(letters, end):
        count += 1
        separated = end + 2 < len(letters) and letters[end + 1][0] in " ._*~/-" and _is_single(letters, end + 2)
        if not separated:
            end += 1
            break
        end += 2
    return end if count >= 3 else None


def _is_single(letters: Sequence[Letter], at: int) -> bool:
    """True when a lone letter (or leet sign) stands at `at`: nothing alphanumeric follows it directly."""
    if at >= len(letters) or not (letters[at][0].isalpha() or letters[at][0] in _LEET):
        return False
    return at + 1 >= len(letters) or not letters[at + 1][0].isalnum()


def _squeeze(letters: Sequence[Letter], doubled: str) -> list[Letter]:
    """Three or more of the same letter in a row become one, or two where the letter is one of `doubled`."""
    out: list[Letter] = []
    start = 0
    while start < len(letters):
        end = start
        while end < len(letters) and letters[end][0] == letters[start][0]:
            end += 1
        size = end - start
        if size >= 3 and letters[start][0].isalpha():
            size = 2 if letters[start][0] in doubled else 1
        out.extend(letters[start : start + size])
        start = end
    return out
