"""What people may ask of the landlord about their data, and who answers for the processing. `docs/rights.md` tells it."""
