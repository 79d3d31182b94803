"""Ways to reach a person: e-mail, signed webhook, file drop, memory. `accepted` is what the other side answered."""
