"""The swear words that people disguise, and how: letters hidden, left out, swapped; words run together.

Only strong words are here: a guess at a mild one would do more harm than the word. No misspelling is here that is a word
of its own ("pick", "cuts", "waker").
"""

import re
from functools import lru_cache

MASKABLE = (
    "fuck fucks fucked fucker fuckers fucking fuckin fuckwit fuckwits cunt cunts twat twats wanker wankers wank "
    "prick pricks bastard bastards bitch bitches shit shits shite shitty shithouse bullshit arse arses arsehole "
    "arseholes ass asshole assholes dick dicks dickhead dickheads cock cocks knob knobhead knobheads bellend piss pissed "
    "tosser tossers bollocks bugger slag slags slut whore motherfucker motherfucking goddamn damn crap bloody tits tit"
).split()
"""The first that fits the letters shown is taken, so the commoner word comes first."""

SLURS = (
    "paki pakis pikey pikeys nigger niggers nigga niggas faggot faggots spastic spastics retard retards tranny trannies "
    "coon coons wogs gyppo gyppos poofs darkie darkies raghead ragheads mong mongs cripple cripples yids"
).split()
"""Tried after the others, and only where at least half of the letters are shown."""

_LONG = (
    "fucking fucker fuckers wanker wankers bastard bastards dickhead dickheads arsehole arseholes asshole assholes "
    "motherfucker motherfuckers knobhead knobheads bellends tossers fuckwit shithead gobshite bollocks bitches"
).split()
"""Long enough to be known with a letter missing or two swapped."""

_SHORT = {
    "fcuk": "fuck", "fukc": "fuck", "fuc": "fuck", "fvck": "fuck", "fkuc": "fuck", "fcuking": "fucking", "cnut": "cunt",
    "cnuts": "cunts", "cutn": "cunt", "cvnt": "cunt", "ctun": "cunt", "twta": "twat", "tawt": "twat", "btich": "bitch",
    "bicth": "bitch", "btch": "bitch", "biatch": "bitch", "prik": "prick", "prikc": "prick", "pirck": "prick",
    "shti": "shit", "siht": "shit", "wnak": "wank", "slgas": "slags", "tosesr": "tosser", "bellned": "bellend",
}  # fmt: skip
_WORDS_OF_THEIR_OWN = frozenset("wakers wakner buckets bastars asshole arsehole batches bollock tosser tosers".split())


def _misspelt(word: str) -> set[str]:
    """One letter inside left out, or two neighbours inside swapped; the first and the last stay."""
    inside = range(1, len(word) - 1)
    without = {word[:at] + word[at + 1 :] for at in inside}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inside if at + 1 < len(word) - 1}
    return without | swapped


MISSPELT: dict[str, str] = {
    wrong: word for word in reversed(_LONG) for wrong in sorted(_misspelt(word)) if wrong not in _WORDS_OF_THEIR_OWN
} | _SHORT
"""The misspelling and the word; a misspelling that is itself one of the words is left out."""
for _word in (*MASKABLE, *_LONG, "waker", "wakers", "tosers", "buckers", "wankes", "batches", "belends"):
    MISSPELT.pop(_word, None)

_STRONG = "fuck|cunt|wanker|wank|twat|bastard|bitch|shit|prick|dickhead|arsehole|slag|whore|tosser"
_SMALL = (
    "you your youre yous u ur off the this that all are r go and kill him her them it yourself up stupid fat lazy "
    "useless thick ugly little old dirty a lot of i ill will hope die to my in get eat suck what hell with shut face idiot "
    "pig cow scum liar hate"
).split()
RUN_TOGETHER = (
    r"(?:you|your|youre|off|the|this|that|are|go|and|stupid|fat|lazy|useless|thick|ugly|dirty|eat|shut)"
    rf"(?:{_STRONG})|(?:{_STRONG})(?:ing|in|s|er|ers)?(?:you|off|the|this|all|that|yous|up|idiot|cunt|twat|bitch)"
    r"|kill(?:you|your|him|her|them)"
)
"""A sign that a word is several, one of them strong."""

_SIGN = re.compile(RUN_TOGETHER)
_SEVERAL = frozenset((*MASKABLE, *_LONG, *_SMALL))
_LONGEST = max(map(len, _SEVERAL))
MOST = 60
"""Letters of one run that are looked at; nobody runs more together and is still read."""


@lru_cache(maxsize=1024)
def apart(run: str) -> str | None:
    """The words of which a run of letters is made, spaces between, if it is made of known ones only; else None."""
    if len(run) > MOST or not _SIGN.search(run):
        return None
    best: list[tuple[str, ...] | None] = [()] + [None] * len(run)  # the fewest words up to each place
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, word = best[start], run[start:end]
            if (
                before is not None
                and word in _SEVERAL
                and (best[end] is None or len(before) + 1 < len(best[end] or ()))
            ):
                best[end] = (*before, word)
    words = best[-1]
    return " ".join(words) if words and len(words) > 1 else None
