"""What belongs to a comment besides its words is kept before anything is done that cannot be taken back.

`queue` remembers what is still to be captured, `gather` reads what the store knows, `capturer` fetches and keeps,
`gate` holds one-way acts back until then, `checks` looks later whether the comment still stands.
"""
