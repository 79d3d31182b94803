"""Why something may be erased: the lawful reasons, as codes of the record."""

from enum import StrEnum


class ErasureReason(StrEnum):
    """The reason of an *erased* entry (UK GDPR articles in `ERASURE_WORDS`)."""

    REQUEST = "request"
    OBJECTION = "objection"
    UNLAWFUL = "unlawful"
    NOT_NEEDED = "not_needed"
    RETENTION = "retention"
    REMOVED_BY_AUTHOR = "removed_by_author"
    PLATFORM_TERMS = "platform_terms"


ERASURE_WORDS: dict[ErasureReason, str] = {
    ErasureReason.REQUEST: "the person asked for it (UK GDPR 17(1)(b))",
    ErasureReason.OBJECTION: "the person objected, and no ground stands above it (UK GDPR 17(1)(c))",
    ErasureReason.UNLAWFUL: "it should not have been kept (UK GDPR 17(1)(d))",
    ErasureReason.NOT_NEEDED: "it is no longer needed (UK GDPR 17(1)(a))",
    ErasureReason.RETENTION: "its time to be kept is over (UK GDPR 5(1)(e))",
    ErasureReason.REMOVED_BY_AUTHOR: "its author took it away and nothing rests on it (UK GDPR 5(1)(c))",
    ErasureReason.PLATFORM_TERMS: "its author took it away and the platform's terms ask for it",
}

BY_HAND = frozenset({ErasureReason.REQUEST, ErasureReason.OBJECTION, ErasureReason.UNLAWFUL, ErasureReason.NOT_NEEDED})
"""Those that a person gives; the others are the retention run's."""
