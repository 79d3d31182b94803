"""Identity links: whose account it is, how sure we are, who said so and on what evidence. Reversible."""
