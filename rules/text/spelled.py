"""Letters that each stand alone (f u c k) read as the word they spell."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rules.text.disguise import Form

Word = tuple[Form, int]
"""What a run of letters, or of white space, reads as, and where it begins in the original."""


def joined(words: Sequence[Word]) -> Iterator[Word]:
    """Letters alone, one space between them (f u c k), become one word; three at least."""
    alone = [_letter(form[0]) for form, _ in words]
    at = 0
    while at < len(words):
        end = at + 1
        while alone[end - 1] >= 0 and end + 1 < len(words) and alone[end + 1] >= 0 and words[end][0][0] == " ":
            end += 2
        yield _word([*zip(alone[at:end:2], words[at:end:2], strict=True)]) if end - at >= 5 else words[at]
        at = end if end - at >= 5 else at + 1


def _word(letters: Sequence[tuple[int, Word]]) -> Word:
    """One word of letters that each stood alone, with the signs before the first and after the last of them.

    `letters`: for each, where in what was written the letter stands.
    """
    (first, ((head, inside), start)), (last, ((tail, behind), end)) = letters[0], letters[-1]
    text = head[:first] + "".join(form[0][k] for k, (form, _) in letters) + tail[last + 1 :]
    places = [form[1][k] + begin - start for k, (form, begin) in letters]
    return (text, (*inside[:first], *places, *(place + end - start for place in behind[last + 1 :]))), start


@lru_cache(maxsize=8192)
def _letter(word: str) -> int:
    """Where the one letter of a word stands that has nothing else but punctuation; -1 if it is another word."""
    if len(word) > 3:
        return -1
    places = [at for at, char in enumerate(word) if char.isalnum() or char in "@$"]
    return places[0] if len(places) == 1 else -1
