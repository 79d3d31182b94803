"""Ways to call a person: e-mail, signed webhook, memory. Receipts are honest: accepted is what the other side answered."""
