"""Which language a comment is in where it is not English: so that what cannot be judged is not judged.

Scripts other than Latin tell by themselves. In Latin letters each language of `languages.yaml` has words that English
lacks or seldom stands with; a sentence with two of them, and with fewer English words beside, is in that language. So a
comment that changes language between sentences is seen, and one loan word among English words is not.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import re2

from rules.detect.rulebook import RuleError
from rules.model.languages import LANGUAGES, UNJUDGED, UNKNOWN
from rules.text.characters import LOOKALIKES, latin

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ASCII = str.maketrans({chr(code): chr(code).lower() if chr(code).isalpha() else " " for code in range(128)})
"""Lower case, and a space for everything that is no letter: an apostrophe parts words too (mae'r, i'm)."""
_MARKED = {
    code: plain for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if (plain := latin(chr(code))).isascii()
}
_FOLD: dict[int, str] = {**_ASCII, **_MARKED}
_HANDLES = re.compile(
    r"(?i)[@#]\w+|\b(?:https?://|www\.)\S+|(?<![\w-])[\w-]+\.(?:example|com|org|net|uk|wales|cymru)\b"
)
_SENTENCE = re.compile(r"[.!?;:|\n…()\"“”]+")
_CLAUSE = re.compile(r"[,–—]+")

_BLOCKS = (
    ("arabic", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe"),
    ("pa", "\u0a00-\u0a7f"),
    ("bn", "\u0980-\u09ff"),
    ("hi", "\u0900-\u097f"),
    ("gu", "\u0a80-\u0aff"),
    ("ta", "\u0b80-\u0bff"),
    ("cyrillic", "\u0400-\u052f"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("am", "\u1200-\u137f"),
    ("th", "\u0e00-\u0e7f"),
    ("ko", "\uac00-\ud7af"),
    ("ja", "\u3040-\u30ff"),
    ("zh", "\u4e00-\u9fff"),
)
_SCRIPTS = tuple((name, re.compile(f"[{block}]+")) for name, block in _BLOCKS)
_OTHER_SCRIPT = f"[{''.join(block for _, block in _BLOCKS)}]"
_MARKED_LETTER = r"[\x{c0}-\x{24f}\x{1e00}-\x{1eff}]"
_ENGLISH, _TWO_TELLING, _MARKS, _OTHER = range(4)
_PLAIN_ENGLISH = [_ENGLISH]
_AN_ENGLISH, _STRANGE = 1 << 20, 1 << 44
"""What an English word, or one with letters that are not plain, counts; a telling word counts one. Of neither can one
comment hold so many that it would count as the next."""
_KEPT, _LONGEST = 20_000, 40
"""Words of which it is kept what they tell, and the longest such word, in characters: a bound on memory."""
_RUNS = re.compile(r"[0-9a-z_]+")
_PLAIN = re.compile(r"[\x00-\x7f\u2010-\u201f\u2026£€\ufe0f\U0001f300-\U0001faff]*")
"""Letters of plain English, the dashes and quotation marks that phones put in, and emoji."""
_OF_URDU = frozenset("ٹڈڑںےہھ")
_OF_KURDISH = frozenset("ڕڵۆێە")
_OF_PERSIAN = frozenset("پچژگکی")
_OF_UKRAINIAN = frozenset("іїєґ")
_OF_BULGARIAN = frozenset("ъщ")
_OF_RUSSIAN = frozenset("ыэё")

ENOUGH = 2
"""Words of a language that a sentence must have, besides having more of them than English ones."""
FEW = 3
"""A comment of so few words is in a language when one of its words is, and none of them is English."""
MANY = 6
"""A comment of at least so many words, none of them English and of no known language, is in one that is not known."""
LEAST_LETTERS = 3
"""Letters of another script that are a text in it; fewer are an ornament."""


class Languages:
    """Recognises languages. Built from `languages.yaml`; holds nothing of what it reads."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._english = frozenset(str(data["english"]).split())
        self._words = {code: frozenset(str(entry["words"]).split()) for code, entry in data["languages"].items()}
        self._letters = {code: frozenset(str(entry.get("letters", ""))) for code, entry in data["languages"].items()}
        unknown = set(self._words) - set(LANGUAGES)
        if unknown:
            raise RuleError(
                f"languages.yaml: {', '.join(sorted(unknown))}: not a language that rules.model.languages names"
            )
        self._telling = frozenset[str]().union(*self._words.values()) - self._english
        self._gate = _compiled(self._english, self._telling)
        self._tells = _Tells(self._english, self._telling)

    def unjudged(self, text: str) -> tuple[str, ...]:
        """The languages besides English, as entries of `Found.degraded`, in the order of the alphabet; most often none.

        English costs one look at each word: with English words, less than two telling ones and plain letters it is looked
        at no more.
        """
        told = sum(map(self._tells.__getitem__, text.split()))
        if _AN_ENGLISH <= told < _STRANGE and told % _AN_ENGLISH < ENOUGH:
            return ()
        seen = (self._gate.Match(text) or []) if told >= _STRANGE else []
        if seen == _PLAIN_ENGLISH:
            return ()
        scripts = tuple(_scripts(text)) if _OTHER in seen else ()
        return _entries((*scripts, *self._latin(_HANDLES.sub(" ", text), alone=not scripts)))

    def _latin(self, text: str, *, alone: bool) -> Iterator[str]:
        """Languages in Latin letters, sentence by sentence, and by clause where a clause is plain enough."""
        found = False
        for sentence in _SENTENCE.split(text):
            clauses = _CLAUSE.split(sentence)
            for part, enough in ((sentence, ENOUGH), *((each, ENOUGH + 1) for each in clauses if len(clauses) > 1)):
                code = self._of(part, enough)
                if code:
                    found = True
                    yield code
        words = text.translate(_FOLD).split()
        if found or not words:
            return
        if len(words) <= FEW:
            yield from self._short(text, words)
        elif alone and len(set(words)) >= MANY and self._english.isdisjoint(words) and _like_language(words):
            yield UNKNOWN

    def _of(self, part: str, enough: int) -> str | None:
        """The language of one sentence, or None where it is English or cannot be told."""
        words = set(part.translate(_FOLD).split())
        if words.isdisjoint(self._telling) and part.isascii():
            return None
        letters = frozenset(part.lower())
        best = max(self._words, key=lambda code: self._score(code, part, words, letters))
        own = words & self._words[best]
        against = len((words & self._english) - own)
        score = self._score(best, part, words, letters)
        return best if score >= enough and score > against else None

    def _score(self, code: str, part: str, words: set[str], letters: frozenset[str]) -> int:
        """Words of the language in the sentence, and others that have a letter of its own. `letters`: those of the part."""
        if self._letters[code].isdisjoint(letters):
            return len(words & self._words[code])
        lettered = {
            word.translate(_FOLD).strip() for word in part.lower().split() if self._letters[code].intersection(word)
        }
        return len(words & self._words[code] | lettered)

    def _short(self, text: str, words: list[str]) -> Iterator[str]:
        """One word can be enough where there are hardly any: a thank-you, a curse."""
        if not self._english.isdisjoint(words):
            return
        long = [word for word in text.lower().split() if len(word) > FEW]
        telling = [code for code in self._words if any(w in self._words[code] for w in words if len(w) > FEW)]
        lettered = [code for code in telling or self._words if any(self._letters[code].intersection(w) for w in long)]
        yield from (lettered or telling)[:1]


class _Tells(dict[str, int]):
    """What a word tells, as a number that can be added to those of others: telling words, English words, strange letters."""

    def __init__(self, english: frozenset[str], telling: frozenset[str]) -> None:
        super().__init__()
        self._worth = dict.fromkeys(telling, 1) | dict.fromkeys(english, _AN_ENGLISH)

    def __missing__(self, word: str) -> int:
        told = _STRANGE
        if _PLAIN.fullmatch(word):
            told = sum(self._worth.get(run, 0) for run in _RUNS.findall(word.lower()))
        if len(word) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[word] = told
        return told


def _compiled(english: frozenset[str], telling: frozenset[str]) -> Any:
    """One RE2 Set: in one pass it says what a text has: an English word, two telling ones, marked letters, other scripts."""
    options = re2.Options()
    options.max_mem = 64 << 20
    gate = re2.Set.SearchSet(options)
    tells = "|".join(sorted(telling))
    patterns = (
        rf"(?i)\b(?:{'|'.join(sorted(english))})\b",
        rf"(?is)\b(?:{tells})\b.*\b(?:{tells})\b",
        _MARKED_LETTER,
        _OTHER_SCRIPT,
    )
    for pattern in patterns:
        gate.Add(pattern)
    gate.Compile()
    return gate


def _like_language(words: list[str]) -> bool:
    """Whether these read as sentences, not as a list of names, a burst of sounds or a code."""
    short = sum(1 < len(word) <= FEW for word in words)
    repeated = sum(one == other for one, other in pairwise(words))
    return short >= len(words) // 5 and repeated <= 1 and sum(map(len, words)) >= 4 * MANY


def _scripts(text: str) -> Iterator[str]:
    """Languages told by their script; letters put into English words to dodge filters are no language."""
    for name, run in _SCRIPTS:
        words = run.findall(text)
        if sum(map(len, words)) < (LEAST_LETTERS if name not in ("zh", "ja", "ko") else 2):
            continue
        letters = {char.lower() for word in words for char in word}
        if name in ("cyrillic", "el") and (_in_latin_words(text, run) or all(char in LOOKALIKES for char in letters)):
            continue
        yield _arabic(letters) if name == "arabic" else _cyrillic(letters) if name == "cyrillic" else name


def _in_latin_words(text: str, run: re.Pattern[str]) -> bool:
    """Whether these letters only ever stand inside words of Latin ones."""
    return all(
        (at.start() > 0 and text[at.start() - 1].lower() in _LETTERS)
        or (at.end() < len(text) and text[at.end()].lower() in _LETTERS)
        for at in run.finditer(text)
    )


def _arabic(letters: set[str]) -> str:
    if letters & _OF_URDU:
        return "ur"
    if letters & _OF_KURDISH:
        return "ku"
    return "fa" if letters & _OF_PERSIAN else "ar"


def _cyrillic(letters: set[str]) -> str:
    if letters & _OF_UKRAINIAN:
        return "uk"
    return "bg" if letters & _OF_BULGARIAN and not letters & _OF_RUSSIAN and "щ" in letters and "ъ" in letters else "ru"


def _entries(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{UNJUDGED}{code}" for code in sorted(set(codes)))
