"""Recorded comments: JSON lines, CSV, Excel. Read one at a time, so that a file of any length needs the same memory.

JSON lines, one object a line, UTF-8 (other encodings are recognised):
    text      what was said (required)
    id        a name for it (default: its line number)
    author    who said it; the same words mean the same account (default: nobody known, so without a history)
    at        when, ISO 8601; without an offset it is UTC (default: the start of the replay)
    platform  facebook, x, bluesky ... (default: recorded)
    kind      comment, reply, mention, quote, review, rating, reaction, tag, hashtag, direct_message or dm
    parent    the landlord's post that it answers
    rating    1 to 5, for a review
The last four may stand inside an object named `context`. CSV and Excel have the same columns by header (`columns.py`).
"""
