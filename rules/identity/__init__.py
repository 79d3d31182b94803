"""How sure we are who somebody is."""
