"""Hearing what is said to the landlord on Bluesky, from five sides.

notifications.py (replies, quotes, mentions), threads.py (what notifications leave out: muted, blocked and hidden),
changes.py (edits and deletions of posts already heard), letters.py (direct messages), firehose.py (the stream, an option).
All of them only name posts; hearing.py reads each as it stands now, and keeps it with the cursor in one commit.
"""
