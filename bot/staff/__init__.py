"""The landlord's staff: who they are, what each role may do, and how they sign in."""
