"""A case's evidence as one canonical file, for an Ombudsman, the police or a court, and the verifier that travels in it."""
