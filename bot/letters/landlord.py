"""Who writes, read from the landlord's settings. What only the landlord can say is never made up."""

from collections.abc import Mapping

from bot.letters.letter import Landlord
from bot.letters.parts import Incomplete

WANTED = {
    "letter_contact": "how to answer a letter in another way, such as a telephone number and an e-mail address",
    "emergency_repairs": "how to report an emergency repair at any hour",
    "safeguarding_contact": "whom to reach when somebody is at risk of harm",
    "complaints_contact": "how to make a complaint",
    "how_to_challenge": "how anybody, known to us or not, asks for a decision to be looked at again",
    "policy_copy": "how to get a copy of the policy",
}
"""Settings that every letter needs, and what each says."""


def landlord(name: str, settings: Mapping[str, str]) -> Landlord:
    """The landlord as letters show it. Raises Incomplete naming every setting that is missing.

    `letter_address` is optional: its lines are parted by semicolons. `policy_copy` may be left to `rules_link`.
    """
    if missing := unset(settings):
        raise Incomplete(f"no letter can be written before these are set under policy_settings: {', '.join(missing)}")
    lines = tuple(line.strip() for line in settings.get("letter_address", "").split(";") if line.strip())
    contact, repairs, safeguarding, complaints, challenge, _ = (settings.get(key, "") for key in WANTED)
    return Landlord(name, lines, contact, repairs, safeguarding, complaints, challenge, _copy(settings))


def unset(settings: Mapping[str, str]) -> tuple[str, ...]:
    """Settings that letters need and that say nothing yet."""
    lacking = [key for key in WANTED if key != "policy_copy" and not settings.get(key, "").strip()]
    return (*lacking, *(() if _copy(settings) else ("policy_copy",)))


def _copy(settings: Mapping[str, str]) -> str:
    link = settings.get("rules_link", "").strip()
    return settings.get("policy_copy", "").strip() or (
        f"You can read it here, or ask us for a copy: {link}" if link else ""
    )
