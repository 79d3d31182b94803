"""A second opinion on a comment, from a model behind any OpenAI-compatible endpoint: told to people, deciding nothing.

`settings` says which endpoint may be asked, `request` what goes out, `ask` sends it, `answer` reads what comes back.
"""
