"""The rooms of the house: every top-level module of the three packages, and why it is a room of its own.

A new room is a decision, so it is written down here. Ask first whether the line belongs into a room that is there:
it waits for the world -> adapters; it reads or weighs policy or speech -> rules; it remembers, schedules or shows -> bot.
"""

ROOMS = {
    "rules": {
        "model": "the words, as frozen dataclasses",
        "policy": "what a pack is, and reading one",
        "packs": "the policies, as data",
        "text": "folds text for matching",
        "detect": "one file a detector",
        "score": "scorers built from bytes",
        "decide": "findings and needs to measures, with citations",
        "casework": "transitions of a case, one a file",
        "routing": "what is open, for whom, by when",
        "identity": "how sure we are who somebody is",
        "calendar": "working days, and months that clamp",
        "explain": "a decision in plain English",
    },
    "adapters": {
        "platform": "the promises between adapters and bot",
        "bluesky": "a door",
        "memory": "a platform in memory",
        "replay": "recorded comments",
        "post": "messages to people: signed webhook, e-mail, memory",
        "housing": "customer directory and markers",
    },
    "bot": {
        "actions": "from a decision to a deed that was read back",
        "calls": "calling a person: alarms, repeats, acknowledgements",
        "cases": "applies rules.casework to the store",
        "channels": "runs one channel: may it start, sign in, listen, come back",
        "cli": "the command line",
        "clock": "the one place that reads the time",
        "compose": "builds the pure parts from the data files of `rules`",
        "console": "the pages staff work on",
        "demo": "a demo landlord whose comments arrive live",
        "desk": "what staff may do, whichever way they ask",
        "evidence": "the append-only record",
        "judging": "find and decide for one item, with what they were given",
        "ownership": "start-up check: our package names are ours",
        "people": "identity links",
        "pipeline": "hear, keep, translate, find, decide, record, plan: on one page",
        "replay": "what would the policy have done",
        "resources": "reads the data files of `rules`",
        "routing": "references, clocks, destinations",
        "settings": "what an installation can set",
        "staff": "people, roles, sign-in",
        "store": "tables, migrations, queries, the writer",
        "wiring": "the composition root",
    },
}
