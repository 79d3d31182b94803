"""The words of casework: what is done (deeds), what happened (facts), what stands (the casefile), what follows (orders)."""
