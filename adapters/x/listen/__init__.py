"""Hearing what is said to the landlord on X.

mentions.py (who names or answers us), threads.py (replies in our own threads, quotes of our posts), known.py (edits and
removals of what was heard), letters.py (direct messages), stream.py and activity.py (options: the same, at once).
hearing.py keeps what they find with the cursor in one commit, each version once.
"""
