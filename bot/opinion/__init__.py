"""A second opinion for the person who looks at a comment, where the landlord switched it on. It decides nothing.

`queue` remembers which comments are asked about, `asker` asks, `keep` writes down what came, `told` says it to people. No
other room but those that show things to people may import this one: import-linter holds it.
"""
