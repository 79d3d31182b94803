"""Ways to reach a person or a witness. `Receipt.accepted` is what the other side answered."""
