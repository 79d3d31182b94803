"""Languages by their ISO 639 codes, and how a text in one of them stands among what could not be judged."""

UNJUDGED = "language:"
"""Begins each entry of `Found.degraded` that is a language and no detector: `language:pl`."""

UNKNOWN = "und"

LANGUAGES = {
    "pl": "Polish",
    "ur": "Urdu",
    "pa": "Punjabi",
    "ro": "Romanian",
    "cy": "Welsh",
    "bn": "Bengali",
    "ar": "Arabic",
    "so": "Somali",
    "pt": "Portuguese",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "tr": "Turkish",
    "lt": "Lithuanian",
    "sq": "Albanian",
    "uk": "Ukrainian",
    "ru": "Russian",
    "bg": "Bulgarian",
    "hi": "Hindi",
    "gu": "Gujarati",
    "ta": "Tamil",
    "fa": "Persian",
    "ku": "Kurdish",
    "am": "Amharic or Tigrinya",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "th": "Thai",
    "el": "Greek",
    "he": "Hebrew",
    UNKNOWN: "a language that was not recognised",
}
"""English names. Recognised only, none is judged: what is said in them goes to a person who can read it."""


def language_of(name: str) -> str | None:
    """The English name of the language that an entry of `degraded` stands for; None for a detector's name."""
    if not name.startswith(UNJUDGED):
        return None
    code = name.removeprefix(UNJUDGED)
    return LANGUAGES.get(code, code)
