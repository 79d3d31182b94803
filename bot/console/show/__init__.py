"""How things are shown: words for codes, times as people say them, hostile text made safe. Pure."""
