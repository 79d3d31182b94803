"""How a report names courses, measures, needs and behaviours, in plain English."""

COURSES = {
    "leave": "Stays, nothing to do",
    "review": "Stays, a person looks",
    "hide": "Could be hidden",
    "urgent": "A person is called now",
}
SAID = {
    "acknowledge": "Fixed acknowledgement of a need",
    "hide_notice": "Notice about hiding",
    "warning_public": "Warning in public, by a named person",
    "warning_private": "Warning in private, by a named person",
    "reminder": "Reminder of the house rules",
    "open_case": "Formal route shown as open",
    "private_data": "Somebody else's private details",
    "own_private_data": "The author's own private details",
    "swearing_at_person": "Swearing at a person",
    "swearing_at_nobody": "Swearing at nobody",
}


def plain(word: str) -> str:
    """A code as words: `complaint_stage_2` becomes `Complaint stage 2`."""
    return SAID.get(word) or COURSES.get(word) or word.replace("_", " ").capitalize()
